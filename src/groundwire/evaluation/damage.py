"""Damages to a sentence: each gives a sentence that the first one does not support.

What is damaged is found with patterns of its own, not the checker's, so that an error of the
checker's is not hidden by being made twice. A damage that may leave the meaning as it was is not
made; the reasons stand at the rules.
"""

import re
from collections.abc import Sequence
from typing import TypeVar

import numpy as np

from groundwire.language.content import STOPWORDS
from groundwire.language.dates import find_dates
from groundwire.language.dates.calendar import MONTHS, WEEKDAYS
from groundwire.language.names import Name, names
from groundwire.language.text import Text, terms, words

Choice = TypeVar("Choice")
_MONTHS = [month.title() for month in MONTHS]
_WEEKDAYS = [weekday.title() for weekday in WEEKDAYS]
_SPELLED = "two three four five six seven eight nine ten eleven twelve fifteen twenty".split()
_ANY_MONTH = "|".join(_MONTHS)
# No part of a word, a range, a score, a time of day or an address.
_NUMBER = re.compile(
    rf"(?<![\w.,/:'’–-])(?:\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?|(?:{'|'.join(_SPELLED)})\b)"
    r"(?![\w/:–]|[.,]\d|-\d)"
)
_DAY = re.compile(
    rf"\b(?:{_ANY_MONTH})\s(?P<after>\d{{1,2}})\b(?![,.:]\d)"
    rf"|(?<![\d,.:$€£])\b(?P<before>\d{{1,2}})\s(?:{_ANY_MONTH})\b"
)
_MONTH = re.compile(rf"\b(?:{_ANY_MONTH})\b(?=\s\d)|(?<=\bin\s)(?:{_ANY_MONTH})\b(?![\s-][A-Z])")
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(_WEEKDAYS)})\b")
_YEAR = re.compile(r"(?<![\w.,$€£/–-])(?:19[5-9]\d|20[0-4]\d)\b(?![,.]\d|\s?%|[/–-]\d)")
LAST_DAY = 28  # of every month
NEAREST_YEARS = 5

_AUXILIARY = re.compile(
    r"(?<=[a-z0-9]\s)(?:is|are|was|were|will|would|can|could|should|has|have|had|must|does|did)"
    r"(?=\s(?!not\b|never\b|no\b|to\b|only\b|just\b|merely\b|simply\b|n't)[a-z])"
)
# Not "not only", "whether or not", "if not", "no more than", "No. 1", "not least": without the
# word these say the same, or nothing.
_DENIAL = re.compile(
    r"(?<!\bor )(?<!\bif )\b(?:(?P<word>not|never)\s(?!only\b|just\b|merely\b|simply\b|least\b"
    r"|even\b|so\b|all\b|to mention\b)(?=[a-z])|(?P<no>no)\s(?!more\b|less\b|fewer\b|longer\b"
    r"|matter\b|doubt\b|one\b|sooner\b|wonder\b|later\b|stranger\b)(?=[a-z]))"
    r"|(?<=\b(?:is|do))(?P<short>n['’]t)\b|(?<=\b(?:are|was|did|has|had))(?P<short3>n['’]t)\b"
    r"|(?<=\b(?:were|does|have))(?P<short4>n['’]t)\b|(?<=\b(?:would|could))(?P<short5>n['’]t)\b"
)
# Two names on both sides of these may change places: "A and B", "A met B", "A (B)", "A-B".
_MUTUAL = frozenset(
    """met meets meeting meet married marry marries divorced faces faced face play plays played
    versus vs v tied drew fellow wife husband brother sister partner co-founder near plus""".split()
)
# A word in lower case that carries meaning: long enough to be none of the grammar's.
_PLAIN = re.compile(r"(?<![\w'’-])[a-z]{6,}(?![\w'’-])")
ENDING = 2  # letters that the two words share at their end
_JOINS = frozenset("and or nor as well both plus between".split())


def other_number(sentence: str, rng: np.random.Generator) -> str | None:
    """With one number changed: to another number of the sentence, or to one of its size."""
    dated = [(one.start, one.end) for one in find_dates(Text(sentence), None)]
    found = [
        match
        for match in _NUMBER.finditer(sentence)
        if not any(first < match.end() and match.start() < last for first, last in dated)
        and not (match.group().isdigit() and _YEAR.fullmatch(match.group()))
    ]
    if not found:
        return None
    chosen = _one(found, rng)
    # A number's twin elsewhere makes the hard case; a spelled number for digits would read odd.
    others = [m.group() for m in found if m.group() != chosen.group()]
    others = [other for other in others if other[0].isdigit() == chosen.group()[0].isdigit()]
    others = [other for other in others if _amount(other) != _amount(chosen.group())]
    new = _one(others, rng) if others and rng.random() < 0.5 else _near(chosen.group(), rng)
    return _put(sentence, chosen.span(), new)


def _amount(written: str) -> float:
    return float(written.replace(",", "")) if written[0].isdigit() else _SPELLED.index(written)


def _near(written: str, rng: np.random.Generator) -> str:
    """Another number that is written like this one: same length, one digit changed."""
    if not written[0].isdigit():
        return _one([word for word in _SPELLED if word != written], rng)
    places = [place for place, sign in enumerate(written) if sign.isdigit()]
    place = _one(places, rng)
    digits = "123456789" if place == 0 else "0123456789"
    new = _one([digit for digit in digits if digit != written[place]], rng)
    return f"{written[:place]}{new}{written[place + 1 :]}"


