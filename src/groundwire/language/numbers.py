"""Numbers in a sentence: what they are worth, of what unit, how exactly, and what they count.

One finder for all who compare, quote or ask for a figure. A number that only names ("Apollo 11",
"page 12", a year) or counts nothing ("the one who stayed") is none in this sense.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Literal

from groundwire.language import lexicon, numerals, units
from groundwire.language.content import STOPWORDS
from groundwire.language.dates import DateMention
from groundwire.language.dates.calendar import FIRST_YEAR, LAST_YEAR
from groundwire.language.figures import PLURAL, Figure, figures
from groundwire.language.text import Text, fold

Qualifier = Literal["", "about", "over", "nearly", "under"]
Role = Literal["", "part", "whole", "from", "to", "added", "compound"]

ABOUT_SHARE = 0.1  # "about 30" is 27 to 33: of what people call so in news, few are further off
OVER_TIMES = 1.5  # "over 30" is up to 45: nobody calls 60 so
NEARLY_SHARE = 0.15  # "nearly 30" is 25.5 to 30
UNDER_TIMES = 0.5  # "fewer than 30" and "up to 30" are 15 to 30
NOUN_WINDOW_WORDS = 5  # a number's noun is among the words after it, up to here or to punctuation
_BEFORE_CHARACTERS = 40  # more than what stands before a number and changes it

_QUALIFIERS = re.compile(
    "|".join(
        rf"\b(?P<{name}>{lexicon.alternatives(f'numbers.{name}')})(?: an?)? $"
        for name in ("about", "over", "nearly", "under")
    )
)
_QUALIFIED_BEHIND = re.compile(r" or (?P<word>so|more|less|fewer)\b")
_BEHIND: dict[str, Qualifier] = {"so": "about", "more": "over", "less": "under", "fewer": "under"}
_MULTIPLE = re.compile(r" times (?:as|more|less|the|that|what|its|their|last|\w+er)\b")
_NO_ONE = re.compile(r"\b(?:no|any|every|each|this|that|which|another) $")
_ONE_OF = re.compile(r" (?:of (?:the|its|their|his|her|our|my|those|these|us|them)|another)\b")
_ADDED = re.compile(rf"\b{lexicon.alternatives('numbers.added')} $")
_MORE = re.compile(rf" {lexicon.alternatives('numbers.more')}\b(?! than)")
_MOVED = re.compile(
    rf"\b(?:{lexicon.alternatives('numbers.moves')}\b(?:[^,;.]|[.,]\d){{0,25}} (?P<to>to|from)"
    r"|(?:up|down)\b(?:[^,;.]|[.,]\d){0,25} from) $"
)
_TO_NUMBER = re.compile(r"[ \w%-]{0,20} to $")
_OF_WHOLE = re.compile(
    r"(?: [a-z]+)?(?: out)? of (?:(?:the|its|their|his|her|our|all|these|those) )?(?:[a-z]+ )?$"
)
_PART_OF = re.compile(r" of (?:the|these|those|its|their|his|her|our|all)\b")  # "26 of its cables"
_COMPOUND = re.compile(r"-[a-z]")
_LABEL = re.compile(rf"\b{lexicon.alternatives('numbers.labels')}\.? $")
_NAME = re.compile(r"(?<![\w'’-])(?P<word>[A-Z][\w’'-]*) $")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;]|,(?=\s*[\"'“‘]))[\s\"'“‘(]*$")
_BREAKS = frozenset('.,;:!?()"-$€£¥')  # between a number and a noun: then it is not its noun


@dataclass(frozen=True, slots=True)
class Reach:
    """The amounts that a number may mean, from ``low`` to ``high``."""

    low: float
    high: float

    def agrees(self, other: "Reach") -> bool:
        """Whether some amount fits both; two intervals that only touch have none."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        exact = self.low == self.high or other.low == other.high
        return low < high or (exact and low == high)

    def times(self, size: float, *, less: float = 0.0) -> "Reach":
        """The same in another unit: so many times as much, after so much is taken off."""
        return Reach((self.low - less) * size, (self.high - less) * size)


