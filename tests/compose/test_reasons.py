"""Sentences that say why, or how."""

import pytest

from groundwire.compose.reasons import given, next_sentence
from handmade import article, query, reading

WHY, HOW = query("Why did it close?"), query("How did they close it?")


@pytest.mark.parametrize(
    "text",
    [
        "It shut because of rust.",
        "It shut amid fears of rust.",
        "It shut, as cables rust.",
        "The main reason is rust.",
        "This came after a storm.",
    ],
)
def test_a_reason(text: str) -> None:
    """By the words that give one, or that go on about the sentence before."""
    assert given(WHY, text)
    assert not given(WHY, "It shut on Monday.")


@pytest.mark.parametrize("text", ["They did it by lowering gates.", "They shut it using gates."])
def test_a_way(text: str) -> None:
    """By what means."""
    assert given(HOW, text)
    assert not given(HOW, "They shut it on Monday.")


def test_the_sentence_after_is_read_on() -> None:
    """Only in the same paragraph, and only if it gives the reason."""
    story = article("It shut. The reason is rust. Ferries run.\nThe reason is unclear.")
    found = next_sentence(WHY, reading("It shut.", 3, of=story))
    assert found is not None
    assert (found.evidence.text, found.relevance, found.short) == ("The reason is rust.", 3, None)
    assert next_sentence(WHY, reading("The reason is rust.", of=story)) is None
    assert next_sentence(WHY, reading("Ferries run.", of=story)) is None
