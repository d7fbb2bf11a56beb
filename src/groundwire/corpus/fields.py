"""Fields as people and news APIs name them, into a raw article."""

import re
from collections.abc import Mapping

from groundwire.corpus.markup import plain_html
from groundwire.records import RawArticle

# Compared in lower case, without underscores, hyphens and spaces; the first that is filled wins.
NAMES: dict[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "articlebody", "bodytext", "fulltext", "articletext"),
    "title": ("title", "headline"),
    "source": ("source", "publisher", "sourcename", "sitename"),
    "author": ("author", "authors", "byline", "creator"),
    "url": ("url", "link", "weburl", "canonicalurl", "permalink"),
    "published": (
        "published", "publishedat", "datepublished", "publishdate", "publicationdate", "date",
        "pubdate", "webpublicationdate", "publishedtime", "issued",
    ),
    "language": ("language", "lang", "inlanguage"),
    "id": ("id",),
}  # fmt: skip
MAX_DEPTH = 3  # {"source": {"name": ...}}, a list of authors, {"rendered": ...}; no API goes deeper
_INSIDE = ("name", "rendered", "title", "text", "value", "url", "href")
_HTML = re.compile(r"</(?:p|div|li|h[1-6]|article|a|strong|em|script)\s*>|<br\s*/?>", re.IGNORECASE)


def raw_article(fields: Mapping[object, object], *, path: str, text: str = "") -> RawArticle:
    """A raw article from a record's fields; names that are not ours are ignored. ``text`` stands
    where the record has none, as below front matter. HTML in the text becomes plain text."""
    given = {re.sub(r"[_\- ]", "", str(name)).lower(): value for name, value in fields.items()}
    found = {name: _first(given, aliases) for name, aliases in NAMES.items()}
    body = text or found["text"] or ""
    return RawArticle(
        path=path,
        text=plain_html(body) if _HTML.search(body) else body,
        title=found["title"],
        source=found["source"],
        author=found["author"],
        url=found["url"],
        published=found["published"],
        language=found["language"],
        id=found["id"],
    )


def _first(given: Mapping[str, object], aliases: tuple[str, ...]) -> str | None:
    values = (_string(given.get(alias)) for alias in aliases)
    return next((value for value in values if value), None)


def _string(value: object, depth: int = MAX_DEPTH) -> str | None:
    """A value as one string: names in a list are joined, of an object its name is taken."""
    if isinstance(value, bool) or value is None or depth == 0:
        return None
    if isinstance(value, (str, int, float)):
        return str(value).strip() or None
    if isinstance(value, Mapping):
        inside = (_string(value.get(key), depth - 1) for key in _INSIDE)
        return next((text for text in inside if text), None)
    if isinstance(value, list):
        texts = [text for item in value if (text := _string(item, depth - 1))]
        return ", ".join(texts) or None
    return None
