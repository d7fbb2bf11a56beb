"""Why the articles do not say: the sentence that a refusal gives, one rule for each.

The rules go from what is surest to what is left: no article fits the filters; only later articles
answer; a name that nobody mentions; the articles say otherwise; nothing on the subject; no such
number, date or name; and, where none of these holds, that no sentence answers.
"""

from collections.abc import Sequence
from datetime import date

from groundwire.answer.decide import decide
from groundwire.answer.premise import premise
from groundwire.answer.signs import uncounted, unfit
from groundwire.index.generation import Index
from groundwire.language.names import names
from groundwire.language.text import Text
from groundwire.question.query import Query
from groundwire.reading.reader import Reading
from groundwire.records import Filters

NOT_SAID = "The articles do not say"
# Cosine of a question with its nearest sentence: 1 of 95 answerable development questions is below
# this, and 8 of the 11 that are about another matter altogether.
ON_SUBJECT = 0.35
_WITHOUT = {
    "number": "give no such number",
    "date": "give no date for it",
    "place": "name no such place",
    "person": "name nobody for it",
}


def reason(
    query: Query,
    readings: Sequence[Reading],
    index: Index,
    *,
    against: Reading | None = None,
    later: date | None = None,
) -> str:
    """One sentence for whoever asked: what was looked for and not found.

    ``against`` says the opposite of what the question takes for granted; ``later`` is the day of
    the earliest article that answers, where the dates asked for leave it out.
    """
    if later:
        return (
            f"The articles asked for do not say: the earliest one that answers this is of "
            f"{written(later)}, after the date asked for."
        )
    if not readings:
        return _nothing_to_read(query.filters, index)
    unknown = _unknown_names(query, index)
    if unknown:
        return f"{NOT_SAID}: none of them mentions {' or '.join(unknown)}."
    if against:
        return _against(against)
    if off_subject(query, readings):
        return f"{NOT_SAID}: nothing in them is about this."
    return f"{NOT_SAID}: they touch on the subject, but {_lacking(query, readings)}."


def answered_after(last: date, query: Query, readings: Sequence[Reading]) -> date | None:
    """The day of the earliest article published after the ``last`` day that answers by itself;
    None where none does. ``readings`` are those without that limit, best first."""
    if not decide(query, readings).answers:
        return None
    by_day: dict[date, list[Reading]] = {}
    for reading in readings:
        day = reading.evidence.hit.article.published
        if day and day > last:
            by_day.setdefault(day, []).append(reading)
    return min((day for day, own in by_day.items() if decide(query, own).answers), default=None)


def written(day: date) -> str:
    """The day as one writes it: 4 September 2025."""
    return f"{day.day} {day:%B %Y}"


def off_subject(query: Query, readings: Sequence[Reading]) -> bool:
    """Whether even the nearest sentence is about something else, and speaks of nobody asked for."""
    held = frozenset[str]().union(*(reading.evidence.terms for reading in readings))
    nearest = max(reading.evidence.features.meaning for reading in readings)
    return nearest < ON_SUBJECT and not (query.names and query.names <= held)


def _lacking(query: Query, readings: Sequence[Reading]) -> str:
    """What the sentences on the subject do not have, as far as a rule can tell."""
    if uncounted(query, readings):
        return _WITHOUT["number"]
    if query.wants in _WITHOUT and unfit(query, readings):
        return _WITHOUT[query.wants]
    if premise(query.text) and query.wants == "reason":
        return "no sentence in them says that it is so and why"
    return "no sentence in them answers this question"


def _against(reading: Reading) -> str:
    article = reading.evidence.hit.article
    day = f", {written(article.published)}" if article.published else ""
    return f"The articles say otherwise: “{reading.evidence.text}” ({article.label}{day})"


def _nothing_to_read(filters: Filters, index: Index) -> str:
    if filters == Filters():
        return f"{NOT_SAID}: nothing in them is about this."
    undated = int((index.published == 0).sum())
    dated = any((filters.as_of, filters.published_from, filters.published_to))
    note = (
        f" {undated} of {len(index.published)} articles carry no publication date and are left "
        "out whenever a date is asked for."
        if dated and undated
        else ""
    )
    return f"No article fits the dates, sources or articles asked for.{note}"


def _unknown_names(query: Query, index: Index) -> list[str]:
    """The question's names, whole and as written, of which a word stands in no article."""
    unknown = {name for name in query.names if not index.words.document_frequency(name)}
    written = Text(query.text)
    return sorted(
        {
            query.text[name.start : name.end]
            for name in names(written)
            if unknown & {t.stem for t in written.tokens if name.start <= t.start < name.end}
        }
    )
