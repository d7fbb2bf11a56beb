"""The reader with a trained network: passages are read whole, sentences ranked by what it says."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, replace
from functools import partial

import numpy as np

from groundwire.question.query import Query
from groundwire.reading.evidence import Evidence
from groundwire.reading.heuristic import HeuristicReader, short_answer
from groundwire.reading.network import NetworkReader, TextReading
from groundwire.reading.reader import Entailment, Pointed, Reading, Signals, Steps

UNLIKELY = -12.0  # the lowest log probability that counts: rarer than 1 in 160,000 is never
# The highest logit of relevance that counts, a probability of .998: so it is known how relevant a
# passage that has not been read can be at the most. No figure gets worse by it (docs/log.md); with
# 7.5, which none of 1,300 passages reached, a seventh to a third fewer leads are known early.
RELEVANT = 6.0


# A softmax regression over SQuAD questions to stories that the network never saw, our development
# questions and news questions of 2022; then rounded and scaled to the heuristics' weight. That a
# passage answers says whether to answer (answer/signs.py), not where: it weighs nothing here.
WEIGHTS = Signals(heuristic=1.0, answers=0.0, relevant=0.75, place=0.4, search=3.0)
MOST_POINTED = (
    20  # spans of a sentence among which one of the kind asked for is looked for; 60 alike
)
LEAST = 0.01  # relevance is above 0, so that shares of the best one's mean something


class TrainedReader:
    """Ranks sentences by the network and the heuristics together, and points at the answer."""

    name = "trained"

    def __init__(self, network: NetworkReader, weights: Signals = WEIGHTS) -> None:
        self._network = network
        self._heuristic = HeuristicReader()
        self._weights = np.array(astuple(weights))

    def read(self, query: Query, evidence: Sequence[Evidence]) -> list[Reading]:
        """One reading for each piece of evidence, in the same order."""
        readings: list[Reading] = []
        for some in self.begin(query, evidence)(evidence):
            readings = some
        return readings

    def begin(self, query: Query, shortlist: Sequence[Evidence]) -> Steps:
        """Begin with the passage that promises most.

        What has not been read has no ``signals``, and the highest ``relevance`` that it may get:
        a reading that is before it now will be.
        """
        promising = sorted(shortlist, key=lambda item: (-item.promise, item.hit.passage))
        hits = {item.hit.passage: item.hit for item in promising}
        begun = self._network.begin(query.text, [hit.text for hit in hits.values()])
        return partial(self._steps, query, zip(hits, begun, strict=True))

    def _steps(
        self,
        query: Query,
        texts: Iterable[tuple[int, TextReading]],
        evidence: Sequence[Evidence],
    ) -> Iterator[list[Reading]]:
        weighed = self._heuristic.weigh(evidence)
        readings = [self._at_most(reading) for reading in weighed]
        for passage, text in texts:
            for row, reading in enumerate(weighed):
                if reading.evidence.hit.passage == passage:
                    readings[row] = self._reading(query, reading, text)
            yield list(readings)

    def entail(self, pairs: Sequence[tuple[str, str]]) -> Sequence[Entailment]:
        """Whether the evidence backs the claim, for each ``(claim, evidence)``, in order."""
        return self._network.entail(pairs)

    def _at_most(self, reading: Reading) -> Reading:
        """The reading with the highest relevance that it may get."""
        signals = Signals(reading.relevance, 0.0, RELEVANT, 0.0, reading.evidence.hit.score)
        return replace(reading, relevance=self._relevance(signals))

    def _relevance(self, signals: Signals) -> float:
        return round(max(float(np.array(astuple(signals)) @ self._weights), LEAST), 6)

    def _reading(self, query: Query, reading: Reading, text: TextReading) -> Reading:
        item = reading.evidence
        offset = item.hit.start
        start, end = item.sentence.start - offset, item.sentence.end - offset
        place, span = text.within(start, end)
        signals = Signals(
            heuristic=reading.relevance,
            answers=round(text.answers, 4),
            relevant=round(min(text.relevant, RELEVANT), 4),
            place=round(min(max(place, UNLIKELY), 0.0), 4),
            search=item.hit.score,
        )
        return replace(
            reading,
            relevance=self._relevance(signals),
            short=(offset + span[0], offset + span[1]) if span else short_answer(query, item),
            signals=signals,
            pointed=tuple(
                Pointed(offset + first, offset + last, round(chance, 4))
                for chance, (first, last) in text.likeliest(start, end, most=MOST_POINTED)
            ),
        )
