"""Dates that prose gives by their distance: "on Tuesday", "last month", "three days ago".

They are resolved against the day of publication and name a day, or a range of days. What may mean
either of two days is left out, and so is what stands inside quotation marks: who speaks there spoke
on another day. They say when something happened, never when an article came out.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from groundwire.language.written_dates import MONTHS, TO_COME, WEEKDAYS

_NUMBERS = {"a": 1, "an": 1} | {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), 1
    )
}
MOST = {"day": 60, "week": 12, "month": 24, "year": 50}  # more is a figure of speech
SATURDAY = 5

_WEEKDAY = rf"(?P<weekday>{'|'.join(day.title() for day in WEEKDAYS)})"
_MONTH = "|".join(month[:3].title() for month in MONTHS)
# Not "Tuesday 12 March", "Sunday Times", "Friday of last week", "Monday's".
_WEEKDAY_END = rf"(?!['’\w-]|\s+[A-Z\d]|,?\s+(?:the\s+)?\d|,\s+(?:{_MONTH})|\s+of\b)"
_COUNT = rf"(?P<count>\d{{1,2}}|{'|'.join(_NUMBERS)})"
_UNIT = r"(?P<unit>day|week|month|year)"
_PERIOD_END = r"(?!['’]s\b|[\w-]|\s+of\b)"
_QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)")
_PARTS = r"[,;:—–]|\b(?:that|who|which|but|after|before|because|and|while|as)\b"
# A verb that tells what has been; not "expected to", nor "will be announced".
_PAST = re.compile(
    r"(?<!be )\b(?:said|says|told|was|were|had|did|met|won|lost|died|began|came|took|made|gave|held"
    r"|found|left|went|saw|shot|hit|fell|rose|swung|led|ran|cut|drew|beat|broke|brought|bought"
    r"|caught|chose|drove|fought|flew|grew|kept|knew|paid|sat|sent|sold|spoke|spent|stood|stole"
    r"|struck|threw|wrote|shut|heard"
    r"|\w{3,}ed)\b(?!\s+to\b)"
)


@dataclass(frozen=True, slots=True)
class Relative:
    """A date by its distance, with its span in the text: the first and the last day meant."""

    first: date
    last: date
    start: int
    end: int

    @property
    def when(self) -> str:
        """ISO 8601: ``2025-03-12``, ``2025-03``, ``2025``, or ``2025-03-10/2025-03-16``."""
        days = (self.first, self.last)
        if self.first == self.last:
            return f"{self.first}"
        if days == _month(self.first.year, self.first.month):
            return f"{self.first:%Y-%m}"
        if days == _year(self.first.year):
            return f"{self.first:%Y}"
        return f"{self.first}/{self.last}"


_Days = tuple[date, date]


def relative_dates(text: str, published: date | None) -> list[Relative]:
    """The dates that a sentence gives by their distance from its publication, in order; none
    where the day of publication is unknown."""
    if published is None:
        return []
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    found: list[Relative] = []
    for pattern, meant in _RULES:
        for match in pattern.finditer(text):
            span = match.span("span" if "span" in pattern.groupindex else 0)
            if _meets(span, quoted) or _meets(span, [(one.start, one.end) for one in found]):
                continue
            if days := meant(match, published):
                found.append(Relative(*days, *span))
    return sorted(found, key=lambda one: one.start)


def _meets(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _weekday(match: re.Match[str], published: date) -> _Days | None:
    """The last day of that name, the day of publication included, or the next one: as the verb
    says that stands nearest before it in its clause, or else after it."""
    back = (published.weekday() - WEEKDAYS.index(match["weekday"].lower())) % 7
    before = re.split(_PARTS, match.string[: match.start("weekday")])[-1]
    ahead = _last(TO_COME, before) - _last(_PAST, before)
    if not ahead:
        after = re.split(_PARTS, match.string[match.end() :].lstrip(", "))[0]
        ahead = _first(_PAST, after) - _first(TO_COME, after)
    if not ahead:
        return None  # "the final on Friday": it may be over
    return _day(published, -back if ahead < 0 or not back else 7 - back)


def _first(pattern: re.Pattern[str], text: str) -> int:
    match = pattern.search(text)
    return match.start() if match else len(text)


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.start() for match in pattern.finditer(text)), default=-1)


def _other_weekday(match: re.Match[str], published: date) -> _Days | None:
    """Last and next Tuesday: where this week has had, or has yet to have, its own, either that one
    or the one beside it may be meant."""
    shift = published.weekday() - WEEKDAYS.index(match["weekday"].lower())
    if match["side"].lower() == "last":
        return _day(published, -(shift + 7)) if shift <= 0 else None
    return _day(published, 7 - shift) if shift >= 0 else None


def _named(match: re.Match[str], published: date) -> _Days:
    name = " ".join(match["name"].lower().split())
    shifts = {"yesterday": -1, "last night": -1, "overnight": 0, "tomorrow": 1}
    beside = {"the day before yesterday": -2, "the day after tomorrow": 2}
    return _day(published, {**shifts, **beside}.get(name, 0))


def _ago(match: re.Match[str], published: date) -> _Days | None:
    """So many days away is a day, weeks a week from Monday on, months a month, years a year."""
    written = match["count"].lower()
    count = int(written) if written.isdigit() else _NUMBERS[written]
    back = match["side"].lower() == "ago"
    return _shifted(published, match["unit"].lower(), -count if back else count)


def _period(match: re.Match[str], published: date) -> _Days | None:
    """Last week, this month, next year; earlier and later this week end or begin with the day."""
    side, unit = match["side"].lower().split()[0], match["unit"].lower()
    shift = {"last": -1, "next": 1}.get(side, 0)
    if unit == "week" and shift and published.weekday() == SATURDAY + 1:
        return None  # a Sunday ends one week for some and begins one for others
    days = _shifted(published, unit, shift)
    if not days or side not in ("earlier", "later"):
        return days
    first, last = (days[0], published) if side == "earlier" else (published, days[1])
    return (first, last) if first < last else None


def _weekend(match: re.Match[str], published: date) -> _Days | None:
    """The weekend before this week, or the one that ends it, where it is clear which."""
    weekday = published.weekday()
    saturday = published - timedelta(weekday - SATURDAY)
    if match["side"].lower().startswith("this"):
        return (saturday, saturday + timedelta(1)) if 2 <= weekday < SATURDAY else None
    saturday -= timedelta(7)
    clear = weekday < SATURDAY if match["side"].lower().startswith("over") else weekday <= 2
    return (saturday, saturday + timedelta(1)) if clear else None


def _shifted(published: date, unit: str, count: int) -> _Days | None:
    """The day, week, month or year that many from the publication's own."""
    if abs(count) > MOST[unit]:
        return None
    if unit == "day":
        return _day(published, count)
    if unit == "week":
        monday = published + timedelta(7 * count - published.weekday())
        return monday, monday + timedelta(6)
    if unit == "month":
        months = published.year * 12 + published.month - 1 + count
        return _month(months // 12, months % 12 + 1)
    return _year(published.year + count)


def _day(published: date, shift: int) -> _Days:
    day = published + timedelta(shift)
    return day, day


def _month(year: int, month: int) -> _Days:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _year(year: int) -> _Days:
    return date(year, 1, 1), date(year, 12, 31)


def _rule(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


_NO_PERIOD = r"(?<!the )(?<!The )(?<!past )\b"  # "over the last month" is not one of the calendar
_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], _Days | None]], ...] = (
    (_rule(rf"\b(?P<side>[Ll]ast|[Nn]ext) {_WEEKDAY}{_WEEKDAY_END}"), _other_weekday),
    (_rule(rf"\b(?:[Oo]n|[Bb]y|[Uu]ntil|[Ss]ince) {_WEEKDAY}{_WEEKDAY_END}"), _weekday),
    # Without "on" only behind a word of the sentence: "Black Friday" is no such day.
    (_rule(rf"(?<![\w'’-])(?!next|last)[a-z]+ (?P<span>{_WEEKDAY}){_WEEKDAY_END}"), _weekday),
    # Not "today", which is as often "these days".
    (
        _rule(
            r"\b(?P<name>[Tt]he day (?:before yesterday|after tomorrow)|[Yy]esterday|[Tt]omorrow"
            r"|[Ll]ast night|[Tt]onight|[Tt]his (?:morning|afternoon|evening)"
            r"|(?:[Ee]arlier|[Ll]ater) today)(?!['’\w-])"
        ),
        _named,
    ),
    (
        _rule(
            r"(?<!about )(?<!nearly )(?<!almost )(?<!over )(?<!than )(?<!around )(?<!half )\b"
            rf"(?i:{_COUNT}) {_UNIT}s? (?P<side>ago|from now)\b"
        ),
        _ago,
    ),
    (_rule(rf"\b(?P<side>[Ee]arlier this|[Ll]ater this) {_UNIT}{_PERIOD_END}"), _period),
    (
        _rule(rf"{_NO_PERIOD}(?P<side>[Ll]ast|[Nn]ext) (?!day){_UNIT}{_PERIOD_END}"),
        _period,
    ),
    (
        _rule(r"\b(?P<side>[Ll]ast|[Tt]his|[Tt]his coming|[Oo]ver the) weekend(?!['’\w-])"),
        _weekend,
    ),
)
