"""The bytes of one file into raw articles, by the kind of file; where they came from is the
business of ``readers``, which opens files and archives."""

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from email.message import Message
from urllib.parse import urljoin, urlsplit

from groundwire.corpus.read.extract import Extractor
from groundwire.corpus.read.failure import Failure
from groundwire.corpus.read.feeds import MAX_FEED_BYTES, Entry
from groundwire.corpus.read.fields import raw_article
from groundwire.corpus.read.files import decode
from groundwire.corpus.read.front_matter import split_front_matter, split_page
from groundwire.corpus.read.json_articles import read_json, read_lines
from groundwire.corpus.read.mail import MAX_MAIL_BYTES
from groundwire.corpus.read.markup import plain_markdown
from groundwire.corpus.read.pages import MAX_PAGE_BYTES
from groundwire.corpus.read.sitemaps import is_sitemap
from groundwire.errors import ArticleError
from groundwire.records import RawArticle

MAX_TEXT_BYTES = 10_000_000  # of one article: more than a book
MAX_JSON_BYTES = 100_000_000  # of one JSON document, which is read whole; JSONL has no limit
MAX_DOCUMENT_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class Contents:
    """The bytes of a file, of which kind (its suffix, unpacked), and the path to name."""

    data: bytes
    suffix: str
    path: str


Found = Iterator[RawArticle | Failure]


def read_contents(contents: Contents, extractor: Extractor) -> Found:
    """The articles of a file.

    Raises:
        ArticleError: there is none in it; what else it holds comes out before.
    """
    yield from _READERS.get(contents.suffix, _read_text)(contents, extractor)


def limit(suffix: str) -> int:
    """How many bytes a file of this kind may have."""
    return _LIMITS.get(suffix, MAX_TEXT_BYTES)


def _read_text(contents: Contents, extractor: Extractor) -> Found:
    text = decode(contents.data)
    if text.lstrip()[:15].lower().startswith(("<!doctype html", "<html")):
        yield from _read_page(contents, extractor)
        return
    fields, body = split_front_matter(text)
    if contents.suffix in (".md", ".markdown"):
        body = plain_markdown(body)
    if not body.strip():
        raise ArticleError("no text below the front matter.")
    yield raw_article(fields, path=contents.path, text=body)


def _read_page(contents: Contents, extractor: Extractor) -> Found:
    """A page as it was saved, or as ``fetch`` keeps it: below front matter. What the page says
    wins over what a feed said of it; what a person wrote into the front matter wins over both."""
    fields, page = split_page(contents.data)
    charset = _charset(str(fields.get("content_type") or ""))
    found = extractor.article("page", page, path=contents.path, charset=charset)
    if fetched_from := fields.get("fetched_from"):
        found = replace(found, url=_address(found.url, str(fetched_from)))
    written = replace(raw_article(fields, path=contents.path), text=found.text)
    feed = fields.get("feed")
    listed = raw_article(feed if isinstance(feed, Mapping) else {}, path="")
    yield _filled(_filled(written, found), replace(listed, published_from="feed"))


def _filled(first: RawArticle, second: RawArticle) -> RawArticle:
    """The first with the second's fields where it has none; the text is the first's."""
    return replace(
        first,
        title=first.title or second.title,
        source=first.source or second.source,
        author=first.author or second.author,
        url=first.url or second.url,
        published=first.published or second.published,
        published_from=(first if first.published else second).published_from,
        modified=first.modified or second.modified,
        language=first.language or second.language,
    )


def _address(said: str | None, fetched_from: str) -> str:
    """The address that a fetched page gives for itself, where it is of the same site: no page may
    pass for another site's."""
    own = urljoin(fetched_from, said or fetched_from)
    return own if _site(own) == _site(fetched_from) else fetched_from


def _site(url: str) -> str:
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    for prefix in ("www.", "m.", "mobile.", "amp."):
        host = host.removeprefix(prefix)
    return host


def _charset(content_type: str) -> str:
    header = Message()
    header["Content-Type"] = content_type
    return str(header.get_param("charset") or "")


def _read_feed(contents: Contents, extractor: Extractor) -> Found:
    if is_sitemap(contents.data):
        raise ArticleError(
            "a sitemap lists addresses and holds no story; groundwire fetch takes its address."
        )
    feed = extractor.feed(contents.data)
    if not feed.entries:
        raise ArticleError("the feed has no items.")
    for number, entry in enumerate(feed.entries, start=1):
        if entry.text and any(map(str.isalnum, entry.text)):
            yield entry_article(entry, contents.path)
        else:
            yield Failure(contents.path, f"item {number}: no text in the feed, only a link.")


def entry_article(entry: Entry, path: str) -> RawArticle:
    """The story of a feed's entry, as far as the feed tells it."""
    fields: dict[object, object] = dict(entry_fields(entry).items())
    return replace(raw_article(fields, path=path), published_from="feed")


def entry_fields(entry: Entry) -> dict[str, str]:
    """The fields of an entry that are known, by the names that article files use."""
    fields = {
        "title": entry.title,
        "source": entry.source,
        "author": entry.author,
        "url": entry.link,
        "published": entry.published,
        "modified": entry.updated,
        "language": entry.language,
        "text": entry.text,
    }
    return {name: value for name, value in fields.items() if value}


def _parsed(job: str) -> "_Reader":
    def read(contents: Contents, extractor: Extractor) -> Found:
        yield extractor.article(job, contents.data, path=contents.path)

    return read


def _read_json(contents: Contents, extractor: Extractor) -> Found:
    yield from read_json(contents.data, contents.path)


def _read_json_lines(contents: Contents, extractor: Extractor) -> Found:
    yield from read_lines(io.BytesIO(contents.data), contents.path)


_Reader = Callable[[Contents, Extractor], Found]
_READERS: Mapping[str, _Reader] = {
    ".html": _read_page,
    ".htm": _read_page,
    ".json": _read_json,
    ".jsonl": _read_json_lines,
    ".ndjson": _read_json_lines,
    ".xml": _read_feed,
    ".rss": _read_feed,
    ".atom": _read_feed,
    ".eml": _parsed("mail"),
    ".docx": _parsed("docx"),
    ".pdf": _parsed("pdf"),
}
_LIMITS: Mapping[str, int] = {
    ".html": MAX_PAGE_BYTES,
    ".htm": MAX_PAGE_BYTES,
    ".json": MAX_JSON_BYTES,
    ".jsonl": MAX_JSON_BYTES,
    ".ndjson": MAX_JSON_BYTES,
    ".xml": MAX_FEED_BYTES,
    ".rss": MAX_FEED_BYTES,
    ".atom": MAX_FEED_BYTES,
    ".eml": MAX_MAIL_BYTES,
    ".docx": MAX_DOCUMENT_BYTES,
    ".pdf": MAX_DOCUMENT_BYTES,
}
