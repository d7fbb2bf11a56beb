"""The answer in a few words, by agreement: what the sentences point at, weighed by relevance.

Each of the best sentences votes for the likeliest words in it that are of the kind asked for
(suited.py, cues.py); the last name of somebody counts for the full one. What the question says
itself is no answer to it. Votes for each name of an enumeration, for every name in the sentences of
a question of many parts, or for several words a sentence by their probability, gained nothing.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from groundwire.answer import cues, misdated, spans, suited
from groundwire.answer.reader import Pointed, Reading
from groundwire.answer.wanted import wanted_values
from groundwire.search.query import Query
from groundwire.text import fold, stem, words

# By these the short answer is exact for 75 of 161 news questions of 2022 and for 20 of the 35 over
# several articles that ask for words; that of the best sentence alone for 66 and 15.
VOTERS = 6  # sentences, best first; with 4 it is 70
SHARPNESS = 2.0  # exponent of a sentence's place between the last and the best: 1 to 3 do alike
OFF_TYPE = 0.5  # of its weight, where the words are not of the kind asked for: .3 to .6 do alike
# Taken from the log probability of words that are not of the kind asked for: 2 to 8 do alike.
UNSUITED = 6.0
FULL_NAME = 0.2  # of the last name's weight that a full name must have: .1 to .4 do alike

_ARTICLES = frozenset({"the", "a", "an"})
_Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Vote:
    key: _Key
    shown: str
    weight: float


@dataclass(frozen=True, slots=True)
class _Option:
    """``score`` is a log probability, moved by what speaks for and against the words."""

    key: _Key
    shown: str
    score: float
    suits: bool


def short_answer(query: Query, ranked: Sequence[Reading], chosen: Sequence[Reading]) -> str | None:
    """The words that most speaks for, out of those that a quoted sentence points at; None where
    none does. ``ranked`` is best first, and ``chosen`` is what is quoted of it."""
    quoted = _votes(query, chosen, ranked)
    if not quoted:
        return None
    key = _winner(quoted, _votes(query, ranked[:VOTERS], ranked))
    shown = max((v for v in quoted if v.key == key), key=lambda vote: vote.weight).shown
    return _joined(shown, quoted) if query.wants == "list" else shown


def _joined(shown: str, quoted: Sequence[_Vote]) -> str:
    """The enumeration with what others that share a name with it add: one list, told in parts."""
    names = spans.members(shown)
    known = {fold(name) for name in names}
    added = []
    for vote in quoted:
        others = spans.members(vote.shown)
        if known.isdisjoint(map(fold, others)):
            continue
        added += [name for name in others if fold(name) not in known]
        known |= set(map(fold, others))
    if not added:
        return shown
    *first, last = [*names, *added]
    return f"{', '.join(first)} and {last}"


def _votes(query: Query, voters: Sequence[Reading], ranked: Sequence[Reading]) -> list[_Vote]:
    found = []
    for reading in voters:
        options = _options(query, reading)
        if options:
            best = max(options, key=lambda option: option.score)
            weight = (1.0 if best.suits else OFF_TYPE) * _weight(reading, ranked)
            found.append(_Vote(best.key, best.shown, weight))
    return found


def _options(query: Query, reading: Reading) -> list[_Option]:
    """The words of a sentence that may be the answer: those that the question does not say itself,
    and no date that is in doubt."""
    evidence = reading.evidence
    article, sentence = evidence.hit.article, evidence.sentence
    doubts = misdated.notes(article, sentence.start, sentence.end)
    doubtful = [sentence.start + note.place for note in doubts]
    found = []
    for place in _places(query, reading):
        start, end = spans.whole(query, article.text, place.start, place.end)
        shown = spans.trimmed(query, article.text[start:end])
        key = tuple(stem(word) for word in words(shown) if word not in _ARTICLES)
        in_doubt = any(start < at <= end for at in doubtful)
        if not key or in_doubt or query.stems.issuperset(key):
            continue
        suits = suited.suits(query, shown, article=article.text)
        suits = suits or suited.is_at_event(query, article.text, start)
        if suits or not suited.must_suit(query):
            score = place.chance + cues.cue(query, article.text, start, end)
            score += cues.nearness(query, evidence, start, end) if suits else -UNSUITED
            found.append(_Option(key, shown, score, suits))
    return found


def _places(query: Query, reading: Reading) -> list[Pointed]:
    """Where the reader points, and, less likely than all that, what is of the kind asked for."""
    pointed = list(reading.pointed)
    if not pointed and reading.short:
        pointed = [Pointed(*reading.short, 0.0)]
    least = min((place.chance for place in pointed), default=0.0) - 1
    at, text = reading.evidence.sentence.start, reading.evidence.text
    typed = [*wanted_values(query, text), *cues.roles(query, text)]
    known = {(place.start, place.end) for place in pointed}
    added = [Pointed(at + one.start, at + one.end, least) for one in typed]
    return pointed + [one for one in added if (one.start, one.end) not in known]


def _weight(reading: Reading, ranked: Sequence[Reading]) -> float:
    """1 for the best reading, 0 for the last one read."""
    best, last = ranked[0].relevance, ranked[-1].relevance
    if best <= last:
        return 1.0
    return float(((reading.relevance - last) / (best - last)) ** SHARPNESS)


def _winner(quoted: Sequence[_Vote], votes: Sequence[_Vote]) -> _Key:
    """The quoted key with most votes; a last name's count for the full name too, if it has its
    own."""
    own: dict[_Key, float] = defaultdict(float)
    for vote in votes:
        own[vote.key] += vote.weight
    total = {
        vote.key: own[vote.key]
        + sum(
            score
            for other, score in own.items()
            if _is_last_name(other, vote.key) and own[vote.key] >= FULL_NAME * score
        )
        for vote in quoted
    }
    return max(total, key=lambda key: (total[key], own[key]))


def _is_last_name(short: _Key, full: _Key) -> bool:
    return len(short) == 1 and 1 < len(full) <= 3 and full[-1:] == short
