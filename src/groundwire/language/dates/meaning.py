"""Which days a written date means, seen from the day of publication.

What may mean either of two days means none, and so does what stands inside quotation marks and
hangs on the day of writing: who speaks there spoke on another day. They say when something
happened, never when an article came out.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import cast

from groundwire.language import lexicon
from groundwire.language.dates.calendar import YEAR_MONTHS, Days, months_from
from groundwire.language.dates.phrase import Bound, DateMention, Form, Phrase
from groundwire.language.dates.relative import relative_days
from groundwire.language.dates.spelled import spelled_days
from groundwire.language.dates.tense import AHEAD, is_denied, side_of
from groundwire.language.dates.view import View
from groundwire.language.text import Text

_QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)")
_DISTANT: frozenset[Form] = frozenset({"weekday", "near", "count", "period", "season"})
_RELATIVE = _DISTANT | {"month"}


def understood(
    text: Text, phrases: Sequence[Phrase], published: date | None
) -> tuple[DateMention, ...]:
    """The dates with the days that they mean."""
    found: list[DateMention] = []
    anchor: Days | None = None
    for phrase in phrases:
        if _is_duration(text, phrase):
            continue
        days = _days(text, phrase, published, anchor)
        found.append(_mention(text, phrase, days))
        anchor = days or anchor
    return tuple(found)


def _is_duration(text: Text, phrase: Phrase) -> bool:
    """ "In two weeks the team won four games", "the worst drought in 80 years"."""
    return (
        phrase.way == "ahead"
        and phrase.preposition == "in"
        and (side_of(text, phrase.first, phrase.last) != AHEAD)
    )


def _mention(text: Text, phrase: Phrase, days: Days | None) -> DateMention:
    bounds = lexicon.pairs("dates.bounds")
    bound = "" if phrase.to or phrase.to_day else bounds.get(phrase.preposition, "")
    limit = bound in ("until", "before", "by")
    return DateMention(
        phrase.start,
        phrase.bare,
        phrase.end,
        phrase.form,
        first=days[0] if days else None,
        last=days[1] if days else None,
        year=phrase.year,
        month=phrase.month,
        day=phrase.day,
        weekday=phrase.weekday,
        bound=cast("Bound", bound),
        relative=phrase.form in _DISTANT or phrase.year is None,
        # "It did not open until 2030": then it did.
        negated=not limit and is_denied(text, phrase.first),
    )


def _days(text: Text, phrase: Phrase, published: date | None, anchor: Days | None) -> Days | None:
    if phrase.vague:
        return None
    if not phrase.side and (phrase.year or phrase.form == "day"):
        days = spelled_days(phrase, published)
    elif published is None or phrase.form not in _RELATIVE or _is_anothers(text, phrase):
        days = None
    else:
        days = relative_days(phrase, View(text, published, anchor))
    return _from_to(text, phrase, days, published) if days else None


def _from_to(text: Text, phrase: Phrase, days: Days, published: date | None) -> Days | None:
    """With the end of a range: "from Monday to Friday" counts Friday from Monday."""
    end = phrase.to
    if end is None:
        return days
    if end.form == "weekday" and end.weekday is not None:
        return days[0], days[1] + timedelta((end.weekday - days[1].weekday()) % 7)
    if end.form == "month" and end.month and not end.year:
        ahead = (end.month - days[0].month) % YEAR_MONTHS
        return days[0], months_from(days[0].year, days[0].month + ahead)[1]
    last = _days(text, end, published, days)
    return (days[0], last[1]) if last and days[0] <= last[1] else None


def _is_anothers(text: Text, phrase: Phrase) -> bool:
    """Whether it hangs on the day of a speaker who is quoted."""
    if phrase.form not in _DISTANT or not ("“" in text.written or '"' in text.written):
        return False
    return any(
        match.start() < phrase.end and phrase.bare < match.end()
        for match in _QUOTED.finditer(text.written)
    )
