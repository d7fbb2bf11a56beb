"""Sitemaps of news sites (sitemaps.org, with Google's news extension) through lxml."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from groundwire.corpus.fetch.addresses import is_link
from groundwire.errors import ArticleError

MAX_SITEMAP_BYTES = 52_428_800  # what sitemaps.org allows
MAX_ADDRESSES = 50_000  # and how many addresses
_LOOKS_LIKE_ONE = re.compile(rb"<(?:\w+:)?(?:urlset|sitemapindex)[\s>]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Listed:
    """A page or a sitemap that is listed; the news extension gives title, source and the rest."""

    link: str
    modified: str | None = None
    published: str | None = None
    title: str | None = None
    source: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Sitemap:
    """The pages that a sitemap lists, and the sitemaps that an index of them names."""

    pages: tuple[Listed, ...]
    sitemaps: tuple[Listed, ...]


def is_sitemap(data: bytes) -> bool:
    """Whether the head of a file says that it is a sitemap or an index of them."""
    return _LOOKS_LIKE_ONE.search(data[:2_000]) is not None


def read_sitemap(data: bytes) -> Sitemap:
    """The addresses of a sitemap; those that are not http(s) are left out.

    Raises:
        ArticleError: no XML, or more than a sitemap may hold.
    """
    if len(data) > MAX_SITEMAP_BYTES:
        raise ArticleError(f"the sitemap has more than {MAX_SITEMAP_BYTES:,} bytes.")
    if b"<!ENTITY" in data.replace(b"\x00", b"").upper():
        raise ArticleError("the sitemap declares entities; they are refused.")
    pages: list[Listed] = []
    sitemaps: list[Listed] = []
    for name, fields in _entries(data):
        link = fields.get("loc", "")
        if not is_link(link):
            continue
        (sitemaps if name == "sitemap" else pages).append(_listed(link, fields))
        if len(pages) + len(sitemaps) > MAX_ADDRESSES:
            raise ArticleError(f"the sitemap has more than {MAX_ADDRESSES:,} addresses.")
    return Sitemap(tuple(pages), tuple(sitemaps))


def _entries(data: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """``url`` or ``sitemap``, and the texts below it by their local names, outermost first."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    root = etree.fromstring(data, parser)
    if root is None or _local(root) not in ("urlset", "sitemapindex"):
        raise ArticleError("not a sitemap.")
    for entry in root:
        if (name := _local(entry)) in ("url", "sitemap"):
            fields: dict[str, str] = {}
            for element in entry.iterdescendants():
                if element.text and (text := element.text.strip()):
                    fields.setdefault(_local(element), text)
            yield name, fields


def _local(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _listed(link: str, fields: dict[str, str]) -> Listed:
    return Listed(
        link=link,
        modified=fields.get("lastmod"),
        published=fields.get("publication_date"),
        title=fields.get("title"),
        source=fields.get("name"),
        language=fields.get("language"),
    )
