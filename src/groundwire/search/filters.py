"""Which articles and passages of one index the filters let through, as masks over its rows."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from groundwire.index.generation import Index
from groundwire.records import Article, Filters

Mask = NDArray[np.bool_]


class Permission:
    """Decides for one index what may be used at all, before anything is ranked."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._source_of = np.array([(s or "").casefold() for s in index.sources], dtype=object)

    def articles(self, filters: Filters) -> Mask:
        """Which articles the filters let through, shape ``(articles,)``."""
        published = self._index.published
        keep = np.ones(len(published), dtype=np.bool_)
        last = [day for day in (filters.as_of, filters.published_to) if day]
        if last:
            keep &= (published > 0) & (published <= min(last).toordinal())
        if filters.published_from:
            keep &= published >= filters.published_from.toordinal()
        if filters.sources:
            keep &= np.isin(self._source_of, [source.casefold() for source in filters.sources])
        if filters.articles:
            keep &= self._named(filters.articles)
        return keep

    def passages(self, filters: Filters, *, one_voice: bool = True) -> Mask | None:
        """Which passages may be found, shape ``(passages,)``; None where all may.

        Not those of an earlier version of a page, unless the filters name it, or a day before the
        newer one came; with ``one_voice`` not those of a copy either that says nothing more than
        the article that is cited for its story.
        """
        keep = self.articles(filters) & self._standing(filters)
        if one_voice:
            keep = self._index.copies.speaking(keep)
        mask: Mask = keep[self._index.article_rows]
        return None if mask.all() else mask

    def also_in(self, article_id: str, filters: Filters) -> list[Article]:
        """The other articles that carry an article's story and that the filters let through."""
        others = self._index.also_in(self._index.row(article_id))
        permitted = self.articles(filters) if others else ()
        return [self._index.article(other) for other in others if permitted[other]]

    def _standing(self, filters: Filters) -> Mask:
        """The articles that stand for their pages on the day asked for, and those asked for."""
        day = filters.as_of.toordinal() if filters.as_of else None
        standing = self._index.pages.standing(day)
        return standing | self._named(filters.articles) if filters.articles else standing

    def _named(self, article_ids: Sequence[str]) -> Mask:
        return np.isin(np.array(self._index.article_ids, dtype=object), article_ids)