@dataclass(frozen=True, slots=True)
class Number:
    """A number as a text writes it.

    ``start`` to ``end`` is the whole phrase, from the qualifier to the counted noun ("about 30
    countries"); ``figure_start`` to ``figure_end`` the figure with its sign, currency, scale and
    unit ("-17.5 degrees"). ``amount`` is signed and has its scale; of a range it is the upper end,
    ``least`` the lower one, else None. ``unit`` is a unit's name (units.py), empty for a count;
    ``nouns`` are stems of what is counted or measured. ``step`` is the unit that the amount is
    rounded to as written, 0 where it is exact.
    """

    start: int
    end: int
    figure_start: int
    figure_end: int
    amount: float
    least: float | None
    unit: str
    nouns: tuple[str, ...] = ()
    qualifier: Qualifier = ""
    step: float = 0.0
    role: Role = ""

    def reach(self) -> Reach:
        """How far the amount reaches by the words around it; a range by its ends."""
        if self.least is not None:
            return Reach(self.least, self.amount)
        size = abs(self.amount)
        low, high = {
            "about": (size * (1 - ABOUT_SHARE), size * (1 + ABOUT_SHARE)),
            "nearly": (size * (1 - NEARLY_SHARE), size),
            "under": (size * UNDER_TIMES, size),
            "over": (size, size * OVER_TIMES),
        }.get(self.qualifier, (size - self.step / 2, size + self.step / 2))
        return Reach(low, high) if self.amount >= 0 else Reach(-high, -low)

    def agrees(self, other: "Number") -> bool:
        """Whether both may be the same amount of the same: units that measure one thing are
        converted, others differ; a bare figure may be of any unit."""
        mine, theirs = units.named(self.unit), units.named(other.unit)
        if mine.kinds & theirs.kinds:
            return self.reach().times(mine.size).agrees(other.reach().times(theirs.size))
        if {mine.name, theirs.name} == {"celsius", "fahrenheit"}:
            return _celsius(self).agrees(_celsius(other))
        bare = any(not one.unit and not one.nouns for one in (self, other))
        return (mine == theirs or bare) and self.reach().agrees(other.reach())

    @property
    def is_money(self) -> bool:
        """Whether it is an amount of some currency."""
        return units.named(self.unit).money


def _celsius(number: Number) -> Reach:
    reach = number.reach()
    return reach if number.unit == "celsius" else reach.times(1 / 1.8, less=32)


def figures_in(text: Text, dated: Sequence[DateMention]) -> list[Figure]:
    """Every figure of a text in order that is none of its dates, also one that only names or
    counts nothing."""
    folded = numerals.with_fractions(text.folded, text.written)
    if not numerals.has_numeral(folded):
        return []
    taken = [(one.start, one.end) for one in dated if not _is_length_of_time(folded, one)]
    return list(figures(folded, text.written, taken))


def _is_length_of_time(folded: str, dated: DateMention) -> bool:
    """Whether it counts days and years besides: "in three weeks", "the past 40 years"."""
    last = folded[dated.start : dated.end].rpartition(" ")[2]
    return dated.form in ("count", "period") and last not in lexicon.words("numbers.moments")


def numbers(text: Text, dated: Sequence[DateMention]) -> tuple[Number, ...]:
    """Every number of a text in order; ``dated`` are its dates, whose numbers are none."""
    folded = numerals.with_fractions(text.folded, text.written)
    read = (_number(text, folded, figure) for figure in figures_in(text, dated))
    return tuple(_with_roles(folded, [number for number in read if number]))


def _number(text: Text, folded: str, figure: Figure) -> Number | None:
    """The figure with its qualifier and its nouns; None where it counts nothing."""
    before = folded[max(0, figure.start - _BEFORE_CHARACTERS) : figure.start]
    qualified = _QUALIFIERS.search(before)
    behind = _QUALIFIED_BEHIND.match(folded, figure.end)
    nouns, end = _nouns(text, folded, figure, behind.end() if behind else figure.end)
    start = figure.start - (len(before) - qualified.start() if qualified else 0)
    if _counts_nothing(text, folded, figure, nouns):
        return None
    return Number(
        start=start,
        end=end,
        figure_start=figure.start,
        figure_end=end if folded.endswith((" a", " an"), 0, figure.end) else figure.end,
        amount=figure.amount,
        least=figure.least,
        unit=figure.unit.name,
        nouns=nouns,
        qualifier=_qualifier(qualified, behind),
        step=figure.step,
    )


def _qualifier(before: re.Match[str] | None, behind: re.Match[str] | None) -> Qualifier:
    if behind:
        return _BEHIND[behind["word"]]
    found: dict[str, Qualifier] = {
        "about": "about",
        "over": "over",
        "nearly": "nearly",
        "under": "under",
    }
    return found[before.lastgroup or ""] if before else ""


