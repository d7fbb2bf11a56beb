"""The proof of every sentence shown: its words stand in the article at the place that it cites."""

from collections.abc import Sequence
from typing import Literal

from groundwire.records import Article, Citation
from groundwire.text import words


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
    held = any(holds(citation.quote, claim) for citation in citations)
    return "verbatim" if held else "unverified"


def holds(quote: str, claim: str) -> bool:
    """Whether the claim is whole words of the quote in a row: "2" is no part of "26 boats"."""
    claimed = words(claim)
    in_a_row = f" {' '.join(claimed)} " in f" {' '.join(words(quote))} "
    return bool(claimed) and in_a_row and claim in quote
