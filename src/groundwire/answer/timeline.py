"""Dated events: the sentences that carry a date, in order of time.

Days and months that a sentence spells out, or gives by their distance from the publication: "on
Tuesday", "last month" (language/dates).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from groundwire.index.generation import Index
from groundwire.language.dates import DateMention, find_dates
from groundwire.language.dates.calendar import months_from
from groundwire.language.sentences import sentence_spans
from groundwire.language.text import Text, words
from groundwire.records import Article, Event, SearchHit, Timeline

# A hit is about the topic from this share of the best one's score: over six topics on the sample
# articles those about it had at least .42 of it, those about something else at most .35.
ON_TOPIC = 0.4
HITS = 20  # passages whose dates are listed for a topic
OWN_WORDS = 4  # a line with fewer words beside its date labels something and states nothing


def timeline_of(
    index: Index,
    *,
    topic: str | None,
    hits: Sequence[SearchHit] | None,
    rows: Iterable[int] | None = None,
) -> Timeline:
    """The events of every article, or of those of these rows; with ``hits``, best first, those
    inside the ones on topic."""
    if hits is None:
        listed = range(len(index.article_ids)) if rows is None else rows
        found = [event for row in listed for event in events_of(index.article(row))]
    else:
        found = [
            event
            for hit in hits
            if hit.score >= ON_TOPIC * hits[0].score
            for event in events_of(index.find(hit.article_id), (hit.start, hit.end))
        ]
    ordered = sorted(found, key=lambda event: (event.when, event.article_id, event.start))
    return Timeline(topic, tuple(ordered), index.info)


def events_of(article: Article, span: tuple[int, int] | None = None) -> Iterator[Event]:
    """The dated sentences of an article, or of a span of it, in the order of the text."""
    first, last = span or (0, len(article.text))
    for sentence in sentence_spans(article.text):
        if sentence.heading or sentence.start < first or sentence.end > last:
            continue
        quote = article.text[sentence.start : sentence.end]
        for mention in _dates(quote, article.published):
            written = quote[mention.bare : mention.end]
            if len(words(quote)) - len(words(written)) < OWN_WORDS:
                continue
            yield Event(
                when=mention.when,
                precision="day" if mention.first == mention.last else "month",
                written=written,
                article_id=article.id,
                title=article.label,
                source=article.source,
                published=article.published,
                start=sentence.start,
                end=sentence.end,
                quote=quote,
            )


def _dates(quote: str, published: date | None) -> list[DateMention]:
    """The distinct days and months of a sentence, in order; of a range its first."""
    mentions: dict[str, DateMention] = {}
    for mention in find_dates(Text(quote), published):
        opening = _opening(mention)
        if opening.precision in ("day", "month"):
            mentions.setdefault(opening.when, opening)
    return list(mentions.values())


def _opening(mention: DateMention) -> DateMention:
    """The day or the month that a range begins with: "11-12 March", "from March to May"."""
    if mention.first is None or mention.precision != "span":
        return mention
    if mention.form == "day":
        return replace(mention, last=mention.first)
    if mention.form == "month":
        return replace(mention, last=months_from(mention.first.year, mention.first.month)[1])
    return mention
