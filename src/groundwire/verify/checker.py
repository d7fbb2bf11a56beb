"""Is a claim supported by the wording it cites? Decided by rule, with the reason if it is not.

Verbatim: the claim's words stand in a row in a quote. Supported: one single sentence of the quotes
(or two together, held to more) has the claim's numbers, dates and names, its other words but for
a few, in its order, and as many negations. What is said in wholly other words is left unverified:
the rule proves wording, not meaning.
"""

import re
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import combinations, pairwise

from groundwire.language import lexicon
from groundwire.language.analysis import Analysis
from groundwire.language.polarity import Predication
from groundwire.language.sentences import sentence_spans
from groundwire.language.text import fold
from groundwire.verify.order import common_subsequence
from groundwire.verify.statement import STRICT, Token, read_statement
from groundwire.verify.told import in_active_order, in_one_voice, said_otherwise
from groundwire.verify.verdict import Support, holds

COVERED = 0.8  # share of the claim's content words that one sentence must hold
COVERED_BY_TWO = 0.9  # two sentences together offer twice the words to hit by chance
TWO_PENALTY = 0.9  # of the score, where it took two sentences
ORDERED = 0.7  # share of the content words that stand in the same order
LONGEST_ADDITION = 2  # content words in a row that no cited sentence holds
SCOPE_WORDS = 3  # what a negation denies is among so many content words after it, in its clause
PAIRED_SENTENCES = 4  # the best covering ones are tried two by two
# A word this seldom in lower case is a name in an address or a slip: "arizona", "seattle".
LOWER_SHARE = 0.02
FEW_WORDS = 5  # a claim with fewer content words is held to its small words too
OWN_WORDS = 2  # content words that each of two sentences must bring and the other lacks
READ_CACHE = 4096  # sentences kept read: quotes are cited again and again
# Small words that decide what is said: more for less, after for before.
_DECIDING = frozenset(
    """up down before after above below over under more less fewer most least all every only
    against""".split()
)
_WORD = re.compile(r"[^\W\d_]+")


def lowercase_words(texts: Iterable[str]) -> frozenset[str]:
    """The folded words that the texts write in lower case, and not just now and then."""
    counted: Counter[str] = Counter()
    for text in texts:
        counted.update(_WORD.findall(text))
    lower: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for word, count in counted.items():
        folded = fold(word)
        total[folded] += count
        lower[folded] += count if word.islower() else 0
    return frozenset(word for word, count in lower.items() if count > LOWER_SHARE * total[word])


class SupportChecker:
    """Holds claims against what they cite. ``lowercase``: see ``lowercase_words``."""

    def __init__(self, lowercase: Container[str]) -> None:
        self._read = lru_cache(READ_CACHE)(lambda text: _Statement.read(text, lowercase))

    def check(self, claim: str, quotes: Sequence[str]) -> Support:
        """The verdict on one claim and, where it is unverified, the reason."""
        if any(holds(quote, claim) for quote in quotes):
            return Support("verbatim", None, 1.0)
        said = self._read(claim)
        if not said.content:
            return Support("unverified", "it states nothing", 0.0)
        sentences = [
            self._read(quote[span.start : span.end])
            for quote in quotes
            for span in sentence_spans(quote)
        ]
        if not sentences:
            return Support("unverified", "it cites nothing", 0.0)
        return _decide(said, sentences)


class _Statement:
    """The tokens of a sentence, and the places of those that carry its content, in the order of
    the active."""

    def __init__(
        self, tokens: Sequence[Token], content: Sequence[int], said: Sequence[Predication]
    ) -> None:
        self.tokens = tokens
        self.content = content
        self.predications = said
        self.keys = [tokens[place].key for place in self.content]
        self.key_set = frozenset(self.keys)
        self.names = frozenset(token.key for token in tokens if token.kind == "name")
        self.all_keys = frozenset(token.key for token in tokens)

    @classmethod
    def read(cls, text: str, lowercase: Container[str]) -> "_Statement":
        """The statement of a text; see ``read_statement``."""
        tokens = read_statement(text, lowercase)
        said = Analysis.of(text).polarity.predications
        return cls(tokens, in_active_order(tokens, said), said)

    def as_written(self) -> "_Statement":
        """The same in the order of the text."""
        return _Statement(self.tokens, sorted(self.content), self.predications)

    def __add__(self, other: "_Statement") -> "_Statement":
        behind = [place + len(self.tokens) for place in other.content]
        return _Statement(
            [*self.tokens, *other.tokens],
            [*self.content, *behind],
            [*self.predications, *other.predications],
        )


def _decide(said: _Statement, sentences: Sequence[_Statement]) -> Support:
    """By the best single sentence; by two of them where no single one has the claim's words.

    A sentence that has them and says it otherwise (another order, a negation) settles it: what
    stands beside it would only lend the words to say it all the same.
    """
    order = sorted(range(len(sentences)), key=lambda place: -_coverage(said, sentences[place]))
    best = order[:PAIRED_SENTENCES]
    found = [_against(said, sentences[place], COVERED) for place in best]
    supported = [support for support in found if support.verdict == "supported"]
    if supported:
        return max(supported, key=lambda support: support.score)
    contradicted = next((support for support in found if support.score), None)
    if contradicted:
        return contradicted
    for first, second in combinations(sorted(best), 2):
        together = _by_two(said, sentences[first], sentences[second])
        if together.verdict == "supported":
            return together
    return found[0]


