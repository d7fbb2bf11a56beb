"""How far a quantity reaches as it is written."""

import pytest

from groundwire.language import amounts, values
from groundwire.language.amounts import Reach


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (30, 30, "In all 30 boats left."),
        (27, 33, "About 30 boats left."),
        (30, 45, "Over 30 boats left."),
        (30, 45, "At least 30 boats left."),
        (25.5, 30, "Nearly 30 boats left."),
        (15, 30, "Fewer than 30 boats left."),
        (20, 30, "Between 20 and 30 boats left."),
        (1.15e6, 1.25e6, "It cost $1.2 million."),
        (37.5e6, 38.5e6, "It cost 38 million euros."),
        (29_500, 30_500, "It has 30,000 homes."),
        (300, 300, "It has 300 homes."),
        (40.5, 41.5, "Only 41 percent voted."),
        (0, 0, "It has zero boats."),
    ],
)
def test_the_words_around_a_figure_say_how_exact_it_is(low: float, high: float, text: str) -> None:
    """A qualifier, a range, a scale or round thousands leave room; a plain count does not."""
    found = amounts.reach(text, values.quantities(text)[0])
    assert found is not None
    assert (low, high) == pytest.approx((found.low, found.high))


@pytest.mark.parametrize(
    ("expected", "one", "other"),
    [
        (True, Reach(27, 33), Reach(30, 30)),
        (True, Reach(30, 45), Reach(30, 30)),
        (True, Reach(20, 30), Reach(25, 40)),
        (False, Reach(40.5, 41.5), Reach(41.5, 42.5)),
        (False, Reach(26, 26), Reach(27, 33)),
    ],
)
def test_two_agree_where_an_amount_fits_both(expected: bool, one: Reach, other: Reach) -> None:
    """In either order; two that only touch do not, unless one is exact."""
    assert expected == one.agrees(other) == other.agrees(one)


def test_what_is_no_quantity_reaches_nowhere() -> None:
    """A name has no amount."""
    assert amounts.reach("Brest", values.Value("name", 0, 5)) is None
