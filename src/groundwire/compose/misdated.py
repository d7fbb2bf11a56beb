"""Dates in an article that its own day of publication contradicts, marked and never corrected.

A story of September 2025 that "follows talks held on 18 August 2023" most likely means 2025, but
only its author knows. A quote keeps the words and gets a note with the article's own date. A date
in the past is no error as such: something in the sentence must speak against it. Of 11,701 news
articles five have such a date, four of them with good reason.
"""

import math
import re
from datetime import date, timedelta
from itertools import pairwise

from groundwire.language import lexicon
from groundwire.language.analysis import Analysis
from groundwire.language.dates import DateMention
from groundwire.language.dates.spelled import CLEAR_DAYS, days_in, days_meant
from groundwire.language.dates.tense import AHEAD, side_at
from groundwire.language.verbs import verb_of
from groundwire.records import Article
from groundwire.verify.notes import Note

# How far a day may lie from the publication that is called today, this week, this month, by the
# days that the name has; a story is also printed again later.
_CALLED = ((1, 7), (7, 21), (31, 70))
_BESIDE = re.compile(r"[,(\s–—-]{1,3}(?:on )?(?:the )?")
_TO_COME = frozenset({"will", "shall", "is", "are"})  # "would open" may have been long ago
_CLAUSE_WORDS = 8  # between such a verb and its date
RECENT_DAYS = 31  # "follows" is said of what happened in the weeks before
YEARS_OFF = 3  # a slip of the year is small; the further back, the more likely it is meant


def notes(article: Article, start: int, end: int) -> tuple[Note, ...]:
    """A note after each date in ``article.text[start:end]`` that contradicts the article's own;
    none where the article carries no date."""
    if article.published is None:
        return ()
    quote = Analysis.of(article.text[start:end], article.published)
    words = f"the article is dated {article.published.isoformat()}"
    return tuple(
        Note(mention.end, words)
        for place, mention in enumerate(quote.dates)
        if _contradicts(article, article.published, quote, place)
    )


def _contradicts(article: Article, published: date, quote: Analysis, place: int) -> bool:
    written = quote.dates[place]
    if written.day is None:
        return False
    if _is_called_near(published, quote, place):
        return True
    if written.year is None or written.year == published.year:
        return False
    meant = _near_publication(published, written)
    if meant is None or abs(written.year - meant.year) > YEARS_OFF:
        return False
    if written.weekday is not None:
        wrong = not days_meant(written, published)
        return wrong and meant.weekday() == written.weekday
    return _is_still_to_come(published, quote, written) or (
        _follows(published, quote, written, meant) and not _named_elsewhere(article, written)
    )


def _is_called_near(published: date, quote: Analysis, place: int) -> bool:
    """Whether it is called today, or this month, and is far from the publication."""
    written = quote.dates[place]
    most = _called(quote, place)
    days = days_in([written.year], written) if written.year else days_meant(written, published)
    if most is None or len(days) != 1 or _tells_another_time(quote):
        return False  # "fifty years ago today, on 23 July 1967"
    return abs(days[0] - published) > timedelta(most)


def _called(quote: Analysis, place: int) -> int | None:
    """How many days off it may lie by the name that stands beside it: "yesterday, on 4 May"."""
    before, after = quote.dates[:place][-1:], quote.dates[place + 1 :][:1]
    written = quote.dates[place]
    for name, first, last in (
        *((one, one.end, written.start) for one in before),
        *((one, written.end, one.start) for one in after if one.form == "near"),
    ):
        beside = _BESIDE.fullmatch(quote.written[first:last])
        if beside and not name.bound and name.form in ("near", "period"):
            return next((most for longest, most in _CALLED if _days(name) <= longest), None)
    return None


def _days(name: DateMention) -> float:
    """How many days it names: one by "today", whether that is meant of the day or of these days."""
    if name.form == "near":
        return 1
    return (name.last - name.first).days + 1 if name.first and name.last else math.inf


def _tells_another_time(quote: Analysis) -> bool:
    others = lexicon.words("dates.other_times")
    return any(token.word in others for token in quote.tokens)


def _near_publication(published: date, written: DateMention) -> date | None:
    """The same day and month in another year, if that is about when the article came out."""
    years = [published.year - 1, published.year, published.year + 1]
    days = [day for day in days_in(years, written) if abs((day - published).days) <= CLEAR_DAYS]
    return next((day for day in days if day.year != written.year), None)


def _is_still_to_come(published: date, quote: Analysis, written: DateMention) -> bool:
    """Whether it lies behind and is said to come."""
    past = all(day < published for day in days_in([written.year or 0], written))
    to_come = past and side_at(quote, written.start, written.end) == AHEAD
    return to_come and not _TO_COME.isdisjoint(_before(quote, written))


def _before(quote: Analysis, written: DateMention) -> list[str]:
    """The words of its clause that stand before it."""
    return [one.word for one in quote.tokens if one.end <= written.start][-_CLAUSE_WORDS:]


def _follows(published: date, quote: Analysis, written: DateMention, meant: date) -> bool:
    """Whether the sentence ties its news to it: "the summit follows talks held on ..."."""
    recent = timedelta(0) <= published - meant <= timedelta(RECENT_DAYS)
    before = [one for one in quote.tokens if one.end <= written.start]
    tied = any(
        one.stem == "follow" or (verb_of(one.word) == "come" and after.word == "after")
        for one, after in pairwise(before)
    )
    return recent and tied and not _tells_another_time(quote)


def _named_elsewhere(article: Article, written: DateMention) -> bool:
    """Whether the article names that year more than once: then it may well tell of that year."""
    return article.text.count(str(written.year)) > 1
