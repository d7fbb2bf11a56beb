"""How far a quantity reaches as it is written: "about 30", "over 30", "20 to 30", "1.2 million".

Two writers who count the same thing seldom use the same words. Their figures differ only where no
amount fits both.
"""

import re
from dataclasses import dataclass

from groundwire.language.text import fold
from groundwire.language.values import SCALES, Value

ABOUT_SHARE = 0.1  # "about 30" is 27 to 33: of what people call so in news, few are further off
OVER_TIMES = 1.5  # "over 30" is up to 45: nobody calls 60 so
NEARLY_SHARE = 0.15  # "nearly 30" is 25.5 to 30
UNDER_TIMES = 0.5  # "fewer than 30" and "up to 30" are 15 to 30
ROUND_ZEROS = 3  # "30,000" may be 29,874, to a tenth of its last digit; "300" is 300

_ABOUT = re.compile(r"\b(?:about|around|approximately|roughly|some|an estimated|or so)\b")
_OVER = re.compile(r"\b(?:over|more than|at least|no fewer than|upwards? of|above)\b")
_NEARLY = re.compile(r"\b(?:nearly|almost|close to|just under|just below)\b")
_UNDER = re.compile(r"\b(?:fewer than|less than|under|below|up to|as many as|at most)\b")
_DIGITS = re.compile(r"\d[\d,]*(?:\.(?P<decimals>\d+))?")
_SCALE = re.compile(rf"\b(?P<scale>{'|'.join(SCALES)})\b")


@dataclass(frozen=True, slots=True)
class Reach:
    """The amounts that a quantity may mean, from ``low`` to ``high``."""

    low: float
    high: float

    def agrees(self, other: "Reach") -> bool:
        """Whether some amount fits both; two intervals that only touch have none."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        exact = self.low == self.high or other.low == other.high
        return low < high or (exact and low == high)


def reach(text: str, value: Value) -> Reach | None:
    """What a quantity in a text may mean; None for what is no quantity."""
    if value.amount is None:
        return None
    written = fold(text[value.start : value.end])
    if value.least is not None:
        return Reach(value.least, value.amount)
    return _qualified(written, value.amount)


def _qualified(written: str, amount: float) -> Reach:
    if _ABOUT.search(written):
        return Reach(amount * (1 - ABOUT_SHARE), amount * (1 + ABOUT_SHARE))
    if _NEARLY.search(written):
        return Reach(amount * (1 - NEARLY_SHARE), amount)
    if _UNDER.search(written):
        return Reach(amount * UNDER_TIMES, amount)
    if _OVER.search(written):
        return Reach(amount, amount * OVER_TIMES)
    slack = _rounding(written, amount) / 2
    return Reach(amount - slack, amount + slack)


def _rounding(written: str, amount: float) -> float:
    """The unit that the amount is rounded to as it is written; 0 where it is exact."""
    digits, scale = _DIGITS.search(written), _SCALE.search(written)
    decimals = len(digits["decimals"] or "") if digits else 0
    if scale:
        return float(SCALES[scale["scale"]] / 10**decimals)
    if "%" in written or "cent" in written:
        return float(10**-decimals)
    zeros = 0
    while amount and amount % 10 ** (zeros + 1) == 0:
        zeros += 1
    return float(10 ** (zeros - 1)) if zeros >= ROUND_ZEROS else 0.0
