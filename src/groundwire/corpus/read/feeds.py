"""RSS and Atom feeds into their entries, through feedparser."""

import io
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from groundwire.corpus.fetch.addresses import is_link
from groundwire.errors import ArticleError

MAX_FEED_BYTES = 20_000_000
# 200,000 items took feedparser over 20 s of CPU; a news feed has 10 to 500.
MAX_ENTRIES = 10_000
_ENTRY = re.compile(rb"<(?:\w+:)?(?:item|entry)[\s>]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One story of a feed as it is written there: ``text`` is HTML or plain, whole or only its
    opening; ``whole`` says that the feed calls it the content, not a summary."""

    link: str | None
    title: str | None
    text: str | None
    whole: bool
    published: str | None
    updated: str | None
    author: str | None
    source: str | None
    language: str | None


@dataclass(frozen=True, slots=True)
class Feed:
    """The entries of a feed, in its order."""

    title: str | None
    entries: tuple[Entry, ...]


def read_feed(data: bytes, *, url: str = "") -> Feed:
    """The entries of a feed; relative links are taken from ``url``, and links that are not
    http(s), such as ``javascript:``, are left out.

    Raises:
        ArticleError: no feed, or more than is parsed.
    """
    _check(data)
    import feedparser

    # A stream: of bytes and of a string, feedparser would open the file or address they name.
    headers = {"content-location": url} if url else {}
    parsed = feedparser.parse(io.BytesIO(data), response_headers=headers)
    if not parsed.version and not parsed.entries:
        why = parsed.get("bozo_exception")
        because = f" ({' '.join(str(why).split())[:100]})" if why else ""
        raise ArticleError(f"neither an RSS nor an Atom feed{because}.")
    return Feed(
        _line(parsed.feed.get("title")),
        tuple(_entry(entry, parsed, url) for entry in parsed.entries),
    )


def _check(data: bytes) -> None:
    if len(data) > MAX_FEED_BYTES:
        raise ArticleError(f"the feed has more than {MAX_FEED_BYTES:,} bytes; split it.")
    if b"<!ENTITY" in data.replace(b"\x00", b"").upper():
        raise ArticleError("the feed declares entities, which news feeds do not; they are refused.")
    entries = sum(1 for _ in _ENTRY.finditer(data))
    if entries > MAX_ENTRIES:
        raise ArticleError(f"the feed has {entries:,} items, more than {MAX_ENTRIES:,}; split it.")


def _entry(entry: Any, parsed: Any, url: str) -> Entry:
    whole = [content.get("value") for content in entry.get("content") or []]
    text = max((value for value in whole if value), key=len, default=None)
    updated = entry.get("updated") if "updated" in entry else None
    published = entry.get("published") if "published" in entry else None
    if published is None and not parsed.version.startswith("atom"):
        published = updated  # feedparser's name for dc:date, which RSS says of the publication
    source = entry.get("source") or {}
    return Entry(
        link=_link(entry, url),
        title=_line(entry.get("title")),
        text=text or entry.get("summary") or None,
        whole=bool(text),
        published=published,
        updated=updated,
        author=_line(entry.get("author")),
        source=_line(source.get("title")) or _line(parsed.feed.get("title")),
        language=parsed.feed.get("language"),
    )


def _link(entry: Any, url: str) -> str | None:
    """The address of the story; some feeds give it as the entry's id only."""
    given = [entry.get("feedburner_origlink"), entry.get("link"), entry.get("id")]
    links = (urljoin(url, link.strip()) for link in given if isinstance(link, str))
    return next((link for link in links if is_link(link)), None)


def _line(value: object) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None
