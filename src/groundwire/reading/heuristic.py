"""The reader without a model: words, names, numbers and meaning, weighed."""

from collections.abc import Sequence
from dataclasses import astuple, fields, replace
from operator import attrgetter

import numpy as np

from groundwire.language.text import stem, word_spans
from groundwire.question.query import Query
from groundwire.reading.evidence import Evidence, Features
from groundwire.reading.reader import Reading, Steps
from groundwire.reading.wanted import wanted_values

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

    def entail(self, _: Sequence[tuple[str, str]]) -> None:
        """Words cannot tell."""


def short_answer(query: Query, evidence: Evidence) -> tuple[int, int] | None:
    """The value of the kind asked for that stands nearest to the question's words."""
    text = evidence.text
    found = wanted_values(query, text)
    if not found:
        return None
    spans = ((value.start, value.end) for value in found)
    best = min(spans, key=lambda span: (_distance(query, text, *span), span))
    start = evidence.sentence.start
    return start + best[0], start + best[1]


def _distance(query: Query, text: str, start: int, end: int) -> float:
    """Mean distance in characters from ``text[start:end]`` to the question's words around it."""
    wanted = set(query.terms)
    spots = [spot for word, spot, _ in word_spans(text) if stem(word) in wanted]
    outside = [spot for spot in spots if not start <= spot < end]
    return sum(abs(spot - start) for spot in outside) / len(outside) if outside else 0.0
