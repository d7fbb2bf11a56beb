"""The word search: BM25 over stemmed words, postings in flat arrays.

The formula is Lucene's form of Robertson & Zaragoza 2009, "The Probabilistic Relevance Framework:
BM25 and Beyond": ``idf * tf * (k1 + 1) / (tf + k1 * (1 - b + b * length / mean length))`` with
``idf = ln(1 + (N - df + 0.5) / (df + 0.5))``, which is positive for every term.
"""

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

K1 = 1.2  # how fast a repeated word stops counting; Robertson & Zaragoza: 1.2 to 2
B = 0.75  # how much a long passage is held against it; the common choice, and Lucene's
MAX_COUNT = np.iinfo(np.uint16).max


@dataclass(frozen=True, slots=True)
class Postings:
    """Which passages hold which term. Terms are sorted; ``offsets`` has one more than terms.

    The passages of term ``t`` are ``rows[offsets[t]:offsets[t + 1]]`` (int32, ascending), and
    ``counts`` (uint16) says how often each holds it; ``lengths`` (int32) is in terms a passage.
    """

    terms: tuple[str, ...]
    offsets: NDArray[np.int64]
    rows: NDArray[np.int32]
    counts: NDArray[np.uint16]
    lengths: NDArray[np.int32]


def make_postings(passages: Iterable[Sequence[str]]) -> Postings:
    """Postings of passages that are given as their terms, in order."""
    numbers: dict[str, int] = {}
    found, rows, counts, lengths = array("i"), array("i"), array("i"), array("i")
    for row, terms in enumerate(passages):
        lengths.append(len(terms))
        for term, count in Counter(terms).items():
            found.append(numbers.setdefault(term, len(numbers)))
            rows.append(row)
            counts.append(min(count, MAX_COUNT))
    vocabulary = sorted(numbers)
    rank = np.empty(len(vocabulary), dtype=np.int32)
    rank[[numbers[term] for term in vocabulary]] = np.arange(len(vocabulary), dtype=np.int32)
    ranked = rank[np.frombuffer(found, dtype=np.int32)]
    order = np.argsort(ranked, kind="stable")
    sizes = np.bincount(ranked, minlength=len(vocabulary))
    return Postings(
        terms=tuple(vocabulary),
        offsets=np.concatenate(([0], np.cumsum(sizes))).astype(np.int64),
        rows=np.frombuffer(rows, dtype=np.int32)[order],
        counts=np.frombuffer(counts, dtype=np.int32)[order].astype(np.uint16),
        lengths=np.array(lengths, dtype=np.int32),
    )


class Words:
    """BM25 search over the passages of one index; safe to call from several threads."""

    def __init__(self, postings: Postings) -> None:
        self._postings = postings
        self._number = {term: number for number, term in enumerate(postings.terms)}
        self.passages = len(postings.lengths)
        mean = float(postings.lengths.mean()) if self.passages else 0.0
        relative = postings.lengths / mean if mean else np.zeros(self.passages)
        self._norm = (K1 * (1 - B + B * relative)).astype(np.float64)

    def document_frequency(self, term: str) -> int:
        """How many passages hold the (stemmed) term."""
        return len(self._span(term)[0])

    def rows(self, term: str) -> NDArray[np.int32]:
        """The passages that hold the (stemmed) term, ascending."""
        return self._span(term)[0]

    def holds_prefix(self, prefix: str) -> bool:
        """Whether any term of any passage begins so."""
        place = bisect_left(self._postings.terms, prefix)
        return place < len(self._postings.terms) and self._postings.terms[place].startswith(prefix)

    def search(
        self,
        terms: Sequence[str],
        k: int,
        *,
        allowed: NDArray[np.bool_] | None = None,
        weights: Sequence[float] | NDArray[np.float64] | None = None,
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Rows and scores of the ``k`` best passages, sorted by ``(-score, row)``.

        Only passages that hold a term are returned. A repeated term counts again; ``weights``
        (one a term, default 1) scale what each adds; ``allowed`` is a mask over the passages.
        """
        scores = np.zeros(self.passages, dtype=np.float64)
        for term, weight in _weighted(terms, weights).items():
            rows, counts = self._span(term)
            share = counts * (K1 + 1) / (counts + self._norm[rows])
            scores[rows] += weight * self._idf(len(rows)) * share
        if allowed is not None:
            scores[~allowed] = 0
        return best(scores.astype(np.float32), np.flatnonzero(scores > 0), k)

    def _idf(self, frequency: int) -> float:
        return float(np.log1p((self.passages - frequency + 0.5) / (frequency + 0.5)))

    def _span(self, term: str) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
        number = self._number.get(term)
        if number is None:
            return np.empty(0, dtype=np.int32), np.empty(0, dtype=np.float64)
        start, end = self._postings.offsets[number : number + 2]
        return self._postings.rows[start:end], self._postings.counts[start:end].astype(np.float64)


def best(
    scores: NDArray[np.float32], rows: NDArray[np.int64], k: int
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """The ``k`` of these rows with the highest ``scores[row]``, ties by row."""
    found = scores[rows]
    if k <= 0:
        rows, found = rows[:0], found[:0]
    elif len(rows) > k:
        last = np.partition(found, len(found) - k)[len(found) - k]
        rows, found = rows[found >= last], found[found >= last]
    order = np.lexsort((rows, -found))[:k]
    return rows[order], found[order]


def _weighted(
    terms: Sequence[str], weights: Sequence[float] | NDArray[np.float64] | None
) -> dict[str, float]:
    """Each term once, in the order of first mention, with its weights summed."""
    total: dict[str, float] = {}
    for term, weight in zip(terms, [1.0] * len(terms) if weights is None else weights, strict=True):
        total[term] = total.get(term, 0.0) + float(weight)
    return total
