"""Dates that are spelled out: "Wednesday 12 March", "March 2025", "11-12 May", "in 2030", "Friday".

Each reader is given the place of the word that may be the heart of a date.
"""

from groundwire.language import lexicon
from groundwire.language.dates.calendar import (
    DAY_NUMBERS,
    MONTH_NUMBERS,
    MONTHS,
    WEEKDAY_NUMBERS,
    is_year,
    numeric_day,
)
from groundwire.language.dates.cursor import Cursor, Lead
from groundwire.language.dates.phrase import Phrase

_VERBS = frozenset({"may", "march"})
_PEOPLE = frozenset({"may", "march", "april", "june", "august"})  # or verbs: not without a sign
_IN = frozenset({"in", "since", "until", "during"})  # never before a person or an amount
_TO = frozenset({"and", "to", "or", "until", "through"})
_MONTH_SIDES = frozenset({"last", "next", "this"})
_MONEY = "$€£¥#/:"
_COUNTED = frozenset({"people", "men", "women", "children"})


def read_number(cursor: Cursor, place: int) -> Phrase | None:
    """The date that begins with digits, if one does."""
    if cursor.gap(place)[-1:] in _MONEY and cursor.gap(place):
        return None
    return (
        _iso(cursor, place)
        or _numeric(cursor, place)
        or _day_month(cursor, place)
        or _decade(cursor, place)
        or _year(cursor, place)
    )


def _iso(cursor: Cursor, place: int) -> Phrase | None:
    parts = [cursor.word(place + shift) for shift in range(3)]
    dashes = [cursor.gap(place + shift) for shift in (1, 2)]
    if dashes != ["-", "-"] or [len(part) for part in parts] != [4, 2, 2]:
        return None
    if not is_year(parts[0]) or not parts[1].isdecimal() or not parts[2].isdecimal():
        return None
    if cursor.gap(place).endswith("-") or cursor.gap(place + 3).startswith("-"):
        return None
    year, month, day = map(int, parts)
    return cursor.phrase("day", place, place + 2, year=year, month=month, day=day)


def _numeric(cursor: Cursor, place: int) -> Phrase | None:
    """``13/04/2025`` and ``03.04.2025``; where two days may be meant, a date of no clear day."""
    parts, last = cursor.word(place).split("."), place
    separator = "."
    if len(parts) == 1:
        separator, last = "/", place + 2
        parts = [cursor.word(place + shift) for shift in range(3)]
        if cursor.gap(place + 1) != "/" or cursor.gap(place + 2) != "/":
            return None
    if len(parts) != 3 or not is_year(parts[2]) or not (parts[0] + parts[1]).isdecimal():
        return None
    first, second, year = map(int, parts)
    day = numeric_day(first, second, year, separator)
    if day is None:
        return cursor.phrase("day", place, last, year=year, vague=True)
    return cursor.phrase("day", place, last, year=year, month=day.month, day=day.day)


def _day_month(cursor: Cursor, place: int) -> Phrase | None:
    day = DAY_NUMBERS.get(cursor.word(place))
    if day is None:
        return None
    for to_day, following in (*_range_end(cursor, place, day), (None, place + 1)):
        of = following + (cursor.word(following) == "of" and cursor.spaced(following))
        month = month_at(cursor, of)
        if month is None or cursor.gap(of).strip():
            continue
        year = cursor.year_after(of)
        if year is None and cursor.gap(of + 1).startswith("-"):
            return None
        return _day(cursor, place, year or of, year=year, month=month, day=day, to_day=to_day)
    return None


def _range_end(cursor: Cursor, place: int, day: int) -> list[tuple[int, int]]:
    """The day that "11-12" or "11 and 12" ends with, and the place behind it."""
    to = place + 1 + (cursor.word(place + 1) in _TO and cursor.spaced(place + 1))
    end = DAY_NUMBERS.get(cursor.word(to))
    joined = cursor.spaced(to) if to > place + 1 else cursor.dashed(to)
    return [(end, to + 1)] if end and end > day and joined else []


def _day(
    cursor: Cursor,
    core: int,
    last: int,
    *,
    year: int | None,
    month: int,
    day: int,
    to_day: int | None,
) -> Phrase:
    weekday, first = _weekday_before(cursor, core)
    number = int(cursor.word(year)) if year is not None else None
    return cursor.phrase(
        "day", first, last, year=number, month=month, day=day, to_day=to_day, weekday=weekday
    )


def _weekday_before(cursor: Cursor, core: int) -> tuple[int | None, int]:
    """The weekday before a day ("Wednesday, 12 March"), and where the date begins with it."""
    place = core - 1 - (cursor.before(core) == "the")
    weekday = WEEKDAY_NUMBERS.get(cursor.word(place)) if place >= cursor.free else None
    parted = cursor.gap(place + 1).strip() in ("", ",", ".", ".,") if weekday is not None else False
    if weekday is None or not parted or not cursor.capital(place):
        return None, core
    return weekday, place


def month_at(cursor: Cursor, place: int) -> int | None:
    """The month there; in lower case only a name that is no verb, or that its year gives away."""
    word = cursor.word(place)
    month = MONTH_NUMBERS.get(word)
    if month is None or cursor.capital(place):
        return month
    sure = word in MONTHS and (word not in _VERBS or cursor.year_after(place) is not None)
    return month if sure else None


