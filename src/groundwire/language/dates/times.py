"""Whether words are a date or a time and little else."""

import re
from dataclasses import dataclass
from functools import lru_cache

from groundwire.language import lexicon
from groundwire.language.content import STOPWORDS
from groundwire.language.dates.calendar import MONTHS, SEASONS, WEEKDAYS
from groundwire.language.dates.distance import near_days, units
from groundwire.language.dates.find import phrases
from groundwire.language.text import Text

# A year, a decade, an ordinal, or a time of day.
_DATED = re.compile(
    r"\b(?:1\d|20)\d\ds?\b|\d(?:st|nd|rd|th)\b|\d ?(?:am|pm|a\.m|p\.m)\b|\b\d{1,2}:\d\d\b"
)


@dataclass(frozen=True, slots=True)
class _Times:
    """Words of times: the names of the calendar; what places a time; all, with what counts it."""

    calendar: frozenset[str]
    moments: frozenset[str]
    words: frozenset[str]


@lru_cache(maxsize=1)
def _times() -> _Times:
    calendar = frozenset((*MONTHS, *WEEKDAYS)) | lexicon.words("dates.feasts")
    parts = frozenset(name + ending for name in _words("day_parts") for ending in ("", "s"))
    counted = frozenset(units()) | _words("clock_units")
    moments = calendar | near_days().keys() | SEASONS.keys() | _words("sides")
    moments |= _words("stages") | _words("moments") | {"midnight", "noon", "weekend"}
    moments |= {"century", "centuries", "decade", "decades", "quarter"}
    return _Times(calendar, moments, moments | counted | parts)


def _words(name: str) -> frozenset[str]:
    return lexicon.words(f"dates.{name}")


def names_time(word: str) -> bool:
    """Whether a folded word names or counts time: "year", "march", "ago"."""
    return word in _times().words


def is_time(written: str) -> bool:
    """Whether the words are a date or a time and little else; a title ("The Day After") is none."""
    times, text = _times(), Text(written)
    if any(word.istitle() and _is_plain(word.lower()) for word in written.split()[1:]):
        return False
    own = [one.word for one in text.tokens if one.word in times.words or one.word not in STOPWORDS]
    told = sum(word in times.words or word[0].isdigit() for word in own)
    sure = not times.moments.isdisjoint(own) or _DATED.search(text.folded) or phrases(text)
    return bool(sure) and told > len(own) - told


def _is_plain(word: str) -> bool:
    times = _times()
    return word in times.words and word not in times.calendar
