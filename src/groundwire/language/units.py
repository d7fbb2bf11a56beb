"""Units of measure and currencies: how they are written, and which measure the same.

A unit has one name however it is written: *km* and *kilometers* are ``kilometre``, *A$* and
*Australian dollars* are ``AUD``. A word that several countries have ("crowns", "pesos") is a unit
of its own that any of their currencies may be.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from groundwire.language import lexicon
from groundwire.language.countries import COUNTRY_OF
from groundwire.language.text import stem

MONEY = "money"
_MEASURED = {"point": "percent", "fahrenheit": "temperature", "celsius": "temperature"}
LEAST_OF_DOUBTFUL = 1000  # "5,000 won" is money, "26 won" is not


@dataclass(frozen=True, slots=True)
class Unit:
    """``kinds`` says what it measures, currencies by their ISO 4217 codes; one ``size`` for all
    units of a kind makes their amounts comparable."""

    name: str
    kinds: frozenset[str]
    size: float = 1.0
    money: bool = False


NO_UNIT = Unit("", frozenset())


@dataclass(frozen=True, slots=True)
class _Units:
    """Units by their name, and by each written form: folded, in the singular."""

    named: dict[str, Unit]
    forms: dict[str, Unit]
    signs: dict[str, Unit]
    of_country: dict[tuple[str, str], Unit]
    doubtful: frozenset[str]
    nouns: dict[str, str]


def named(name: str) -> Unit:
    """The unit of a name; ``NO_UNIT`` for none."""
    return _units().named.get(name, NO_UNIT)


def before(written: str) -> Unit:
    """The currency of a sign or code before a number, folded: ``a$``, ``eur``."""
    return _units().signs[written]


def behind(written: str, people: str | None, amount: float) -> Unit:
    """The unit of a word behind a number, folded; ``people`` is the adjective before it."""
    units = _units()
    known = written if written in units.forms else written.removesuffix("s")
    country = COUNTRY_OF.get(people or "", people or "")
    unit = units.of_country.get((known, country)) or units.forms[known]
    doubted = known in units.doubtful and abs(amount) < LEAST_OF_DOUBTFUL
    return NO_UNIT if doubted else unit


def measured(name: str) -> str:
    """What a unit measures, in a word: ``money``, ``percent``, ``length``; empty for no unit."""
    unit = named(name)
    if unit.money:
        return MONEY
    kind = min(unit.kinds, default="")
    return _MEASURED.get(kind, kind)


def nouns(unit: Unit) -> tuple[str, ...]:
    """Stems of what an amount of the unit counts: ``money``, ``percent``, or the unit itself."""
    kind = measured(unit.name)
    if kind == "temperature":
        return (stem("degree"),)
    return (kind,) if kind in (MONEY, "percent") else tuple(map(stem, unit.name.split()))


def same_noun(noun: str) -> str:
    """The stem that stands for a unit's other names and spellings: *euros* are money, and so is
    no other word: a stem that is no unit's stays as it is."""
    return _units().nouns.get(noun, noun)


def is_code(written: str) -> bool:
    """Whether a folded word is an ISO 4217 code, which only counts in capitals ("TRY", "PEN")."""
    return written.upper() in _units().named


def before_pattern() -> str:
    """Source of a pattern for signs and codes before a number, folded."""
    return _alternatives(_units().signs)


def behind_pattern() -> str:
    """Source of a pattern for the forms behind a number, folded, with their plurals; not for
    letters, which mean several things (``numbers`` tells which)."""
    forms = {one for one in _units().forms if len(one) > 1 or not one.isalpha()}
    return "|".join(
        one + ("s?" if len(one) > 2 and one[-1].isalpha() else "")
        for one in _alternatives(forms).split("|")
    )


def people_pattern() -> str:
    """Source of a pattern for the adjective of a country before its currency."""
    countries = {country for _, country in _units().of_country}
    peoples = {people for people, country in COUNTRY_OF.items() if country in countries}
    return _alternatives(peoples | countries)


def _alternatives(written: Iterable[str]) -> str:
    ordered = sorted(written, key=lambda one: (-len(one), one))
    return "|".join(re.escape(one).replace(r"\ ", " ") for one in ordered)


@lru_cache(maxsize=1)
def _units() -> _Units:
    units = _Units({}, {}, {}, {}, _doubtful(), {})
    for line in lexicon.lines("numbers.measures"):
        name, kinds, size, forms = (part.strip() for part in line.split("|"))
        money = kinds.isupper()  # pence are pounds
        unit = Unit(name, frozenset(kinds.split()), float(size), money)
        units.named[name] = unit
        units.forms.update((one.replace("_", " "), unit) for one in forms.split())
    for line in lexicon.lines("numbers.currencies"):
        _add_currency(units, line)
    for form, unit in units.forms.items():
        code = form.upper() in units.named
        if " " not in form and len(form) > 2 and not code and form not in units.doubtful:
            units.nouns[stem(form)] = _noun(unit)
    return units


def _noun(unit: Unit) -> str:
    if unit.money:
        return MONEY
    return "percent" if {"percent", "point"} & unit.kinds else stem(unit.name.split()[0])


def _doubtful() -> frozenset[str]:
    lines = " ".join(lexicon.lines("numbers.currencies"))
    return frozenset(word[:-1] for word in lines.split() if word.endswith("?"))


def _add_currency(units: _Units, line: str) -> None:
    code, country, words, signs = (part.strip() for part in line.split("|"))
    own = Unit(code, frozenset({code}), money=True)
    units.named[code] = own
    units.signs[code.lower()] = units.forms[code.lower()] = own
    family = words.split()[0].rstrip("!?")
    for word in words.split():
        plain = word.rstrip("!?")
        units.of_country[plain, country] = own
        _add(units, units.forms, plain, own, family)
    for one in signs.split():
        _add(units, units.signs, one, own, family)


def _add(units: _Units, forms: dict[str, Unit], written: str, own: Unit, family: str) -> None:
    """A word that is another currency's already stands for the family of both, unless it has a
    currency that it means by itself: the first one's."""
    known = forms.get(written)
    if known is None:
        forms[written] = own
    elif f"{written}!" not in _marked():
        shared = units.named.get(family, known)
        units.named[family] = forms[written] = Unit(
            family, shared.kinds | known.kinds | own.kinds, money=True
        )


@lru_cache(maxsize=1)
def _marked() -> frozenset[str]:
    return frozenset(" ".join(lexicon.lines("numbers.currencies")).split())
