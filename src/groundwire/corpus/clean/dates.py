"""Publication dates: from one isolated string, or from a header line that is little but a date.

No date is ever guessed: not from the prose, the file's time or the clock; a wrong date is worse
than none. So ``03/04/2025`` is no date (3 April here, 4 March there), ``13/04/2025`` is one, and
``03.04.2025`` is 3 April, because only day-first countries write it with full stops.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from groundwire.language.dates.calendar import (
    MONTH_NUMBERS,
    WEEKDAY_NUMBERS,
    day_of,
    month_number,
    numeric_day,
)

EARLIEST = date(1600, 1, 1)  # the first newspapers
# Later than tomorrow (time zones) is a mistake. The fixed day is for a machine whose clock is
# behind: it must not lose the dates of a whole corpus.
LATEST_AT_LEAST = date(2026, 12, 31)
LONGEST = 80  # characters of a string that is meant to be a date, time and zone included
HEADER_LINES = 6
PREFIX_CHARACTERS = 15  # "date 2025-03-11" is 15

_MONTH = "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True))
_WEEKDAY = rf"(?:{'|'.join(sorted(WEEKDAY_NUMBERS, key=len, reverse=True))})\b\.?,?"
_ISO = re.compile(r"(?<![\d.-])(?P<y>\d{4})([-/.])(?P<m>\d{1,2})\2(?P<d>\d{1,2})(?!\d)")
_FORMS = (
    _ISO,
    re.compile(
        rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[\s.-]+(?:of\s+)?(?P<m>{_MONTH})\b\.?,?[\s-]*"
        r"(?P<y>\d{4})(?!\d)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?P<m>{_MONTH})\b\.?\s*(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})(?!\d)",
        re.IGNORECASE,
    ),
    re.compile(r"(?<![\d./-])(?P<d>\d{1,2})(?P<sep>[./-])(?P<m>\d{1,2})(?P=sep)(?P<y>\d{4})(?!\d)"),
)
_COMPACT = re.compile(r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)(?:T.*)?$")
_EPOCH = re.compile(r"(\d{10})(?:\d{3})?$")  # seconds or milliseconds, as some news APIs write

# dateparser is asked only about strings of this shape, and in the languages of most of the news:
# one failure in all its languages costs 3 s, in these .7 s once and 7 ms after.
_FOREIGN = re.compile(
    r"(?:[^\W\d]{2,12}[.,]?\s+){0,2}\d{1,2}(?:\.|er|º|\s+de|\s+di)?\s+[^\W\d]{3,12}\.?,?"
    r"\s+(?:de\s+|del\s+)?\d{4}(?:\s*[^\W\d]{1,5}\.?)?(?:[\s,]+\d{1,2}[:.]\d{2})?"
    r"|\d{4}\s*[年년]\s*\d{1,2}\s*[月월]\s*\d{1,2}\s*[日일].{0,12}"
)
_LANGUAGES = [
    "fr",
    "de",
    "es",
    "it",
    "pt",
    "nl",
    "ru",
    "uk",
    "pl",
    "tr",
    "sv",
    "ar",
    "zh",
    "ja",
    "ko",
]

# What may stand beside the date in a header line, and be thrown away with it.
_LABEL = re.compile(
    r"\b(?:(?:first|last|originally)\s+)?(?:publication\s+|release\s+)?(?:date[ds]?|published|"
    r"posted|updated|modified|created|issued|released)\b(?:\s+(?:on|at|in))?",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?:\bat\s+)?(?<!\d)(?:T(?=\d))?\d{1,2}(?:[:.h]\d{2}){1,2}(?:\.\d+)?(?!\d)\s*"
    r"(?:[aApP]\.?[mM]\b\.?)?\s*(?:Z\b|\(?\b[A-Z]{2,5}\b\)?|(?:UTC|GMT)?[+-]\d{2}:?\d{2})?"
    r"|\b\d{1,2}\s*[aApP]\.?[mM]\b\.?\s*(?:\b[A-Z]{2,4}\b)?",
)
_PUNCTUATION = " \t|·•,;:()[]/—–-*_#"
_LABELS = re.compile(rf"(?:{_LABEL.pattern}|{_WEEKDAY}|[\s:|—–-])*", re.IGNORECASE)
_BESIDE = re.compile(r"By\s+[A-Z][^.!?]{2,60}|[A-Z]{3,}(?:[ ,]+[A-Z]{2,}){0,2}")  # byline, place
_AFTER_PREFIX = re.compile(r"\s*[|:—–]\s*|\s+-\s+|\s+(?=[A-Z0-9“\"‘])")


@dataclass(frozen=True, slots=True)
class HeaderDate:
    """A date found in the head of a text, and the text without it."""

    published: date
    rest: str


@lru_cache(maxsize=4096)
def parse_date(text: str) -> date | None:
    """The day that an isolated string names; None unless day, month and year are all there and
    possible. Of a timestamp the day as written, whatever its zone."""
    text = text.strip()
    if not text or len(text) > LONGEST:
        return None
    if text.isdigit():
        return _from_digits(text)
    match = _COMPACT.match(text) or _find(text)
    if match:
        return _day(match)
    return _other_language(text)


def header_date(text: str) -> HeaderDate | None:
    """The date of a header line: one of the first six lines that is little but a date, or the
    first fifteen characters of line 1. A byline or a place in capitals beside it stays."""
    lines = text.split("\n")
    numbers = [number for number, line in enumerate(lines) if line.strip()]
    for number in numbers[:HEADER_LINES]:
        found = _header_line(lines[number])
        if found and (number == numbers[0] or not _is_timeline(lines, found.published)):
            lines[number] = found.rest
            return HeaderDate(found.published, "\n".join(lines))
    if numbers and (prefix := _prefix(lines[numbers[0]])):
        lines[numbers[0]] = prefix.rest
        return HeaderDate(prefix.published, "\n".join(lines))
    return None


def _header_line(line: str) -> HeaderDate | None:
    if len(line) > 2 * LONGEST or not any(map(str.isdigit, line)):
        return None
    if line.rstrip().endswith(":"):
        return None  # it heads what follows: "Dec. 25, 1931:" and the report of that day
    match = _find(line)
    if match is None:
        published = _other_language(line.strip())
        return HeaderDate(published, "") if published else None
    published = _day(match)
    beside = _rest(line)
    if published is None or (beside and not _BESIDE.fullmatch(beside)):
        return None
    return HeaderDate(published, beside)


def _rest(line: str) -> str:
    """What a header line says besides dates, times, weekdays and labels."""
    for pattern in (*_FORMS, _TIME, _LABEL):
        line = pattern.sub(" ", line)
    line = re.sub(rf"\b{_WEEKDAY}", " ", line, flags=re.IGNORECASE)
    return re.sub(r"\s+", " ", line).strip(_PUNCTUATION)


def _is_timeline(lines: list[str], published: date) -> bool:
    """Whether other lines too are nothing but a date: then they are the headings of a story."""
    dates = {found.published for line in lines if (found := _header_line(line)) and not found.rest}
    return len(dates - {published}) > 1


def _prefix(line: str) -> HeaderDate | None:
    line = line.strip()
    label = _LABELS.match(line)
    match = _find(line[:PREFIX_CHARACTERS], label.end() if label else 0)
    if match is None or label is None or match.start() != label.end():
        return None
    after = _AFTER_PREFIX.match(line, match.end())
    published = _day(match)
    # "4 May 2025 was the day" and "May 4, 2025, leaders met" are prose.
    return HeaderDate(published, line[after.end() :]) if after and published else None


def _find(text: str, start: int = 0) -> re.Match[str] | None:
    """The first date in one of the common forms."""
    matches = (pattern.search(text, start) for pattern in _FORMS)
    return min((m for m in matches if m), key=lambda m: m.start(), default=None)


def _day(match: re.Match[str]) -> date | None:
    fields = match.groupdict()
    day, year, parted_by = int(fields["d"]), int(fields["y"]), fields.get("sep")
    if parted_by:
        found = numeric_day(day, int(fields["m"]), year, parted_by)
    else:
        found = day_of(year, month_number(fields["m"]), day)
    return _plausible(found) if found else None


def _plausible(day: date) -> date | None:
    latest = max(datetime.now(UTC).date(), LATEST_AT_LEAST) + timedelta(days=1)
    return day if EARLIEST <= day <= latest else None


def _from_digits(text: str) -> date | None:
    if epoch := _EPOCH.fullmatch(text):
        return _plausible(datetime.fromtimestamp(int(epoch[1]), UTC).date())
    compact = _COMPACT.fullmatch(text)
    return _day(compact) if compact else None


def _other_language(text: str) -> date | None:
    """``11 mars 2025``, ``2025年3月11日``: what dateparser reads, strictly."""
    if not _FOREIGN.fullmatch(text):
        return None
    import dateparser

    parsed = dateparser.parse(
        text,
        languages=_LANGUAGES,
        settings={
            "STRICT_PARSING": True,
            "REQUIRE_PARTS": ["day", "month", "year"],
            "PARSERS": ["absolute-time"],
        },
    )
    return _plausible(parsed.date()) if parsed else None
