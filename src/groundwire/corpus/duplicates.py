"""Copies of one story: which articles are nearly the same text, told by signatures of their words.

A signature is a MinHash (Broder 1997, "On the resemblance and containment of documents") of the
runs of three words of a text. The share of its values that two texts have in common estimates the
share of runs that they have in common, so no text is read again to compare it with another.
"""

import re
import sys
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from types import ModuleType
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from datasketch import MinHash

VALUES = 128  # of a signature: a share of one half is estimated to +-.044
RUN = 3  # words
# Of the runs of both texts, those that are in both. Copies with one word in ten replaced, and those
# cut to 60 % of their text, have .6 in common. On 300 stories with five texts each among 2,900
# articles (bench/duplicates.py --draw dev) .45 finds .99 of the pairs and joins no others; .4 joins
# the editions of a daily newsletter, .55 loses a fifth of the edited copies.
NEAR = 0.45
# A text of fewer runs is a copy only where all are the same: briefs made from one form differ in
# a figure or a name.
MIN_RUNS = 40
# A band is three values: of texts with half of them in common 99.6 % meet in one of 42 bands, of
# those with a twentieth in common .5 %.
BAND_VALUES = 3
NEIGHBOURS = 8  # of a text in a band that it is compared with; bounds what a thousand copies cost
_PAIRS_AT_ONCE = 65_536  # compared; 64 MB

# One word each where words are not parted by spaces (Thai, Chinese, Japanese).
_UNPARTED = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff"
_WORD = re.compile(rf"[{_UNPARTED}]|[^\W_{_UNPARTED}]+")
_NUMBER_WORDS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety"
    " hundred hundreds thousand thousands million millions billion billions dozen dozens".split()
)


@dataclass(frozen=True, slots=True, eq=False)
class Fingerprints:
    """What texts are compared by, a row a text.

    ``values`` is (n, 128) uint32, ``runs`` (int32) how many distinct runs of words a text has, and
    ``figures`` (uint32) the sorted digests of its distinct numbers; text ``t`` owns
    ``figures[offsets[t]:offsets[t + 1]]`` (``offsets`` int64).
    """

    values: NDArray[np.uint32]
    runs: NDArray[np.int32]
    figures: NDArray[np.uint32]
    offsets: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.runs)

    @classmethod
    def of(cls, texts: Iterable[str]) -> Self:
        """Fingerprints of texts; about a millisecond for a news article."""
        rows = [_fingerprint(text) for text in texts]
        return cls(
            values=np.array([values for values, _, _ in rows], np.uint32).reshape(-1, VALUES),
            runs=np.array([runs for _, runs, _ in rows], np.int32),
            figures=np.array([figure for *_, figures in rows for figure in figures], np.uint32),
            offsets=_offsets([len(figures) for *_, figures in rows]),
        )

    def taken(self, rows: Sequence[int] | NDArray[np.integer]) -> Self:
        """The fingerprints of these rows, in their order."""
        chosen = np.asarray(rows, dtype=np.int64)
        sizes = np.diff(self.offsets)[chosen]
        offsets = _offsets(sizes)
        places = np.arange(offsets[-1]) + np.repeat(self.offsets[chosen] - offsets[:-1], sizes)
        return type(self)(self.values[chosen], self.runs[chosen], self.figures[places], offsets)

    @classmethod
    def joined(cls, parts: Sequence[Self]) -> Self:
        """The rows of all parts, one part after the other."""
        parts = [cls.of([]), *parts]
        return cls(
            values=np.concatenate([part.values for part in parts]),
            runs=np.concatenate([part.runs for part in parts]),
            figures=np.concatenate([part.figures for part in parts]),
            offsets=_offsets(np.concatenate([np.diff(part.offsets) for part in parts])),
        )

    def figures_of(self, row: int) -> NDArray[np.uint32]:
        """Digests of the distinct numbers of a text, sorted."""
        return self.figures[self.offsets[row] : self.offsets[row + 1]]

    def shared(self, first: NDArray[np.int32], second: NDArray[np.int32]) -> NDArray[np.float64]:
        """For each pair of rows, the estimated share of the runs of both that are in both."""
        shares = np.empty(len(first))
        for start in range(0, len(first), _PAIRS_AT_ONCE):
            some = slice(start, start + _PAIRS_AT_ONCE)
            shares[some] = (self.values[first[some]] == self.values[second[some]]).mean(axis=1)
        return shares


