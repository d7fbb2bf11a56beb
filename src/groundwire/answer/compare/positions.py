"""What a sentence gives as the answer, so that it can be held against another's.

Numbers, days, the one person who is asked for, and yes or no. Names of several people, places and
wordings may all be right beside each other: they are not compared.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from groundwire.answer.compare.change import Comparable
from groundwire.answer.stance import stance
from groundwire.language import units
from groundwire.language.analysis import Analysis
from groundwire.language.dates.calendar import years_in
from groundwire.language.numbers import Number
from groundwire.language.text import fold, stem, terms, words
from groundwire.language.values import Value
from groundwire.question.query import Query
from groundwire.reading.reader import Reading
from groundwire.reading.wanted import counted_nouns, must_count, same_counted, wanted_values

YES_OR_NO = "yes or no"
SAME_NAME_LETTERS = 5  # "Zelensky" and "Zelenskyy" are one name
NEAR_ROLE_WORDS = 6  # between a name and the role or the deed that it is asked for by
_MOMENT = re.compile(r" (?:ago|after|before|later|earlier|old|from now)\b")  # no length of time
_ONE_PERSON = re.compile(
    r"\bwho(?: is|'s| was| will be| becomes| became) (?:now |currently )?"
    r"(?:the|its|their|his|her|[\w-]+'s) (?:new |next |current |acting )?"
    r"(?P<role>(?:[a-z-]+ ){0,2}?[a-z-]*[^s\W])(?= (?:of|at|in|for|to|who|now)\b|\W*$)"
    r"|\bwho (?:now |currently )?(?P<deed>won|wins|leads|heads|chairs|runs|owns|captains|coaches"
    r"|replaced|replaces|succeeded|succeeds|commands|founded|wrote|designed)\b"
)


@dataclass(frozen=True, slots=True)
class Said:
    """The answer that a sentence gives: ``value`` compares it, ``about`` names what it is of,
    ``written`` is how it stands there. ``ahead``: a day that was to come when it was written of."""

    reading: Reading
    value: Comparable
    about: str
    written: str
    ahead: bool = False
    amount: float | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """A day as far as it is known; ``bound`` where it only limits ("by March")."""

    year: int | None
    month: int | None
    day: int | None
    bound: bool = False

    def agrees(self, other: "Day") -> bool:
        """Whether no part that both know differs; a limit contradicts no day but another limit."""
        if self.bound != other.bound:
            return True
        pairs = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        return all(mine is None or theirs is None or mine == theirs for mine, theirs in pairs)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number, and the years that its sentence names."""

    number: Number
    years: frozenset[str]

    def agrees(self, other: "Amount") -> bool:
        """Figures of different years are of different things."""
        apart = self.years and other.years and not self.years & other.years
        return bool(apart) or self.number.agrees(other.number)


@dataclass(frozen=True, slots=True)
class Named:
    """A person by the last name, and the words of the sentence."""

    name: str
    sentence: frozenset[str]

    def agrees(self, other: "Named") -> bool:
        """Whether either sentence knows the other's person too."""
        return _holds(self.sentence, other.name) or _holds(other.sentence, self.name)


@dataclass(frozen=True, slots=True)
class YesNo:
    """It is so, or it is not."""

    so: bool

    def agrees(self, other: "YesNo") -> bool:
        """Whether both say the same."""
        return self.so == other.so


def said(query: Query, reading: Reading) -> Said | None:
    """What the sentence gives as the answer; None where it gives nothing that can be compared."""
    how: dict[str, Callable[[Query, Reading], Said | None]] = {
        "number": _amount,
        "date": _day,
        "person": _person,
        "yes-no": _yes_no,
    }
    return how[query.wants](query, reading) if query.wants in how else None


def _amount(query: Query, reading: Reading) -> Said | None:
    text = reading.evidence.text
    number = _answer_in(query, reading)
    if not isinstance(number, Number) or _is_another_thing(query, text, number):
        return None
    years = frozenset(years_in(text)) - set(years_in(query.text))
    written = text[number.start : number.end]
    about = _counted(query, number)
    return Said(reading, Amount(number, years), about, written, amount=number.amount)


def _counted(query: Query, number: Number) -> str:
    """What the number counts, in the question's words where they meet, or what it measures."""
    if number.unit:
        return units.measured(number.unit)
    nouns = {same_counted(noun) for noun in number.nouns}
    return " ".join(sorted(counted_nouns(query) & nouns) or number.nouns[-1:])


