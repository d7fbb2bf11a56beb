"""Which moment a question is about: as of a day, of some days, or the latest."""

import re
from datetime import date

from groundwire.language.dates import find_dates
from groundwire.language.text import Text, fold

_AS_OF = re.compile(r"\bas (?:of|at|on)(?: the)?(?: \w+day,?)? $")
_LATEST = re.compile(
    r"\b(?:latest|newest|most recent(?:ly)?|current(?:ly)?|right now|at present|presently|to date"
    r"|so far|these days|as of (?:now|today)|up[ -]to[ -]date)\b|\b(?:today|now)\W*$"
)


def as_of(text: str) -> date | None:
    """The day that the question wants to be answered as of ("as of 7 October 2023"), None where
    it names none. Only a whole date counts: a month leaves open which day is meant."""
    return next((day for day, told in _days(text) if told), None)


def days_named(text: str) -> tuple[date, ...]:
    """The other whole dates that the question names, in order."""
    return tuple(day for day, told in _days(text) if not told)


def _days(text: str) -> list[tuple[date, bool]]:
    """Each day written out with its year, and whether "as of" stands before it."""
    read = Text(text)
    return [
        (mention.first, bool(_AS_OF.search(read.folded, 0, mention.bare)))
        for mention in find_dates(read, None)
        if mention.first and mention.form == "day"
    ]


def is_latest(text: str) -> bool:
    """Whether the newest article that answers is wanted."""
    return bool(_LATEST.search(fold(text)))
