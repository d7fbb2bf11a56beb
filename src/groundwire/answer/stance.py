"""Yes or no: whether a sentence says that what a question asks about is so, or that it is not.

Words only: the sentence must hold the question's predicate and a name of it (or, if it has none,
another word), and a denial must stand before the predicate in the same clause ("would not be tasked
with monitoring", "no other country has committed", "refused to monitor"). Of a question whose
predicate its form does not show, nothing is said.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from groundwire.language.content import STOPWORDS
from groundwire.language.text import fold, stem, word_spans
from groundwire.question.query import Query

SAME_ROOT_LETTERS = 5  # "willing" and "willingness", "monitor" and "monitoring"
SCOPE_WORDS = 9  # between a denial and what it denies; "not" seldom reaches further in one clause
_DENIALS = frozenset(
    """not no never nobody none neither nor cannot without deny denies denied denying refuse refuses
    refused refusing refusal reject rejects rejected rejecting decline declines declined fail fails
    failed unwilling unable unlikely oppose opposes opposed opposing resist resists resisted
    resisting halt halted suspend suspended cancel cancelled canceled scrapped abandoned against
    lack lacks lacking absence""".split()
)
_RULED_OUT = re.compile(r"\b(?:rul(?:e[sd]?|ing) out|far from|instead of|rather than)\b")
_NO_DENIAL = re.compile(r"\bnot (?:only|just|merely|simply)\b|\bno (?:doubt|matter)\b|\bif not\b")
_CLAUSE = re.compile(r"[;:()“”\"—…]|,(?! \w+,)|\s-\s|\b(?:but|while|whereas|although|though)\b")
_ASKED = re.compile(
    r"^\W*(?:(?:and|but|so) )?(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would"
    r"|should|may|might|must)(?:n't)? (?P<rest>.*)"
)
# Where the subject and the predicate are over: "the troops monitor | the cease-fire".
_OVER = re.compile(
    r"\b(?:the|a|an|this|that|these|those|his|her|its|their|our|any|to|of|in|on|at|for|from|with"
    r"|by|about|against|into|or|and|but|than|as|if|when|since|until|before|after|who|which)\b|[,?;]"
)
_VAGUE = frozenset(map(stem, "still really actually ever yet already not want think".split()))


@dataclass(frozen=True, slots=True)
class Stance:
    """``text[start:end]`` says that it is so, or that it is not."""

    so: bool
    start: int
    end: int


def stance(query: Query, text: str) -> Stance | None:
    """What a sentence says to a yes-or-no question; None if it does not speak of it."""
    predicate = predicates(query.text)
    spans = word_spans(text)
    met = [place for place, (word, _, _) in enumerate(spans) if _is_asked(word, predicate)]
    if not met or not _speaks_of_the_rest(query, predicate, spans):
        return None
    cuts = [match.end() for match in _CLAUSE.finditer(fold(text))]
    for place in met:
        denial = _denial(text, spans, place, cuts)
        if denial is not None:
            return Stance(False, spans[denial][1], spans[place][2])
    return Stance(True, spans[met[0]][1], spans[met[0]][2])


@lru_cache(maxsize=64)
def predicates(question: str) -> tuple[str, ...]:
    """The words of a yes-or-no question that say what is asked of its subject: "monitor" of "Would
    the European troops monitor the cease-fire?"; none where its form does not show them."""
    asked = _ASKED.match(fold(question))
    if not asked:
        return ()
    start = asked.start("rest")
    opening = _OVER.match(asked["rest"])  # the subject's own article
    start += opening.end() if opening else 0
    over = _OVER.search(fold(question), start)
    return _after_subject(question[start : over.start() if over else None])


def _after_subject(chunk: str) -> tuple[str, ...]:
    """What follows the first noun: "European troops monitor", "minister resign"."""
    units = [(word, chunk[start].isupper()) for word, start, _ in word_spans(chunk)]
    place = 0
    while place < len(units) and units[place][1]:
        place += 1
    if place == 0 or (place < len(units) and units[place][0].endswith("s") and units[place + 1 :]):
        place += 1
    return tuple(
        word for word, _ in units[place:] if word not in STOPWORDS and stem(word) not in _VAGUE
    )


def _speaks_of_the_rest(
    query: Query, predicate: tuple[str, ...], spans: list[tuple[str, int, int]]
) -> bool:
    """Whether a name of the question is there, or, if it has none, another of its words."""
    others = set(query.terms) - {stem(word) for word in predicate}
    sought = others & query.names or others
    return not sought or any(stem(word) in sought for word, _, _ in spans)


def _is_asked(word: str, asked: tuple[str, ...]) -> bool:
    return word not in STOPWORDS and any(
        stem(word) == stem(one)
        or (len(one) >= SAME_ROOT_LETTERS and word.startswith(one[:-1]))
        or (len(word) >= SAME_ROOT_LETTERS and one.startswith(word[:-1]))
        for one in asked
    )


def _denial(
    text: str, spans: list[tuple[str, int, int]], place: int, cuts: list[int]
) -> int | None:
    """The nearest denial before a word in its clause; None if there is none."""
    clause = max((cut for cut in cuts if cut <= spans[place][1]), default=0)
    before = takewhile(
        lambda at: spans[at][1] >= clause, range(place, max(-1, place - SCOPE_WORDS - 1), -1)
    )
    return next((at for at in before if _denies(text, spans, at)), None)


def _denies(text: str, spans: list[tuple[str, int, int]], at: int) -> bool:
    word, start, end = spans[at]
    folded = fold(text)
    if word not in _DENIALS and not folded[start:end].endswith("n't"):
        return bool(_RULED_OUT.match(folded, start))
    return not _NO_DENIAL.search(folded[max(0, start - 4) : end + 8])