def other_date(sentence: str, rng: np.random.Generator) -> str | None:
    """With one day, month, weekday or year changed."""
    changes = [
        *(
            (match.span(), _one(_but(_WEEKDAYS, match.group()), rng))
            for match in _WEEKDAY.finditer(sentence)
        ),
        *(
            (match.span(), _one(_but(_MONTHS, match.group()), rng))
            for match in _MONTH.finditer(sentence)
        ),
        *((match.span(), _other_year(match.group(), rng)) for match in _YEAR.finditer(sentence)),
        *(_other_day(match, rng) for match in _DAY.finditer(sentence)),
    ]
    return _put(sentence, *_one(changes, rng)) if changes else None


def _other_year(year: str, rng: np.random.Generator) -> str:
    shift = int(rng.integers(1, NEAREST_YEARS + 1))
    return str(int(year) + (shift if rng.random() < 0.5 else -shift))


def _other_day(match: re.Match[str], rng: np.random.Generator) -> tuple[tuple[int, int], str]:
    group = "after" if match["after"] else "before"
    days = [str(day) for day in range(1, LAST_DAY + 1) if day != int(match[group])]
    return match.span(group), _one(days, rng)


def foreign_name(sentence: str, donors: Sequence[str], rng: np.random.Generator) -> str | None:
    """With one name replaced by one of another article that shares no word with the sentence."""
    here = replaceable_names(sentence)
    said = set(terms(sentence))
    for number in rng.permutation(len(donors)):
        donor = donors[int(number)]
        if here and said.isdisjoint(terms(donor)):
            return _put(sentence, _one(here, rng), donor)
    return None


def replaceable_names(sentence: str) -> list[tuple[int, int]]:
    """Where the names stand: no dates, and none that is only there by the capital of a sentence."""
    return [
        (name.start, name.end)
        for name in names(Text(sentence))
        if name.kind != "calendar" and name.end - name.start > 2 and not _is_joined(sentence, name)
    ]


def _is_joined(sentence: str, name: Name) -> bool:
    """Whether it is part of a longer word or of an address: "Paris-based", "@Paris"."""
    before, behind = sentence[name.start - 1 : name.start], sentence[name.end : name.end + 1]
    return behind in tuple("-–/") or before in tuple("-–/@#")


def swapped_names(sentence: str, rng: np.random.Generator) -> str | None:
    """With two names in each other's place, where that says something else."""
    spans = replaceable_names(sentence)
    pairs = [
        (first, second)
        for number, first in enumerate(spans)
        for second in spans[number + 1 :]
        if _may_swap(sentence, first, second, spans)
    ]
    if not pairs:
        return None
    (start, end), (later, last) = _one(pairs, rng)
    return (
        sentence[:start] + sentence[later:last] + sentence[end:later] + sentence[start:end]
    ) + sentence[last:]


def _may_swap(
    sentence: str, first: tuple[int, int], second: tuple[int, int], spans: Sequence[tuple[int, int]]
) -> bool:
    """Whether the swap changes the meaning: no coordination ("A, B and C", "in A and in B"), no
    mutual verb ("A met B"), no apposition or second name for the same ("A (B)", "A, B")."""
    one, other = sentence[slice(*first)], sentence[slice(*second)]
    between = sentence[first[1] : second[0]]
    for start, end in spans:
        if first[1] <= start and end <= second[0]:
            between = between.replace(sentence[start:end], "", 1)
    linking = words(between)
    content = [word for word in linking if word not in STOPWORDS and word not in _JOINS]
    coordinated = bool(_JOINS & set(linking)) and not content
    alias = not set(terms(one)).isdisjoint(terms(other)) or _initials(one, other)
    return (
        bool(linking)
        and not (coordinated or alias or _MUTUAL & set(linking))
        and (bool(content) or not re.search(r"[,;(]", between))
    )


def _initials(one: str, other: str) -> bool:
    """Whether one is made of the other's initials: "WHO" and "World Health Organization"."""
    short, long = sorted((one, other), key=lambda name: (" " in name, len(name)))
    initials = "".join(part[0] for part in long.split() if part[0].isupper())
    return short.isupper() and initials.startswith(short[:2])


def negation_added(sentence: str, rng: np.random.Generator) -> str | None:
    """With "not" after an auxiliary."""
    ends = [match.end() for match in _AUXILIARY.finditer(sentence)]
    if not ends:
        return None
    end = _one(ends, rng)
    return _put(sentence, (end, end), " not")


def negation_removed(sentence: str, rng: np.random.Generator) -> str | None:
    """Without one of its negations."""
    spans = [match.span() for match in _DENIAL.finditer(sentence)]
    return _put(sentence, _one(spans, rng), "") if spans else None


def other_word(sentence: str, donor: str, rng: np.random.Generator) -> str | None:
    """With one plain word replaced by one of another sentence that ends alike ("passed" by
    "rejected"), so that the form often fits."""
    said = set(terms(sentence))
    strange = [
        word
        for word in _PLAIN.findall(donor)
        if said.isdisjoint(terms(word)) and word not in STOPWORDS
    ]
    fits = [
        (match.span(), word)
        for match in _PLAIN.finditer(sentence)
        for word in strange
        if word[-ENDING:] == match.group()[-ENDING:] and match.group() not in STOPWORDS
    ]
    return _put(sentence, *_one(fits, rng)) if fits else None


def _but(choices: Sequence[str], taken: str) -> list[str]:
    return [choice for choice in choices if choice != taken]


def _put(sentence: str, span: tuple[int, int], new: str) -> str:
    return sentence[: span[0]] + new + sentence[span[1] :]


def _one(choices: Sequence[Choice], rng: np.random.Generator) -> Choice:
    return choices[int(rng.integers(len(choices)))]
