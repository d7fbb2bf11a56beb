"""Which days a date means that is given by its distance from the day of publication."""

from collections.abc import Callable
from datetime import date, timedelta

from groundwire.language.dates.calendar import (
    QUARTER_MONTHS,
    SATURDAY,
    SEASON_MONTHS,
    SUNDAY,
    Days,
    months_from,
    one_day,
    week_of,
    years_from,
)
from groundwire.language.dates.phrase import Form, Phrase
from groundwire.language.dates.spelled import near_month
from groundwire.language.dates.tense import AHEAD, BEHIND, UNCLEAR
from groundwire.language.dates.view import View

MOST = {"day": 60, "week": 12, "month": 24, "year": 50}  # more is a figure of speech
_STEPS = {
    **dict.fromkeys(("last", "past", "previous"), -1),
    **dict.fromkeys(("this", "earlier", "later", "same", "over"), 0),
    **dict.fromkeys(("next", "coming", "following"), 1),
}


def relative_days(phrase: Phrase, view: View) -> Days | None:
    """The days, where they are clear."""
    return _RULES[phrase.form](phrase, view)


def _weekday(phrase: Phrase, view: View) -> Days | None:
    """The last day of that name, the day of publication included, or the next one."""
    weekday = phrase.weekday or 0
    shift = (weekday - view.published.weekday()) % 7
    if phrase.unit == "week":
        monday = week_of(view.published, _STEPS[phrase.side])[0]
        return one_day(monday, weekday)
    if phrase.side in ("last", "next") and phrase.preposition != "to":
        return _other_weekday(phrase, view)
    if phrase.side in ("following", "previous", "same"):
        return _beside_anchor(phrase, view)
    side = _weekday_side(phrase, view)
    if side == UNCLEAR and shift:
        return None  # "the final on Friday": it may be over
    return one_day(view.published, shift if side == AHEAD or not shift else shift - 7)


def _weekday_side(phrase: Phrase, view: View) -> int:
    if phrase.side in ("past", "coming"):
        return BEHIND if phrase.side == "past" else AHEAD
    told = view.side(phrase)
    if told == UNCLEAR and (phrase.side == "this" or phrase.preposition == "since"):
        return AHEAD if phrase.side == "this" else BEHIND
    return told


def _other_weekday(phrase: Phrase, view: View) -> Days | None:
    """Last and next Tuesday: where this week has had, or has yet to have, its own, either that one
    or the one beside it may be meant."""
    shift = view.published.weekday() - (phrase.weekday or 0)
    if phrase.side == "last":
        return one_day(view.published, -(shift + 7)) if shift <= 0 else None
    return one_day(view.published, 7 - shift) if shift >= 0 else None


def _beside_anchor(phrase: Phrase, view: View) -> Days | None:
    """The following Tuesday, seen from the date before it."""
    if view.anchor is None or phrase.side == "same":
        return None
    first, last = view.anchor
    weekday = phrase.weekday or 0
    if phrase.side == "following":
        return one_day(last, (weekday - last.weekday() - 1) % 7 + 1)
    return one_day(first, -((first.weekday() - weekday - 1) % 7 + 1))


def _near_day(phrase: Phrase, view: View) -> Days | None:
    """Yesterday and its like. A bare "today" is as often "these days": with the present tense it
    names no day."""
    bare = not (phrase.count or phrase.side or phrase.preposition)
    if bare and view.side(phrase) == UNCLEAR:
        return None
    return one_day(view.published, phrase.count or 0)


def _counted(phrase: Phrase, view: View) -> Days | None:
    """So many days away is a day, weeks a week from Monday on, months a month, years a year."""
    count = phrase.count or 0
    if phrase.way in ("later", "earlier"):
        steps = count if phrase.way == "later" else -count
        return _from_anchor(view.anchor, phrase.unit, steps)
    return _shifted(view.published, phrase.unit, -count if phrase.way == "ago" else count)


def _from_anchor(anchor: Days | None, unit: str, count: int) -> Days | None:
    """From a day so many days or weeks; from a month or a year only its own kind and longer ones:
    "two days later" than in March is no day."""
    if anchor is None:
        return None
    single = anchor[0] == anchor[1]
    if unit in ("day", "week"):
        return one_day(anchor[0], count * (7 if unit == "week" else 1)) if single else None
    if unit == "month" and anchor != months_from(anchor[0].year, anchor[0].month) and not single:
        return None
    return _shifted(anchor[0], unit, count)


def _period(phrase: Phrase, view: View) -> Days | None:
    """Last week, this month, next year; earlier and later this week end or begin with the day."""
    side, unit = phrase.side, phrase.unit
    if side in ("following", "previous", "same"):
        if side == "same":
            return view.anchor if unit == "day" else None
        return _from_anchor(view.anchor, unit, _STEPS[side])
    if unit == "weekend":
        return _weekend(side, view.published)
    if unit == "week" and side not in ("earlier", "later") and view.published.weekday() == SUNDAY:
        return None  # a Sunday ends one week for some and begins one for others
    days = _shifted(view.published, unit, _STEPS[side])
    if not days or side not in ("earlier", "later"):
        return days
    first, last = (days[0], view.published) if side == "earlier" else (view.published, days[1])
    return (first, last) if first < last else None


def _weekend(side: str, published: date) -> Days | None:
    """The weekend before this week, or the one that ends it, where it is clear which."""
    weekday = published.weekday()
    saturday = published - timedelta(weekday - SATURDAY)
    if side in ("this", "coming"):
        return (saturday, saturday + timedelta(1)) if 2 <= weekday < SATURDAY else None
    if side == "next":
        return None
    saturday -= timedelta(7)
    clear = weekday < SATURDAY if side == "over" else weekday <= 2
    return (saturday, saturday + timedelta(1)) if clear else None


def _season(phrase: Phrase, view: View) -> Days | None:
    """Last summer is the latest that is over, next summer the one after this year's has begun;
    before that, either this year's or the next one's may be meant."""
    year, month = view.published.year, phrase.month or 1
    now = view.published.month
    if phrase.side == "this":
        return months_from(year, month, SEASON_MONTHS)
    if phrase.side == "last":
        return months_from(year - 1, month, SEASON_MONTHS) if now < month + SEASON_MONTHS else None
    return months_from(year + 1, month, SEASON_MONTHS) if now >= month else None


def _shifted(start: date, unit: str, count: int) -> Days | None:
    """The day, week, month, quarter or year that many from a day's own."""
    if abs(count) > MOST.get(unit, 1):
        return None
    if unit == "day":
        return one_day(start, count)
    if unit == "week":
        return week_of(start, count)
    if unit == "month":
        return months_from(start.year, start.month + count)
    if unit == "quarter":
        first = QUARTER_MONTHS * ((start.month - 1) // QUARTER_MONTHS + count) + 1
        return months_from(start.year, first, QUARTER_MONTHS)
    return years_from(start.year + count) if unit == "year" else None


_RULES: dict[Form, Callable[[Phrase, View], Days | None]] = {
    "weekday": _weekday,
    "near": _near_day,
    "count": _counted,
    "period": _period,
    "season": _season,
    "month": near_month,
}
