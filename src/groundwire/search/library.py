"""The articles of one index, as the doors show them: pages of a list, look-ups, what is indexed."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from groundwire.index.generation import Index
from groundwire.records import (
    AlsoIn,
    Article,
    Filters,
    IndexInfo,
    Provenance,
    ShownArticle,
    ShownPassage,
    Version,
)
from groundwire.search.filters import Permission


@dataclass(frozen=True, slots=True)
class Listed:
    """A part of the list of articles, newest first, and how many there are in all."""

    articles: tuple[Article, ...]
    total: int


class Library:
    """Looks articles up; it ranks and answers nothing. Safe in several threads."""

    def __init__(self, index: Index, permission: Permission) -> None:
        self.index = index
        self._permission = permission

    @property
    def info(self) -> IndexInfo:
        """Which index it is."""
        return self.index.info

    def page(self, *, limit: int, offset: int) -> Listed:
        """So many articles after the first ``offset``: newest first, those without a date last,
        articles of one day in the order of the index."""
        newest = (-self.index.published).argsort(kind="stable")  # an unknown date is 0
        rows = newest[offset : offset + limit]
        return Listed(tuple(self.index.article(int(row)) for row in rows), len(newest))

    def find(self, article_id: str) -> Article:
        """The article with an id.

        Raises:
            NotFoundError: there is none.
        """
        return self.index.find(article_id)

    def shown(self, article_id: str) -> ShownArticle:
        """The article with its passages, the copies of its story and the versions of its page.

        Raises:
            NotFoundError: there is none.
        """
        index = self.index
        row = index.row(article_id)
        article = index.article(row)
        return ShownArticle(
            **{name: getattr(article, name) for name in Article.__slots__},
            passages=tuple(
                ShownPassage(
                    number=number,
                    start=int(index.starts[passage]),
                    end=int(index.ends[passage]),
                    sentences=tuple(index.sentences(passage)),
                )
                for number, passage in enumerate(index.passages_of(row), start=1)
            ),
            also_in=self.also_in(article_id),
            versions=self.versions(article_id),
        )

    def also_in(self, article_id: str, filters: Filters | None = None) -> tuple[AlsoIn, ...]:
        """The other articles that carry its story; those that the filters let through."""
        others = self._permission.also_in(article_id, filters or Filters())
        return tuple(map(AlsoIn.of, others))

    def versions(self, article_id: str) -> tuple[Version, ...]:
        """The versions of its page, the newest first, itself among them."""
        row = self.index.row(article_id)
        return tuple(self.index.version(version) for version in self.index.versions(row))

    def provenance(self, article_id: str) -> Provenance:
        """How the article came to be what it is."""
        return self.index.provenance(self.index.row(article_id))

    def permitted(self, filters: Filters) -> Sequence[int]:
        """The rows of the articles that the filters let through, in the order of the index."""
        return [int(row) for row in np.flatnonzero(self._permission.articles(filters))]