def _by_two(said: _Statement, first: _Statement, second: _Statement) -> Support:
    """By two sentences, each of which brings words that the other lacks: one word alone may be
    anybody's ("on Friday")."""
    keys = said.key_set
    only_first = keys & first.key_set - second.key_set
    only_second = keys & second.key_set - first.key_set
    if min(len(only_first), len(only_second)) < OWN_WORDS:
        return Support("unverified", "wording", 0.0)
    found = _against(said, first + second, COVERED_BY_TWO)
    return replace(found, score=found.score * TWO_PENALTY)


def _coverage(said: _Statement, evidence: _Statement) -> float:
    return sum(key in evidence.key_set for key in said.keys) / len(said.keys)


def _against(said: _Statement, evidence: _Statement, covered: float) -> Support:
    reason = _missing(said, evidence) or _uncovered(said, evidence, covered)
    if reason:
        return Support("unverified", reason, 0.0)
    found = _in_order(said, evidence)
    if found.reason and in_one_voice(said.predications, evidence.predications):
        return _in_order(said.as_written(), evidence.as_written())
    return found


def _in_order(said: _Statement, evidence: _Statement) -> Support:
    """Whether the claim has its words in the evidence's order, and says of them what it says."""
    pairs = common_subsequence(said.keys, evidence.keys)
    score = len(pairs) / len(said.keys)
    reason = (
        _disordered(said, evidence, pairs, score)
        or said_otherwise(said.predications, evidence.predications)
        or _turned(said, evidence, pairs)
        or _replaced(said, evidence, pairs)
    )
    return Support("unverified" if reason else "supported", reason, score)


def _missing(said: _Statement, evidence: _Statement) -> str | None:
    """A number, date or name of the claim that the evidence does not have."""
    for place in said.content:
        token = said.tokens[place]
        if token.kind in STRICT and token.key not in evidence.key_set:
            return f"{token.kind} {token.written} is not in what it cites"
    return None


def _uncovered(said: _Statement, evidence: _Statement, covered: float) -> str | None:
    """Too few of the claim's words, or several in a row that are its own."""
    if _coverage(said, evidence) < covered:
        return "wording"
    if (said.all_keys & _DECIDING) - evidence.all_keys:
        return "wording"
    if len(said.keys) < FEW_WORDS:
        shared = said.all_keys & evidence.all_keys
        if len(shared) < covered * len(said.all_keys):
            return "wording"
    run = 0
    for key in said.keys:
        run = 0 if key in evidence.key_set else run + 1
        if run > LONGEST_ADDITION:
            return "wording"
    return None


def _disordered(
    said: _Statement, evidence: _Statement, pairs: Sequence[tuple[int, int]], score: float
) -> str | None:
    """Names, numbers or too many words in another order: who did what to whom is not the same."""
    if score < ORDERED:
        return "order"
    kept = {mine for mine, _ in pairs}
    for number, place in enumerate(said.content):
        token = said.tokens[place]
        named = token.kind in STRICT or token.key in evidence.names
        if named and number not in kept:
            return f"order: {token.written}"
    return None


def _replaced(
    said: _Statement, evidence: _Statement, pairs: Sequence[tuple[int, int]]
) -> str | None:
    """A word of the claim's own where the evidence has another: "rejected" for "passed", "Angels"
    for "Fort Pierre". Additions that displace nothing ("the [planned] visit") may stand."""
    kept = {-1: -1, **dict(pairs), len(said.keys): len(evidence.keys)}
    places = sorted(kept)
    for before, after in pairwise(places):
        own = [n for n in range(before + 1, after) if said.keys[n] not in evidence.key_set]
        if own and kept[after] - kept[before] > 1:
            written = said.tokens[said.content[own[0]]].written
            return f"wording: {written} takes another word's place"
    return None


def _turned(said: _Statement, evidence: _Statement, pairs: Sequence[tuple[int, int]]) -> str | None:
    """A negation or a doubt more or less than the evidence has about the same words."""
    kept = {evidence.content[theirs] for _, theirs in pairs}
    mine = sum(token.kind == "negation" for token in said.tokens)
    theirs = sum(1 for place in _of_kind(evidence, "negation") if _speaks_of(evidence, place, kept))
    if mine != theirs:
        return "negation"
    doubts = sum(1 for place in _of_kind(evidence, "doubt") if _speaks_of(evidence, place, kept))
    own = len(_of_kind(said, "doubt"))
    if doubts > own:
        return "doubt left out"
    return "doubt added" if own > len(_of_kind(evidence, "doubt")) else None


def _of_kind(statement: _Statement, kind: str) -> list[int]:
    return [place for place, token in enumerate(statement.tokens) if token.kind == kind]


def _speaks_of(evidence: _Statement, place: int, kept: set[int]) -> bool:
    """Whether the word at a place says something of what the claim keeps; where it stands among
    small words only ("they don't"), it may."""
    scope = _scope(evidence, place)
    return not scope or bool(scope & kept)


def _scope(statement: _Statement, place: int) -> set[int]:
    """The content words that the word at a place speaks about: the next in its clause, or the one
    before where none follows. An "if" speaks also of what it is the condition for."""
    clause = statement.tokens[place].clause
    near = _content_of(statement, clause)
    before = [other for other in near if other < place]
    after = [other for other in near if other > place][:SCOPE_WORDS]
    if statement.tokens[place].key not in lexicon.words("polarity.conditions"):
        return set(after or before[-1:])
    main = before or _content_of(statement, clause - 1) or _content_of(statement, clause + 1)
    return {*after, *main}


def _content_of(statement: _Statement, clause: int) -> list[int]:
    return [place for place in statement.content if statement.tokens[place].clause == clause]
