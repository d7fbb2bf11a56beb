"""Metrics over one question's answer; what each means stands in docs/evaluation.md."""

from collections.abc import Mapping, Sequence

from groundwire.answer.verify import is_exact
from groundwire.records import Answer, Article, SearchResult

Span = tuple[str, int, int]  # article id, start, end


def hit_at(result: SearchResult, gold: Sequence[Span], k: int) -> bool:
    """Whether one of the first ``k`` hits overlaps a gold span of its article."""
    return any(
        hit.article_id == article and hit.start < end and start < hit.end
        for hit in result.hits[:k]
        for article, start, end in gold
    )


def exact_quotes(answer: Answer, articles: Mapping[str, Article]) -> tuple[int, int]:
    """How many citations quote their article's text at their offsets, of how many.

    ``articles`` maps ids to articles.
    """
    exact = sum(is_exact(citation, articles[citation.article_id]) for citation in answer.citations)
    return exact, len(answer.citations)


def share(part: float, whole: float) -> float | None:
    """``part / whole``, or None where there is nothing to take a share of."""
    return part / whole if whole else None
