"""Retrieval metrics over the ranks at which the needs of a question are met.

A need is met by rank r when the passages 1..r hold it, so how the articles are cut into passages
does not matter. The measures are those of trec_eval, checked against ir-measures in the tests.
``ranks`` holds at least one need: a question without evidence has none of these metrics.
"""

from collections.abc import Iterable, Sequence
from math import log2

from groundwire.evaluation.gold import Need, Span
from groundwire.records import SearchHit

Ranks = Sequence[int | None]  # from 1, a need each; None where it is never met


def first_ranks(hits: Sequence[SearchHit], needs: Sequence[Need]) -> list[int | None]:
    """The rank (from 1) at which each need is first met by any of its spans, None where it is not.

    A whole article is met by its first hit; a span by the first hit up to which the hits of its
    article together contain every character of the span that is no space.
    """
    return [
        min((rank for span in need.spans if (rank := _span_rank(hits, span))), default=None)
        for need in needs
    ]


def _span_rank(hits: Sequence[SearchHit], span: Span) -> int | None:
    missing = {at for at in range(span.start, span.end) if not span.article.text[at].isspace()}
    for rank, hit in enumerate(hits, start=1):
        if hit.article_id == span.article.id:
            missing.difference_update(range(hit.start, hit.end))
            if span.whole or not missing:
                return rank
    return None


def hit_at(ranks: Ranks, k: int) -> float:
    """1 if a need is met within the first ``k`` hits, else 0 (Success@k)."""
    return float(_met(ranks, k) > 0)


def recall_at(ranks: Ranks, k: int) -> float:
    """The share of the needs that are met within the first ``k`` hits."""
    return _met(ranks, k) / len(ranks)


def all_at(ranks: Ranks, k: int) -> float:
    """1 if every need is met within the first ``k`` hits, else 0 (all-evidence recall)."""
    return float(_met(ranks, k) == len(ranks))


def reciprocal_rank(ranks: Ranks, k: int) -> float:
    """1 / the rank of the first hit that meets a need, 0 where none of the first ``k`` does."""
    return max((1 / rank for rank in ranks if rank and rank <= k), default=0.0)


def ndcg_at(ranks: Ranks, grades: Sequence[int], k: int) -> float:
    """Discounted gain of the first ``k`` hits over the best possible, from 0 to 1.

    A grade is a gain as it is, divided by log2(rank + 1) (Järvelin & Kekäläinen 2002, as in
    trec_eval). The best possible order meets one need a hit; a hit that meets several at once can
    do better than that, which counts as 1.
    """
    met = [(rank, grade) for rank, grade in zip(ranks, grades, strict=True) if rank]
    ideal = enumerate(sorted(grades, reverse=True)[:k], start=1)
    return min(1.0, _discounted(met, k) / _discounted(ideal, k))


def _discounted(gains: Iterable[tuple[int, int]], k: int) -> float:
    # Sorted, so that the same gains in another order of needs add up to the same float.
    return sum(gain / log2(rank + 1) for rank, gain in sorted(gains) if rank <= k)


def _met(ranks: Ranks, k: int) -> int:
    return sum(rank is not None and rank <= k for rank in ranks)
