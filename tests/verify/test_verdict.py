"""The proof of every sentence: exact offsets and verdicts."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from groundwire.records import Citation, Verdict
from groundwire.verify.verdict import ExactQuotes, is_exact
from handmade import article

STORY = article("Rain fell. The fleet has 26 boats and costs 3.5 million.")
QUOTE = Citation.of(1, STORY, 11, len(STORY.text))
OTHER = Citation.of(2, STORY, 0, 10)


def verdict(claim: str, citations: Sequence[Citation]) -> Verdict:
    """By exact quotes."""
    return ExactQuotes().check(claim, [citation.quote for citation in citations]).verdict


def test_a_quote_is_exact_at_its_own_offsets_only() -> None:
    """One character more, or another text, is not what stands there."""
    assert is_exact(QUOTE, STORY)
    assert not is_exact(replace(QUOTE, start=QUOTE.start - 1), STORY)
    assert not is_exact(QUOTE, replace(STORY, text=STORY.text.upper()))


@pytest.mark.parametrize("claim", [QUOTE.quote, "The fleet has 26 boats", "26 boats", "Rain fell."])
def test_words_of_a_cited_quote_are_verbatim(claim: str) -> None:
    """The whole quote or some words of it, of any of those cited."""
    assert verdict(claim, [OTHER, QUOTE]) == "verbatim"


@pytest.mark.parametrize(
    "claim", ["The fleet has 27 boats", "the fleet has 26 boats", "fell. The fleet", "26  boats"]
)
def test_other_words_are_unverified(claim: str) -> None:
    """Another figure, another letter, or words that no one quote holds in a row."""
    assert verdict(claim, [OTHER, QUOTE]) == "unverified"


def test_a_quote_with_our_notes_in_brackets_is_verbatim() -> None:
    """Without them it is the quote, all of it; a quote with other words in brackets is not."""
    assert (
        verdict("The fleet [Tern Line] has 26 boats and costs 3.5 million.", [QUOTE]) == "verbatim"
    )
    assert (
        verdict("The fleet [hardly] has 26 boats and costs 3.5 million.", [QUOTE]) == "unverified"
    )
    assert (
        verdict("The fleet [Tern Line] has 27 boats and costs 3 million.", [QUOTE]) == "unverified"
    )


@pytest.mark.parametrize("claim", ["The fleet has 2", "The fleet has 26 boat", "costs 3", "", "."])
def test_a_part_of_a_word_or_number_is_unverified(claim: str) -> None:
    """2 is not verbatim of 26, nor 3 of 3.5; and nothing is no claim."""
    assert verdict(claim, [QUOTE]) == "unverified"


def test_a_claim_without_a_citation_is_unverified() -> None:
    """What rests on nothing is not proved."""
    assert verdict("Rain fell.", []) == "unverified"
