"""Search by meaning and by words, fused: filters first, ties by row, no article crowding out.

Fusion is a weighted sum of both searches' scores, each scaled to its best (Bruch et al. 2023, "An
Analysis of Fusion Functions for Hybrid Retrieval"). On 200 development questions over 1,400 news
articles it was as good as reciprocal rank fusion, and it keeps how much better a hit is
(bench/fusion.py; the table is in docs/measurements.md).

A question that rests on several articles is searched for as a whole and part by part, and what
these searches find takes turns; passages of a publisher that it names come before others that are
about as good. How much each of this is worth is in docs/evaluation.md.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from groundwire.index.generation import Index
from groundwire.language.content import content_terms
from groundwire.question.query import Query
from groundwire.question.sources import named
from groundwire.question.when import days_named
from groundwire.records import Hit
from groundwire.search.filters import Permission
from groundwire.search.preferences import Preferences, Wish
from groundwire.search.voices import cited, one_voice

CANDIDATES = 100  # of each search; ten are kept, so deeper ranks would need both searches' favour
VECTOR_WEIGHT = 0.4  # the rest is the words'; .2 to .7 differ by no more than chance
# A word of the whole question counts this much in the search for a part that does not hold it; .1
# to .5 differ by no more than chance.
OUTSIDE_PART = 0.3
# Passages of one article before the others have had their turn: 1 costs .08 of the answers within
# the first ten (the right passage is often an article's second). 10 finds .02 more answers that
# one article gives, but lets it fill the ten, and nothing is left to disagree with it.
PER_ARTICLE = 4
SPARE = 5  # passages kept beside those wanted, in place of copies of one text


Ranked = tuple[NDArray[np.int64], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class _Found:
    """What the searches for a question and its parts found: the rows of each, best first, and of
    every row its best score and its best rank by words."""

    turns: list[list[int]] = field(default_factory=list)
    scores: dict[int, float] = field(default_factory=dict)
    by_words: dict[int, int] = field(default_factory=dict)


class HybridSearch:
    """Finds passages of one index for a question; safe to call from several threads."""

    def __init__(self, index: Index, permission: Permission, preferences: Preferences) -> None:
        self.index = index
        self._permission = permission
        self._preferences = preferences

    def search(self, query: Query, vector: NDArray[np.float32], k: int) -> list[Hit]:
        """The ``k`` best passages that the filters allow, best first.

        ``vector`` is the encoded question, shape ``(dimension,)``. Equal scores are ordered by
        the row in the index, so the order never depends on chance.
        """
        publishers = self._preferences.publishers(query.sources)
        # What several publishers are asked about, the same text in both of them answers.
        allowed = self._permission.passages(query.filters, one_voice=not publishers)
        if allowed is not None and not allowed.any():
            return []
        by_vector = self.index.vectors.search(vector, CANDIDATES, allowed=allowed)
        found = _Found()
        for weights, wish in _asked(query):
            by_words = self.index.words.search(
                query.terms, CANDIDATES, allowed=allowed, weights=weights
            )
            ranked = fuse(by_vector, by_words, vector_weight=VECTOR_WEIGHT)
            self._take(found, self._preferences.applied(*ranked, wish), by_words, k)
        ranks = {"vector": _ranks(by_vector[0]), "words": found.by_words}
        spare = 0 if publishers else SPARE
        hits = [self._hit(row, found.scores[row], ranks) for row in in_turn(found.turns, k + spare)]
        if spare:
            hits = one_voice(cited(hits, self.index, allowed), k)
        return sorted(hits, key=_best_first)

    def _take(self, found: _Found, ranked: Ranked, by_words: Ranked, k: int) -> None:
        """Add what one search found: ``k`` passages, then the spare ones."""
        rows, scores = ranked
        articles = self.index.article_rows[rows]
        kept = diverse(rows, articles, k)
        spare = set(diverse(rows, articles, k + SPARE)) - set(kept)
        kept = [*kept, *sorted(spare)]
        found.turns.append([int(rows[place]) for place in kept])
        for place in kept:
            row, score = int(rows[place]), float(scores[place])
            found.scores[row] = max(score, found.scores.get(row, 0.0))
        for row, rank in _ranks(by_words[0]).items():
            found.by_words[row] = min(rank, found.by_words.get(row, rank))

    def _hit(self, row: int, score: float, ranks: dict[str, dict[int, int]]) -> Hit:
        index = self.index
        return Hit(
            passage=row,
            article=index.article(int(index.article_rows[row])),
            start=int(index.starts[row]),
            end=int(index.ends[row]),
            score=round(score, 6),
            found_by={name: found[row] for name, found in ranks.items() if row in found},
        )


def fuse(by_vector: Ranked, by_words: Ranked, *, vector_weight: float) -> Ranked:
    """Rows found by either search with their fused scores, sorted by ``(-score, row)``."""
    rows = np.union1d(by_vector[0], by_words[0])
    scores = np.zeros(len(rows), dtype=np.float64)
    for (found, raw), weight in ((by_vector, vector_weight), (by_words, 1 - vector_weight)):
        if len(found) and raw[0] > 0:
            scores[np.searchsorted(rows, found)] += weight * np.maximum(raw, 0) / raw[0]
    order = np.lexsort((rows, -scores))
    return rows[order], scores[order].astype(np.float32)


def _asked(query: Query) -> Iterator[tuple[tuple[float, ...], Wish]]:
    """What to search for, as word weights and wishes: the question, then each part."""
    yield query.weights, Wish(query.sources, query.days, query.latest)
    for part in query.parts:
        own = frozenset(content_terms(part))
        weights = (
            weight if term in own else weight * OUTSIDE_PART
            for term, weight in zip(query.terms, query.weights, strict=True)
        )
        yield tuple(weights), Wish(named(part), days_named(part), query.latest)


def _best_first(hit: Hit) -> tuple[float, int]:
    return -hit.score, hit.passage


def in_turn(lists: Sequence[Sequence[int]], k: int) -> list[int]:
    """The first ``k`` rows when each list in turn gives the best of its rows not yet given."""
    given: dict[int, None] = {}
    waiting = [iter(rows) for rows in lists]
    while waiting and len(given) < k:
        still = []
        for rows in waiting:
            row = next((row for row in rows if row not in given), None)
            if row is not None:
                given[row] = None
                still.append(rows)
        waiting = still
    return list(given)[:k]


def _ranks(rows: NDArray[np.int64]) -> dict[int, int]:
    return {int(row): rank for rank, row in enumerate(rows, start=1)}


def diverse(
    rows: NDArray[np.int64], articles: NDArray[np.int32], k: int, *, per_article: int = PER_ARTICLE
) -> Sequence[int]:
    """Places of the ``k`` to keep: an article's fifth passage waits until all had four."""
    taken: Counter[int] = Counter()
    first: list[int] = []
    waiting: list[int] = []
    for place in range(len(rows)):
        article = int(articles[place])
        (first if taken[article] < per_article else waiting).append(place)
        taken[article] += 1
    return sorted((first + waiting)[:k])
