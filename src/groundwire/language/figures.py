"""Figures as they stand in a text: sign, currency, numeral, scale and unit, and what they make.

"-17.5 degrees", "A$90 million", "1.2m crowns", "a third of", "one in five". What is a figure is
told by its form only; scores, versions, telephones, ordinals and times of day are none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from groundwire.language import lexicon, numerals, units
from groundwire.language.numerals import NUMERAL, PARTS, SCALE_SHORTS, SCALE_WORDS, SMALL
from groundwire.language.units import NO_UNIT, Unit

ROUND_ZEROS = 3  # "30,000" may be 29,874, to a tenth of its last digit; "300" is 300
SHARE_STEP = 5.0  # percent: "a third" is said of 31 to 36, "one in five" of 17.5 to 22.5
PERCENT = 100.0
CHOICE_SHARE = 0.5  # "10 or 15" is one guess, "10 or 100" are two
MOST_SHARED_SCALE = 1000  # "20 to 30 million" is 20 million, "1,500 to 2 million" is not

_RATIO = (
    rf"(?P<some>{SMALL}|\d+) (?:in|out of)(?: every)? (?P<all>{SMALL}|[3-9]\b|10\b|20\b|100\b)"
    rf"(?= [a-z]|[.,;])(?! {lexicon.alternatives('numbers.times')}s?\b)"
)
_PART = (
    rf"(?:(?P<count>a|{SMALL}|\d+)[ -])?\b(?P<part>{PARTS})(?![\w'-])"
    r"(?:(?P<thing>(?: of)? an?)(?= \w)"
    r"|(?P<whole> of\b|(?= (?:the|its|their|his|her|our|all|these|those)\b)))?"
)
_WRITTEN = (
    rf"(?:(?P<sign>[+-]|minus )(?=\S))?"
    rf"(?:(?P<money>{units.before_pattern()})\.? ?(?P<inner>-)?)?"
    rf"(?:{_RATIO}|{_PART}|(?P<numeral>{NUMERAL}))"
    rf"(?P<scaled>[ -](?P<scale>{SCALE_WORDS})\b| ?(?P<short>{SCALE_SHORTS})\b"
    r"|(?<=\d)(?P<letter>[bcfkmpt])(?![\w']))?"
    rf"(?:(?:[ -](?P<people>{units.people_pattern()}))?[ -]?"
    rf"(?P<unit>{units.behind_pattern()})(?:(?<=[%°])|(?![\w'/])))?"
)
_FIGURE = re.compile(rf"(?<![\w.,:/'$€£¥+-]){_WRITTEN}")
_OTHER_END = re.compile(_WRITTEN)
_JOIN = re.compile(r"-(?=[\d$€£¥])| to (?=\S)| or (?=\S)| and (?=\S)")
PLURAL = re.compile(rf" (?:\w+ )?(?:\w+[^\Ws]s|{lexicon.alternatives('numbers.plurals')})\b")
_NO_PART = re.compile(r"\b(?:the|this|that|other|last|next|final|first|second|third|latter) $")
_RUNS_ON = re.compile(
    rf"(?:[\w']|[.,:/-]\d|-{lexicon.alternatives('numbers.ordinals')}\b)[\w.,:/'-]*"
)
_CLOCK = re.compile(rf" ?{lexicon.alternatives('numbers.clock')}(?!\w)")
_TELEPHONE = re.compile(r" \d{3,}(?![\d,])")
_DIMENSION = re.compile(rf"[ -]{lexicon.alternatives('numbers.dimensions')}\b")
_OF_A_THING = re.compile(r"(?:\b(?:the|an?|his|her)|'s) $")
_BEFORE_CHARACTERS = 10  # more than the longest of these words before a figure


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and its span; ``raw`` is its worth without the scale, ``least`` the lower end of a
    range, else None. ``digits`` is the numeral where it is written in digits. ``step`` is the unit
    that it is rounded to as written, 0 where it is exact."""

    start: int
    end: int
    raw: float
    scale: float
    unit: Unit
    digits: str
    step: float
    least: float | None = None

    @property
    def amount(self) -> float:
        """Its worth, signed; of a range the upper end."""
        return self.raw * self.scale


