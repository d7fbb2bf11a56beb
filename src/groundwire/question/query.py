"""What a question asks for, as the searches and the reader use it.

Every rule here is about English questions in general; none knows a story.
"""

from dataclasses import dataclass, replace
from datetime import date

from groundwire.language.content import content_terms
from groundwire.language.names import name_stems
from groundwire.language.text import terms
from groundwire.question.follow_up.stand_alone import resolve
from groundwire.question.kinds import Wants, is_comparison, wants, wants_of_many
from groundwire.question.parts import parts
from groundwire.question.sources import named
from groundwire.question.when import as_of, days_named, is_latest
from groundwire.records import Filters, Question


@dataclass(frozen=True, slots=True)
class Query:
    """A stand-alone question, taken apart.

    ``terms`` are the distinct stems that carry its subject and ``weights`` (same length) how much
    each counts; ``names`` are those written with a capital, ``numbers`` those with a digit.
    ``stems`` are those of every word, the small ones too. ``parts`` are the clauses of a question
    that rests on several articles (none if it is of one part), ``sources`` the names that it gives
    as publishers, as written, ``days`` the days that it writes out. ``latest``: the newest article
    that answers is wanted; ``comparison``: two things are held against each other.
    """

    text: str
    terms: tuple[str, ...]
    weights: tuple[float, ...]
    names: frozenset[str]
    numbers: frozenset[str]
    stems: frozenset[str]
    wants: Wants
    filters: Filters
    parts: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    days: tuple[date, ...] = ()
    latest: bool = False
    comparison: bool = False


def understand(question: Question) -> Query:
    """The question, made to stand alone if it follows another, and taken apart."""
    resolved = resolve(question)
    text = resolved.text
    clauses, sources = parts(text), named(text)
    of_many = bool(clauses) or len(sources) > 1
    asked = question.text
    weights = dict.fromkeys(content_terms(asked), 1.0)
    for term, weight in resolved.inherited:
        weights.setdefault(term, weight)
    wanted = wants_of_many(asked) if of_many else wants(asked)
    if resolved.kind_from and wanted == "fact":
        wanted = wants(resolved.kind_from)
    return Query(
        text=text,
        terms=tuple(weights),
        weights=tuple(weights.values()),
        names=frozenset(name_stems(text)) & weights.keys(),
        numbers=frozenset(term for term in weights if any(map(str.isdigit, term))),
        stems=frozenset(terms(text)),
        wants=wanted,
        filters=_filters(question.filters, as_of(question.text)),
        parts=clauses,
        sources=sources,
        days=days_named(text),
        latest=is_latest(question.text),
        comparison=is_comparison(question.text),
    )


def _filters(given: Filters, day: date | None) -> Filters:
    """The filters with the day that the question's own words name; the earlier of two counts."""
    if day is None:
        return given
    return replace(given, as_of=min(day, given.as_of or day))
