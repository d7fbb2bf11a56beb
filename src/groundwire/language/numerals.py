"""Numerals, written in digits or words: what they look like and what they are worth.

"1,250", "3.5", "3½", "twenty-one", "one hundred and twenty", "four and a half", "a dozen".
"""

import re
from functools import lru_cache

from groundwire.language import lexicon

DOZEN = 12.0
HUNDRED = 100.0
HALVES = "½⅓⅔¼¾"
_FRACTION_SIGNS = dict(zip(HALVES, (1 / 2, 1 / 3, 2 / 3, 1 / 4, 3 / 4), strict=True))


@lru_cache(maxsize=1)
def _small() -> dict[str, float]:
    """The words below a hundred, with what they are worth."""
    ordered = lexicon.ordered("numbers.below_twenty")
    tens = lexicon.ordered("numbers.tens")
    ones = {word: float(value) for value, word in enumerate(ordered)}
    return ones | {word: 10.0 * place for place, word in enumerate(tens, 2)}


@lru_cache(maxsize=1)
def scales() -> dict[str, float]:
    """What a scale multiplies by: words ("million") and what they are shortened to ("m")."""
    rows = [line.split() for line in lexicon.lines("numbers.scales")]
    return {form: 10.0 ** int(power) for power, *forms in rows for form in forms}


@lru_cache(maxsize=1)
def parts() -> dict[str, float]:
    """What share of the whole a word is: a third is a third of one."""
    rows = [line.split() for line in lexicon.lines("numbers.parts")]
    return {form: 1 / int(parts) for parts, *forms in rows for form in forms}


def _join(words: list[str]) -> str:
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


SCALE_WORDS = _join([word for word in scales() if len(word) > 3])
SCALE_SHORTS = _join([word for word in scales() if 1 < len(word) <= 3])
PARTS = _join([*parts(), *(f"{part}s" for part in parts() if not part.endswith("s"))])
_TENS = _join([word for word, value in _small().items() if value >= 20])
_ONES = _join([word for word, value in _small().items() if 1 <= value <= 9])
_UNDER_TWENTY = _join([word for word, value in _small().items() if value < 20])
SMALL = rf"(?:(?:{_TENS})(?:[ -](?:{_ONES}))?|{_UNDER_TWENTY})\b"
_HUNDREDS = (
    rf"(?:(?:{SMALL}|a)[ -]hundred\b(?:(?: and)? {SMALL})?|a(?=[ -](?:{SCALE_WORDS})\b)|{SMALL})"
)
SPELLED = rf"{_HUNDREDS}(?:[ -](?:{SCALE_WORDS})\b(?:,? (?:and )?{_HUNDREDS})?)*"
DIGITS = rf"(?:\d{{1,3}}(?:,\d{{3}})+(?!\d)|\d+)(?:\.\d+|[{HALVES}])?|[{HALVES}]"
_AND_A_HALF = r"(?: and a (?:half|quarter)\b)?"
NUMERAL = (
    rf"(?P<digits>{DIGITS}){_AND_A_HALF}"
    rf"|(?<![\w'-])(?:half a dozen|half-dozen|(?:a|{SMALL}) dozen|dozen)(?![\w'])"
    rf"|(?<![\w'-])(?:{SPELLED}){_AND_A_HALF}(?![\w'])"
)
_TOKEN = re.compile(rf"{DIGITS}|[a-z]+")
_COUNT_WORDS = frozenset({*_small(), *SCALE_WORDS.split("|"), "dozen", "half"})
_WORD = re.compile(rf"\d|\b(?:{_TENS}|{_UNDER_TWENTY}|{SCALE_WORDS}|dozen|{PARTS})\b|[{HALVES}]")


def has_numeral(folded: str) -> bool:
    """Whether there is a digit or a number word in a folded text."""
    return _WORD.search(folded) is not None


def is_word(word: str) -> bool:
    """Whether a folded word is a number, spelled or in digits: "seven", "million", "12"."""
    return word[0].isdigit() or word in _COUNT_WORDS


def with_fractions(folded: str, written: str) -> str:
    """The folded text, in which "3½" stays what it is: folding makes 31 of it."""
    if written.isascii():
        return folded
    signs = [place for place, sign in enumerate(written) if sign in HALVES]
    for place in signs:
        folded = f"{folded[:place]}{written[place]}{folded[place + 1 :]}"
    return folded


def worth(numeral: str) -> float:
    """The amount of a folded numeral: 3500 for "three thousand five hundred"."""
    total, current = 0.0, 0.0
    for word in _TOKEN.findall(numeral):
        if word[0].isdigit() or word[-1] in HALVES:
            current = _digits(word)
        elif word in _small():
            current += _small()[word]
        elif word == "hundred":
            current = (current or 1) * HUNDRED
        elif word == "dozen":
            current = (current or 1) * DOZEN
        elif (part := word.removesuffix("s")) in parts():
            current += parts()[part]
        elif word in scales():
            total, current = total + (current or 1) * scales()[word], 0.0
    return total + current


def _digits(written: str) -> float:
    fraction = _FRACTION_SIGNS.get(written[-1], 0.0)
    plain = written.rstrip(HALVES).replace(",", "")
    return (float(plain) if plain else 0.0) + fraction


def decimals(numeral: str) -> int:
    """How many digits stand behind the decimal point."""
    return len(numeral.partition(".")[2]) if numeral[:1].isdigit() else 0
