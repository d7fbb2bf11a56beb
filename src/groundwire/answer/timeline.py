"""Dated events: the sentences that carry a date, in order of time.

Only dates that a sentence spells out are read: "12 March 2025", "March 12", "Wednesday 12 March",
"2025-03-12", "March 2025", "in February". One without a year takes the year that brings it nearest
to the article's publication, and only where that is clear; "on Tuesday" and "yesterday" are not
read. What cannot be dated is left out, not guessed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from groundwire.index.generation import Index
from groundwire.records import Article, IndexInfo, SearchHit
from groundwire.sentences import sentence_spans
from groundwire.text import words

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
# A date without a year this near to the publication is meant; further off, the next year's is
# about as near as the last one's. 120 days against 245 leaves no doubt.
CLEAR_DAYS = 120
CLEAR_MONTHS = 4
# How many months ahead of the publication a month without a year may lie, by the word before it;
# a month to come only where the sentence speaks of what is to come ("had hoped in January" does
# not, and means the one eight months ago).
_AHEAD = range(1, CLEAR_MONTHS + 1)
_SIDES = {
    "": range(-CLEAR_MONTHS, CLEAR_MONTHS + 1),
    "since": range(-11, 1),
    "last": range(-12, 0),
    "until": range(12),
    "next": range(1, 13),
}
# A hit is about the topic from this share of the best one's score: over six topics on the sample
# articles those about it had at least .42 of it, those about something else at most .35.
ON_TOPIC = 0.4
OWN_WORDS = 4  # a line with fewer words beside its date labels something and states nothing

# Capitals decide: "may" and "march" are verbs.
_MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?"
    r"|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_RANGE = r"(?:\s*(?:-|–|and|to)\s*[0-3]?\d(?:st|nd|rd|th)?)?"  # "11-12 March": its first day counts
_YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)\b"
_WEEKDAY = r"(?:\b(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day),?\s+(?:the\s+)?)?"
_END = r"(?![\d%]|[.,:]\d|\w)"  # "March 5,000" and "May 5:30" are no days
_TO_COME = re.compile(
    r"\b(?:will|would|shall|may|might|could|should|(?:is|are|was|were|set|going) to|due|next"
    r"|upcoming|deadline|plan(?:s|ned)?|expect(?:s|ed)?|scheduled|aims?|intends?|hopes?|proposed"
    r"|targets?)\b"
)
_DAY_PATTERNS = (
    re.compile(rf"(?<![\d/-]){_YEAR}-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?![\d-])"),
    re.compile(rf"{_WEEKDAY}\b{_DAY}{_RANGE}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR}|(?![\w-]))"),
    re.compile(rf"{_WEEKDAY}\b{_MONTH}\s+(?:the\s+)?{_DAY}{_RANGE}(?:,?\s+{_YEAR}|{_END})"),
)
_MONTH_PATTERNS = (
    re.compile(rf"\b{_MONTH},?\s+{_YEAR}"),
    # Whole names only, and not "by": "by May" and "in Jan" may be people.
    re.compile(
        r"\b(?:[Ii]n|[Dd]uring|(?P<side>[Ss]ince|[Ll]ast|[Uu]ntil|[Nn]ext)|[Ee]arly|[Mm]id|[Ll]ate)"
        rf"(?:[\s-](?:early|mid|late))?[\s-](?P<month>{'|'.join(m.title() for m in _MONTHS)})"
        r"(?!\s+(?:\d|the\s+\d|[A-Z])|[\w'’-])"
    ),
)


@dataclass(frozen=True, slots=True)
class Event:
    """A sentence and a date in it: ``article.text[start:end] == quote``.

    ``when`` is ISO 8601, ``2025-03-12`` or, where only the month is said, ``2025-03``; ``written``
    is how the sentence says it.
    """

    when: str
    precision: Literal["day", "month"]
    written: str
    article_id: str
    title: str
    source: str | None
    published: date | None
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Events by date, then by article and place; ``topic`` is None where all are listed."""

    topic: str | None
    events: tuple[Event, ...]
    index: IndexInfo


@dataclass(frozen=True, slots=True)
class Mention:
    """A date in a text, with its span."""

    when: str
    precision: Literal["day", "month"]
    start: int
    end: int


def timeline_of(index: Index, *, topic: str | None, hits: Sequence[SearchHit] | None) -> Timeline:
    """The events of every article; with ``hits``, best first, those inside the ones on topic."""
    if hits is None:
        found = [
            event
            for row in range(len(index.article_ids))
            for event in events_of(index.article(row))
        ]
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
        for mention in dates_in(quote, article.published):
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


def dates_in(text: str, published: date | None) -> list[Mention]:
    """The distinct dates that a text spells out, in order; those without a year need the day of
    publication."""
    taken: list[tuple[int, int]] = []
    mentions: dict[str, Mention] = {}
    for pattern in _DAY_PATTERNS + _MONTH_PATTERNS:
        to_the_day = pattern in _DAY_PATTERNS
        for match in pattern.finditer(text):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            taken.append(match.span())
            value = _day(match, published) if to_the_day else _month(match, published)
            if value:
                precision: Literal["day", "month"] = "day" if to_the_day else "month"
                mentions.setdefault(value, Mention(value, precision, *match.span()))
    return sorted(mentions.values(), key=lambda mention: mention.start)


def _day(match: re.Match[str], published: date | None) -> str | None:
    month, day = _month_number(match["month"]), int(match["day"])
    weekday = match.groupdict().get("weekday")
    if match["year"]:
        candidates = _dates([int(match["year"])], month, day)
    elif published:
        near = _dates([published.year + shift for shift in (-1, 0, 1)], month, day)
        candidates = [one for one in near if abs((one - published).days) <= CLEAR_DAYS]
    else:
        return None
    # A weekday that contradicts the date is an error of somebody's: such a date is not trusted.
    if weekday:
        place = _WEEKDAYS.index(weekday.lower())
        candidates = [one for one in candidates if one.weekday() == place]
    return candidates[0].isoformat() if len(candidates) == 1 else None


def _month(match: re.Match[str], published: date | None) -> str | None:
    month = _month_number(match["month"])
    if "year" in match.groupdict():
        return f"{match['year']}-{month:02}"
    if published is None:
        return None
    for year in (published.year - 1, published.year, published.year + 1):
        ahead = (year - published.year) * 12 + month - published.month
        side = (match["side"] or "").lower()
        if ahead in _SIDES[side]:
            told = side or ahead not in _AHEAD or _TO_COME.search(match.string)
            return f"{year}-{month:02}" if told else None
    return None


def _dates(years: Sequence[int], month: int, day: int) -> list[date]:
    found = []
    for year in years:
        try:
            found.append(date(year, month, day))
        except ValueError:  # there is no 31 February
            continue
    return found


def _month_number(written: str) -> int:
    if written.isdigit():
        return int(written)
    return next(n for n, name in enumerate(_MONTHS, 1) if name.startswith(written[:3].lower()))
