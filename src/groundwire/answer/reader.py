"""The reader: how well each sentence answers the question, and where the answer's words are."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple, dataclass, fields, replace
from operator import attrgetter
from typing import Protocol

import numpy as np

from groundwire.answer.evidence import Evidence, Features
from groundwire.answer.wanted import wanted_values
from groundwire.language import values
from groundwire.language.text import stem, word_spans
from groundwire.search.query import Query


@dataclass(frozen=True, slots=True)
class Signals:
    """What a trained network and the heuristics say of a sentence."""

    heuristic: float  # HeuristicReader's relevance
    answers: float  # logit: the passage answers the question
    relevant: float  # logit: the passage is on its subject
    place: float  # log probability that the answer stands in this sentence
    search: float  # the passage's score in the search, its best hit's being 1 at most


@dataclass(frozen=True, slots=True)
class Pointed:
    """Words that may be the answer, ``article.text[start:end]``, and how likely they are, as a log
    probability."""

    start: int
    end: int
    chance: float


@dataclass(frozen=True, slots=True)
class Reading:
    """One evidence sentence, read: how relevant it is (higher is better, no unit), and the span of
    the answer's words in the article, if the sentence has them; ``pointed`` are the likeliest such
    spans, likeliest first, where a network read it."""

    evidence: Evidence
    relevance: float
    short: tuple[int, int] | None
    signals: Signals | None = None  # None where no network read it
    pointed: tuple[Pointed, ...] = ()

    @property
    def short_text(self) -> str | None:
        return self.evidence.hit.article.text[slice(*self.short)] if self.short else None


Steps = Callable[[Sequence[Evidence]], Iterator[list[Reading]]]


class Reader(Protocol):
    """Reads evidence for a question."""

    name: str

    def read(self, query: Query, evidence: Sequence[Evidence]) -> list[Reading]:
        """One reading for each piece of evidence, in the same order."""
        ...

    def begin(self, query: Query, shortlist: Sequence[Evidence]) -> Steps:
        """Begin with evidence that is still to be compared with the question. What is given back
        takes it when it has been, and yields the readings as far as they are known, last when all
        are."""
        ...


# Set by hand after a softmax regression over SQuAD and the development questions, which does no
# better on stories that it was not fitted on (bench/fit_reader.py, docs/measurements.md).
WEIGHTS = Features(
    coverage=2.0,
    wanted=1.3,
    substance=0.5,
    passage_meaning=1.0,
    meaning=2.0,
    aligned=5.0,
    weakest=1.5,
    names=0.5,
    window=0.0,
    lacking=0.0,
)

_values = attrgetter(*(field.name for field in fields(Features)))  # as astuple, without its copies


class HeuristicReader:
    """Words, names, numbers and meaning, weighed; no model of its own.

    It is the reader where no trained one is installed, and the one that trained readers are
    measured against.
    """

    name = "heuristic"

    def __init__(self, weights: Features = WEIGHTS) -> None:
        self._weights = np.array(astuple(weights))

    def read(self, query: Query, evidence: Sequence[Evidence]) -> list[Reading]:
        return [
            replace(reading, short=short_answer(query, reading.evidence))
            for reading in self.weigh(evidence)
        ]

    def weigh(self, evidence: Sequence[Evidence]) -> list[Reading]:
        """The readings without the answer's words, which take longest to find."""
        if not evidence:
            return []
        features = np.array([_values(item.features) for item in evidence])
        relevance = np.round(features @ self._weights, 6)
        return [
            Reading(item, float(score), None)
            for item, score in zip(evidence, relevance, strict=True)
        ]

    def begin(self, query: Query, _: Sequence[Evidence]) -> Steps:
        """Nothing is known before the sentences are compared."""
        return lambda evidence: iter([self.read(query, evidence)])


def short_answer(query: Query, evidence: Evidence) -> tuple[int, int] | None:
    """The value of the kind asked for that stands nearest to the question's words."""
    text = evidence.text
    found = wanted_values(query, text)
    if not found:
        return None
    best = min(found, key=lambda value: (_distance(query, text, value), value.start))
    start = evidence.sentence.start
    return start + best.start, start + best.end


def _distance(query: Query, text: str, value: values.Value) -> float:
    """Mean distance in characters from a value to the question's words around it."""
    wanted = set(query.terms)
    spots = [start for word, start, _ in word_spans(text) if stem(word) in wanted]
    outside = [spot for spot in spots if not value.start <= spot < value.end]
    return sum(abs(spot - value.start) for spot in outside) / len(outside) if outside else 0.0
