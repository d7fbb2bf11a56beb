"""The words of one sentence that answer best: the likeliest that are of the kind asked for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from groundwire.answer.short import fit, spans
from groundwire.compose import misdated
from groundwire.language.text import stem, words
from groundwire.question.query import Query
from groundwire.reading.reader import Pointed, Reading
from groundwire.reading.wanted import is_denied, wanted_values

# Taken from the log probability of words that are not of the kind asked for: 2 to 8 do alike.
UNSUITED = 6.0
# Added to it where a question asks for a wording and the words stand in quotation marks.
QUOTED = 5.0

_ARTICLES = frozenset({"the", "a", "an"})


@dataclass(frozen=True, slots=True)
class Option:
    """Words that may be the answer: ``key`` are their stems, by which equal ones are known;
    ``score`` is a log probability, moved by what speaks for and against them."""

    key: tuple[str, ...]
    shown: str
    score: float
    suits: bool


def best_option(query: Query, reading: Reading) -> Option | None:
    """The sentence's best words, without those that the question says itself and without a date in
    doubt; None where it has none."""
    doubtful = _doubtful(reading)
    most = QUOTED if query.wants == "wording" else 0.0
    best: Option | None = None
    for place in _places(query, reading):
        if best and best.score >= place.chance + most:
            break  # the rest is less likely still
        option = _option(query, reading, place, doubtful)
        if option and (best is None or option.score > best.score):
            best = option
    return best


def _option(
    query: Query, reading: Reading, place: Pointed, doubtful: Sequence[int]
) -> Option | None:
    text = reading.evidence.hit.article.text
    at = reading.evidence.sentence.start
    start, end = spans.whole(query, reading.evidence.text, place.start - at, place.end - at)
    start, end = at + start, at + end
    shown = spans.trimmed(query, text[start:end])
    key = tuple(stem(word) for word in words(shown) if word not in _ARTICLES)
    if not key or query.stems.issuperset(key) or any(start < at <= end for at in doubtful):
        return None
    sentence = reading.evidence.sentence
    if sentence.start <= start < sentence.end and is_denied(
        query, reading.evidence.text, start - sentence.start
    ):
        return None
    suits = fit.suits(query, shown, article=text)
    if not suits and fit.must_suit(query):
        return None
    score = place.chance - (0.0 if suits else UNSUITED)
    if query.wants == "wording" and _is_quoted(text, start, end):
        score += QUOTED
    return Option(key, shown, score, suits)


def _is_quoted(text: str, start: int, end: int) -> bool:
    opening, closing = text[max(0, start - 1) : start], text[end : end + 2]
    return opening in set("“‘\"'«") and not set("”’\"'»").isdisjoint(closing)


def _doubtful(reading: Reading) -> list[int]:
    """Where the dates end that the article's own date contradicts."""
    article, sentence = reading.evidence.hit.article, reading.evidence.sentence
    notes = misdated.notes(article, sentence.start, sentence.end)
    return [sentence.start + note.place for note in notes]


def _places(query: Query, reading: Reading) -> Iterator[Pointed]:
    """Where the reader points, and, less likely than all that, what is of the kind asked for."""
    pointed = reading.pointed
    if not pointed and reading.short:
        pointed = (Pointed(*reading.short, 0.0),)
    yield from pointed
    least = min((place.chance for place in pointed), default=0.0) - 1
    at, text = reading.evidence.sentence.start, reading.evidence.text
    for value in wanted_values(query, text):
        yield Pointed(at + value.start, at + value.end, least)