def groups(prints: Fingerprints) -> NDArray[np.int32]:
    """For each row the first row of its group: rows that are copies of one story, joined by near
    pairs directly or through others. Nothing but the set of rows decides which are together."""
    # The same text many times over is compared once.
    _, rows, same_as = np.unique(_keys(prints.values), return_index=True, return_inverse=True)
    group = _joined(len(rows), *near_pairs(prints.taken(rows)))
    first = np.full(len(rows), len(prints), dtype=np.int32)
    np.minimum.at(first, group, rows.astype(np.int32))
    return first[group][same_as]


def retelling(prints: Fingerprints) -> int:
    """How many rows tell the story of another once more."""
    return int((groups(prints) != np.arange(len(prints))).sum())


def _joined(size: int, first: NDArray[np.int32], second: NDArray[np.int32]) -> NDArray[np.int64]:
    """For each of so many rows the lowest that pairs join it to: the lower of a pair is handed on
    until nothing changes (label propagation with pointer jumping)."""
    lowest = np.arange(size)
    while True:
        low = np.minimum(lowest[first], lowest[second])
        after = lowest.copy()
        np.minimum.at(after, first, low)
        np.minimum.at(after, second, low)
        after = after[after]
        if np.array_equal(after, lowest):
            return lowest
        lowest = after


def near_pairs(prints: Fingerprints) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """The pairs of rows that are nearly the same text, each with the lower row first.

    Which pairs are compared is found by the bands of their signatures (locality-sensitive hashing,
    Indyk and Motwani 1998): texts that are alike have all values of one band in common.
    """
    pairs = np.unique(np.concatenate([_neighbours(prints.values[:, band]) for band in _bands()]))
    first, second = (half.astype(np.int32) for half in (pairs >> 32, pairs & 0xFFFFFFFF))
    near = are_near(prints, first, second)
    return first[near], second[near]


def are_near(
    prints: Fingerprints, first: NDArray[np.int32], second: NDArray[np.int32]
) -> NDArray[np.bool_]:
    """Whether each pair of rows is nearly the same text."""
    shared = prints.shared(first, second)
    short = np.minimum(prints.runs[first], prints.runs[second]) < MIN_RUNS
    return shared >= np.where(short, 1.0, NEAR)


def _bands() -> Iterator[slice]:
    for start in range(0, VALUES - BAND_VALUES + 1, BAND_VALUES):
        yield slice(start, start + BAND_VALUES)


def _neighbours(band: NDArray[np.uint32]) -> NDArray[np.int64]:
    """Each row with the next ones that have the same values in this band; the lower row of a pair
    in the upper 32 bits."""
    keys = _keys(band)
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    pairs = [np.empty(0, np.int64)]
    for distance in range(1, min(NEIGHBOURS, len(order) - 1) + 1):
        same = np.flatnonzero(ordered[distance:] == ordered[:-distance])
        pairs.append(order[same] << 32 | order[same + distance])
    return np.concatenate(pairs)


def _keys(values: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """One number a row: equal rows have equal ones, others nearly never."""
    keys = np.zeros(len(values), np.uint64)
    for column in values.T:
        keys = keys * np.uint64(0x9E3779B97F4A7C15) + column
    return keys


def _fingerprint(text: str) -> tuple[NDArray[np.uint32], int, list[int]]:
    words = _WORD.findall(text.lower())
    last = max(1, len(words) - RUN + 1)
    runs = {" ".join(words[start : start + RUN]).encode() for start in range(last)}
    sketch = _empty_sketch().copy()
    sketch.update_batch(runs)
    numbers = {word for word in words if word in _NUMBER_WORDS or word[0].isdigit()}
    return sketch.hashvalues, len(runs), sorted({zlib.crc32(n.encode()) for n in numbers})


@lru_cache(maxsize=1)
def _empty_sketch() -> "MinHash":
    """A signature of nothing; seed and scheme are part of what is stored in every index."""
    empty: MinHash = _sketch_type()(VALUES, seed=1, scheme="affine32", hashfunc=zlib.crc32)
    return empty


def _sketch_type() -> Any:
    """``datasketch.MinHash`` without the rest of its package, whose indexes import scipy: half a
    second of every ``groundwire add``."""
    name = "datasketch"
    if name not in sys.modules and (spec := find_spec(name)):
        package = ModuleType(name)
        package.__path__ = list(spec.submodule_search_locations or ())
        sys.modules[name] = package
        try:
            from datasketch.minhash import MinHash
        finally:
            del sys.modules[name]
        return MinHash
    from datasketch.minhash import MinHash

    return MinHash


def _offsets(sizes: Sequence[int] | NDArray[np.integer]) -> NDArray[np.int64]:
    return np.concatenate(([0], np.cumsum(sizes, dtype=np.int64))).astype(np.int64)
