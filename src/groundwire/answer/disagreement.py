"""Disagreement: cited sentences that give different numbers or days for what is asked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from groundwire.answer.reader import Reading
from groundwire.answer.wanted import counted_nouns, same_counted, wanted_values
from groundwire.records import Citation, Disagreement, Position
from groundwire.search.query import Query
from groundwire.text import fold
from groundwire.written_dates import MONTH_NUMBERS

# A value counts only where its sentence meets the question's words nearly as well as the best one
# with a value does: "9,300 books were dried" is no second opinion on how many were soaked.
NEARLY_AS_WELL = 0.6
_DAY = re.compile(r"(?<!\d)\d{1,2}(?!\d)|[a-z]+")  # no part of a year, but the 12 of "12th"


@dataclass(frozen=True, slots=True)
class Said:
    """What a cited sentence gives as the answer: comparable, and as written."""

    compared: object
    about: str
    written: str
    citation: Citation


def find(
    query: Query, readings: Sequence[Reading], citations: Sequence[Citation]
) -> tuple[Disagreement, ...]:
    """The different values that articles give for what the question asks, oldest first.

    ``readings`` and ``citations`` belong together, one by one. At most one disagreement comes
    back: a question asks for one thing.
    """
    if query.wants not in ("number", "date"):
        return ()
    met = [
        (reading.evidence.features.aligned, found)
        for reading, citation in zip(readings, citations, strict=True)
        if (found := _said(query, reading, citation))
    ]
    best = max((aligned for aligned, _ in met), default=0.0)
    said = [found for aligned, found in met if aligned >= NEARLY_AS_WELL * best]
    by_article: dict[str, Said] = {}
    for one in said:
        by_article.setdefault(one.citation.article_id, one)
    alike = [one for one in by_article.values() if one.about == said[0].about] if said else []
    if len({one.compared for one in alike}) < 2:
        return ()
    return (_disagreement(alike),)


def newest_value(disagreements: Sequence[Disagreement]) -> str | None:
    """What the newest article says, where all that differ are dated: the answer as it stands."""
    if not disagreements:
        return None
    days = [position.published for position in disagreements[0].positions]
    return None if None in days else disagreements[0].positions[-1].value


def _said(query: Query, reading: Reading, citation: Citation) -> Said | None:
    if reading.short is None:
        return None
    start = reading.short[0] - citation.start
    value = next((v for v in wanted_values(query, citation.quote) if v.start == start), None)
    if value is None:
        return None
    written = citation.quote[value.start : value.end]
    if value.kind == "number":
        nouns = {same_counted(noun) for noun in value.nouns}
        counted = sorted(counted_nouns(query) & nouns) or list(value.nouns[-1:])
        return Said(value.amount, " ".join(counted), written, citation)
    days = _days(written)
    return Said(days, "date", written, citation) if days else None


def _days(written: str) -> tuple[str, ...] | None:
    """Day and month of a date that names both; others ("in March") contradict nothing surely."""
    parts = _DAY.findall(fold(written))
    day = [part for part in parts if part.isdigit()]
    month = [str(MONTH_NUMBERS[part]) for part in parts if part in MONTH_NUMBERS]
    return (day[0].lstrip("0"), month[0]) if day and month else None


_NO_COUNT = ("", "money", "percent")  # a bare number, and what values.py calls sums and shares


def _disagreement(said: Sequence[Said]) -> Disagreement:
    ordered = sorted(
        said,
        key=lambda one: (
            one.citation.published is None,
            one.citation.published,
            one.citation.number,
        ),
    )
    return Disagreement(
        about=_about(said[0]),
        positions=tuple(
            Position(one.written, one.citation.number, one.citation.published) for one in ordered
        ),
    )


def _about(said: Said) -> str:
    """What the positions are about, in a word or two of the article: "number of countries"."""
    if said.about == "date":
        return "date"
    last = said.written.split()[-1]
    counts = said.about not in _NO_COUNT and last.isalpha()
    return f"number of {last}" if counts else "amount"
