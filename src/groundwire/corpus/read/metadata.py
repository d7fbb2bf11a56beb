"""What an HTML page says about itself: meta elements (OpenGraph among them) and JSON-LD."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from groundwire.corpus.clean.dates import parse_date

# Metadata only, in the order of how surely it is the day of first publication. htmldate, which
# trafilatura would ask, also reads the address and the prose.
_DATE_NAMES = (
    "article:published_time", "og:article:published_time", "datepublished", "publish_date",
    "publishdate", "publication_date", "pubdate", "parsely-pub-date", "sailthru.date",
    "dcterms.created", "dcterms.issued", "dc.date.issued", "dcterms.date", "dc.date",
    "citation_publication_date", "date",
)  # fmt: skip
_CHANGED_NAMES = (
    "article:modified_time", "og:article:modified_time", "datemodified", "og:updated_time",
    "dcterms.modified", "lastmod", "last-modified",
)  # fmt: skip
_LINKED_DATA_DATE = re.compile(r'"datePublished"\s*:\s*"([^"\\]{8,80})"')
MAX_LINKED_DATA = 2_000_000  # characters of one script; a long live blog has 700,000
_STORY = re.compile(r"(?:\w*Article|\w*BlogPosting|Report|AnalysisNews\w*|OpinionNews\w*)")
_PAID_TIERS = ("locked", "metered", "paid", "premium")


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """What was found; ``paid`` says that the page calls its story not free to read."""

    published: str | None = None
    modified: str | None = None
    language: str | None = None
    source: str | None = None
    canonical: str | None = None
    paid: bool = False


def page_metadata(tree: Any) -> PageMetadata:
    """The metadata of a parsed page. ``published`` is the day of first publication as written,
    never that of a change, of an update in a live blog or of a story that the page links to."""
    metas = _metas(tree)
    canonical = _canonical(tree)
    story = _story(tree, canonical)
    return PageMetadata(
        published=_first_date(_date_values(tree, metas, story)),
        modified=_first_date(_changed_values(metas, story)),
        language=_language(tree, metas, story),
        source=metas.get("og:site_name") or _name(story.get("publisher")),
        canonical=canonical,
        paid=_is_paid(metas, story),
    )


def _metas(tree: Any) -> dict[str, str]:
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        names = ("property", "name", "itemprop", "http-equiv")
        name = next((value for key in names if (value := meta.get(key))), "")
        metas.setdefault(name.lower(), meta.get("content") or "")
    return metas


def _canonical(tree: Any) -> str | None:
    links = (link for link in tree.iter("link") if link.get("rel", "").lower() == "canonical")
    return next((href.strip() for link in links if (href := link.get("href"))), None)


def _date_values(tree: Any, metas: Mapping[str, str], story: Mapping[str, object]) -> Iterator[str]:
    yield metas.get(_DATE_NAMES[0], "")
    if isinstance(published := story.get("datePublished"), str):
        yield published
    yield from (metas[name] for name in _DATE_NAMES[1:] if name in metas)
    for time in tree.iter("time"):
        if time.get("itemprop") == "datePublished" or time.get("pubdate") is not None:
            yield time.get("datetime") or ""


def _changed_values(metas: Mapping[str, str], story: Mapping[str, object]) -> Iterator[str]:
    if isinstance(modified := story.get("dateModified"), str):
        yield modified
    yield from (metas[name] for name in _CHANGED_NAMES if name in metas)


def _first_date(values: Iterable[str]) -> str | None:
    return next((value for value in values if parse_date(value)), None)


def _language(tree: Any, metas: Mapping[str, str], story: Mapping[str, object]) -> str | None:
    said = (
        tree.get("lang"),
        tree.get("{http://www.w3.org/XML/1998/namespace}lang"),
        metas.get("content-language"),
        metas.get("og:locale"),
        story.get("inLanguage"),
    )
    return next((value for value in said if isinstance(value, str) and value), None)


def _is_paid(metas: Mapping[str, str], story: Mapping[str, object]) -> bool:
    free = story.get("isAccessibleForFree")
    said = free is False or (isinstance(free, str) and free.lower() == "false")
    return said or metas.get("article:content_tier", "").lower() in _PAID_TIERS


def _story(tree: Any, canonical: str | None) -> Mapping[str, object]:
    """The JSON-LD object of the page's own story: the one that names the page's address, else
    the first; a page may describe the stories beside it too."""
    found: list[Mapping[str, object]] = []
    for script in tree.iter("script"):
        if (script.get("type") or "").lower() == "application/ld+json" and script.text:
            found += _objects(script.text)
    stories = [each for each in found if _is_story(each)]
    own = [each for each in stories if canonical and canonical in _addresses(each)]
    dated = [each for each in found if "datePublished" in each]
    return next(iter([*own, *stories, *dated]), {})


def _objects(text: str) -> list[Mapping[str, object]]:
    """The objects of one script, outermost and of its graph; what is deeper belongs to them."""
    try:
        document = json.loads(text[:MAX_LINKED_DATA], strict=False)
    except (ValueError, RecursionError):
        dates = _LINKED_DATA_DATE.findall(text[:MAX_LINKED_DATA])  # JSON that some pages break
        return [{"datePublished": dates[0]}] if len(set(dates)) == 1 else []
    outer = document if isinstance(document, list) else [document]
    objects: list[Mapping[str, object]] = []
    for each in outer:
        if isinstance(each, Mapping):
            graph = each.get("@graph")
            inner = [each, each.get("mainEntity"), *(graph if isinstance(graph, list) else [])]
            objects += [one for one in inner if isinstance(one, Mapping)]
    return objects


def _is_story(each: Mapping[str, object]) -> bool:
    kinds = each.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(name, str) and _STORY.fullmatch(name) for name in names)


def _addresses(each: Mapping[str, object]) -> set[object]:
    page = each.get("mainEntityOfPage")
    inside = page.get("@id") if isinstance(page, Mapping) else page
    return {value for value in (each.get("url"), each.get("@id"), inside) if isinstance(value, str)}


def _name(value: object) -> str | None:
    if isinstance(value, list):
        value = next(iter(value), None)
    name = value.get("name") if isinstance(value, Mapping) else value
    return name if isinstance(name, str) else None
