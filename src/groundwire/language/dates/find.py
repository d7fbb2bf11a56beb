"""The dates of a text: found once, in order, with the days that they mean."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import lru_cache

from groundwire.language import lexicon
from groundwire.language.dates.calendar import MONTH_NUMBERS, SEASONS, WEEKDAY_NUMBERS
from groundwire.language.dates.cursor import Cursor
from groundwire.language.dates.distance import (
    near_days,
    read_near,
    read_part,
    read_quarter,
    read_season,
    read_unit,
    units,
)
from groundwire.language.dates.meaning import understood
from groundwire.language.dates.phrase import DateMention, Phrase
from groundwire.language.dates.weekdays import read_weekday
from groundwire.language.dates.written import read_month, read_number
from groundwire.language.text import Text

_Reader = Callable[[Cursor, int], Phrase | None]


def find_dates(text: Text, published: date | None) -> tuple[DateMention, ...]:
    """Every date that a text writes, in order; none overlaps another. What "yesterday" means is
    told where the day of publication is known."""
    return understood(text, phrases(text), published)


def phrases(text: Text) -> list[Phrase]:
    """What is written, before it is understood."""
    cursor = Cursor(text)
    readers = _readers()
    found: list[Phrase] = []
    for place, token in enumerate(text.tokens):
        read = readers.get(token.word)
        if read is None and token.word[0].isdigit():
            read = read_number
        if read is None or place < cursor.free:
            continue
        phrase = read(cursor, place)
        if phrase is not None:
            _append(found, phrase)
            cursor.last = found[-1]
    return found


def _append(found: list[Phrase], phrase: Phrase) -> None:
    """The date, or as the end of the one before it: "from Monday to Friday"."""
    if phrase.preposition != "to" or not found:
        found.append(phrase)
        return
    opening = found[-1]
    found[-1] = replace(
        opening,
        end=phrase.end,
        last=phrase.last,
        year=opening.year or phrase.year,
        to=phrase,
        vague=opening.vague or phrase.vague,
    )


@lru_cache(maxsize=1)
def _readers() -> dict[str, _Reader]:
    """Which words may be the heart of a date, and who reads around them."""
    return {
        **dict.fromkeys(MONTH_NUMBERS, read_month),
        **dict.fromkeys(WEEKDAY_NUMBERS, read_weekday),
        **dict.fromkeys(near_days(), read_near),
        **dict.fromkeys(lexicon.words("dates.day_parts"), read_part),
        **dict.fromkeys(units(), read_unit),
        **dict.fromkeys(SEASONS, read_season),
        **dict.fromkeys(("q1", "q2", "q3", "q4"), read_quarter),
    }
