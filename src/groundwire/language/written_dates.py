"""Months, weekdays, and the dates that English prose writes: what they are and what they mean.

Only dates that a text spells out are read as days or months: "12 March 2025", "March 12",
"Wednesday 12 March", "2025-03-12", "March 2025", "in February". One without a year takes the year
that brings it nearest to the article's publication, and only where that is clear. What cannot be
dated is left out, not guessed. (The date in an article's header is the matter of
``corpus/clean/dates.py``.)
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

MONTHS = (
    "january february march april may june july august september october november december".split()
)
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
MONTH_NUMBERS = {  # as words: folded, without the full stop of "Sept."
    **{month: number for number, month in enumerate(MONTHS, 1)},
    **{month[:3]: number for number, month in enumerate(MONTHS, 1)},
    "sept": 9,
}
FIRST_YEAR, LAST_YEAR = 1500, 2099  # four digits in this range are read as a year
# Sources of patterns; folded text has no capitals, and in prose they tell "may" from "May".
YEAR = r"(?:1[5-9]\d\d|20\d\d)"
FOLDED_WEEKDAY = f"(?:{'|'.join(WEEKDAYS)})"
FOLDED_MONTH = (
    f"(?:{'|'.join(MONTHS)}|{'|'.join(rf'{month[:3]}[.]?' for month in MONTHS if month != 'may')}"
    "|sept[.]?)"
)

# A date without a year this near to the publication is meant; further off, the next year's is
# about as near as the last one's. 120 days against 245 leaves no doubt.
CLEAR_DAYS = 120
CLEAR_MONTHS = 4
# How many months ahead of the publication a month without a year may lie, by the word before it;
# a month to come only where the sentence speaks of what is to come ("had hoped in January" does
# not, and means the one eight months ago).
_AHEAD = range(1, CLEAR_MONTHS + 1)
_SIDES = {
    "": range(-CLEAR_MONTHS, CLEAR_MONTHS + 1),
    "since": range(-11, 1),
    "last": range(-12, 0),
    "until": range(12),
    "next": range(1, 13),
}
TO_COME = re.compile(
    r"\b(?:will|would|shall|may|might|could|should|(?:is|are|was|were|set|going) to|due|next"
    r"|upcoming|deadline|plan(?:s|ned)?|expect(?:s|ed)?|scheduled|aims?|intends?|hopes?|proposed"
    r"|targets?)\b"
)

_MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?"
    r"|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_RANGE = r"(?:\s*(?:-|–|and|to)\s*[0-3]?\d(?:st|nd|rd|th)?)?"  # "11-12 March": its first day counts
_YEAR = rf"(?P<year>{YEAR})\b"
_WEEKDAY = r"(?:\b(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day),?\s+(?:the\s+)?)?"
_END = r"(?![\d%]|[.,:]\d|\w)"  # "March 5,000" and "May 5:30" are no days
_DAY_PATTERNS = (
    re.compile(rf"(?<![\d/-]){_YEAR}-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?![\d-])"),
    re.compile(rf"{_WEEKDAY}\b{_DAY}{_RANGE}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR}|(?![\w-]))"),
    re.compile(rf"{_WEEKDAY}\b{_MONTH}\s+(?:the\s+)?{_DAY}{_RANGE}(?:,?\s+{_YEAR}|{_END})"),
)
_MONTH_PATTERNS = (
    re.compile(rf"\b{_MONTH},?\s+{_YEAR}"),
    # Whole names only, and not "by": "by May" and "in Jan" may be people.
    re.compile(
        r"\b(?:[Ii]n|[Dd]uring|(?P<side>[Ss]ince|[Ll]ast|[Uu]ntil|[Nn]ext)|[Ee]arly|[Mm]id|[Ll]ate)"
        rf"(?:[\s-](?:early|mid|late))?[\s-](?P<month>{'|'.join(m.title() for m in MONTHS)})"
        r"(?!\s+(?:\d|the\s+\d|[A-Z])|[\w'’-])"
    ),
)


@dataclass(frozen=True, slots=True)
class Written:
    """A date as a text writes it, with its span: a day, or a month where ``day`` is None.

    ``year`` and ``weekday`` (0 is Monday) are None where they are not written.
    """

    year: int | None
    month: int
    day: int | None
    weekday: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A date that is clear, with its span; ``when`` is ISO 8601: ``2025-03-12``, ``2025-03``."""

    when: str
    precision: Literal["day", "month"]
    start: int
    end: int


def written_dates(text: str) -> list[Written]:
    """Every day and month that a text spells out, in order, whatever it means."""
    return sorted((_written(match) for match in _matches(text)), key=lambda one: one.start)


def dates_in(text: str, published: date | None) -> list[Mention]:
    """The distinct dates that a text spells out, in order; those without a year need the day of
    publication. A weekday that contradicts its date is an error of somebody's: such a date is
    left out."""
    mentions: dict[str, Mention] = {}
    for match in _matches(text):
        written = _written(match)
        if written.day:
            days = days_meant(written, published)
            value = days[0].isoformat() if len(days) == 1 else None
        else:
            value = _month_meant(match, written, published)
        if value:
            precision: Literal["day", "month"] = "day" if written.day else "month"
            mentions.setdefault(value, Mention(value, precision, written.start, written.end))
    return sorted(mentions.values(), key=lambda mention: mention.start)


def days_meant(written: Written, published: date | None) -> list[date]:
    """The days that a written day may mean: one where it is clear, none where it is impossible."""
    if written.year:
        candidates = days_of([written.year], written)
    elif published:
        near = days_of([published.year + shift for shift in (-1, 0, 1)], written)
        candidates = [one for one in near if abs((one - published).days) <= CLEAR_DAYS]
    else:
        return []
    if written.weekday is None:
        return candidates
    return [one for one in candidates if one.weekday() == written.weekday]


def days_of(years: Sequence[int], written: Written) -> list[date]:
    """Its day and month in each of the years; there is no 31 February, and no 29th in most."""
    found = []
    for year in years:
        try:
            found.append(date(year, written.month, written.day or 1))
        except ValueError:
            continue
    return found


def month_number(written: str) -> int:
    """1 to 12 for a month's name, its short form, or its digits."""
    return int(written) if written.isdigit() else MONTH_NUMBERS[written[:3].lower()]


def _matches(text: str) -> list[re.Match[str]]:
    """What the patterns find, the more exact ones first, without what overlaps an earlier one."""
    found: list[re.Match[str]] = []
    for pattern in _DAY_PATTERNS + _MONTH_PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if not any(start < one.end() and one.start() < end for one in found):
                found.append(match)
    return found


def _written(match: re.Match[str]) -> Written:
    parts = match.groupdict()
    year, day, weekday = parts.get("year"), parts.get("day"), parts.get("weekday")
    return Written(
        year=int(year) if year else None,
        month=month_number(parts["month"]),
        day=int(day) if day else None,
        weekday=WEEKDAYS.index(weekday.lower()) if weekday else None,
        start=match.start(),
        end=match.end(),
    )


def _month_meant(match: re.Match[str], written: Written, published: date | None) -> str | None:
    if written.year:
        return f"{written.year}-{written.month:02}"
    if published is None:
        return None
    side = (match["side"] or "").lower()
    for year in (published.year - 1, published.year, published.year + 1):
        ahead = (year - published.year) * 12 + written.month - published.month
        if ahead in _SIDES[side]:
            told = side or ahead not in _AHEAD or TO_COME.search(match.string)
            return f"{year}-{written.month:02}" if told else None
    return None
