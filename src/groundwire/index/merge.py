"""Segments made into one: which are, and what it consists of.

New articles make a segment of their own. So that questions need not ask hundreds of them, those of
about one size are merged whenever there are many (the log-structured way, O'Neil et al. 1996): a
passage is rewritten at most once a tier, so an addition costs its own size times the number of
tiers at the most, and nearly always its own size alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

import numpy as np

from groundwire.corpus.duplicates import Fingerprints
from groundwire.index.lexical import Part, merge_postings
from groundwire.index.segment import Segment, SegmentData
from groundwire.records import Article, Passage

FACTOR = 8  # segments of one tier that are merged; the tiers are powers of it
MOSTLY_DEAD = 0.5  # of a segment's passages: from here on rewriting it saves more than it costs


@dataclass(frozen=True, slots=True)
class Size:
    """How many passages a segment has in the index, and in its files."""

    live: int
    stored: int


def to_merge(sizes: Sequence[Size], added: int) -> list[int]:
    """Which segments to write together with ``added`` new passages, by their places."""
    chosen = {
        place
        for place, size in enumerate(sizes)
        if size.stored - size.live > MOSTLY_DEAD * size.stored
    }
    while True:
        written = added + sum(sizes[place].live for place in chosen)
        peers = {
            place
            for place, size in enumerate(sizes)
            if place not in chosen and written and _tier(size.live) <= _tier(written)
        }
        if len(peers) < FACTOR - 1:
            return sorted(chosen)
        chosen |= peers


def _tier(passages: int) -> int:
    return int(log(max(passages, 1), FACTOR))


def contents(segment: Segment) -> SegmentData:
    """What a segment was made of."""
    rows = segment.article_rows
    firsts = np.searchsorted(rows, np.arange(len(segment.fields) + 1))
    return SegmentData(
        articles=[segment.article(row) for row in range(len(segment.fields))],
        passages=[
            [_passage(segment, place) for place in range(first, last)]
            for first, last in pairwise(firsts.tolist())
        ],
        origins=segment.origins,
        fingerprints=segment.fingerprints,
        vectors=segment.vectors,
        inputs=segment.inputs,
        postings=segment.postings,
    )


def _passage(segment: Segment, place: int) -> Passage:
    start, end = int(segment.starts[place]), int(segment.ends[place])
    return Passage(start, end, tuple(segment.sentences_of(place)))


def merged(pieces: Sequence[tuple[SegmentData, frozenset[str]]]) -> SegmentData:
    """One segment of the articles of all pieces but those of these ids, sorted by id."""
    kept = sorted(_kept(pieces), key=lambda one: one[0].id)
    rows = [np.full(len(data.vectors), -1, dtype=np.int32) for data, _ in pieces]
    row = 0
    for _, passages, part, first, _ in kept:
        rows[part][first : first + len(passages)] = np.arange(row, row + len(passages))
        row += len(passages)
    if len(pieces) == 1 and row == len(rows[0]):
        return pieces[0][0]
    vectors = np.empty((row, pieces[0][0].vectors.shape[1]), dtype=np.float16)
    inputs = np.empty((row, pieces[0][0].inputs.shape[1]), dtype=np.uint8)
    for (data, _), places in zip(pieces, rows, strict=True):
        vectors[places[places >= 0]] = data.vectors[places >= 0]
        inputs[places[places >= 0]] = data.inputs[places >= 0]
    postings = merge_postings(
        [Part(data.postings, places) for (data, _), places in zip(pieces, rows, strict=True)], row
    )
    articles = [place for *_, place in kept]
    return SegmentData(
        articles=[article for article, *_ in kept],
        origins=np.concatenate([data.origins for data, _ in pieces])[articles],
        fingerprints=Fingerprints.joined([data.fingerprints for data, _ in pieces]).taken(articles),
        passages=[passages for _, passages, *_ in kept],
        vectors=vectors,
        inputs=inputs,
        postings=postings,
    )


def _kept(
    pieces: Sequence[tuple[SegmentData, frozenset[str]]],
) -> Iterator[tuple[Article, Sequence[Passage], int, int, int]]:
    """``(article, its passages, piece, row of the first passage there, row of the article in all
    pieces)``."""
    place = 0
    for part, (data, dead) in enumerate(pieces):
        first = 0
        for article, passages in zip(data.articles, data.passages, strict=True):
            if article.id not in dead:
                yield article, passages, part, first, place
            first += len(passages)
            place += 1
