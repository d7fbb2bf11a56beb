"""Dates around the name of a weekday: "Wednesday 12 March", "on Friday", "Friday of last week"."""

from functools import lru_cache

from groundwire.language import lexicon
from groundwire.language.dates.calendar import WEEKDAYS
from groundwire.language.dates.cursor import Cursor
from groundwire.language.dates.phrase import Phrase
from groundwire.language.dates.written import month_at, month_day, read_number


def read_weekday(cursor: Cursor, place: int) -> Phrase | None:
    """The date around a weekday: with its day and month, or alone."""
    if not cursor.capital(place):
        return _lower_weekday(cursor, place)
    the = place + 1 + (cursor.word(place + 1) == "the")
    if cursor.gap(place + 1).strip() in ("", ",", ".", ".,"):
        reader = read_number if cursor.word(the)[:1].isdigit() else _full_month
        found = reader(cursor, the)
        if found and found.form == "day" and found.weekday is not None:
            return found
    return _weekday(cursor, place) if cursor.word(place) in WEEKDAYS else None


def _lower_weekday(cursor: Cursor, place: int) -> Phrase | None:
    told = cursor.before(place) in _weekday_leads()
    return _weekday(cursor, place) if told and cursor.word(place) in WEEKDAYS else None


def _full_month(cursor: Cursor, place: int) -> Phrase | None:
    month = month_at(cursor, place)
    return month_day(cursor, place, month) if month else None


@lru_cache(maxsize=1)
def _weekday_leads() -> frozenset[str]:
    bounds = frozenset(lexicon.pairs("dates.bounds"))
    return bounds | lexicon.words("dates.sides") | {"on"}


def _weekday(cursor: Cursor, place: int) -> Phrase | None:
    first, side = _side_before(cursor, place)
    habit = cursor.before(place) in lexicon.words("dates.habits")
    lead = cursor.lead(first - habit)
    last = place + (cursor.spaced(place + 1) and cursor.word(place + 1) in _day_parts())
    unit, end = _week_after(cursor, last)
    told = bool(side or lead.preposition or unit)
    if not _is_day(cursor, place, last, told=told):
        return None
    # Without a preposition only behind a word of the sentence: "said Thursday".
    placed = told or (cursor.before(first) and not cursor.capital(first - 1))
    vague = habit or cursor.possessive(last) or not placed
    return cursor.phrase(
        "weekday",
        first,
        end,
        lead=lead,
        weekday=WEEKDAYS.index(cursor.word(place)),
        side=unit or side,
        unit="week" if unit else "",
        vague=vague or (cursor.before(place) in ("the", "a") and not _is_noun(cursor, last + 1)),
    )


def _is_noun(cursor: Cursor, place: int) -> bool:
    """Whether a plain word stands right behind: "a Sunday update"."""
    return cursor.gap(place) == " " and cursor.word(place).isalpha()


@lru_cache(maxsize=1)
def _day_parts() -> frozenset[str]:
    return lexicon.words("dates.day_parts")


def _side_before(cursor: Cursor, place: int) -> tuple[int, str]:
    """Where "this coming Friday" begins, and on which side it lies."""
    side = cursor.before(place)
    if side not in lexicon.words("dates.sides"):
        return place, ""
    first = place - 1
    if cursor.before(first) in ("this", "the"):
        first -= 1
    return first, side


def _week_after(cursor: Cursor, last: int) -> tuple[str, int]:
    """The week that "Friday of last week" and "Friday next week" name, and where it ends."""
    at = last + 1 + (cursor.word(last + 1) == "of")
    side = cursor.word(at)
    week = cursor.word(at + 1) == "week" and cursor.spaced(at) and cursor.spaced(at + 1)
    return (side, at + 1) if week and side in ("last", "next", "this") else ("", last)


def _is_day(cursor: Cursor, place: int, last: int, *, told: bool) -> bool:
    """Not "Black Friday", "the Sunday Times", "Monday-only", "Friday 13"."""
    if cursor.gap(last + 1).startswith("-") and cursor.word(last + 1) not in WEEKDAYS:
        return False
    if cursor.before(place) in lexicon.words("dates.named_days") and cursor.capital(place - 1):
        return False
    following = cursor.spaced(last + 1) and not cursor.gap(last + 1).strip()
    if following and cursor.word(last + 1)[:1].isdigit():
        return False
    part = cursor.word(last + 1) in _day_parts()
    return not (following and cursor.capital(last + 1) and (part or not told))
