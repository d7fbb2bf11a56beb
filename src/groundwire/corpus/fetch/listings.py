"""What feeds and sitemaps list: stories, each with its address and what is said of it."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from groundwire.corpus.read.contents import entry_fields
from groundwire.corpus.read.extract import Extractor
from groundwire.corpus.read.feeds import Entry
from groundwire.corpus.read.sitemaps import Listed, is_sitemap
from groundwire.errors import ArticleError

MAX_SITEMAPS = 20  # of one index, the newest
_FEED = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*|<!DOCTYPE rss[^>]*>\s*)*"
    rb"<(?:rss|feed|rdf:RDF|atom:feed)[\s>]",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Story:
    """A story's address, and what a feed or sitemap says of it: ``fields`` by the names that
    article files use, ``text`` where a feed holds the whole of it."""

    url: str
    fields: Mapping[str, str] = field(default_factory=dict)
    text: str = ""

    @property
    def digest(self) -> str:
        """Changes when the story is listed differently, as after a correction."""
        listed = json.dumps([self.url, dict(self.fields), self.text], sort_keys=True)
        return sha256(listed.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Listing:
    """The stories that are listed, and the sitemaps that an index of them names."""

    stories: tuple[Story, ...]
    sitemaps: tuple[str, ...] = ()


def read_listing(body: bytes, url: str, extractor: Extractor, *, limit: int) -> Listing | None:
    """The newest stories of a feed or sitemap; None for what is neither.

    Raises:
        ArticleError: it cannot be parsed, or lists nothing.
    """
    if is_sitemap(body):
        sitemap = extractor.sitemap(body)
        pages, sitemaps = (
            sorted(each, key=_when, reverse=True) for each in (sitemap.pages, sitemap.sitemaps)
        )
        links = tuple(each.link for each in sitemaps[:MAX_SITEMAPS])
        listing = Listing(tuple(map(_of_sitemap, pages[:limit])), links)
    elif _FEED.match(body.lstrip()[:4096]):
        entries = extractor.feed(body, url=url).entries
        listing = Listing(tuple(_of_feed(entry) for entry in entries if entry.link)[:limit])
    else:
        return None
    if not listing.stories and not listing.sitemaps:
        raise ArticleError("it lists no http(s) address.")
    return listing


def _when(listed: Listed) -> str:
    """Times of sitemaps are written so that they sort; what has none comes last."""
    return listed.published or listed.modified or ""


def _of_sitemap(listed: Listed) -> Story:
    fields = {
        "title": listed.title,
        "source": listed.source,
        "published": listed.published,
        "language": listed.language,
        "modified": listed.modified,
    }
    return Story(listed.link, {name: value for name, value in fields.items() if value})


def _of_feed(entry: Entry) -> Story:
    fields = {name: value for name, value in entry_fields(entry).items() if name != "text"}
    return Story(entry.link or "", fields, (entry.text or "") if entry.whole else "")
