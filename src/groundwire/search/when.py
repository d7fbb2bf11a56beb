"""Which moment a question is about: as of a day, or the latest."""

import re
from datetime import date

from groundwire.text import fold
from groundwire.written_dates import dates_in

_AS_OF = re.compile(r"\bas (?:of|at|on)(?: the)?(?: \w+day,?)? $")
_LATEST = re.compile(
    r"\b(?:latest|newest|most recent(?:ly)?|current(?:ly)?|right now|at present|presently|to date"
    r"|so far|these days|as of (?:now|today)|up[ -]to[ -]date)\b|\b(?:today|now)\W*$"
)


def as_of(text: str) -> date | None:
    """The day that the question wants to be answered as of ("as of 7 October 2023"), None where
    it names none. Only a whole date counts: a month leaves open which day is meant."""
    folded = fold(text)
    for mention in dates_in(text, None):
        if mention.precision == "day" and _AS_OF.search(folded, 0, mention.start):
            return date.fromisoformat(mention.when)
    return None


def is_latest(text: str) -> bool:
    """Whether the newest article that answers is wanted."""
    return bool(_LATEST.search(fold(text)))
