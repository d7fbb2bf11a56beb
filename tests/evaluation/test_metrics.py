"""Metrics by hand."""

from groundwire.evaluation.metrics import hit_at, share
from groundwire.records import IndexInfo, SearchHit, SearchResult


def hit(rank: int, article: str, start: int, end: int) -> SearchHit:
    return SearchHit(rank, 1.0, article, "", None, None, None, start, end, "", {})


RESULT = SearchResult("q", (hit(1, "a", 0, 10), hit(2, "b", 5, 9)), IndexInfo("g", 2))


def test_a_hit_overlaps_a_gold_span_of_its_own_article() -> None:
    """Touching ends do not overlap, and another article's offsets mean nothing."""
    assert hit_at(RESULT, [("a", 9, 12)], 1)
    assert not hit_at(RESULT, [("a", 10, 12)], 2)
    assert not hit_at(RESULT, [("b", 6, 7)], 1)
    assert hit_at(RESULT, [("b", 6, 7)], 2)


def test_a_share_of_nothing_is_no_number() -> None:
    """What was not measured is None, never 0."""
    assert None is share(0, 0)
    assert share(1, 4) == 0.25
