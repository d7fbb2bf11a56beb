"""Where the articles and passages of several segments stand in an index: sorted by article.

An index counts its passages in one order, whatever segments hold them: by the article's id, then as
they follow each other in it. Equal scores are settled by that order, so it must not depend on when
an article came in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from groundwire.index.segment import Segment


@dataclass(frozen=True, slots=True)
class Order:
    """The order of an index.

    ``articles`` has an entry an article of the index: its segment and its row there. ``passages``
    is (n, 2) int32, the same for the passages, and ``article_rows`` (int32) the row of each one's
    article. ``rows`` has an array (int32) a segment: the row in the index of each of its passages,
    -1 where it is no longer there.
    """

    articles: Sequence[tuple[int, int]]
    passages: NDArray[np.int32]
    article_rows: NDArray[np.int32]
    rows: Sequence[NDArray[np.int32]]

    @classmethod
    def of(cls, segments: Sequence[Segment], dead: Sequence[Sequence[str]]) -> Self:
        """The order of these segments without their dead articles."""
        places = _live_articles(segments, dead)
        of_article = [np.full(len(segment.fields), -1, dtype=np.int32) for segment in segments]
        for row, (part, its_row) in enumerate(places):
            of_article[part][its_row] = row
        articles = [rows[s.article_rows] for rows, s in zip(of_article, segments, strict=True)]
        every = np.concatenate(articles)
        live = np.flatnonzero(every >= 0)
        # Stable: the passages of an article stay in their order, and all of it is in one segment.
        order = live[np.argsort(every[live], kind="stable")]
        row_of = np.full(len(every), -1, dtype=np.int32)
        row_of[order] = np.arange(len(order), dtype=np.int32)
        sizes = [len(rows) for rows in articles]
        ends = np.cumsum(sizes)
        part_of = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)[order]
        return cls(
            articles=places,
            passages=np.stack([part_of, order - (ends - sizes)[part_of]], axis=1).astype(np.int32),
            article_rows=every[order],
            rows=np.split(row_of, ends[:-1]),
        )

    def taken(self, columns: Sequence[NDArray[Any]]) -> NDArray[Any]:
        """One array of the index from the same array of every segment, passage by passage."""
        found = np.empty(len(self.passages), dtype=columns[0].dtype)
        for column, rows in zip(columns, self.rows, strict=True):
            live = rows >= 0
            found[rows[live]] = column[live]
        return found


def _live_articles(
    segments: Sequence[Segment], dead: Sequence[Sequence[str]]
) -> list[tuple[int, int]]:
    """Segment and row of each article that is there, sorted by id."""
    found = [
        (fields["id"], part, row)
        for part, (segment, gone) in enumerate(zip(segments, map(set, dead), strict=True))
        for row, fields in enumerate(segment.fields)
        if fields["id"] not in gone
    ]
    return [(part, row) for _, part, row in sorted(found)]
