"""The proof of every sentence shown: the port of what verifies, and the proof by exact quotes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from groundwire.language.text import contains_phrase
from groundwire.records import Article, Citation, Verdict
from groundwire.verify.notes import is_quote_with_notes

_NOT_QUOTED = "its words do not stand in what it cites"


@dataclass(frozen=True, slots=True)
class Support:
    """``score``, 0 to 1, says how much of the claim was found in what it cites; ``reason`` says in
    a few words why it is unverified, and is None where it is not."""

    verdict: Verdict
    reason: str | None
    score: float


class Verifier(Protocol):
    """Holds a claim against the quotes that it cites."""

    def check(self, claim: str, quotes: Sequence[str]) -> Support:
        """The verdict on one claim. A claim whose words stand in a quote is ``verbatim``; one that
        states nothing, or cites nothing, is ``unverified``."""
        ...


class ExactQuotes:
    """What is not word for word in a quote is not verified: all that a composer needs that quotes.

    A claim in other words is for a verifier by wording (checker.py) or by meaning.
    """

    def check(self, claim: str, quotes: Sequence[str]) -> Support:
        """``verbatim`` if the claim is, word for word, within a quote; or all of it, once the notes
        in brackets that the composer added are taken out."""
        if any(holds(quote, claim) for quote in quotes):
            return Support("verbatim", None, 1.0)
        return Support("unverified", _NOT_QUOTED, 0.0)


def holds(quote: str, claim: str) -> bool:
    """Whether the claim is whole words of the quote in a row ("2" is no part of "26 boats"), or
    the whole quote with notes of ours in it."""
    in_a_row = claim in quote and contains_phrase(quote, claim)
    return in_a_row or ("[" in claim and is_quote_with_notes(claim, quote))


def is_exact(citation: Citation, article: Article) -> bool:
    """Whether the quote is the article's own text at the cited offsets."""
    return article.text[citation.start : citation.end] == citation.quote
