"""One voice for a story that several articles carry: who is cited, and who only repeats.

All of it follows from the articles that are in the index, so it is the same however they came in.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from groundwire.corpus.duplicates import Fingerprints, are_near, groups

# Of the runs of words of the article that is cited: a copy with more tells more. A header line
# adds some twenty to a brief of two hundred words.
NO_FULLER = 1.1


@dataclass(frozen=True, slots=True, eq=False)
class Copies:
    """The stories that several articles of an index carry.

    ``leaders`` (int32) and ``silent`` (bool) have an entry an article: the row that is cited for
    its story, its own for most; and whether it says nothing that that one does not say. An article
    is silent when it is nearly the same text, no fuller, and holds no other number: one with other
    figures may disagree, or know more.
    """

    leaders: NDArray[np.int32]
    silent: NDArray[np.bool_]
    _stories: dict[int, tuple[int, ...]]

    @classmethod
    def of(
        cls, prints: Fingerprints, published: NDArray[np.int32], standing: NDArray[np.bool_]
    ) -> Self:
        """The copies among articles published on these days (``date.toordinal()``, 0 where
        unknown); those that a newer version has replaced, not ``standing``, repeat nobody."""
        leaders = np.arange(len(prints), dtype=np.int32)
        silent = np.zeros(len(prints), np.bool_)
        stories: dict[int, tuple[int, ...]] = {}
        for rows in _several(groups(prints), standing):
            # The earliest, then the fullest; what has no date may be a copy of any day.
            order = np.lexsort((rows, -prints.runs[rows], published[rows], published[rows] == 0))
            members = rows[order]
            leaders[members] = members[0]
            silent[members[1:]] = _repeating(prints, int(members[0]), members[1:])
            stories[int(members[0])] = tuple(members.tolist())
        return cls(leaders, silent, stories)

    def also_in(self, row: int) -> tuple[int, ...]:
        """The other articles that carry an article's story, the one that is cited first."""
        story = self._stories.get(int(self.leaders[row]), ())
        return tuple(other for other in story if other != row)

    def repeated(self) -> int:
        """How many articles carry a story that another is cited for."""
        return sum(len(story) - 1 for story in self._stories.values())

    def speaking(self, allowed: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Of the articles that may be used, those that do not only repeat another such."""
        speaking: NDArray[np.bool_] = allowed & ~(self.silent & allowed[self.leaders])
        return speaking


def _several(labels: NDArray[np.int32], standing: NDArray[np.bool_]) -> Iterator[NDArray[np.int64]]:
    """The rows of each group of two or more."""
    rows = np.flatnonzero(standing)
    order = rows[np.argsort(labels[rows], kind="stable")]
    for group in np.split(order, np.flatnonzero(np.diff(labels[order])) + 1):
        if len(group) > 1:
            yield group


def _repeating(prints: Fingerprints, leader: int, others: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which of the other rows say nothing that the leader does not."""
    near = are_near(prints, np.full(len(others), leader, np.int32), others.astype(np.int32))
    fuller = prints.runs[others] > NO_FULLER * prints.runs[leader]
    said = prints.figures_of(leader)
    same = [np.isin(prints.figures_of(row), said).all() for row in others.tolist()]
    repeating: NDArray[np.bool_] = near & ~fuller & np.array(same, dtype=np.bool_)
    return repeating
