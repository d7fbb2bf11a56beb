"""The calendar: months, weekdays, years, and the days that a period has."""

import re
from calendar import monthrange
from datetime import date, timedelta

from groundwire.language import lexicon

Days = tuple[date, date]  # the first and the last

MONTHS = lexicon.ordered("dates.months")
WEEKDAYS = lexicon.ordered("dates.weekdays")
MONTH_NUMBERS = {  # as words: folded, without the full stop of "Sept."
    **{month: number for number, month in enumerate(MONTHS, 1)},
    **{month[:3]: number for number, month in enumerate(MONTHS, 1)},
    "sept": 9,
}
# By any of their names; the short forms stand before a date only: "Wed. 12 March".
WEEKDAY_NUMBERS = {
    **{name: number for number, name in enumerate(WEEKDAYS)},
    **{name[:3]: number for number, name in enumerate(WEEKDAYS)},
    **{"tues": 1, "thur": 3, "thurs": 3},
}
DAY_NUMBERS = {
    f"{zero}{day}{ordinal}": day
    for day in range(1, 32)
    for zero in ("", "0" * (day < 10))
    for ordinal in ("", "st", "nd", "rd", "th")
}
FIRST_YEAR, LAST_YEAR = 1500, 2099  # four digits in this range are read as a year
_YEARS = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
SEASONS = {name: int(month) for name, month in lexicon.pairs("dates.seasons").items()}
SEASON_MONTHS, QUARTER_MONTHS, YEAR_MONTHS = 3, 3, 12
DECADE = 10  # years
SATURDAY, SUNDAY = 5, 6


def is_year(word: str) -> bool:
    """Whether four digits are read as a year."""
    return len(word) == 4 and word.isdecimal() and FIRST_YEAR <= int(word) <= LAST_YEAR


def years_in(text: str) -> list[str]:
    """The numbers of a text that may be years, in order."""
    return _YEARS.findall(text)


def month_number(written: str) -> int:
    """1 to 12 for a month's name, its short form, or its digits."""
    return int(written) if written.isdigit() else MONTH_NUMBERS[written[:3].lower()]


def numeric_day(first: int, second: int, year: int, separator: str) -> date | None:
    """``13/04/2025`` and ``03.04.2025``; None for ``03/04/2025``, which is 3 April here and
    4 March there: only countries that put the day first write it with full stops."""
    if separator != "." and first != second:
        if first <= 12 and second <= 12:
            return None
        first, second = max(first, second), min(first, second)
    return day_of(year, second, first)


def day_of(year: int, month: int, day: int) -> date | None:
    """A day that exists: there is no 31 February, and no 29th in most years."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def one_day(start: date, shift: int = 0) -> Days:
    """A single day, so many days from another."""
    day = start + timedelta(shift)
    return day, day


def week_of(day: date, shift: int = 0) -> Days:
    """The week of a day, or one beside it, from Monday on."""
    monday = day + timedelta(7 * shift - day.weekday())
    return monday, monday + timedelta(6)


def months_from(year: int, month: int, count: int = 1) -> Days:
    """So many whole months; ``month`` may run over the ends of the year."""
    first = year * 12 + month - 1
    last = first + count - 1
    return (
        date(first // 12, first % 12 + 1, 1),
        date(last // 12, last % 12 + 1, monthrange(last // 12, last % 12 + 1)[1]),
    )


def years_from(year: int, count: int = 1) -> Days:
    """So many whole years."""
    return date(year, 1, 1), date(year + count - 1, 12, 31)
