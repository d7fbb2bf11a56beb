"""Dates by their distance: "yesterday", "three weeks ago", "early next year", "the third quarter".

Each reader is given the place of the word that may be the heart of a date.
"""

from functools import lru_cache

from groundwire.language import lexicon
from groundwire.language.dates.calendar import SEASONS
from groundwire.language.dates.cursor import Cursor
from groundwire.language.dates.phrase import Phrase

_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_THIS = frozenset({"earlier", "later"})  # "earlier this week"
_ANCHORED = frozenset({"following", "previous", "same"})  # they count from the date before them


@lru_cache(maxsize=1)
def units() -> dict[str, str]:
    """The units of time by their singular and their plural."""
    names = lexicon.ordered("dates.units")
    plural = {f"{name}s": name for name in names} | {"centuries": "century"}
    return {**{name: name for name in names}, **plural}


@lru_cache(maxsize=1)
def near_days() -> dict[str, int]:
    """How many days from the day of writing each name lies."""
    return {word: int(shift) for word, shift in lexicon.pairs("dates.near").items()}


@lru_cache(maxsize=1)
def _counts() -> dict[str, int]:
    words = {word: count for count, word in enumerate(lexicon.ordered("numbers.below_twenty"))}
    digits = {str(count): count for count in range(1, 100)}
    return {**digits, **words, "a": 1, "an": 1}


def read_near(cursor: Cursor, place: int) -> Phrase | None:
    """The date around "yesterday", "today", "tonight", "tomorrow"."""
    written = cursor.written(place)
    name = len(written) > 1 and written.isupper()  # TODAY, a paper
    opens = cursor.before(place)
    title = place > 0 and cursor.capital(place) and not cursor.gap(place).strip(" \u00a0")
    if name or title or cursor.gap(place + 1).startswith("-"):
        return None
    shift, core = near_days()[cursor.word(place)], place
    if opens in ("before", "after") and cursor.before(place - 1) == "day" and abs(shift) == 1:
        core = place - 2 - (cursor.before(place - 2) == "the")
        shift *= 2
    elif opens in _THIS:
        core = place - 1
    part = cursor.spaced(place + 1) and cursor.word(place + 1) in lexicon.words("dates.day_parts")
    last = place + part
    side = opens if opens in _THIS else ""
    return cursor.phrase("near", core, last, count=shift, side=side, vague=cursor.possessive(last))


def read_part(cursor: Cursor, place: int) -> Phrase | None:
    """The date around a part of a day: "last night", "this morning"."""
    side = cursor.before(place)
    word = cursor.word(place)
    if not ((side == "last" and word == "night") or (side == "this" and word != "night")):
        return None
    if cursor.gap(place + 1).startswith("-"):
        return None
    shift = -1 if side == "last" else 0
    vague = cursor.possessive(place)
    return cursor.phrase("near", place - 1, place, count=shift, side="part", vague=vague)


def read_unit(cursor: Cursor, place: int) -> Phrase | None:
    """The date around a day, week, month, quarter or year."""
    if cursor.gap(place + 1).startswith("-"):
        return None
    return (
        _ordinal_quarter(cursor, place)
        or _counted(cursor, place)
        or _sided(cursor, place)
        or _end_of_this(cursor, place)
    )


def _counted(cursor: Cursor, place: int) -> Phrase | None:
    """So many weeks ago, later, from now; "in two weeks" where no such word follows."""
    count, first, vague = _count_before(cursor, place)
    if first == place:
        return None
    way, last = _way_after(cursor, place)
    unit = units()[cursor.word(place)]
    if not way and cursor.before(first) == "in":
        timed = cursor.word(place + 1) == "time"
        return cursor.phrase(
            "count", first, place + timed, unit=unit, count=count, way="ahead", vague=vague
        )
    if not way:
        return _coming_years(cursor, place, first)
    return cursor.phrase("count", first, last, unit=unit, count=count, way=way, vague=vague)


def _count_before(cursor: Cursor, place: int) -> tuple[int | None, int, bool]:
    """The count, where it begins, and whether it is uncertain: "about two", "a few"."""
    word = cursor.before(place)
    if word in lexicon.words("dates.few"):
        return None, place - 1 - (cursor.before(place - 1) == "a"), True
    if word == "of" and cursor.before(place - 1) == "couple":
        return None, place - 2 - (cursor.before(place - 2) == "a"), True
    if word not in _counts():
        return None, place, False
    unsure = cursor.before(place - 1) in lexicon.words("dates.unsure_counts")
    return _counts()[word], place - 1, unsure


