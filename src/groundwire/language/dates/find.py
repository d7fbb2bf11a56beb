"""The dates of a text: found once, in order, with the days that they mean."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import lru_cache

from groundwire.language import lexicon
from groundwire.language.dates import distance, weekdays, written
from groundwire.language.dates.calendar import MONTH_NUMBERS, SEASONS, WEEKDAY_NUMBERS
from groundwire.language.dates.cursor import Cursor
from groundwire.language.dates.meaning import understood
from groundwire.language.dates.phrase import DateMention, Phrase
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
            read = written.read_number
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
        **dict.fromkeys(MONTH_NUMBERS, written.read_month),
        **dict.fromkeys(WEEKDAY_NUMBERS, weekdays.read_weekday),
        **dict.fromkeys(distance.near_days(), distance.read_near),
        **dict.fromkeys(lexicon.words("dates.day_parts"), distance.read_part),
        **dict.fromkeys(distance.units(), distance.read_unit),
        **dict.fromkeys(SEASONS, distance.read_season),
        **dict.fromkeys(("q1", "q2", "q3", "q4"), distance.read_quarter),
    }
