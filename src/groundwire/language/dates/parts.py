"""The months and days that a text writes, word by word: for who holds one sentence against another.

"The end of March" is three words, of which one is a month; "11-12 March" names two days.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from groundwire.language.dates.calendar import DAY_NUMBERS, MONTH_NUMBERS, is_year
from groundwire.language.dates.find import phrases
from groundwire.language.dates.phrase import Phrase
from groundwire.language.text import Text


@dataclass(frozen=True, slots=True)
class Part:
    """A month, with its days if it has any, as the tokens from ``first`` to ``last`` write it."""

    first: int
    last: int
    month: int
    days: tuple[int, ...] = ()


def month_parts(text: Text) -> dict[int, Part]:
    """Every month and day that a text writes, by the first of its tokens."""
    found = (part for phrase in phrases(text) for part in _parts(text, phrase))
    return {part.first: part for part in found}


def _parts(text: Text, phrase: Phrase) -> Iterator[Part]:
    last = phrase.to.first - 1 if phrase.to else phrase.last
    if phrase.month and phrase.form in ("day", "month"):
        places = [at for at in range(phrase.first, last + 1) if _is_part(text.tokens[at].word)]
        days = tuple(day for day in (phrase.day, phrase.to_day) if day)
        if phrase.form == "day" and len(places) == 1:  # 12.03.2025
            places *= 2
        yield Part(places[0], places[-1], phrase.month, days)
    if phrase.to:
        yield from _parts(text, phrase.to)


def _is_part(word: str) -> bool:
    numeric = word[0].isdigit() and not is_year(word)
    return word in MONTH_NUMBERS or word in DAY_NUMBERS or numeric
