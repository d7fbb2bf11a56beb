"""Dates in an article that its own day of publication contradicts, marked and never corrected.

A story of September 2025 that "follows talks held on 18 August 2023" most likely means 2025, but
only its author knows. A quote keeps the words and gets a note with the article's own date. A date
in the past is no error as such: something in the sentence must speak against it. Of 11,701 news
articles five have such a date, four of them with good reason.
"""

import re
from datetime import date, timedelta

from groundwire.language.written_dates import (
    CLEAR_DAYS,
    Written,
    days_meant,
    days_of,
    written_dates,
)
from groundwire.records import Article
from groundwire.verify.notes import Note

# How far a day may lie from the publication that is called so; a story is also printed again later.
_CALLED = {"day": 7, "week": 21, "month": 70}
_CALLED_BEFORE = re.compile(
    r"\b(?:(?P<day>[Tt]oday|[Yy]esterday|[Tt]omorrow|[Tt]his (?:morning|afternoon|evening))"
    r"|(?:[Tt]his|[Ll]ast|[Nn]ext|(?:[Ee]arlier|[Ll]ater) this)"
    r" (?:(?P<week>week)|(?P<month>month)))"
    r"[,(\s–—-]{1,3}(?:on )?(?:the )?$"
)
_CALLED_AFTER = re.compile(r"[,(\s]{1,3}(?P<day>today|yesterday|tomorrow)\b", re.IGNORECASE)
# What ties the sentence's news to the date: "the summit follows talks held on ...".
_FOLLOWS = re.compile(r"\b(?:follows|follow(?:ing|ed)? (?:up )?|comes? after|came after)\b")
# What says that the date is still to come, with nothing but a few words between.
_WILL = re.compile(
    r"\b(?:will|is (?:set|due|scheduled|expected) (?:to|for|on)|are (?:set|due|scheduled|expected)"
    r" (?:to|for|on))\b[^,;:]{0,50}$"
)
_OTHER_TIME = re.compile(
    r"\b(?:years?|anniversary|decades?|since|originally|first|from tomorrow)\b"
)
RECENT_DAYS = 31  # "follows" is said of what happened in the weeks before
YEARS_OFF = 3  # a slip of the year is small; the further back, the more likely it is meant


def notes(article: Article, start: int, end: int) -> tuple[Note, ...]:
    """A note after each date in ``article.text[start:end]`` that contradicts the article's own;
    none where the article carries no date."""
    if article.published is None:
        return ()
    quote = article.text[start:end]
    words = f"the article is dated {article.published.isoformat()}"
    return tuple(
        Note(written.end, words)
        for written in written_dates(quote)
        if _contradicts(article, article.published, quote, written)
    )


def _contradicts(article: Article, published: date, quote: str, written: Written) -> bool:
    if written.day is None:
        return False
    if _is_called_near(published, quote, written):
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


def _is_called_near(published: date, quote: str, written: Written) -> bool:
    """Whether it is called today, or this month, and is far from the publication."""
    before = _CALLED_BEFORE.search(quote[: written.start])
    called = before or _CALLED_AFTER.match(quote, written.end)
    days = days_of([written.year], written) if written.year else days_meant(written, published)
    if called is None or len(days) != 1 or _OTHER_TIME.search(quote):
        return False  # "fifty years ago today, on 23 July 1967"
    (unit,) = (name for name, word in called.groupdict().items() if word)
    return abs(days[0] - published) > timedelta(_CALLED[unit])


def _near_publication(published: date, written: Written) -> date | None:
    """The same day and month in another year, if that is about when the article came out."""
    years = [published.year - 1, published.year, published.year + 1]
    days = [day for day in days_of(years, written) if abs((day - published).days) <= CLEAR_DAYS]
    return next((day for day in days if day.year != written.year), None)


def _is_still_to_come(published: date, quote: str, written: Written) -> bool:
    """Whether it lies behind and is said to come."""
    past = all(day < published for day in days_of([written.year or 0], written))
    return past and bool(_WILL.search(quote[: written.start]))


def _follows(published: date, quote: str, written: Written, meant: date) -> bool:
    recent = timedelta(0) <= published - meant <= timedelta(RECENT_DAYS)
    tied = _FOLLOWS.search(quote[: written.start]) and not _OTHER_TIME.search(quote)
    return recent and bool(tied)


def _named_elsewhere(article: Article, written: Written) -> bool:
    """Whether the article names that year more than once: then it may well tell of that year."""
    return article.text.count(str(written.year)) > 1