def _nouns(text: Text, folded: str, figure: Figure, end: int) -> tuple[tuple[str, ...], int]:
    """Stems of the words right after a number, and where the counted noun phrase ends."""
    if figure.unit.name:
        return units.nouns(figure.unit), figure.end
    more = _MORE.match(folded, end)
    last = more.end() if more else end
    part = _PART_OF.match(folded, last)
    last = part.end() if part else last
    first = bisect_left(text.tokens, last, key=attrgetter("start"))
    following = text.tokens[first : first + NOUN_WINDOW_WORDS]
    if following and _COMPOUND.match(folded, end):
        return (following[0].stem,), following[0].end
    stems: list[str] = []
    for token in following:
        if token.word == "and" and stems and not stems[-1].endswith("s"):
            last = token.end  # "30 EU and NATO countries"
            continue
        gap = folded[last : token.start]
        hyphen = gap == "-" and stems  # "754,200 new Covid-19 cases"
        if not hyphen and (token.word in STOPWORDS or not _BREAKS.isdisjoint(gap)):
            break
        stems.append(token.stem)
        last = token.end
        if _is_plural(token.word):
            break
    return tuple(stems), last if stems else end


def _is_plural(word: str) -> bool:
    regular = word.endswith("s") and not word.endswith("ss")
    return regular or word in lexicon.words("numbers.plurals")


def _counts_nothing(text: Text, folded: str, figure: Figure, nouns: tuple[str, ...]) -> bool:
    """Whether it is a multiple, a year, a label, part of a name, or a word that counts nothing."""
    if figure.unit.name:
        return False
    if _MULTIPLE.match(folded, figure.end):
        return True
    if figure.scale > 1 or figure.least is not None:
        return False
    before = text.written[max(0, figure.start - _BEFORE_CHARACTERS) : figure.start]
    counts = PLURAL.match(folded, figure.end) is not None
    if figure.digits:
        return _is_year(figure, before) or (not counts and _only_names(before))
    if figure.raw == 1 and (_NO_ONE.search(fold(before)) or _ONE_OF.match(folded, figure.end)):
        return True
    named = text.written[figure.start].isupper() and not _SENTENCE_START.search(before)
    return named or not (nouns or _MOVED.search(fold(before)))


def _is_year(figure: Figure, before: str) -> bool:
    """Whether it is written as a year is: "2018 graduates", but "some 1800 graduates"."""
    in_range = len(figure.digits) == 4 and FIRST_YEAR <= figure.raw <= LAST_YEAR
    return in_range and _QUALIFIERS.search(fold(before)) is None


def _only_names(before: str) -> bool:
    """Whether a number names what stands before it: "page 12", "Apollo 11"."""
    name = _NAME.search(before)
    opening = name is not None and _SENTENCE_START.search(before[: name.start()])
    if name is None or fold(name["word"]) in STOPWORDS or (opening and name["word"].endswith("ly")):
        return _LABEL.search(fold(before)) is not None
    return not any(words.search(fold(before)) for words in (_QUALIFIERS, _ADDED))


# What part a number plays beside the others


def _with_roles(folded: str, found: list[Number]) -> list[Number]:
    """The numbers with what the words before and behind them, and their neighbours, make them."""
    for place, number in enumerate(found):
        following = found[place + 1] if place + 1 < len(found) else None
        gap = folded[number.figure_end : following.start] if following else ""
        if number.role:
            continue
        if following and _is_part(number, following, gap):
            found[place] = replace(number, role="part", nouns=following.nouns, end=following.end)
            found[place + 1] = replace(following, role="whole")
        elif following and folded.endswith("from ", 0, number.start) and _TO_NUMBER.fullmatch(gap):
            found[place] = replace(number, role="from")
            found[place + 1] = replace(following, role="to")
        else:
            found[place] = replace(number, role=_own_role(folded, number))
    return found


def _is_part(number: Number, following: Number, gap: str) -> bool:
    smaller = number.unit == following.unit == "" and number.amount < following.amount
    return smaller and _OF_WHOLE.fullmatch(gap) is not None


def _own_role(folded: str, number: Number) -> Role:
    before = folded[max(0, number.start - _BEFORE_CHARACTERS) : number.start]
    moved = _MOVED.search(before)
    if moved:
        return "to" if moved["to"] == "to" else "from"
    if _ADDED.search(before) or (not number.unit and _MORE.match(folded, number.figure_end)):
        return "added"
    return "compound" if not number.unit and _COMPOUND.match(folded, number.figure_end) else ""
