"""The reader with a trained network: passages are read whole, sentences ranked by what it says."""

from collections.abc import Sequence
from dataclasses import astuple, replace

import numpy as np

from groundwire.answer.evidence import Evidence
from groundwire.answer.network_reader import Judgement, NetworkReader, TextReading
from groundwire.answer.reader import HeuristicReader, Pointed, Reading, Signals
from groundwire.search.query import Query

UNLIKELY = -12.0  # the lowest log probability that counts: rarer than 1 in 160,000 is never


# A softmax regression over SQuAD questions to stories that the network never saw, our development
# questions and news questions of 2022; then rounded and scaled to the heuristics' weight. That a
# passage answers says whether to answer (abstain.py), not where: it weighs nothing here.
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
        passages = sorted({item.hit.passage: item.hit for item in evidence}.items())
        texts = self._network.read(query.text, [hit.text for _, hit in passages])
        by_passage = {row: text for (row, _), text in zip(passages, texts, strict=True)}
        return [
            self._reading(reading, by_passage[reading.evidence.hit.passage])
            for reading in self._heuristic.read(query, evidence)
        ]

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Judgement]:
        """Whether the evidence backs the claim, for each ``(claim, evidence)``, in order."""
        return self._network.judge(pairs)

    def _reading(self, reading: Reading, text: TextReading) -> Reading:
        item = reading.evidence
        offset = item.hit.start
        start, end = item.sentence.start - offset, item.sentence.end - offset
        place, span = text.within(start, end)
        signals = Signals(
            heuristic=reading.relevance,
            answers=round(text.answers, 4),
            relevant=round(text.relevant, 4),
            place=round(max(place, UNLIKELY), 4),
            search=item.hit.score,
        )
        relevance = float(np.array(astuple(signals)) @ self._weights)
        return replace(
            reading,
            relevance=round(max(relevance, LEAST), 6),
            short=(offset + span[0], offset + span[1]) if span else reading.short,
            signals=signals,
            pointed=tuple(
                Pointed(offset + first, offset + last, round(chance, 4))
                for chance, (first, last) in text.likeliest(start, end, most=MOST_POINTED)
            ),
        )
