"""Values in a sentence: quantities, dates, names and places, each with its exact span.

Pattern-based on purpose: what it finds is quoted, so it must be exact; what it misses costs a
short answer, never a wrong quote.
"""

import re
from dataclasses import dataclass, replace
from typing import Literal

from groundwire.language.countries import COUNTRY_OF
from groundwire.language.text import fold, stem, word_spans
from groundwire.language.written_dates import FOLDED_MONTH as _MONTH
from groundwire.language.written_dates import FOLDED_WEEKDAY as _WEEKDAY
from groundwire.language.written_dates import MONTHS, WEEKDAYS, YEAR

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty"
).split()
_TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80}
WORD_VALUES: dict[str, float] = {
    **{word: value for value, word in enumerate(_UNITS)},
    **_TENS,
    "ninety": 90,
    "dozen": 12,
    "half": 0.5,
}
SCALES = {"hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}

_DATE = re.compile(
    rf"(?:{_WEEKDAY},? (?:the )?)?\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}\b(?:,? \d{{4}}\b)?"
    rf"|(?:{_WEEKDAY},? )?\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?\b(?:,? \d{{4}}\b)?"
    rf"|\b\d{{4}}-\d{{2}}-\d{{2}}\b|\b{_MONTH},? (?:of )?\d{{4}}\b"
    rf"|\b(?:(?:early|late|mid)[- ])?(?:in|since|during|by|until|last|next|this) "
    rf"(?:early |late |mid-?)?{_MONTH}(?![\w'-])"
    rf"|\b(?:in|since|by|until|during|of|from) (?:early |late |mid-?)?{YEAR}\b"
    rf"|\b{YEAR}\b(?= [a-z])"
    rf"|\b(?:(?:on|last|next|this|since|until|by) )?{_WEEKDAY}(?: (?:morning|afternoon|evening"
    r"|night))?\b|\b(?:yesterday|today|tomorrow|tonight)\b"
    r"|\b(?:last|next|this|earlier this|later this) (?:week|month|year|weekend|spring|summer"
    r"|autumn|fall|winter)\b|\b\w+ (?:days|weeks|months|years) (?:ago|later|earlier)\b"
    r"|\bin the (?:coming|next|past|last)(?: \w+)? (?:days|weeks|months|years)\b"
)
_NUMBER = re.compile(
    r"(?:(?P<currency>[$€£¥])\s?)?(?<![\w.,-])(?:"
    r"(?P<digits>\d+(?:,\d{3})*(?:\.\d+)?)"
    r"|(?P<word>\b(?:" + "|".join(WORD_VALUES) + r")(?:-(?:one|two|three|four|five|six|seven"
    r"|eight|nine))?\b))(?![\w-]*\d)"
    r"(?:[ -](?P<scale>hundred|thousand|million|billion|trillion)\b)?"
    r"(?P<percent>\s?%| per ?cent\b)?"
)
_QUALIFIER = re.compile(
    r"(?:\b(?:about|around|approximately|roughly|nearly|almost|some|over|more than|at least"
    r"|fewer than|less than|under|up to|as many as|just)\s)$"
)
_FROM = re.compile(r"\bfrom [$€£¥]?$")
_TO_NUMBER = re.compile(r"[ \w%]{0,20} to [$€£¥]?\d")
# A number's noun is among the words after it, up to here or to punctuation.
NOUN_WINDOW_WORDS = 5
_CURRENCIES = frozenset(
    map(
        stem,
        """euro dollar buck cent pound pence yen yuan renminbi franc krona kronor krone kroner kroon
        crown koruna zloty forint leu lei lev lira peso real reais rand rupee rupiah ringgit baht
        won dong rouble ruble hryvnia tenge shekel dinar dirham riyal rial naira cedi shilling
        usd eur gbp""".split(),
    )
)
_PART_OF = re.compile(r" of (?:the|these|those|its|their|his|her|our|all)\b")  # "26 of its cables"
_NOUN_STOPS = frozenset(
    """a an the and or of in on at to for from by with as is are was were be been that which who
    whose will would has have had were while but per than out into during after before""".split()
)
_NAME = re.compile(
    r"\b(?:[A-Z][\w’'-]*[a-z][\w’-]*|[A-Z]{2,}|(?:[A-Z]\.)+)"
    r"(?:\s(?:(?:of|the|de|van|von|der|al|bin|la|le|du)\s){0,2}"
    r"(?:[A-Z][\w’-]*[a-z][\w-]*|[A-Z]{2,}|(?:[A-Z]\.)+))*"
)
_PLACE_BEFORE = re.compile(r"\b(?:in|at|near|into|across|outside|around)\s(?:the\s)?$")
_QUOTATION = re.compile(r"[“\"‘](?P<said>[^“”\"‘’]{2,120}(?:’[a-z][^“”\"‘’]*)*)[”\"’](?!\w)")


@dataclass(frozen=True, slots=True)
class Value:
    """Something an answer can be: ``text[start:end]``, with what it measures for a quantity;
    ``least`` is where a range begins that ends at ``amount``."""

    kind: Literal["number", "date", "name", "quotation"]
    start: int
    end: int
    amount: float | None = None
    nouns: tuple[str, ...] = ()
    least: float | None = None


def dates(text: str) -> list[Value]:
    """Dates and times as written, explicit or relative; a lone year counts with its ``in``."""
    return [Value("date", m.start(), m.end()) for m in _DATE.finditer(fold(text))]


def quantities(text: str) -> list[Value]:
    """Numbers that count or measure something, with the stems of the words that follow.

    The span starts at the qualifier ("about 30 countries") and ends at the number or, where there
    is one, at the noun it counts. Numbers inside dates are left to ``dates``.
    """
    folded = fold(text)
    taken = [(value.start, value.end) for value in dates(text)]
    found: list[Value] = []
    for match in _NUMBER.finditer(folded):
        start, end = match.span()
        if any(start < last and first < end for first, last in taken):
            continue
        nouns, noun_end = _nouns(folded, end, money=bool(match["currency"] or match["percent"]))
        if _FROM.search(folded[:start]) and _TO_NUMBER.match(folded, end):
            continue  # "from 5.75 to 6 percent": what it was, not what it is
        if not nouns and match["word"] and not match["scale"]:
            continue  # "the one who": a word that counts nothing
        before = _QUALIFIER.search(folded[:start])
        span_start = before.start() if before else start
        value = Value("number", span_start, noun_end, _amount(match), nouns)
        if found and _is_range(folded, found[-1], value):
            value = replace(value, start=found[-1].start, least=found.pop().amount)
        found.append(value)
    return found


def _is_range(folded: str, first: Value, last: Value) -> bool:
    """Whether two quantities are the ends of one: "20 to 30 boats", "between 20 and 30 boats"."""
    joined = re.fullmatch(r"(?: (?P<and>and)| to) [$€£¥]?", folded[first.end : last.start])
    between = folded[: first.start].endswith("between ")
    rises = (first.amount or 0) < (last.amount or 0)
    return joined is not None and rises and (between or not joined["and"])


def _nouns(folded: str, end: int, *, money: bool) -> tuple[tuple[str, ...], int]:
    """Stems of the words right after a number, and where the counted noun phrase ends."""
    if money:
        return ("money" if folded[end - 1 : end] not in "%t" else "percent",), end
    stems: list[str] = []
    number_end = end
    part = _PART_OF.match(folded, end)
    last = end = part.end() if part else end
    for word, start, stop in word_spans(folded[end : end + 80])[:NOUN_WINDOW_WORDS]:
        gap = folded[last : end + start]
        if word == "and" and stems and not stems[-1].endswith("s"):  # "30 EU and NATO countries"
            last = end + stop
            continue
        if word in _NOUN_STOPS or any(mark in gap for mark in '.,;:!?()"-$€£¥'):
            break
        stems.append(stem(word))
        last = end + stop
        if stems[-1] in _CURRENCIES:
            return ("money",), last
        if word.endswith("s") and not word.endswith("ss"):
            break
    return tuple(stems), last if stems else number_end


def _amount(match: re.Match[str]) -> float:
    digits = match["digits"]
    if digits:
        amount = float(digits.replace(",", ""))
    else:
        first, _, unit = match["word"].partition("-")
        amount = WORD_VALUES[first] + (WORD_VALUES[unit] if unit else 0)
    return amount * SCALES.get(match["scale"] or "", 1)


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
