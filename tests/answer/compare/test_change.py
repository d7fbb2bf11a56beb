"""Whether the dates explain why values differ."""

from dataclasses import dataclass
from datetime import date

import pytest

from groundwire.answer.compare.change import Dated, kind_of

ASKED = "How many members does it have?"
FIRST, NEXT_DAY, LATER = date(2025, 3, 11), date(2025, 3, 12), date(2025, 5, 19)


@dataclass(frozen=True)
class Exact:
    """A value that agrees with its like alone."""

    value: int

    def agrees(self, other: "Exact") -> bool:
        return self.value == other.value


def dated(value: int, published: date | None, sentence: str = "It has some.") -> Dated:
    return Dated(Exact(value), sentence, published, amount=float(value))


@pytest.mark.parametrize(
    ("expected", "values"),
    [
        ("change", [dated(26, FIRST), dated(34, LATER)]),
        ("change", [dated(34, LATER), dated(26, FIRST)]),
        ("change", [dated(26, FIRST), dated(26, FIRST), dated(34, LATER)]),
        ("change", [dated(26, FIRST), dated(34, NEXT_DAY, "It grew to 34.")]),
        ("disagreement", [dated(26, FIRST), dated(34, NEXT_DAY)]),
        ("disagreement", [dated(26, FIRST), dated(34, FIRST, "It grew to 34.")]),
        ("disagreement", [dated(26, FIRST), dated(30, FIRST), dated(34, LATER)]),
        ("disagreement", [dated(26, FIRST), dated(34, None)]),
    ],
)
def test_a_change_needs_days_that_differ(expected: str, values: list[Dated]) -> None:
    """All dated, those that clash on different days, and near ones only with words for it."""
    assert expected == kind_of(ASKED, values)


def test_what_is_over_does_not_change() -> None:
    """A question about the past asks for one event, unless it is a count that goes on growing."""
    past = "How many members were there?"
    assert kind_of(past, [dated(26, FIRST), dated(34, LATER)]) == "disagreement"
    toll = [dated(26, FIRST, "In all 26 died."), dated(34, LATER, "In all 34 died.")]
    assert kind_of(past, toll) == "change"
    shrunk = [dated(34, FIRST, "In all 34 died."), dated(26, LATER, "In all 26 died.")]
    assert kind_of(past, shrunk) == "disagreement"


def test_a_day_still_to_come_may_be_put_off() -> None:
    """What was planned when the older article was written is no second version of what happened."""
    planned = Dated(Exact(1), "It opens.", FIRST, ahead=True)
    happened = Dated(Exact(2), "It opened.", LATER)
    assert kind_of("When did it open?", [planned, happened]) == "change"
    assert kind_of("When did it open?", [happened, Dated(Exact(1), "", FIRST)]) == "disagreement"
