"""A reason told in the sentence after."""

from groundwire.compose.reasons import next_sentence
from handmade import article, reading


def test_the_sentence_after_is_read_on() -> None:
    """Only in the same paragraph, and only if it gives the reason."""
    story = article("It shut. The reason is rust. Ferries run.\nThe reason is unclear.")
    found = next_sentence(reading("It shut.", 3, of=story))
    assert found is not None
    assert (found.evidence.text, found.relevance, found.short) == ("The reason is rust.", 3, None)
    assert next_sentence(reading("The reason is rust.", of=story)) is None
    assert next_sentence(reading("Ferries run.", of=story)) is None
