"""When to say that the articles do not say, and why."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from math import exp

from groundwire.answer.reader import Reading
from groundwire.index.generation import Index
from groundwire.records import Filters
from groundwire.search.query import Query
from groundwire.text import stem, word_spans

# Below this confidence the answer is withheld: it refuses 4 % of the answerable development
# questions. More refusals cost right answers, fewer let wrong ones through.
ANSWER_FROM = 0.4


@dataclass(frozen=True, slots=True)
class Signs:
    """What tells an answerable question from one that is not; each is between 0 and 1."""

    meaning: float  # best cosine of a sentence with the question
    window: float  # how well the best sentence and its neighbours meet the word met worst
    names: float  # how well its article meets the question's name or number met worst
    wanted: float  # whether it holds a value of the kind asked for


# Fitted by logistic regression on the development questions of eval/questions.yaml, answerable
# and not weighing the same (bench/fit_abstain.py).
WEIGHTS = Signs(meaning=4.0, window=3.0, names=1.75, wanted=1.7)
BIAS = -5.7


def signs(ranked: Sequence[Reading]) -> Signs:
    """The signs of the readings; ``ranked`` is best first."""
    best = ranked[0].evidence.features
    return Signs(
        meaning=max(reading.evidence.features.meaning for reading in ranked),
        window=best.window,
        names=best.names,
        wanted=min(1.0, best.wanted),
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
