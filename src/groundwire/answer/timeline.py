"""Dated events: the sentences that carry a date, in order of time.

Dates that a sentence spells out (language/written_dates.py), and days and months that it gives by
their distance from the publication: "on Tuesday", "last month" (language/relative_dates.py).
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Literal

from groundwire.index.generation import Index
from groundwire.language.relative_dates import relative_dates
from groundwire.language.sentences import sentence_spans
from groundwire.language.text import words
from groundwire.language.written_dates import Mention, dates_in
from groundwire.records import Article, Event, SearchHit, Timeline

# A hit is about the topic from this share of the best one's score: over six topics on the sample
# articles those about it had at least .42 of it, those about something else at most .35.
ON_TOPIC = 0.4
HITS = 20  # passages whose dates are listed for a topic
_WHEN = {"day": "2025-03-12", "month": "2025-03"}  # not a year, nor a range of days
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
            written = quote[mention.start : mention.end]
            if len(words(quote)) - len(words(written)) < OWN_WORDS:
                continue
            yield Event(
                when=mention.when,
                precision=mention.precision,
                written=written,
                article_id=article.id,
                title=article.label,
                source=article.source,
                published=article.published,
                start=sentence.start,
                end=sentence.end,
                quote=quote,
            )


def _dates(quote: str, published: date | None) -> list[Mention]:
    """The distinct days and months of a sentence, those that it spells out first."""
    mentions = {mention.when: mention for mention in dates_in(quote, published)}
    for one in relative_dates(quote, published):
        precision: Literal["day", "month"] = "day" if one.first == one.last else "month"
        if len(one.when) == len(_WHEN[precision]):
            mentions.setdefault(one.when, Mention(one.when, precision, one.start, one.end))
    return sorted(mentions.values(), key=lambda mention: mention.start)
