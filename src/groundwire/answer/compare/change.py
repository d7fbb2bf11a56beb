"""Whether values that differ show a change over time, or a disagreement.

It is a change where the dates explain it: every article is dated, those that differ came out on
different days, and either the articles say that it moved ("rose to", "now", "postponed") or it is
of a sort that moves: what a question puts in the present or the future, a count of victims or
votes that grows, a day that was still to come when it was written of.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise
from typing import Any, Literal, Protocol

from groundwire.language import lexicon
from groundwire.language.analysis import Analysis
from groundwire.language.text import fold

Kind = Literal["change", "disagreement"]

# Articles of the same two days tell of the same state of things, unless they say that it moved.
NEAR_DAYS = 2
_MOVED = re.compile(
    rf"\b{lexicon.alternatives('numbers.moves')} (?:\w+ )?(?:to|from|back|up|down)\b"
    r"|\b(?:up|down) from\b"
    rf"|\b{lexicon.alternatives('answer.told_anew')}\b"
)


class Comparable(Protocol):
    """A value that can be held against another of its sort."""

    def agrees(self, other: Any) -> bool:
        """Whether both may be true of the same thing at the same time."""
        ...


@dataclass(frozen=True, slots=True)
class Dated:
    """A value, the sentence that gives it, and the day when that came out. ``ahead``: it is a day
    that was then still to come; ``amount`` orders numbers."""

    value: Comparable
    sentence: str
    published: date | None
    ahead: bool = False
    amount: float | None = None


def kind_of(question: str, values: Sequence[Dated]) -> Kind:
    """``change`` if dates explain why the values differ, else ``disagreement``."""
    if any(value.published is None for value in values):
        return "disagreement"
    ordered = sorted(values, key=lambda value: value.published or date.min)
    if any(_days_apart(a, b) == 0 for a, b in _clashing(ordered)):
        return "disagreement"
    if any(_MOVED.search(fold(value.sentence)) for value in ordered):
        return "change"
    if any(_days_apart(a, b) <= NEAR_DAYS for a, b in _clashing(ordered)) and not _grows(ordered):
        return "disagreement"
    return "change" if _moves(question, ordered) else "disagreement"


def _clashing(ordered: Sequence[Dated]) -> list[tuple[Dated, Dated]]:
    return [(a, b) for a, b in combinations(ordered, 2) if not a.value.agrees(b.value)]


def _days_apart(first: Dated, other: Dated) -> int:
    return abs(((first.published or date.min) - (other.published or date.min)).days)


def _moves(question: str, ordered: Sequence[Dated]) -> bool:
    """Whether the thing asked for is of a sort that moves with time."""
    if all(value.ahead for value in ordered[:-1]):
        return True
    tense = Analysis.of(question).polarity.tense
    return tense in ("present", "future") or _grows(ordered)


def _grows(ordered: Sequence[Dated]) -> bool:
    """Whether it is a count of victims, votes and the like, and never went back."""
    counted = all(value.amount is not None and _counts_victims(value.sentence) for value in ordered)
    amounts = [value.amount or 0.0 for value in ordered]
    return counted and all(a <= b for a, b in pairwise(amounts))


def _counts_victims(sentence: str) -> bool:
    """Whether it counts what goes on happening, or goes on being found: victims, votes."""
    held = lexicon.words("answer.growing")
    return any(token.word in held for token in Analysis.of(sentence).tokens)