def figures(folded: str, written: str, taken: Sequence[tuple[int, int]]) -> Iterator[Figure]:
    """The figures of a text in order, the two ends of a range as one; ``taken`` are spans that
    are something else, such as dates."""
    place = 0
    while match := _FIGURE.search(folded, place):
        first = _figure(match, written)
        place = first.end if first else max(match.end("numeral"), match.start() + 1)
        if first is None:
            continue
        whole = _with_other_end(first, folded, written)
        runs_on = _RUNS_ON.match(folded, whole.end)
        place = runs_on.end() if runs_on else whole.end
        if not runs_on and not _is_other(folded, whole, taken):
            yield whole


def _figure(match: re.Match[str], written: str) -> Figure | None:
    """What a match is worth; None for what only looks like a figure."""
    if match["money"] and not _is_currency(match, written):
        return None
    share = _share(match)
    if share is not None:
        end = match.end("whole") if match["whole"] is not None else match.end("all")
        return Figure(match.start(), end, share, 1.0, units.named("percent"), "", SHARE_STEP)
    if match["numeral"] is None and match["thing"] is None:
        return None
    raw = numerals.worth(match["numeral"]) if match["numeral"] else _worth_of_part(match)
    raw = -raw if match["inner"] or match["sign"] in ("-", "minus ") else raw
    scale, unit = _scale_and_unit(match, written, raw)
    if match["letter"] and scale == 1 and not unit.name:
        return None
    end = match.end() if unit.name and match["unit"] else _end_before_unit(match)
    digits = match["digits"] or ""
    return Figure(match.start(), end, raw, scale, unit, digits, _step(digits, raw, scale, unit))


def _is_currency(match: re.Match[str], written: str) -> bool:
    """A code stands in capitals: "TRY 40", not "try 40"."""
    as_written = written[match.start("money") : match.end("money")]
    return not units.is_code(match["money"]) or as_written.isupper()


def _end_before_unit(match: re.Match[str]) -> int:
    return max(match.end(name) for name in ("scaled", "numeral", "thing", "part"))


def _share(match: re.Match[str]) -> float | None:
    """The percentage that "a third of" and "one in five" are; None for other figures."""
    if match["some"]:
        some, every = numerals.worth(match["some"]), numerals.worth(match["all"])
        return PERCENT * some / every if some < every else None
    counted = match["count"] or match["part"] == "half"
    if match["whole"] is None or not counted or _is_another_part(match):
        return None
    return PERCENT * _worth_of_part(match)


def _is_another_part(match: re.Match[str]) -> bool:
    """Whether it is "the second half" or "the third of"."""
    return (
        _NO_PART.search(match.string[max(0, match.start() - _BEFORE_CHARACTERS) : match.start()])
        is not None
    )


def _worth_of_part(match: re.Match[str]) -> float:
    count = 1.0 if match["count"] in (None, "a") else numerals.worth(match["count"])
    return count * numerals.worth(match["part"])


def _scale_and_unit(match: re.Match[str], written: str, raw: float) -> tuple[float, Unit]:
    """What the numeral is multiplied by, and what it is an amount of."""
    scale = numerals.scales().get(match["scale"] or match["short"] or "", 1.0)
    unit = units.before(match["money"]) if match["money"] else NO_UNIT
    if match["unit"] and not unit.name:
        unit = _unit(match, written, raw * scale)
    return _by_letter(match, written, unit) if match["letter"] else (scale, unit)


def _unit(match: re.Match[str], written: str, amount: float) -> Unit:
    form = match["unit"]
    if units.is_code(form) and not written[match.start("unit") : match.end("unit")].isupper():
        return NO_UNIT
    if form == "pounds" and match.string.startswith(" of ", match.end()):
        return units.named("pound of weight")  # "300 pounds of cheese"
    return units.behind(form, match["people"], amount)


