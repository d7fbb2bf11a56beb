"""The extractive composer: claims are sentences of the articles, word for word."""

from collections.abc import Sequence

from groundwire.answer import values
from groundwire.answer.reader import Reading
from groundwire.answer.verify import verdict
from groundwire.answer.wanted import EXACT, counted_nouns, same_counted
from groundwire.records import Article, Citation, Claim
from groundwire.search.query import Query

# A further sentence is quoted if it is at least half as relevant as the best one and gives another
# figure for what is counted ...
FIGURE_SHARE = 0.5
# ... or is nearly as relevant, and no retelling of one already quoted: less than this share of the
# shorter one's words are in both.
KEEP_SHARE = 0.7
SAME_WORDS = 0.7


def choose(query: Query, ranked: Sequence[Reading], *, most: int) -> list[Reading]:
    """The sentences to quote: the best; for a question of how many, those that give another
    figure; then those nearly as good that add something."""
    best = ranked[0]
    chosen = [best]
    figures = _figures(query, best)
    for reading in ranked[1:]:
        new = _figures(query, reading) - figures
        if new and reading.relevance >= FIGURE_SHARE * best.relevance:
            chosen.append(reading)
            figures |= new
    for reading in ranked[1:]:
        close = reading.relevance >= KEEP_SHARE * best.relevance
        if close and not any(_retells(reading, other) for other in chosen):
            chosen.append(reading)
    return chosen[:most]


def short_answer(chosen: Sequence[Reading]) -> str | None:
    """The answer's words in the best sentence, or in the first that counts the very thing."""
    exact = (r for r in chosen if r.evidence.features.wanted >= EXACT)
    return chosen[0].short_text or next((r.short_text for r in exact), None)


def _figures(query: Query, reading: Reading) -> set[tuple[str, float | None]]:
    """What the sentence counts of what the question asks the number of."""
    counted = counted_nouns(query)
    return {
        (same_counted(noun), value.amount)
        for value in values.quantities(reading.evidence.text)
        for noun in value.nouns
        if same_counted(noun) in counted
    }


def _retells(reading: Reading, other: Reading) -> bool:
    mine, theirs = reading.evidence.terms, other.evidence.terms
    return len(mine & theirs) >= SAME_WORDS * min(len(mine), len(theirs))


def in_reading_order(chosen: Sequence[Reading]) -> list[Reading]:
    """The best sentence first, its article's others as they stand, then article by article."""
    articles = list(dict.fromkeys(reading.evidence.hit.article.id for reading in chosen))
    rest = sorted(
        chosen[1:],
        key=lambda r: (articles.index(r.evidence.hit.article.id), r.evidence.sentence.start),
    )
    return [chosen[0], *rest]


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
    readings: Sequence[Reading],
) -> tuple[tuple[Claim, ...], tuple[Citation, ...]]:
    """One claim and one citation for each sentence, numbered in the order they are read."""
    citations = tuple(
        cite(
            number,
            reading.evidence.hit.article,
            start=reading.evidence.sentence.start,
            end=reading.evidence.sentence.end,
        )
        for number, reading in enumerate(readings, start=1)
    )
    claims = tuple(Claim(c.quote, (c.number,), verdict(c.quote, [c])) for c in citations)
    return claims, citations


def marked(claims: Sequence[Claim]) -> str:
    """The claims as running text with their marks: ``... said so. [1] ...``."""
    return " ".join(
        f"{claim.text} {''.join(f'[{number}]' for number in claim.citations)}" for claim in claims
    )
