"""The calendar: names and periods."""

from datetime import date

import pytest

from groundwire.language.dates.calendar import (
    MONTH_NUMBERS,
    MONTHS,
    is_year,
    month_number,
    months_from,
    numeric_day,
    week_of,
)


@pytest.mark.parametrize("written", ["September", "Sept.", "Sep", "sept", "9", "09"])
def test_a_month_by_any_of_its_names(written: str) -> None:
    """Long or short, with a full stop or as digits."""
    assert 9 == month_number(written)


def test_there_are_twelve_months() -> None:
    """In order; the short forms mean the same."""
    assert list(range(1, 13)) == [MONTH_NUMBERS[name] for name in MONTHS]
    assert 5 == MONTH_NUMBERS["may"]


def test_periods_run_over_the_ends_of_a_year() -> None:
    """Months and weeks alike."""
    assert (date(2024, 12, 1), date(2025, 2, 28)) == months_from(2024, 12, 3)
    assert (date(2024, 12, 1), date(2024, 12, 31)) == months_from(2025, 0)
    assert (date(2024, 12, 30), date(2025, 1, 5)) == week_of(date(2025, 1, 1))


@pytest.mark.parametrize(
    ("expected", "first", "second", "separator"),
    [
        (date(2025, 4, 13), 13, 4, "/"),
        (date(2025, 4, 13), 4, 13, "/"),
        (date(2025, 4, 3), 3, 4, "."),
        (date(2025, 3, 3), 3, 3, "/"),
        (None, 3, 4, "/"),
        (None, 31, 2, "/"),
    ],
)
def test_digits_are_a_day_where_only_one_can_be_meant(
    expected: date | None, first: int, second: int, separator: str
) -> None:
    """Month first and day first are both written with a stroke."""
    assert expected == numeric_day(first, second, 2025, separator)


def test_four_digits_may_be_a_year() -> None:
    """From 1500 to 2099."""
    assert [False, True, True, False] == [is_year(one) for one in ("1499", "1500", "2099", "2100")]
