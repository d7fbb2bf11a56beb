"""What a sentence is read as before it is compared."""

import pytest

from groundwire.verify.statement import CONTENT, read_statement


def _keys(text: str, kind: str | None = None) -> list[str]:
    tokens = read_statement(text, frozenset({"boats", "may", "angels"}))
    return [t.key for t in tokens if t.kind == kind or (kind is None and t.kind in CONTENT)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("twenty-six boats", "26 boats"),
        ("1,000 boats", "1000 boats"),
        ("3.5 million boats", "3,500,000 boats"),
        ("$5bn", "5 billion dollars"),
        ("12 per cent", "12%"),
        ("12 percent", "12%"),
        ("4 March 2024", "March 4th, 2024"),
        ("the 4th of March", "March 4"),
        ("2024-03-04", "2024 March 4"),
        ("Sept. 4", "September 4"),
    ],
)
def test_values_written_otherwise_are_equal(one: str, other: str) -> None:
    """Numbers and dates are compared by value."""
    assert _keys(f"It was {one}") == _keys(f"It was {other}")


@pytest.mark.parametrize(
    ("one", "other"),
    [("5 million", "5"), ("$5", "€5"), ("5%", "5"), ("March 4", "April 4"), ("4 pm", "4")],
)
def test_other_values_differ(one: str, other: str) -> None:
    """A scale, a currency, a percent sign and a month belong to the number."""
    assert _keys(f"It was {one}") != _keys(f"It was {other}")


def test_a_day_belongs_to_its_month() -> None:
    """Else "March 5" would be found in "March 4 and April 5"."""
    assert not set(_keys("March 5")) <= set(_keys("March 4 and April 5"))


def test_a_capital_makes_a_name_but_not_at_the_start() -> None:
    """There, only a word that the corpus never writes small is one; a full stop after "Gov."
    starts nothing."""
    assert _keys("Boats passed Angels Bay", "name") == ["angel", "bay"]
    assert _keys("Zork passed", "name") == ["zork"]
    assert _keys("They met Gov. Angels", "name") == ["gov", "angel"]


def test_negations_are_found_in_short_forms_too() -> None:
    """And "not only" denies nothing."""
    assert _keys("It can't, never", "negation") == ["not", "never"]
    assert _keys("Not only boats", "negation") == []
    assert _keys("He was No. 4", "negation") == []


def test_may_the_month_is_no_doubt() -> None:
    """The capital tells them apart inside a sentence."""
    assert _keys("it may rain in May", "doubt") == ["may"]
    assert _keys("it may rain in May", "date") == ["m5"]
