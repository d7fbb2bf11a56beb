"""Versions of one page: articles of the same address that tell the same story at different times.

The newest is what is found and cited; each earlier one stands for the days before the next came.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Self
from urllib.parse import parse_qsl, urlencode, urlsplit

import numpy as np
from numpy.typing import NDArray

from groundwire.corpus.duplicates import Fingerprints
from groundwire.language.text import fold

ALWAYS = np.iinfo(np.int32).max
# Of the runs of words of two articles under one address: with less in common, and another
# headline, the address is that of a section or a feed. Different articles of one form have less.
ONE_PAGE = 0.1
_TRACKING = re.compile(
    r"utm_.*|fbclid|gclid|dclid|msclkid|mc_[ce]id|cmp(?:id)?|ref(?:_src)?|smid|ito|ocid|sr_share"
    r"|taid|traffic_source|at_.*|ns_.*|xtor|partner|feedtype|ftag",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Dated:
    """What versions are told by: an article's address, headline, day (``date.toordinal()``, 0
    where unknown) of its last change or else of its publication, and when it was fetched (ISO 8601,
    UTC; empty where it was not)."""

    address: str | None
    title: str | None
    day: int
    fetched: str = ""

    def came(self, before: "Dated") -> int:
        """The day on which this version took the other's place: that of its change, or where the
        page tells of none, the day on which it was seen."""
        if self.day > before.day or not self.fetched:
            return self.day
        return max(self.day, date.fromisoformat(self.fetched[:10]).toordinal())


@dataclass(frozen=True, slots=True, eq=False)
class Versions:
    """When each article of an index stands for its page.

    ``since`` and ``until`` (int32, ``date.toordinal()``) have an entry an article: it stands from
    the one day until before the other; 0 and ``ALWAYS`` where nothing came before or after.
    """

    since: NDArray[np.int32]
    until: NDArray[np.int32]
    _pages: dict[int, tuple[int, ...]]

    @classmethod
    def of(cls, articles: Sequence[Dated], prints: Fingerprints) -> Self:
        """The versions among these articles; their rows are those of the fingerprints."""
        since = np.zeros(len(articles), np.int32)
        until = np.full(len(articles), ALWAYS, np.int32)
        pages: dict[int, tuple[int, ...]] = {}
        for rows in _pages(articles, prints):
            came = [articles[new].came(articles[old]) for new, old in pairwise(rows)]
            since[list(rows[:-1])] = came
            until[list(rows[1:])] = came
            pages.update(dict.fromkeys(rows, rows))
        return cls(since, until, pages)

    def versions(self, row: int) -> tuple[int, ...]:
        """The rows of all versions of an article, the newest first; of most, itself alone."""
        return self._pages.get(row, (row,))

    def standing(self, day: int | None) -> NDArray[np.bool_]:
        """Which articles stand for their page on a day; now, where it is None."""
        standing: NDArray[np.bool_] = (
            self.until == ALWAYS if day is None else (self.since <= day) & (day < self.until)
        )
        return standing


@lru_cache(maxsize=100_000)  # an index is opened again for every change
def address_key(address: str | None) -> str | None:
    """What two spellings of a page's address have in common; None for what is no page's.

    The scheme, ``www.``, the fragment, a slash at the end and what only tracks the reader do not
    count.
    """
    try:
        parts = urlsplit(address or "")
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    path = parts.path.rstrip("/")
    kept = sorted(pair for pair in parse_qsl(parts.query) if not _TRACKING.fullmatch(pair[0]))
    if not host or not (path or kept):
        return None  # the front page is nobody's address
    return f"{host}{path}?{urlencode(kept)}"


def _pages(articles: Sequence[Dated], prints: Fingerprints) -> Iterator[tuple[int, ...]]:
    """The rows of each page that has several versions, the newest first."""
    by_address: dict[str, list[int]] = defaultdict(list)
    for row, article in enumerate(articles):
        if key := address_key(article.address):
            by_address[key].append(row)
    for rows in by_address.values():
        # The newest, then the fullest; what has no date may be of any day.
        left = sorted(rows, key=lambda row: (-int(prints.runs[row]), row))
        left.sort(key=lambda row: (articles[row].day, articles[row].fetched), reverse=True)
        while len(left) > 1:
            page = [left[0], *_of_one_page(left, articles, prints)]
            if len(page) > 1:
                yield tuple(page)
            left = [row for row in left if row not in page]


def _of_one_page(
    rows: Sequence[int], articles: Sequence[Dated], prints: Fingerprints
) -> Iterator[int]:
    """Those of the later rows that are the same page as the first."""
    first, others = rows[0], np.array(rows[1:], np.int32)
    shared = prints.shared(np.full(len(others), first, np.int32), others)
    title = fold(articles[first].title or "")
    for row, share in zip(others.tolist(), shared.tolist(), strict=True):
        if share >= ONE_PAGE or (title and fold(articles[row].title or "") == title):
            yield row
