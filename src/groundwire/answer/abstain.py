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

    sentence: float  # best coverage of the question's words by one sentence
    window: float  # ... by a sentence and its neighbours
    passage: float  # ... by a whole passage
    names: float  # best coverage of its names and numbers
    meaning: float  # best cosine of a sentence
    passage_meaning: float  # best cosine of a passage
    wanted: float  # the best sentence holds a value of the kind asked for


# Fitted by logistic regression on the development questions (bench/fit_reader.py).
WEIGHTS = Signs(
    sentence=1.5,
    window=2.0,
    passage=2.0,
    names=1.5,
    meaning=5.0,
    passage_meaning=3.0,
    wanted=0.5,
)
BIAS = -7.0


def signs(readings: Sequence[Reading]) -> Signs:
    """The best of each over the evidence that the reader put first."""
    best = [reading.evidence.features for reading in readings]
    return Signs(
        sentence=max(features.sentence for features in best),
        window=max(features.window for features in best),
        passage=max(features.passage for features in best),
        names=max(features.names for features in best),
        meaning=max(features.meaning for features in best),
        passage_meaning=max(features.passage_meaning for features in best),
        wanted=best[0].wanted,
    )


def confidence(readings: Sequence[Reading]) -> float:
    """How likely the best evidence answers the question, from 0 to 1."""
    if not readings:
        return 0.0
    found = astuple(signs(readings))
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