def _way_after(cursor: Cursor, place: int) -> tuple[str, int]:
    following = cursor.word(place + 1) if cursor.spaced(place + 1) else ""
    if following == "ago":
        return "ago", place + 1
    if following == "from" and cursor.word(place + 2) == "now":
        return "ahead", place + 2
    if following in _THIS and cursor.word(place + 2) not in ("than", "this"):
        return following, place + 1
    return "", place


def _coming_years(cursor: Cursor, place: int, first: int) -> Phrase | None:
    """ "In the next two years": a time, but no days."""
    side = cursor.before(first)
    if side not in lexicon.words("dates.sides") or cursor.before(first - 1) != "the":
        return None
    return cursor.phrase("period", first - 2, place, side=side, vague=True)


def _sided(cursor: Cursor, place: int) -> Phrase | None:
    side = cursor.before(place)
    unit = units()[cursor.word(place)]
    over = side == "the" and unit == "weekend" and cursor.before(place - 1) == "over"
    if over:
        return cursor.phrase("period", place - 2, place, side="over", unit=unit)
    if side not in lexicon.words("dates.sides"):
        return None
    owned = cursor.before(place - 1) in lexicon.words("polarity.determiners")
    if owned and cursor.spaced(place + 1) and cursor.word(place + 1) == "of":
        return None  # "the last week of the season"
    first, side = _wider_side(cursor, place - 1, side)
    the = cursor.before(first) == "the"
    many = cursor.word(place) not in lexicon.words("dates.units")
    if unit == "day" and not many and not (the and side in {*_ANCHORED, "next"}):
        return None  # "last day", "this day"
    if unit == "day" and side == "next" and not many:
        side = "following"
    loose = the and side not in _ANCHORED  # "over the last month" is not one of the calendar
    loose = loose or (side in ("past", "coming") and cursor.word(first) != "this")
    other_year = side == "same" and cursor.word(place + 1) == "in"  # "the same day in 2021"
    vague = many or loose or other_year or cursor.possessive(place)
    return cursor.phrase("period", first - the, place, side=side, unit=unit, vague=vague)


def _wider_side(cursor: Cursor, first: int, side: str) -> tuple[int, str]:
    """ "Earlier this week", "this coming weekend": where it begins, and the side."""
    before = cursor.before(first)
    if side == "this" and before in _THIS:
        return first - 1, before
    if side in ("past", "coming") and before == "this":
        return first - 1, side
    return first, side


def _end_of_this(cursor: Cursor, place: int) -> Phrase | None:
    """ "By the end of the year", which is this one."""
    if cursor.before(place) != "the" or cursor.word(place + 1) == "of":
        return None
    lead = cursor.lead(place - 1)
    unit = units()[cursor.word(place)]
    if not lead.stage or unit not in ("week", "month", "year"):
        return None
    return cursor.phrase("period", place - 1, place, lead=lead, side="this", unit=unit)


def _ordinal_quarter(cursor: Cursor, place: int) -> Phrase | None:
    number = _ORDINALS.get(cursor.before(place))
    if cursor.word(place) != "quarter" or number is None:
        return None
    return _quarter(cursor, place - 1 - (cursor.before(place - 1) == "the"), place, number)


def read_quarter(cursor: Cursor, place: int) -> Phrase | None:
    """Q3 2026."""
    return _quarter(cursor, place, place, int(cursor.word(place)[1]))


def _quarter(cursor: Cursor, first: int, last: int, number: int) -> Phrase:
    of = last + (cursor.word(last + 1) == "of")
    year = cursor.year_after(of)
    return cursor.phrase(
        "quarter",
        first,
        year if year is not None else last,
        year=int(cursor.word(year)) if year is not None else None,
        month=3 * number - 2,
        vague=year is None,
    )


def read_season(cursor: Cursor, place: int) -> Phrase | None:
    """Last summer, summer 2024, in the spring: with a word that tells it from the verb."""
    side = cursor.before(place)
    month = SEASONS[cursor.word(place)]
    of = place + (cursor.word(place + 1) == "of")
    year = cursor.year_after(of)
    the = side == "the"
    if year is not None:
        core = place - the
        number = int(cursor.word(year))
        return cursor.phrase("season", core, year, month=month, year=number)
    if side in ("last", "this", "next"):
        vague = cursor.possessive(place)
        return cursor.phrase("season", place - 1, place, month=month, side=side, vague=vague)
    told = (the and cursor.before(place - 1) in ("in", "during")) or side == "in"
    return cursor.phrase("season", place - the, place, month=month, vague=True) if told else None
