"""Fields as people and news APIs name them, into a raw article."""

import re
from collections.abc import Mapping

from groundwire.corpus.read.markup import plain_html
from groundwire.language.sentences import sentence_spans
from groundwire.records import RawArticle

# Compared in lower case, without underscores, hyphens and spaces; the first that is filled wins.
# A description is text only where there is nothing longer.
NAMES: dict[str, tuple[str, ...]] = {
    "text": (
        "text", "body", "content", "articlebody", "bodytext", "fulltext", "articletext",
        "maintext", "contenttext", "contenthtml", "bodyhtml", "bodyxhtml", "description",
        "summary", "leadparagraph", "abstract", "excerpt", "snippet",
    ),
    "title": ("title", "headline", "webtitle", "name"),
    "source": (
        "source", "publisher", "sourcename", "sitename", "provider", "publication",
        "sourcedomain", "cleanurl", "site", "domain", "sourceid",
    ),
    "author": ("author", "authors", "byline", "creator"),
    "url": ("url", "link", "weburl", "canonicalurl", "permalink", "links"),
    "published": (
        "published", "publishedat", "datepublished", "publishdate", "publicationdate",
        "datetimepub", "publisheddate", "datepublish", "date", "pubdate", "webpublicationdate",
        "publishedtime", "issued", "firstcreated",
    ),
    "modified": (
        "modified", "datemodified", "modifiedat", "updated", "updatedat", "lastmodified",
        "updateddate", "modifiedtime",
    ),
    "fetched": ("fetched",),
    "language": ("language", "lang", "inlanguage"),
    "id": ("id",),
}  # fmt: skip
MAX_DEPTH = 3  # {"source": {"name": ...}}, a list of authors, {"rendered": ...}; no API goes deeper
_INSIDE = (
    "name", "rendered", "main", "original", "title", "text", "value", "url", "href", "permalink",
)  # fmt: skip
# Where some APIs put part of a record; what stands beside it wins.
_WITHIN = ("fields", "attributes", "item", "thread", "_source")
_HTML = re.compile(r"</(?:p|div|li|h[1-6]|article|a|strong|em|script)\s*>|<br\s*/?>", re.IGNORECASE)
# How NewsAPI.org and GNews cut a text that only those who pay get whole.
_CUT = re.compile(r"\s*(?:…|\.{3})?\s*\[(?:\+)?\d+ char(?:acter)?s\]\s*$")


def raw_article(fields: Mapping[object, object], *, path: str, text: str = "") -> RawArticle:
    """A raw article from a record's fields; names that are not ours are ignored. ``text`` stands
    where the record has none, as below front matter. HTML in the text becomes plain text."""
    given = _by_name(fields)
    found = {name: _first(given, aliases) for name, aliases in NAMES.items() if name != "text"}
    body = text or _text(given)
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
        modified=found["modified"],
        fetched=found["fetched"],
    )


def _by_name(fields: Mapping[object, object]) -> dict[str, object]:
    inner = [fields.get(name) for name in _WITHIN]
    given: dict[str, object] = {}
    for each in (fields, *inner):
        if isinstance(each, Mapping):
            for name, value in each.items():
                if name not in _WITHIN:
                    given.setdefault(re.sub(r"[_\- ]", "", str(name)).lower(), value)
    return given


def _text(given: Mapping[str, object]) -> str:
    """The first text that is filled; of one that the API has cut, the sentences that are whole."""
    for name in NAMES["text"]:
        text = _string(given.get(name))
        if text and (cut := _CUT.search(text)):
            text = _whole_sentences(text[: cut.start()])
        if text:
            return text
    return ""


def _whole_sentences(text: str) -> str:
    spans = sentence_spans(text)
    return text[: spans[-1].start].rstrip() if spans else ""


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
