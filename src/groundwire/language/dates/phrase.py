"""What a date is before and after it is understood: as it is written, and what it means."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from groundwire.language.dates.calendar import months_from, years_from

Form = Literal[
    "day", "month", "year", "decade", "quarter", "season", "weekday", "near", "count", "period"
]
Bound = Literal["", "by", "until", "since", "before", "after", "from"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A date as a text writes it. ``bare`` is where it begins, ``start`` the same or the
    preposition that makes it a limit ("by Friday"); ``first`` (with any preposition) and ``last``
    are its tokens.

    ``side`` is last, this, next and their like; ``unit`` and ``count`` what is counted, towards
    ``way`` (ago, ahead, later, earlier); ``to_day`` the end of "11-12 March", ``to`` that of
    "from Monday to Friday". ``vague``: it names a habit, an owner or an uncertain count, and no day
    can be told from it.
    """

    form: Form
    start: int
    bare: int
    end: int
    first: int
    last: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    to_day: int | None = None
    side: str = ""
    unit: str = ""
    count: int | None = None
    way: str = ""
    preposition: str = ""
    stage: str = ""
    to: "Phrase | None" = None
    vague: bool = False


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in a text, ``text[start:end]``, and the days that it means.

    A preposition belongs to it where it makes it a limit ("by Friday"); ``bare`` is where the date
    begins behind it. ``first`` and ``last`` are the days
    meant, both None where that is not clear or the day of publication is not known. ``year``,
    ``month``, ``day`` and ``weekday`` (0 is Monday) are what is written. ``relative``: its meaning
    hangs on the day of writing. ``negated``: its clause denies that something is so on that date.
    """

    start: int
    bare: int
    end: int
    form: Form
    first: date | None
    last: date | None
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    bound: Bound = ""
    relative: bool = False
    negated: bool = False

    @property
    def when(self) -> str:
        """ISO 8601: ``2025-03-12``, ``2025-03``, ``2025``, or ``2025-03-10/2025-03-16``; empty
        where the days are not clear."""
        if self.first is None or self.last is None:
            return ""
        days = (self.first, self.last)
        if self.first == self.last:
            return f"{self.first}"
        if days == months_from(self.first.year, self.first.month):
            return f"{self.first:%Y-%m}"
        if days == years_from(self.first.year):
            return f"{self.first:%Y}"
        return f"{self.first}/{self.last}"

    @property
    def precision(self) -> Literal["", "day", "month", "year", "span"]:
        """What kind of period ``when`` is."""
        kinds: dict[int, Literal["", "day", "month", "year", "span"]]
        kinds = {0: "", 10: "day", 7: "month", 4: "year"}
        return kinds.get(len(self.when), "span")
