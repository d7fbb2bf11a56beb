"""The extractive composer: claims are sentences of the articles, word for word.

What is ours in a claim stands in brackets (notes.py): whom a "he" means, a day, a doubt about a
date. The citation holds the article's own words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from groundwire.compose import digest, misdated, who_is_meant
from groundwire.question.query import Query
from groundwire.reading.reader import Reading
from groundwire.records import Article, Citation, Claim
from groundwire.verify.notes import Note, with_notes
from groundwire.verify.verdict import verdict

NEXT = 2  # characters between a sentence and the next: a blank, or the end of a paragraph


@dataclass(frozen=True, slots=True)
class Composed:
    """An answer's parts; ``readings``, ``claims`` and ``citations`` belong together one by one."""

    readings: tuple[Reading, ...]
    claims: tuple[Claim, ...]
    citations: tuple[Citation, ...]

    @property
    def text(self) -> str:
        return marked(self.claims)


def compose(query: Query, chosen: Sequence[Reading]) -> Composed:
    """The answer from the sentences that were chosen to be quoted, the best one first."""
    is_digest = query.wants == "summary"
    ordered = digest.in_time_order(chosen) if is_digest else in_reading_order(chosen)
    claims, citations = claims_and_citations(ordered, dated=is_digest)
    return Composed(tuple(ordered), claims, citations)


def opening(query: Query, best: Reading) -> Claim | None:
    """The first claim of the answer, as far as the best sentence alone tells it: not where the
    order of days decides."""
    if query.wants == "summary":
        return None
    (claim,), _ = claims_and_citations([best], dated=False)
    return claim


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


def cite(number: int, article: Article, *, start: int, end: int) -> Citation:
    """The citation of ``article.text[start:end]``."""
    return Citation(
        number=number,
        article_id=article.id,
        title=article.label,
        source=article.source,
        url=article.url,
        published=article.published,
        start=start,
        end=end,
        quote=article.text[start:end],
        path=article.path,
    )


def claims_and_citations(
    readings: Sequence[Reading], *, dated: bool = False
) -> tuple[tuple[Claim, ...], tuple[Citation, ...]]:
    """One claim and one citation for each sentence, numbered in the order they are read; ``dated``
    claims begin with their day."""
    citations = tuple(
        cite(
            number,
            reading.evidence.hit.article,
            start=reading.evidence.sentence.start,
            end=reading.evidence.sentence.end,
        )
        for number, reading in enumerate(readings, start=1)
    )
    claims = []
    for reading, citation in zip(readings, citations, strict=True):
        text = with_notes(citation.quote, _notes(reading, dated=dated))
        claims.append(Claim(text, (citation.number,), verdict(text, [citation])))
    return tuple(claims), citations


def _notes(reading: Reading, *, dated: bool) -> tuple[Note, ...]:
    article, span = reading.evidence.hit.article, reading.evidence.sentence
    return (
        *(digest.day_note(reading) if dated else ()),
        *who_is_meant.notes(article, span.start, span.end),
        *misdated.notes(article, span.start, span.end),
    )


def marked(claims: Sequence[Claim]) -> str:
    """The claims as running text with their marks: ``... said so. [1] ...``."""
    return " ".join(
        f"{claim.text} {''.join(f'[{number}]' for number in claim.citations)}" for claim in claims
    )
