"""Disagreement: cited sentences that give different numbers for the same thing."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from groundwire.answer import values
from groundwire.records import Citation, Disagreement, Position
from groundwire.search.query import Query


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity in a cited sentence."""

    value: values.Value
    written: str
    citation: Citation


def find(query: Query, citations: Sequence[Citation]) -> tuple[Disagreement, ...]:
    """What the citations count alike and number differently, where the question is about it.

    Two figures are about the same thing when the same noun follows both numbers, they stand in
    different articles, and the question speaks of that noun or asks for a number.
    """
    by_noun: dict[str, list[Figure]] = defaultdict(list)
    for citation in citations:
        for value in values.quantities(citation.quote):
            if value.nouns and value.amount is not None:
                figure = Figure(value, citation.quote[value.start : value.end], citation)
                by_noun[value.nouns[-1]].append(figure)
    return tuple(
        _disagreement(figures)
        for noun, figures in by_noun.items()
        if (noun in query.terms) and _differ(figures)
    )


def _differ(figures: list[Figure]) -> bool:
    amounts_of = defaultdict(set)
    for figure in figures:
        amounts_of[figure.citation.article_id].add(figure.value.amount)
    distinct = {frozenset(amounts) for amounts in amounts_of.values()}
    return len(distinct) > 1


def _disagreement(figures: list[Figure]) -> Disagreement:
    noun = figures[0].written.split()[-1]
    seen: dict[tuple[float | None, str], Figure] = {}
    for figure in figures:
        seen.setdefault((figure.value.amount, figure.citation.article_id), figure)
    ordered = sorted(
        seen.values(),
        key=lambda f: (f.citation.published is None, f.citation.published, f.citation.number),
    )
    return Disagreement(
        about=f"number of {noun}",
        positions=tuple(
            Position(figure.written, figure.citation.number, figure.citation.published)
            for figure in ordered
        ),
    )
