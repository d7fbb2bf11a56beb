"""The proof of every sentence shown: its words stand in the article at the place that it cites."""

from collections.abc import Sequence

from groundwire.records import Article, Citation
from groundwire.verify.checker import Verdict, holds


def is_exact(citation: Citation, article: Article) -> bool:
    """Whether the quote is the article's own text at the cited offsets."""
    return article.text[citation.start : citation.end] == citation.quote


def verdict(claim: str, citations: Sequence[Citation]) -> Verdict:
    """``verbatim`` if the claim is, word for word, within a quote that it cites; or all of it,
    once the notes in brackets that the composer added are taken out.

    Claims in other words come with the language-model composers; until one of them is there, what
    is not verbatim is ``unverified``, and not shown. ``support.SupportChecker`` judges them.
    """
    held = any(holds(citation.quote, claim) for citation in citations)
    return "verbatim" if held else "unverified"
