"""Notes in brackets inside a quote: where they go, and that taking them out gives the quote."""

import pytest

from groundwire.verify.notes import Note, is_quote_with_notes, with_notes

QUOTE = "He agreed [sic] on 3 May 2024."


def test_a_note_stands_after_its_word_or_before_the_first() -> None:
    """In brackets of its own, whatever order the notes come in."""
    notes = [Note(0, "5 May 2025"), Note(29, "the article is dated 2025-05-05"), Note(2, "Ana Roe")]
    assert (
        "[5 May 2025] He [Ana Roe] agreed [sic] on 3 May 2024 [the article is dated 2025-05-05]."
        == with_notes(QUOTE, notes)
    )
    assert with_notes(QUOTE, []) == QUOTE


@pytest.mark.parametrize("places", [(), (0,), (2,), (2, 9), (0, 2, 15), (30,)])
def test_without_its_notes_it_is_the_quote(places: tuple[int, ...]) -> None:
    """Wherever they stand, and though the article has brackets of its own."""
    written = with_notes(QUOTE, [Note(place, "Ana Roe") for place in places])
    assert is_quote_with_notes(written, QUOTE)


@pytest.mark.parametrize(
    "claim",
    [
        "He [never] agreed [sic] on 3 May 2024.",  # a word that says something else
        "He agreed on 3 May 2024.",  # the article's own bracket left out
        "He [Ana Roe] disagreed [sic] on 3 May 2024.",
        "He [Ana Roe] agreed",
        "He[Ana Roe] agreed [sic] on 3 May 2024.",
        "",
    ],
)
def test_anything_else_is_not_the_quote(claim: str) -> None:
    """Another word, the article's own bracket dropped, only a part, or no space of its own."""
    assert not is_quote_with_notes(claim, QUOTE)


def test_many_brackets_are_read_in_a_moment() -> None:
    """Each is followed both ways in step: the time does not double with each of them."""
    quote = "A" + " [B]" * 200
    assert is_quote_with_notes(quote + " [B]" * 200, quote)
