"""Dates: only from one isolated string or a header line, never guessed."""

from datetime import date

import pytest

from groundwire.corpus.clean.dates import header_date, parse_date


@pytest.mark.parametrize(
    "text",
    [
        "2025-03-11",
        "2025-03-11T23:30:00-11:00",
        "2025-03-11 08:00:00Z",
        "20250311",
        "2025/03/11",
        "11 March 2025",
        "11 March, 2025",
        "11th of March 2025",
        "March 11, 2025",
        "Mar. 11 2025, 5:30 pm EDT",
        "Tuesday 11 March 2025 14.30 GMT",
        "Tue, 11 Mar 2025 23:59:59 -1100",
        "11.03.2025",
        "1741693800",
        "1741693800000",
        "11 mars 2025",
        "11 de marzo de 2025",
        "2025年3月11日",
    ],
)
def test_one_day_in_many_forms(text: str) -> None:
    """The day is taken as written, whatever the form, time or zone."""
    assert date(2025, 3, 11) == parse_date(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "2 hours ago",
        "March 2025",
        "11 March",
        "2025",
        "31 February 2025",
        "2025-13-01",
        "2025-02-30",
        "0000-00-00",
        "9999-12-31",
        "2125-01-01",
        "12 angry men 2025",
        "11 March 2025 " * 20,
        "²025-03-11",
    ],
)
def test_no_date_rather_than_a_wrong_one(text: str) -> None:
    """Incomplete, impossible, relative and future dates are none."""
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("03/04/2025", None),
        ("03-04-2025", None),
        ("04/04/2025", date(2025, 4, 4)),
        ("13/04/2025", date(2025, 4, 13)),
        ("04/13/2025", date(2025, 4, 13)),
        ("03.04.2025", date(2025, 4, 3)),
    ],
)
def test_day_or_month_first(text: str, expected: date | None) -> None:
    """Numbers that could be read both ways are no date; full stops are written day first."""
    assert expected == parse_date(text)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("date 2025-03-11 The leaders met.", "The leaders met."),
        ("  11 March 2025 – The leaders met.", "The leaders met."),
        ("Published: Tuesday, March 11, 2025 at 10:30 AM EDT\nText.", "\nText."),
        ("Updated 2025-03-11T10:00:00Z\nText.", "\nText."),
        ("A headline\nBy Ann Lee | March 11, 2025\n\nText.", "A headline\nBy Ann Lee\n\nText."),
        ("PARIS, 11 March 2025\nText.", "PARIS\nText."),
        ("Title\n\nIntroduction.\n\n11 March 2025\nText.", "Title\n\nIntroduction.\n\n\nText."),
        ("Published 11 Mar 2025, updated 12 Mar 2025 14:00 BST\nText.", "\nText."),
        ("11 mars 2025\nTexte.", "\nTexte."),
    ],
)
def test_a_header_line_dates_the_article(text: str, rest: str) -> None:
    """A line that is little but a date, or the head of line 1, is the date and goes."""
    found = header_date(text)
    assert found is not None
    assert (date(2025, 3, 11), rest) == (found.published, found.rest)


@pytest.mark.parametrize(
    "text",
    [
        "The talks of August 18, 2023, were long.\nText.",
        "4 May 2025 was a long day.\nText.",
        "May 4, 2025, leaders met in Oslo.\nText.",
        "D-Day, June 6, 1944\nText.",
        "a\nb\nc\nd\ne\nf\n11 March 2025\nText.",
        "A year of war\nIt began.\n24 February 2022\nText.\n3 March 2022\nText.\n1 May 2023\nText.",
        "11/03/2025\nText.",
        "Headline\n\nDec. 25, 1931:\n\nText.",
        "11 March 2099\nText.",
        "Four o'clock, 2025\nText.",
        "",
    ],
)
def test_prose_and_timelines_date_nothing(text: str) -> None:
    """A date in a sentence, in a title, below line six, or as one of many headings is not it."""
    assert header_date(text) is None
