"""When to say that the articles do not say, and why."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from math import exp

from groundwire.answer.reader import Reading
from groundwire.index.generation import Index
from groundwire.records import Filters
from groundwire.search.query import Query
from groundwire.text import stem, word_spans

ANSWER_FROM = 0.5  # confidence below which the answer is withheld


@dataclass(frozen=True, slots=True)
class Signs:
    """What tells an answerable question from one that is not; each is between 0 and 1."""

    meaning: float  # best cosine of a sentence
    window: float  # how well the best sentence and its neighbours meet the worst met word
    aligned: float  # how well the best sentence meets the question's words
    names: float  # how well it meets the name or number that is met worst
    wanted: float  # it holds a value of the kind asked for


# Fitted by logistic regression (bench/fit_reader.py).
WEIGHTS = Signs(meaning=8.0, window=6.0, aligned=0.0, names=1.0, wanted=2.5)
BIAS = -7.5


def signs(ranked: Sequence[Reading]) -> Signs:
    """The signs of the best sentence; ``ranked`` is best first."""
    best = ranked[0].evidence.features
    return Signs(
        meaning=max(reading.evidence.features.meaning for reading in ranked),
        window=best.window,
        aligned=best.aligned,
        names=best.names,
        wanted=best.wanted,
    )


def confidence(ranked: Sequence[Reading]) -> float:
    """How likely the best evidence answers the question, from 0 to 1."""
    if not ranked:
        return 0.0
    found = astuple(signs(ranked))
    total = BIAS + sum(w * s for w, s in zip(astuple(WEIGHTS), found, strict=True))
    return round(1 / (1 + exp(-total)), 4)


def reason(query: Query, readings: Sequence[Reading], index: Index) -> str:
    """One sentence for the reader of the answer: what was looked for and not found."""
    if not readings:
        return _nothing_to_read(query.filters, index)
    unknown = _unknown_names(query, index)
    if unknown:
        return f"The articles do not say: none of them mentions {' or '.join(unknown)}."
    return (
        "The articles do not say: they touch on the subject, but no sentence in them answers "
        "this question."
    )


def _nothing_to_read(filters: Filters, index: Index) -> str:
    if filters == Filters():
        return "The articles do not say: nothing in them is about this."
    undated = int((index.published == 0).sum())
    dated = any((filters.as_of, filters.published_from, filters.published_to))
    note = (
        f" {undated} of {len(index.published)} articles carry no publication date and are left "
        "out whenever a date is asked for."
        if dated and undated
        else ""
    )
    return f"No article fits the dates, sources or articles asked for.{note}"


def _unknown_names(query: Query, index: Index) -> list[str]:
    """The question's names, as written, that no article holds."""
    written = {stem(word): query.text[start:end] for word, start, end in word_spans(query.text)}
    return sorted(
        written[name]
        for name in query.names
        if name in written and not index.words.document_frequency(name)
    )
