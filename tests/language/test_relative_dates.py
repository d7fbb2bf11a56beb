"""Dates by their distance: which day or range each way of saying it means."""

from datetime import date

import pytest

from groundwire.language.relative_dates import relative_dates

TUESDAY = date(2025, 3, 11)
SUNDAY = date(2025, 3, 16)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("2025-03-11", "The board met on Tuesday."),
        ("2025-03-10", "The board met on Monday."),
        ("2025-03-07", "The bridge closed on Friday, the board said."),
        ("2025-03-06", "The mayor said Thursday that the pier is safe."),
        ("2025-03-10", "On Monday the board met again."),
        ("2025-03-10", "The pier has been shut since Monday."),
        ("2025-03-14", "The board will vote on Friday."),
        ("2025-03-14", "On Friday the board will vote."),
        ("2025-03-14", "The board said that it would vote on Friday."),
        ("2025-03-07", "The board said on Friday that it will vote."),
        ("2025-03-13", "The prize will be announced on Thursday."),
        ("2025-03-13", "The pier is expected to open by Thursday."),
        ("2025-03-07", "The mayor left last Friday."),
        ("2025-03-17", "The mayor leaves next Monday."),
        ("2025-03-10", "The mayor left yesterday."),
        ("2025-03-12", "The mayor leaves tomorrow."),
        ("2025-03-09", "The mayor left the day before yesterday."),
        ("2025-03-10", "The pier burned last night."),
        ("2025-03-11", "The pier opened this morning."),
        ("2025-03-08", "The pier burned three days ago."),
        ("2025-03-10", "The pier burned a day ago."),
        ("2025-02-24/2025-03-02", "The pier burned two weeks ago."),
        ("2024-12", "The pier burned 3 months ago."),
        ("2015", "The pier burned ten years ago."),
        ("2025-03-03/2025-03-09", "The pier burned last week."),
        ("2025-03-17/2025-03-23", "The pier opens next week."),
        ("2025-02", "The pier burned last month."),
        ("2025-04", "The pier opens next month."),
        ("2024", "The pier burned last year."),
        ("2026", "The pier opens next year."),
        ("2025-03-10/2025-03-11", "The pier burned earlier this week."),
        ("2025-01-01/2025-03-11", "The pier burned earlier this year."),
        ("2025-03-11/2025-03-31", "The pier opens later this month."),
        ("2025-03-08/2025-03-09", "The pier burned over the weekend."),
        ("2025-03-08/2025-03-09", "The pier burned last weekend."),
    ],
)
def test_a_distance_means_a_day_or_a_range(expected: str, text: str) -> None:
    """Each way of saying it, in an article of a Tuesday."""
    assert [expected] == [one.when for one in relative_dates(text, TUESDAY)]


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("The board met last Monday.", TUESDAY),  # yesterday, or a week before
        ("The board meets next Friday.", TUESDAY),  # in three days, or in ten
        ("The board met last week.", SUNDAY),
        ("The board met last weekend.", SUNDAY),
        ("The board meets this weekend.", date(2025, 3, 10)),
        ("The board met some days ago.", TUESDAY),
        ("The board met about two weeks ago.", TUESDAY),
        ("The board met 99 days ago.", TUESDAY),
        ("Prices rose over the last month.", TUESDAY),
        ("It was the last week of the season.", TUESDAY),
        ("Shops are shut on Tuesdays.", TUESDAY),
        ("He reads the Sunday Times.", TUESDAY),
        ("They met on Black Friday.", TUESDAY),
        ("They met on Tuesday, March 4.", TUESDAY),
        ("They met on Tuesday 4 March.", TUESDAY),
        ("Today many ferries are faster.", TUESDAY),
        ("He said: “We met yesterday.”", TUESDAY),
        ('"We will meet on Friday," he said.', TUESDAY),
        ("The final on Friday, for which there are no tickets.", TUESDAY),
        ("The board met on Tuesday.", None),
    ],
)
def test_what_is_not_clear_is_left_out(text: str, published: date | None) -> None:
    """Two days that may be meant, a habit, a name, a date written out, another's words."""
    assert [] == relative_dates(text, published)


def test_spans_are_those_of_the_text_in_order() -> None:
    """Each date points at the words that give it, none is read twice."""
    text = "It burned last year; the mayor, who left on Friday, returns next week."
    found = relative_dates(text, TUESDAY)
    assert ["last year", "on Friday", "next week"] == [text[one.start : one.end] for one in found]
    assert ["2024", "2025-03-07", "2025-03-17/2025-03-23"] == [one.when for one in found]


def test_months_and_years_are_counted_over_their_ends() -> None:
    """A month before January is December; weeks know no years."""
    text = "It burned last month and again two weeks ago."
    assert ["2024-12", "2024-12-23/2024-12-29"] == [
        one.when for one in relative_dates(text, date(2025, 1, 7))
    ]
