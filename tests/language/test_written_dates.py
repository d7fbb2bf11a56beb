"""Months, weekdays and written dates: which are read and what they mean."""

from datetime import date

import pytest

from groundwire.language.written_dates import (
    MONTH_NUMBERS,
    MONTHS,
    dates_in,
    days_meant,
    month_number,
    written_dates,
)

PUBLISHED = date(2025, 3, 11)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("2025-03-12", "on 12 March 2025 they met"),
        ("2024-03-12", "on the 12th of March, 2024"),
        ("2025-03-12", "March 12, 2025, was cold"),
        ("2024-09-03", "until Sept. 3, 2024"),
        ("2025-03-12", "as of 2025-03-12 it"),
        ("2022-03", "in March 2022"),
    ],
)
def test_a_date_with_its_year_needs_nothing_else(expected: str, text: str) -> None:
    """A date written with its year is read even where the publication is unknown."""
    assert [expected] == [mention.when for mention in dates_in(text, None)]


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("2025-03-12", "on March 12 they met"),
        ("2025-03-12", "Wednesday 12 March they met"),
        ("2025-03-11", "11-12 March it rained"),
        ("2024-12-30", "30 December was cold"),
        ("2025-02", "in February the group met"),
        ("2025-02", "last February the group met"),
        ("2026-02", "next February the group meets"),
        ("2024-05", "since May the group met"),
        ("2025-08", "until August the road is shut"),
        ("2025-06", "the road will open in June"),
    ],
)
def test_a_date_without_its_year_is_the_one_near_the_publication(expected: str, text: str) -> None:
    """The missing year is the one that brings the date near the publication, on the side that the
    word before it names."""
    assert [expected] == [mention.when for mention in dates_in(text, PUBLISHED)]


@pytest.mark.parametrize(
    "text",
    [
        "in August the road is shut",  # the last one or the next one
        "she had hoped for it in June",  # a past nine months ago, though a June is near
        "Tuesday 12 March",  # it was a Wednesday
        "31 February 2025",
        "May 5,000 people came",
        "they may 12 times a day march 12 miles",
        "on Tuesday and yesterday",
        "Theresa May said 12 things",
    ],
)
def test_what_is_unclear_or_impossible_is_left_out(text: str) -> None:
    """No date is better than a guessed one."""
    assert dates_in(text, PUBLISHED) == []


def test_without_a_publication_day_a_date_without_year_is_left_out() -> None:
    """Nothing says which year is meant."""
    assert dates_in("on March 12 and in February", None) == []


def test_what_is_written_is_read_as_it_stands() -> None:
    """Each part is there or is None, with the span; nothing is filled in."""
    (found,) = written_dates("They met on Wednesday 12 March at noon.")
    assert (None, 3, 12, 2) == (found.year, found.month, found.day, found.weekday)
    assert (12, 30) == (found.start, found.end)
    (month,) = written_dates("They met in May 2024.")
    assert (2024, 5, None, None) == (month.year, month.month, month.day, month.weekday)


def test_written_dates_come_in_the_order_of_the_text() -> None:
    """Whatever pattern found them."""
    text = "In February, on 3 March and on 2025-04-01."
    assert [2, 3, 4] == [one.month for one in written_dates(text)]


def test_a_day_may_mean_none_or_two() -> None:
    """An impossible one means none; without a year and a publication nothing is known."""
    (never,) = written_dates("on 31 February 2025")
    assert [] == days_meant(never, PUBLISHED)
    (day,) = written_dates("on 2 March")
    assert [date(2025, 3, 2)] == days_meant(day, PUBLISHED)
    assert [] == days_meant(day, None)


@pytest.mark.parametrize("written", ["September", "Sept.", "Sep", "sept", "9", "09"])
def test_a_month_by_any_of_its_names(written: str) -> None:
    """Long or short, with a full stop or as digits."""
    assert 9 == month_number(written)


def test_there_are_twelve_months() -> None:
    """In order; the short forms mean the same."""
    assert list(range(1, 13)) == [MONTH_NUMBERS[name] for name in MONTHS]
    assert MONTH_NUMBERS["may"] == 5
