"""Which of the passages that match a question it would rather have: none is left out.

A question that names a publisher, or a day, means articles by it or of about that day; one that
asks for the latest means the newest of those that match about as well. Each is a gain in score,
where what matches best without any has at most 1.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from groundwire.index.generation import Index
from groundwire.question.sources import Publishers

# Measured on 61 questions over several articles, five times each with half the words that their
# evidence holds taken out: .1 to .3 differ by no more than chance; 1, nearly a filter, finds all
# the evidence for .04 to .05 fewer of them.
NAMED_SOURCE = 0.2
# On the same: all the evidence for .01 more of them than without, .1 for half of that, .4 for no
# more. It is the questions on what changed between two days that gain.
NAMED_DAY = 0.2
DAY_OFF = 1  # news of a day is published on it or beside it
# On 51 questions for the latest on a story that two articles told, .2 put the newer one before the
# older for .10 more. It goes to the newest, and by rank in time down to nothing for the oldest.
NEWEST = 0.2
ABOUT_AS_GOOD = 0.6  # of the best score: what matches less is not made the latest by its date


@dataclass(frozen=True, slots=True)
class Wish:
    """What a question, or a part of one, would rather have."""

    sources: tuple[str, ...] = ()
    days: tuple[date, ...] = ()
    latest: bool = False


class Preferences:
    """Gains of the passages of one index; safe to call from several threads."""

    def __init__(self, index: Index) -> None:
        self._publishers = Publishers(index.sources, index.addresses)
        self._article_rows = index.article_rows
        self._published = index.published

    def publishers(self, names: Sequence[str]) -> int:
        """How many publishers of the index are among the names."""
        return len(self._publishers.find(names))

    def applied(
        self, rows: NDArray[np.int64], scores: NDArray[np.float32], wish: Wish
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The same rows with their scores and gains, sorted by ``(-score, row)``."""
        if wish == Wish() or not len(rows):
            return rows, scores
        articles = self._article_rows[rows]
        published = self._published[articles]
        gained = scores.astype(np.float64)
        if by_named := self._publishers.find(wish.sources):
            gained += NAMED_SOURCE * np.any(by_named, axis=0)[articles]
        if wish.days:
            days = np.array([day.toordinal() for day in wish.days])
            near = np.abs(published[:, None] - days[None, :]) <= DAY_OFF
            gained += NAMED_DAY * near.any(axis=1)
        if wish.latest:
            gained += NEWEST * _recency(published) * (scores >= ABOUT_AS_GOOD * scores.max())
        order = np.lexsort((rows, -gained))
        return rows[order], gained[order].astype(np.float32)


def _recency(published: NDArray[np.int32]) -> NDArray[np.float64]:
    """From 0 for the oldest day to 1 for the newest, in even steps; undated is the oldest."""
    days, rank = np.unique(published, return_inverse=True)
    return rank / max(1, len(days) - 1)
