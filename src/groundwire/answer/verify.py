"""The proof of every sentence shown: its words stand in the article at the place that it cites."""

from collections.abc import Sequence

from groundwire.answer.support import SupportChecker, Verdict, holds
from groundwire.records import Article, Citation


def is_exact(citation: Citation, article: Article) -> bool:
    """Whether the quote is the article's own text at the cited offsets."""
    return article.text[citation.start : citation.end] == citation.quote


def verdict(
    claim: str, citations: Sequence[Citation], checker: SupportChecker | None = None
) -> Verdict:
    """``verbatim`` if the claim is, word for word, within a quote that it cites.

    Claims in other words need the checker, which says whether the wording of the quotes supports
    them; without it they are ``unverified``, and not shown.
    """
    quotes = [citation.quote for citation in citations]
    if checker is not None:
        return checker.check(claim, quotes).verdict
    return "verbatim" if any(holds(quote, claim) for quote in quotes) else "unverified"