def _by_letter(match: re.Match[str], written: str, unit: Unit) -> tuple[float, Unit]:
    """One letter may be a scale or a unit: "£3m" and "3m people", but "3m high"; "30C", "40p"."""
    letter, money = match["letter"], bool(match["money"]) or unit.money
    capital = written[match.start("letter")].isupper()
    if letter in "cf":
        return 1.0, units.behind(letter, None, 0.0) if capital and not money else NO_UNIT
    length = letter == "m" and not money and _is_length(match)
    if letter == "p" or length or (letter == "t" and not money):
        return 1.0, units.behind(letter, None, 0.0)
    known = letter != "b" or money
    return numerals.scales()[letter] if known else 1.0, unit


def _is_length(match: re.Match[str]) -> bool:
    """Whether the m means metres: something is so high, or it says which ("the 800m final")."""
    folded, end = match.string, match.end("letter")
    before = folded[max(0, match.start() - _BEFORE_CHARACTERS) : match.start()]
    named = _OF_A_THING.search(before) and folded[end : end + 1] == " "
    return bool(_DIMENSION.match(folded, end) or (named and not PLURAL.match(folded, end)))


def _step(digits: str, raw: float, scale: float, unit: Unit) -> float:
    fine = 10.0 ** -numerals.decimals(digits)
    if scale > 1:
        return scale * fine
    if unit.name and not unit.money:
        return fine if digits else 0.0
    return fine if fine < 1 and not unit.money else _rounded(raw)


def _rounded(amount: float) -> float:
    """A tenth of the last digit that is no zero, of an amount with three zeros or more."""
    zeros = 0
    while amount and amount % 10 ** (zeros + 1) == 0:
        zeros += 1
    return float(10 ** (zeros - 1)) if zeros >= ROUND_ZEROS else 0.0


def _with_other_end(first: Figure, folded: str, written: str) -> Figure:
    """The figure with the other end of its range, where it is one: "20 to 30 million litres"."""
    join = _JOIN.match(folded, first.end)
    match = _OTHER_END.match(folded, join.end()) if join else None
    last = _figure(match, written) if match else None
    if join is None or last is None or not _may_join(folded, first, join.group(), last):
        return first
    unit = last.unit if last.unit.name else first.unit
    shared = not first.unit.name or first.unit == unit
    if first.scale == 1 and first.raw < min(last.raw, MOST_SHARED_SCALE):
        first = replace(first, scale=last.scale)
    counted = unit.name or last.scale > 1 or PLURAL.match(folded, last.end)
    if not shared or first.amount >= last.amount or (join.group() == "-" and not counted):
        return first
    return replace(last, start=first.start, unit=unit, least=first.amount)


def _may_join(folded: str, first: Figure, join: str, last: Figure) -> bool:
    before = folded[max(0, first.start - _BEFORE_CHARACTERS) : first.start]
    if join == " and ":
        return before.endswith("between ")
    if join == " or ":  # "two or three", not "$1,050 or $2,100"
        return not first.unit.name and last.raw <= first.raw + max(1.0, CHOICE_SHARE * first.raw)
    changes = before.endswith(("from ", "by "))  # "by 1,200 to 9,800"
    return not changes and (join != "-" or bool(first.digits and last.digits))


def _is_other(folded: str, figure: Figure, taken: Sequence[tuple[int, int]]) -> bool:
    """Whether it is part of a date, a time of day or a telephone number."""
    if any(figure.start < last and first < figure.end for first, last in taken):
        return True
    if _CLOCK.match(folded, figure.end):
        return True
    digits = figure.digits
    long = digits.isdigit() and len(digits) >= 3 and not figure.unit.name
    return (digits[:1] == "0" and digits[1:2].isdigit()) or (
        long and _TELEPHONE.match(folded, figure.end) is not None
    )