def read_month(cursor: Cursor, place: int) -> Phrase | None:
    """The date around the name of a month."""
    if cursor.gap(place + 1).startswith("-") and not cursor.word(place + 1)[:1].isdigit():
        return None
    month = month_at(cursor, place)
    if month is None:
        sure = cursor.word(place) in MONTHS and cursor.before(place) in _IN
        return _month_alone(cursor, place, MONTH_NUMBERS[cursor.word(place)]) if sure else None
    of = place + 1 + (cursor.word(place + 1) == "of" and cursor.is_year(place + 2))
    return (
        month_day(cursor, place, month)
        or _month_year(cursor, place, cursor.year_after(of - 1), month)
        or _month_alone(cursor, place, month)
    )


def month_day(cursor: Cursor, place: int, month: int) -> Phrase | None:
    at = place + 1 + (cursor.word(place + 1) == "the")
    day = DAY_NUMBERS.get(cursor.word(at))
    if day is None or not cursor.spaced(place + 1) or not cursor.spaced(at):
        return None
    ends = _range_end(cursor, at, day)
    to_day, last = (ends[0][0], ends[0][1] - 1) if ends else (None, at)
    year = cursor.year_after(last)
    rest = cursor.gap(last + 1)
    amount = rest.startswith("%") or (rest in (".", ",", ":") and not year)
    if (amount and cursor.word(last + 1)[:1].isdigit()) or rest.startswith("%"):
        return None  # "May 5:30"
    if year is None and cursor.before(place) == "in":
        return None  # "in March 12 people died"
    return _day(cursor, place, year or last, year=year, month=month, day=day, to_day=to_day)


def _month_year(cursor: Cursor, place: int, year: int | None, month: int) -> Phrase | None:
    if year is None:
        return None
    return cursor.phrase("month", place, year, month=month, year=int(cursor.word(year)))


def _month_alone(cursor: Cursor, place: int, month: int) -> Phrase | None:
    """A month without day and year: a whole name, and one that may be somebody's only where a
    preposition or an article stands before it."""
    word = cursor.word(place)
    if word not in MONTHS:
        return None
    before = cursor.before(place)
    side = before if before in _MONTH_SIDES else ""
    lead = cursor.lead(place - bool(side))
    told = bool(side or lead.preposition or lead.stage)
    named = cursor.capital(place + 1) and cursor.spaced(place + 1)  # "April Smith"
    unsure = word in _PEOPLE
    if unsure and (named or not (told or before in lexicon.words("polarity.determiners"))):
        return None
    vague = named or not told or cursor.possessive(place)
    return cursor.phrase(
        "month", place - bool(side), place, lead=lead, month=month, side=side, vague=vague
    )


def _decade(cursor: Cursor, place: int) -> Phrase | None:
    word = cursor.word(place)
    if not word.endswith("0s") or not is_year(word[:-1]):
        return None
    core = place - (cursor.before(place) == "the")
    lead = cursor.lead(place) if cursor.before(place) != "the" else cursor.lead(core)
    return cursor.phrase("decade", core, place, lead=lead, year=int(word[:-1]))


def _year(cursor: Cursor, place: int) -> Phrase | None:
    if not cursor.is_year(place) or cursor.gap(place).endswith("/"):
        return None
    year, end, lead = int(cursor.word(place)), cursor.word(place + 1), cursor.lead(place)
    short = cursor.gap(place + 1) in ("-", "–", "/") and len(end) == 2 and end.isdecimal()
    short = (short and int(end) == (year + 1) % 100) or (short and int(end) > year % 100)
    if not (short or _is_told(cursor, place, lead) or _is_beside(cursor, place)):
        return None
    years = (int(end) - year) % 100 + 1 if short else 1
    return cursor.phrase("year", place, place + short, lead=lead, year=year, count=years)


def _is_told(cursor: Cursor, place: int, lead: Lead) -> bool:
    """Whether the word before says that it is a year; "of 2000 jobs" is an amount."""
    if lead.preposition in _IN or lead.stage or lead.preposition == "to":
        return True
    if lead.preposition and lead.preposition != "on":
        return not _is_counted(cursor, place)
    ends = not cursor.spaced(place + 1) or cursor.word(place + 1) == ""
    return cursor.before(place) == "to" and ends


def _is_beside(cursor: Cursor, place: int) -> bool:
    """Whether it belongs to the word behind ("the 2024 election"), or stands in brackets."""
    if cursor.gap(place).endswith("(") and cursor.gap(place + 1).startswith(")"):
        return True
    following = cursor.word(place + 1)
    if not following.isalpha() or cursor.gap(place + 1) != " ":
        return False
    if cursor.capital(place + 1):  # "the 2024 Paris Games"
        return cursor.before(place) in lexicon.words("polarity.determiners")
    return not _is_counted(cursor, place)


def _is_counted(cursor: Cursor, place: int) -> bool:
    """Whether the word behind is what is counted: "2000 jobs", not "the 2024 elections"."""
    following = cursor.word(place + 1)
    plural = following.endswith("s") and not following.endswith(("ss", "us", "is", "as"))
    counted = (plural or following in _COUNTED) and cursor.spaced(place + 1)
    return counted and cursor.before(place) not in lexicon.words("dates.articles")
