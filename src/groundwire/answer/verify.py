"""The proof of every sentence shown: its words stand in the article at the place that it cites."""

from collections.abc import Sequence
from typing import Literal

from groundwire.records import Article, Citation


def is_exact(citation: Citation, article: Article) -> bool:
    """Whether the quote is the article's own text at the cited offsets."""
    return article.text[citation.start : citation.end] == citation.quote


def verdict(
    claim: str, citations: Sequence[Citation]
) -> Literal["verbatim", "supported", "unverified"]:
    """``verbatim`` if the claim is, word for word, within a quote that it cites.

    Claims in other words come with the language-model composers; until one can be shown to be
    supported it is ``unverified``, and not shown.
    """
    return "verbatim" if any(claim in citation.quote for citation in citations) else "unverified"
