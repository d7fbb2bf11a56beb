"""A digest: the sentences by day, each with its day."""

from datetime import date

from groundwire.compose.digest import day_note, in_time_order
from groundwire.verify.notes import Note
from handmade import article, reading

LATE = reading("It opened.", of=article("It opened.", name="a", published=date(2025, 5, 3)))
EARLY = reading("It shut.", of=article("It shut.", name="b", published=date(2025, 3, 12)))
UNDATED = reading("It rained.", of=article("It rained.", name="c"))


def test_the_oldest_comes_first_and_the_undated_last() -> None:
    """Whatever order they were chosen in."""
    assert [EARLY, LATE, UNDATED] == in_time_order([UNDATED, LATE, EARLY])


def test_the_day_is_written_out() -> None:
    """Before the sentence; an undated article has none."""
    assert day_note(EARLY) == (Note(0, "12 March 2025"),)
    assert day_note(UNDATED) == ()
