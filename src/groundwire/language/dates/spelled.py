"""Which days a date means that spells out its month or its year."""

from collections.abc import Sequence
from datetime import date

from groundwire.language.dates.calendar import (
    DECADE,
    QUARTER_MONTHS,
    SEASON_MONTHS,
    YEAR_MONTHS,
    Days,
    day_of,
    months_from,
    years_from,
)
from groundwire.language.dates.phrase import DateMention, Form, Phrase
from groundwire.language.dates.tense import AHEAD, BEHIND, UNCLEAR
from groundwire.language.dates.view import View

# A date without a year this near to the publication is meant; further off, the next year's is
# about as near as the last one's. 120 days against 245 leaves no doubt.
CLEAR_DAYS = 120
CLEAR_MONTHS = 4
_MAY = 5
# How many months ahead of the publication a month without a year may lie, by what stands before it.
_SIDES = {
    "since": range(-11, 1),
    "last": range(-12, 0),
    "until": range(12),
    "next": range(1, 13),
}
_MONTHS: dict[Form, int] = {"season": SEASON_MONTHS, "quarter": QUARTER_MONTHS}


def spelled_days(phrase: Phrase, published: date | None) -> Days | None:
    """The days of a date that names its year, or of a day that is near the publication."""
    if phrase.form == "day":
        return _whole_day(phrase, published)
    year, month = phrase.year, phrase.month
    if year is None:
        return None
    if month is None:
        return years_from(year, DECADE if phrase.form == "decade" else phrase.count or 1)
    return months_from(year, month, _MONTHS.get(phrase.form, 1))


def _whole_day(phrase: Phrase, published: date | None) -> Days | None:
    days = days_meant(phrase, published)
    if len(days) != 1:
        return None
    last = day_of(days[0].year, days[0].month, phrase.to_day) if phrase.to_day else days[0]
    return (days[0], last) if last else None


def days_meant(written: Phrase | DateMention, published: date | None) -> list[date]:
    """The days that a written day may mean: one where it is clear, none where it is impossible.
    A weekday that contradicts its date is an error of somebody's: such a date means none."""
    if written.year:
        candidates = days_in([written.year], written)
    elif published:
        near = days_in([published.year + shift for shift in (-1, 0, 1)], written)
        candidates = [one for one in near if abs((one - published).days) <= CLEAR_DAYS]
    else:
        return []
    if written.weekday is None:
        return candidates
    return [one for one in candidates if one.weekday() == written.weekday]


def days_in(years: Sequence[int], written: Phrase | DateMention) -> list[date]:
    """Its day and month in each of the years where there is such a day."""
    days = (day_of(year, written.month or 0, written.day or 0) for year in years)
    return [day for day in days if day]


def near_month(phrase: Phrase, view: View) -> Days | None:
    """The month of that name near the publication: on the side that the word before it names, or
    that the verb tells; a month to come only where one of them says so."""
    month, published = phrase.month or 0, view.published
    if phrase.side == "this":
        return months_from(published.year, month)
    word = phrase.side or phrase.preposition
    side = view.side(phrase)
    if word == "by" and side != AHEAD and month == _MAY:
        return None  # who may be somebody
    reach = _SIDES.get(word) or _reach(side, limit=word == "by")
    for ahead in reach:
        if (published.month + ahead - month) % YEAR_MONTHS == 0:
            return months_from(published.year, published.month + ahead)
    return None


def _reach(side: int, *, limit: bool) -> range:
    if side == AHEAD or (limit and side == UNCLEAR):
        return range(YEAR_MONTHS)
    return range(0, -YEAR_MONTHS, -1) if side == BEHIND else range(-CLEAR_MONTHS, 1)
