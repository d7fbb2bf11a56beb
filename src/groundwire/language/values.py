"""Values in a sentence: dates, names and places, each with its exact span.

Pattern-based on purpose: what it finds is quoted, so it must be exact; what it misses costs a
short answer, never a wrong quote.
"""

import re
from dataclasses import dataclass
from typing import Literal

from groundwire.language.countries import COUNTRY_OF
from groundwire.language.dates.calendar import MONTHS, WEEKDAYS
from groundwire.language.text import fold

_NAME = re.compile(
    r"\b(?:[A-Z][\w’'-]*[a-z][\w’-]*|[A-Z]{2,}|(?:[A-Z]\.)+)"
    r"(?:\s(?:(?:of|the|de|van|von|der|al|bin|la|le|du)\s){0,2}"
    r"(?:[A-Z][\w’-]*[a-z][\w-]*|[A-Z]{2,}|(?:[A-Z]\.)+))*"
)
_PLACE_BEFORE = re.compile(r"\b(?:in|at|near|into|across|outside|around)\s(?:the\s)?$")
_QUOTATION = re.compile(r"[“\"‘](?P<said>[^“”\"‘’]{2,120}(?:’[a-z][^“”\"‘’]*)*)[”\"’](?!\w)")


@dataclass(frozen=True, slots=True)
class Value:
    """Something an answer can be: ``text[start:end]``."""

    kind: Literal["date", "name", "quotation"]
    start: int
    end: int


def names(text: str) -> list[Value]:
    """Runs of capitalised words; a single capitalised first word is only taken if it is a country
    or stands capitalised again later."""
    found = []
    for match in _NAME.finditer(text):
        opening = not text[: match.start()].strip(" \"“‘'(")
        if opening and " " not in match.group() and not _is_name_word(text, match.group()):
            continue
        found.append(Value("name", match.start(), match.end()))
    return found


def _is_name_word(text: str, word: str) -> bool:
    return fold(word) in COUNTRY_OF or text.count(word) > 1 or word.isupper()


def people(text: str) -> list[Value]:
    """Names that read as a person's, without title, office and country: two to four plain words,
    or a single one after a title."""
    found = (_person(text, value) for value in names(text))
    return [value for value in found if value]


def _person(text: str, name: Value) -> Value | None:
    written = text[name.start : name.end].partition(" of ")[0]
    parts = [(m.group(), m.start(), m.end()) for m in re.finditer(r"\S+", written)]
    titled = 0
    while titled < len(parts) and _is_title(parts[titled][0]):
        titled += 1
    rest = parts[titled:]
    plain = all(
        fold(word.rstrip(".'’s")) not in COUNTRY_OF and word not in NOT_PEOPLE
        for word, _, _ in rest
    )
    if not rest or len(rest) > 4 or not plain or (len(rest) == 1 and not titled):
        return None
    return Value("name", name.start + rest[0][1], name.start + rest[-1][2])


def _is_title(word: str) -> bool:
    return word in _TITLES or fold(word) in COUNTRY_OF or (word.isupper() and len(word) > 2)


def places(text: str) -> list[Value]:
    """Names after *in*, *at*, *near* and the like that are no person's and no month's."""
    persons = {value.end for value in people(text)}
    return [
        value
        for value in names(text)
        if _PLACE_BEFORE.search(text[: value.start])
        and value.end not in persons
        and text[value.start : value.end] not in NOT_PEOPLE
    ]


def is_country(text: str, value: Value) -> bool:
    """Whether a name is a country's (or its people's)."""
    return fold(text[value.start : value.end]) in COUNTRY_OF


def quotations(text: str) -> list[Value]:
    """What stands between quotation marks, without them and without the comma or stop inside."""
    found = []
    for match in _QUOTATION.finditer(text):
        start, end = match.span("said")
        found.append(Value("quotation", start, start + len(text[start:end].rstrip(" ,.;:"))))
    return found


_TITLES = frozenset(
    """Prime Foreign Defence Defense Finance Interior Deputy Vice Chief Secretary General Minister
    President Chancellor Premier King Queen Prince Princess Pope Mayor Governor Senator Judge
    Justice Dr Dr. Mr Mr. Mrs Mrs. Ms Ms. Gen Gen. Lt Lt. Col Col. Sir Lord Lady Professor Captain
    Admiral Ambassador Envoy Director Chairman Chairwoman Chair Coach Leader Commissioner
    Congressman Congresswoman Sen. Rep. Gov. U.S. U.K. U.N. E.U. The""".split()
)
NOT_PEOPLE = frozenset(
    """Union Council Nations States House Forum Summit Ministry Army Navy Force Forces Court Bank
    City County University Party Committee Commission Agency Office Department Street Park River
    Sea Ocean Island Islands North South East West Black Red White Central Security
    International National World Times Post News Journal League Cup Games Act Treaty Arabia Zealand
    Kingdom Republic Federation Parliament Congress Senate Board Association Institute
    Company""".split()
) | frozenset(name.title() for name in (*MONTHS, *WEEKDAYS))
