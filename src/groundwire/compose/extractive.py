"""The extractive composer: claims are sentences of the articles, word for word.

What is ours in a claim stands in brackets (notes.py): whom a "he" means, a day, a doubt about a
date. The citation holds the article's own words.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from groundwire.compose import digest, misdated, who_is_meant
from groundwire.compose.composer import Draft
from groundwire.question.query import Query
from groundwire.reading.reader import Reading
from groundwire.verify.notes import Note, with_notes

NEXT = 2  # characters between a sentence and the next: a blank, or the end of a paragraph


class Extractive:
    """Quotes, in an order that reads well; the same bytes for the same evidence."""

    name = "extractive"

    def opening(self, query: Query, best: Reading) -> Draft | None:
        """The best sentence; None for a digest, where the order of days decides."""
        return None if query.wants == "summary" else _quote(best, dated=False)

    def compose(self, query: Query, chosen: Sequence[Reading]) -> Iterator[Draft]:
        """Each sentence as it stands, with notes; those of a digest begin with their day."""
        dated = query.wants == "summary"
        ordered = digest.in_time_order(chosen) if dated else in_reading_order(chosen)
        return (_quote(reading, dated=dated) for reading in ordered)


def in_reading_order(chosen: Sequence[Reading]) -> list[Reading]:
    """The best sentence first and the others by relevance, the older article's first where two are
    as good; what follows on another in its article stays behind it."""
    rest = sorted(chosen[1:], key=_by_relevance)
    ordered = [chosen[0]]
    while rest:
        following = next((one for one in rest if _follows(ordered[-1], one)), rest[0])
        rest.remove(following)
        ordered.append(following)
    return ordered


def _by_relevance(reading: Reading) -> tuple[float, date, str, int]:
    evidence = reading.evidence
    published = evidence.hit.article.published or date.max
    return -reading.relevance, published, evidence.hit.article.id, evidence.sentence.start


def _follows(reading: Reading, other: Reading) -> bool:
    """Whether the other sentence comes right after this one."""
    mine, theirs = reading.evidence, other.evidence
    between = theirs.sentence.start - mine.sentence.end
    return mine.hit.article.id == theirs.hit.article.id and 0 <= between <= NEXT


def _quote(reading: Reading, *, dated: bool) -> Draft:
    text = with_notes(reading.evidence.text, _notes(reading, dated=dated))
    return Draft(text, (reading,))


def _notes(reading: Reading, *, dated: bool) -> tuple[Note, ...]:
    article, span = reading.evidence.hit.article, reading.evidence.sentence
    return (
        *(digest.day_note(reading) if dated else ()),
        *who_is_meant.notes(article, span.start, span.end),
        *misdated.notes(article, span.start, span.end),
    )
