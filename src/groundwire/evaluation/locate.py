"""Where the gold of a question stands in the articles of an index, which were cleaned."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from groundwire.corpus.clean.characters import repair
from groundwire.evaluation.gold import (
    Gold,
    GoldArticle,
    GoldQuestion,
    GoldQuote,
    GoldSpan,
    Need,
    Span,
)
from groundwire.evaluation.questions import resolve
from groundwire.language.text import fold
from groundwire.records import Article

SHOWN_CHARACTERS = 60  # of a quote that is lost: enough to find it in the data set


@dataclass(frozen=True, slots=True)
class Located:
    """What must be found to answer, and what of the gold is not there, each with the reason.
    ``also`` answers as well as all needs together, ``stale`` was overtaken by a later article."""

    needs: tuple[Need, ...]
    lost: tuple[str, ...]
    also: tuple[Span, ...] = ()
    stale: tuple[Span, ...] = ()


def locate(question: GoldQuestion, articles: Mapping[str, Article]) -> Located:
    """The needs of a question in the articles of an index.

    ``articles`` maps what the gold calls an article (its id; for our own file the name, as
    ``match_articles`` gives it) to the article. With ``each``, every piece of gold is a need with
    its grade; without it, every vital nugget is one, met by any piece whose text holds it, and all
    pieces together are one where there is no vital nugget. A single need is met by what answers as
    well, too; of several nobody can tell which.

    Raises:
        InputError: a gold span is not inside the text of its article.
    """
    placed: list[tuple[Gold, Span]] = []
    lost: list[str] = []
    for gold in question.gold:
        article = articles.get(gold.article)
        span = _place(gold, article) if article else None
        if span:
            placed.append((gold, span))
        else:
            lost.append(_reason(gold, article))
    if question.each:
        needs = [Need((span,), _grade(gold)) for gold, span in placed]
    else:
        found = list(_by_nugget(question, [span for _, span in placed]))
        lost.extend(need for need in found if isinstance(need, str))
        needs = [need for need in found if isinstance(need, Need)]
    also = _placed(question.also, articles)
    if len(needs) == 1:
        needs = [replace(needs[0], spans=(*needs[0].spans, *also))]
    return Located(tuple(needs), tuple(lost), also, _placed(question.stale or (), articles))


def _placed(quotes: Sequence[GoldQuote], articles: Mapping[str, Article]) -> tuple[Span, ...]:
    """The quotes that are there; one that is not tells nothing of what an answer shows."""
    found = (
        _find(gold.text, articles[gold.article]) for gold in quotes if gold.article in articles
    )
    return tuple(span for span in found if span)


def _place(gold: Gold, article: Article) -> Span | None:
    match gold:
        case GoldArticle():
            return Span(article, 0, len(article.text), whole=True)
        case GoldQuote():
            return _find(gold.text, article)
        case GoldSpan():
            return resolve([gold], {gold.article: article})[0]


def _find(quote: str, article: Article) -> Span | None:
    """The first place of a quote, its characters repaired as the article's were: as written, or
    else but for white space, case and the shapes of quotes and dashes."""
    quote = repair(quote)
    start = article.text.find(quote) if quote else -1
    if start >= 0:
        return Span(article, start, start + len(quote))
    parts = map(re.escape, fold(quote).split())
    found = re.search(r"\s+".join(parts), fold(article.text))
    return Span(article, *found.span()) if found and found[0] else None


def _by_nugget(question: GoldQuestion, spans: Sequence[Span]) -> Iterator[Need | str]:
    """A need for every vital nugget, or why there is none."""
    if not question.vital:
        if spans:
            yield Need(tuple(spans))
        return
    for nugget in question.vital if question.gold else ():
        holding = tuple(span for span in spans if nugget.found_in(span.text))
        yield Need(holding) if holding else f"{nugget.any[0]!r}: no gold that is there says it"


def _grade(gold: Gold) -> int:
    return gold.grade if isinstance(gold, GoldArticle) else 1


def _reason(gold: Gold, article: Article | None) -> str:
    if article is None:
        return f"{gold.article}: no such article in the index"
    shown = gold.text[:SHOWN_CHARACTERS] if isinstance(gold, GoldQuote) else ""
    return f"{gold.article}: the cleaned text does not hold {shown!r}"
