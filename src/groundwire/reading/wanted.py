"""Does a sentence hold the kind of thing that the question asks for?

A question that asks for a number is not answered by a sentence without one, however close its
words are: this is the cheapest and surest sign of a question that the articles do not answer.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import takewhile
from typing import TypeVar

from groundwire.language import lexicon, units
from groundwire.language.analysis import Analysis
from groundwire.language.causes import gives_reason
from groundwire.language.content import STOPWORDS
from groundwire.language.names import Name
from groundwire.language.numbers import Number
from groundwire.language.quotations import quotations
from groundwire.language.text import fold, stem, terms, words
from groundwire.language.values import Value
from groundwire.question.query import Query

Found = TypeVar("Found", Value, Number)

NEUTRAL = 0.5  # the question asks for nothing that a pattern could find
EXACT = 2.0  # it holds a number of just what is counted: "how many countries", "26 countries"
NEAR = 0.25  # the text holds something near what is asked for: another number, another name

LONGEST_WORDING = 120  # characters: what somebody calls a thing is no longer
_TIME_UNITS = frozenset(map(stem, lexicon.words("numbers.times")))
_HOW_MANY = re.compile(
    r"\b(?:how many(?: more| other)?|(?:head ?count|number) of(?: the)?) (?P<counted>\w+(?: \w+)?)"
)
_MONEY = re.compile(
    r"\b(?:cost|price|pay|paid|spend|spent|worth|budget|money|fund\w*|salary|fine)\b"
)
_MONEY_COUNTED = frozenset({"money"})
_SHARE = re.compile(r"\b(?:percentage|per ?cent|share|proportion)\b")


def wanted(query: Query, text: str) -> float:
    """1 if the text holds what is asked for, 0 if it does not, ``NEAR`` or ``NEUTRAL`` between,
    ``EXACT`` if it counts the very thing.

    Only what the question does not itself say counts: it cannot be its own answer.
    """
    if query.wants in ("fact", "yes-no", "list", "wording", "how", "summary"):
        return 1.0 if wanted_values(query, text) else NEUTRAL
    if query.wants == "reason":
        return 1.0 if gives_reason(text) else NEUTRAL  # many reasons go unmarked
    if wanted_values(query, text):
        return EXACT if query.wants == "number" and counted_nouns(query) else 1.0
    return NEAR if _next_best(query, text) else 0.0


def wanted_values(query: Query, text: str) -> Sequence[Value | Number]:
    """The values in a text that are of the kind asked for and not in the question."""
    if query.wants == "number":
        return wanted_numbers(query, text)
    found = {
        "date": _dates,
        "person": _people,
        "place": _places,
        "wording": _wordings,
    }.get(query.wants, _nothing)(text)
    return _not_denied(query, text, _new(query, text, found))


def _not_denied(query: Query, text: str, found: Sequence[Found]) -> list[Found]:
    """Those that the text does not deny: "will not open in 2030" gives no date of opening."""
    return [value for value in found if not is_denied(query, text, value.start)]


def is_denied(query: Query, text: str, place: int) -> bool:
    """Whether a text denies the number or date that stands there, and the question asks for what is
    so."""
    if query.wants not in ("number", "date") or Analysis.of(query.text).polarity.denies:
        return False
    return Analysis.of(text).polarity.negated_at(place)


def _people(text: str) -> list[Value]:
    return [_value(name) for name in Analysis.of(text).names if name.kind == "person"]


def _places(text: str) -> list[Value]:
    return [_value(name) for name in Analysis.of(text).places]


def _wordings(text: str) -> list[Value]:
    spans = [one.words(text) for one in quotations(text) if one.closed]
    return [Value("quotation", *span) for span in spans if 1 < span[1] - span[0] <= LONGEST_WORDING]


def _value(name: Name) -> Value:
    return Value("country" if name.kind == "country" else "name", name.start, name.end)


def wanted_numbers(query: Query, text: str) -> list[Number]:
    """The numbers that count what the question counts, as far as it says, as they are now: of
    "from 5.75 to 6 percent" the second."""
    found = [number for number in _new_numbers(query, text) if _counts(query, number)]
    return _not_denied(query, text, found)


def _dates(text: str) -> list[Value]:
    """Its dates, but those on which something is denied: "will not open in 2030"."""
    found = Analysis.of(text).dates
    return [Value("date", one.start, one.end) for one in found if not one.negated]


def _nothing(_: str) -> list[Value]:
    return []


def _next_best(query: Query, text: str) -> bool:
    """Something close to what is asked for: another number, an organisation for a *who*; a *where*
    may be answered without a name ("from its allies")."""
    if query.wants == "number":
        return bool(_new_numbers(query, text))
    if query.wants == "person":
        names = [name for name in Analysis.of(text).names if name.kind != "calendar"]
        return bool(_new(query, text, [_value(name) for name in names]))
    return query.wants == "place" and "where" in fold(query.text)


def _new_numbers(query: Query, text: str) -> list[Number]:
    numbers = Analysis.of(text).numbers
    return _new(query, text, [number for number in numbers if number.role != "from"])


def _new(query: Query, text: str, found: list[Found]) -> list[Found]:
    said = query.stems
    return [value for value in found if not said.issuperset(terms(text[value.start : value.end]))]


def _counts(query: Query, number: Number) -> bool:
    counted = counted_nouns(query)
    return not counted or bool(counted & set(map(same_counted, number.nouns)))


def same_counted(noun: str) -> str:
    """The stem that stands for what is counted: "nations" are "countries", "euros" money."""
    return _same_counted().get(noun) or units.same_noun(noun)


@lru_cache(maxsize=1)
def _same_counted() -> dict[str, str]:
    lines = [line.split() for line in lexicon.lines("numbers.same_counted")]
    return {stem(word): stem(line[0]) for line in lines for word in line}


def must_count(query: Query) -> bool:
    """Whether only a number of what the question names can answer it. A "how long" may also be
    answered without a unit of time ("since the spring"), and money in a currency unknown here."""
    return counted_nouns(query) not in (frozenset(), _TIME_UNITS, _MONEY_COUNTED)


def counted_nouns(query: Query) -> frozenset[str]:
    """What a number must count: the words after "how many", time for "how long", money for what
    something costs; nothing where the question leaves it open."""
    if query.wants != "number":
        return frozenset()  # an earlier question in the text may have asked how many
    folded = fold(query.text)
    if "how long" in folded:
        return _TIME_UNITS
    if "how much" in folded and _MONEY.search(folded):
        return _MONEY_COUNTED
    if _SHARE.search(folded):
        return frozenset({"percent"})
    if "population" in folded:
        return frozenset({same_counted("popul")})
    match = _HOW_MANY.search(folded)
    named = takewhile(lambda word: word not in STOPWORDS, words(match["counted"]) if match else ())
    return frozenset(same_counted(stem(noun)) for noun in named)