def _answer_in(query: Query, reading: Reading) -> Value | Number | None:
    """The value where the reader points; where it points nowhere, the only one that counts."""
    found = wanted_values(query, reading.evidence.text)
    if reading.short is None:
        return found[0] if len(found) == 1 and must_count(query) else None
    start, end = (place - reading.evidence.sentence.start for place in reading.short)
    return next((value for value in found if value.start < end and start < value.end), None)


def _is_another_thing(query: Query, text: str, number: Number) -> bool:
    """Whether the figure is part of a word ("a 40-year high"), a moment, added to another, the
    whole of a part, or of another place."""
    if number.role in ("compound", "whole"):
        return True
    if number.role == "added" and "more" not in query.stems:
        return True
    moment = "long" in query.stems and _MOMENT.match(text, number.end)
    return bool(moment) or _is_elsewhere(query, text)


def _is_elsewhere(query: Query, text: str) -> bool:
    """Whether it names a place, and none of the names that the question asks about."""
    held = set(terms(text))
    if not query.names or query.names & held:
        return False
    places = [set(terms(text[one.start : one.end])) for one in Analysis.of(text).places]
    return any(not place & query.stems for place in places)


def about(said: Said) -> str:
    """What the positions are about, in a word or two of the article: "number of countries"."""
    if said.amount is None:
        return said.about
    last = said.written.split()[-1]
    measures = isinstance(said.value, Amount) and said.value.number.unit
    return f"number of {last}" if said.about and not measures and last.isalpha() else "amount"


def _day(query: Query, reading: Reading) -> Said | None:
    text = reading.evidence.text
    value = _answer_in(query, reading)
    published = reading.evidence.hit.article.published
    day = _day_meant(text, value, published) if value else None
    if (
        value is None
        or day is None
        or ("year" in query.stems and not years_in(text[value.start : value.end]))
    ):
        return None
    known = _known(day)
    ahead = bool(published and known and known > published)
    return Said(reading, day, "date", text[value.start : value.end], ahead=ahead)


def _day_meant(text: str, value: Value | Number, published: date | None) -> Day | None:
    """The day that the value's date means, as far as it is told; none where it is denied."""
    met = (
        one
        for one in Analysis.of(text, published).dates
        if one.start < value.end and value.start < one.end
    )
    found = next(met, None)
    if found is None or found.negated:
        return None
    bound = bool(found.bound)
    first = found.first
    if first is None or (found.precision == "span" and found.form != "day"):
        known = found.year is not None or found.month is not None
        return Day(found.year, found.month, found.day, bound) if known else None
    month = None if found.precision == "year" else first.month
    day = None if found.precision in ("year", "month") else first.day
    return Day(first.year, month, day, bound)


def _known(day: Day) -> date | None:
    if day.year is None or day.month is None:
        return None
    return date(day.year, day.month, day.day or 28)


def _person(query: Query, reading: Reading) -> Said | None:
    asked = _ONE_PERSON.search(fold(query.text))
    if asked is None or reading.short is None:
        return None
    text, name = reading.evidence.text, reading.short_text or ""
    start = reading.short[0] - reading.evidence.sentence.start
    sought = {stem(word) for word in words(asked["role"] or asked["deed"])}
    around = terms(text[:start])[-NEAR_ROLE_WORDS:]
    around += terms(text[start + len(name) :])[:NEAR_ROLE_WORDS]
    if not words(name) or not sought & set(around) or not _names_somebody(text):
        return None
    if not _is_of_the_same(query, sought, reading):
        return None
    what = asked["role"] or "name"
    return Said(reading, Named(words(name)[-1], frozenset(words(text))), what, name)


def _names_somebody(text: str) -> bool:
    return any(name.kind == "person" for name in Analysis.of(text).names)


def _is_of_the_same(query: Query, role: set[str], reading: Reading) -> bool:
    """Whether the passage speaks of what the role is of: every name, and half the other words."""
    held = set(terms(reading.evidence.hit.text))
    plain = set(query.terms) - query.names - role
    return query.names - role <= held and 2 * len(plain & held) >= len(plain)


def _holds(sentence: frozenset[str], name: str) -> bool:
    return any(word[:SAME_NAME_LETTERS] == name[:SAME_NAME_LETTERS] for word in sentence)


def _yes_no(query: Query, reading: Reading) -> Said | None:
    text = reading.evidence.text
    found = stance(query, text)
    if found is None:
        return None
    return Said(reading, YesNo(found.so), YES_OR_NO, text[found.start : found.end])
