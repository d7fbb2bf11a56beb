"""The word search: BM25 over stemmed words, postings in flat arrays, a part for each segment.

The formula is Lucene's form of Robertson & Zaragoza 2009, "The Probabilistic Relevance Framework:
BM25 and Beyond": ``idf * tf * (k1 + 1) / (tf + k1 * (1 - b + b * length / mean length))`` with
``idf = ln(1 + (N - df + 0.5) / (df + 0.5))``, which is positive for every term.
N, df and the mean length are of the passages that are in the index, whichever segments hold them:
the same passages score the same, to the bit, however they came in.
"""

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

K1 = 1.2  # how fast a repeated word stops counting; Robertson & Zaragoza: 1.2 to 2
B = 0.75  # how much a long passage is held against it; the common choice, and Lucene's
MAX_COUNT = np.iinfo(np.uint16).max


@dataclass(frozen=True)  # without slots: it keeps its vocabulary
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

    @cached_property
    def vocabulary(self) -> dict[str, int]:
        """The number of each term."""
        return {term: number for number, term in enumerate(self.terms)}

    def of(self, term: str) -> tuple[NDArray[np.int32], NDArray[np.uint16]]:
        """The passages that hold a term, ascending, and how often each does."""
        number = self.vocabulary.get(term)
        if number is None:
            return self.rows[:0], self.counts[:0]
        start, end = self.offsets[number : number + 2]
        return self.rows[start:end], self.counts[start:end]


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
    return _sorted_postings(
        numbers,
        np.frombuffer(found, dtype=np.int32),
        np.frombuffer(rows, dtype=np.int32),
        np.frombuffer(counts, dtype=np.int32).astype(np.uint16),
        np.array(lengths, dtype=np.int32),
    )


def merge_postings(parts: "Sequence[Part]", passages: int) -> Postings:
    """The postings of all passages that are in the index, under their rows there."""
    numbers: dict[str, int] = {}
    found, rows, counts = [], [], []
    lengths = np.zeros(passages, dtype=np.int32)
    for part in parts:
        postings = part.postings
        known = np.array([numbers.setdefault(t, len(numbers)) for t in postings.terms], np.int32)
        moved = part.rows[postings.rows]
        kept = moved >= 0
        found.append(np.repeat(known, np.diff(postings.offsets))[kept])
        rows.append(moved[kept])
        counts.append(postings.counts[kept])
        lengths[part.rows[part.live]] = postings.lengths[part.live]
    return _sorted_postings(
        numbers, np.concatenate(found), np.concatenate(rows), np.concatenate(counts), lengths
    )


def _sorted_postings(
    numbers: dict[str, int],
    found: NDArray[np.int32],
    rows: NDArray[np.int32],
    counts: NDArray[np.uint16],
    lengths: NDArray[np.int32],
) -> Postings:
    """Postings in the order of their terms, then rows; a term that no passage holds is left out."""
    used = np.bincount(found, minlength=len(numbers)) > 0
    terms = sorted(term for term, number in numbers.items() if used[number])
    rank = np.zeros(len(numbers), dtype=np.int32)
    rank[[numbers[term] for term in terms]] = np.arange(len(terms), dtype=np.int32)
    ranked = rank[found]
    order = np.lexsort((rows, ranked))
    sizes = np.bincount(ranked, minlength=len(terms))
    return Postings(
        terms=tuple(terms),
        offsets=np.concatenate(([0], np.cumsum(sizes))).astype(np.int64),
        rows=rows[order],
        counts=counts[order].astype(np.uint16),
        lengths=lengths,
    )


class Part:
    """The postings of a segment, and where its passages are in the index.

    ``rows`` (int32) has an entry a passage of the segment: its row in the index, ascending, or -1
    where it is no longer there. Without it the segment is the index.
    """

    def __init__(self, postings: Postings, rows: NDArray[np.int32] | None = None) -> None:
        self.postings = postings
        self.rows = np.arange(len(postings.lengths), dtype=np.int32) if rows is None else rows
        self.live = self.rows >= 0
        self.whole = bool(self.live.all())

    def of(self, term: str) -> tuple[NDArray[np.int32], NDArray[np.float64], NDArray[np.int32]]:
        """``(rows in the segment, counts, rows in the index)`` of what holds a term."""
        rows, counts = self.postings.of(term)
        if not self.whole:
            live = self.live[rows]
            rows, counts = rows[live], counts[live]
        return rows, counts.astype(np.float64), self.rows[rows]

    def frequency(self, term: str) -> int:
        """How many passages that are in the index hold a term."""
        rows, _ = self.postings.of(term)
        return len(rows) if self.whole else int(np.count_nonzero(self.live[rows]))


class Words:
    """BM25 search over the passages of one index; safe to call from several threads."""

    def __init__(self, *parts: Part | Postings) -> None:
        self._parts = [part if isinstance(part, Part) else Part(part) for part in parts]
        self.passages = sum(int(part.live.sum()) for part in self._parts)
        total = sum(int(p.postings.lengths[p.live].sum(dtype=np.int64)) for p in self._parts)
        mean = total / self.passages if total else 1.0
        self._norms = [K1 * (1 - B + B * (p.postings.lengths / mean)) for p in self._parts]

    def document_frequency(self, term: str) -> int:
        """How many passages hold the (stemmed) term."""
        return sum(part.frequency(term) for part in self._parts)

    def rows(self, term: str) -> NDArray[np.int32]:
        """The passages that hold the (stemmed) term, ascending."""
        return np.sort(np.concatenate([part.of(term)[2] for part in self._parts]))

    def holds_prefix(self, prefix: str) -> bool:
        """Whether any term of any passage begins so."""
        return any(
            part.whole or part.frequency(term)
            for part in self._parts
            for term in _beginning(part.postings.terms, prefix)
        )

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
            gain = weight * self._idf(self.document_frequency(term))
            for part, norm in zip(self._parts, self._norms, strict=True):
                rows, counts, places = part.of(term)
                scores[places] += gain * (counts * (K1 + 1) / (counts + norm[rows]))
        if allowed is not None:
            scores[~allowed] = 0
        return best(scores.astype(np.float32), np.flatnonzero(scores > 0), k)

    def _idf(self, frequency: int) -> float:
        return float(np.log1p((self.passages - frequency + 0.5) / (frequency + 0.5)))


def _beginning(terms: Sequence[str], prefix: str) -> Iterator[str]:
    """The (sorted) terms that begin so."""
    for place in range(bisect_left(terms, prefix), len(terms)):
        if not terms[place].startswith(prefix):
            return
        yield terms[place]


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
