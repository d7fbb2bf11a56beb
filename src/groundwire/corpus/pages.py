"""HTML pages into raw articles: the story through trafilatura, the fields from the metadata."""

import re
from collections.abc import Iterator
from typing import Any

from groundwire.corpus.dates import parse_date
from groundwire.errors import ArticleError
from groundwire.records import RawArticle

MAX_PAGE_BYTES = 5_000_000  # 25 times a news page of today without its scripts
# 100,000 attributes in one tag cost lxml and trafilatura 20 s; a page's largest has about 40.
MAX_ATTRIBUTES = 500
_LONG_TAG = re.compile(rb"<[^<>]{1500,}")  # 500 attributes take at least as many characters
MAX_TAGS = 60_000  # 5 s of extraction at the most where 190,000 took 35 s; a news page has 5,000

# Metadata only, in the order of how surely it is the day of first publication. htmldate, which
# trafilatura would ask, also reads the address and the prose.
_DATE_NAMES = (
    "article:published_time", "og:article:published_time", "datepublished", "publish_date",
    "publishdate", "publication_date", "pubdate", "parsely-pub-date", "sailthru.date",
    "dcterms.created", "dcterms.issued", "dc.date.issued", "dcterms.date", "dc.date",
    "citation_publication_date", "date",
)  # fmt: skip
_LINKED_DATA_DATE = re.compile(r'"datePublished"\s*:\s*"([^"\\]{8,80})"')


def read_page(data: bytes, path: str) -> RawArticle:
    """The story of an HTML page.

    Raises:
        ArticleError: the page is too large or too deep to read, or holds no story.
    """
    _check_size(data)
    document, published, language = _extract(data)
    text = document.text if document is not None else None
    if not text or not text.strip():
        raise ArticleError(
            "no article text was found in the page; save the page with its text, or the text alone."
        )
    return RawArticle(
        path=path,
        text=text,
        title=document.title,
        source=document.sitename,
        author=document.author,
        url=document.url,
        published=published,
        language=language,
    )


def _check_size(data: bytes) -> None:
    if len(data) > MAX_PAGE_BYTES:
        raise ArticleError(
            f"the page has {len(data):,} bytes, more than {MAX_PAGE_BYTES:,}; save the text alone."
        )
    if data.count(b"<") > MAX_TAGS:
        raise ArticleError(f"the page has more than {MAX_TAGS:,} tags; save the text alone.")
    for tag in _LONG_TAG.finditer(data):
        if len(tag[0].split()) > MAX_ATTRIBUTES or tag[0].count(b"=") > MAX_ATTRIBUTES:
            raise ArticleError(
                f"a tag has more than {MAX_ATTRIBUTES:,} attributes; save the text alone."
            )


def _extract(data: bytes) -> tuple[Any, str | None, str | None]:
    from trafilatura import bare_extraction
    from trafilatura.utils import load_html

    try:
        tree = load_html(data)
        if tree is None:
            return None, None, None
        published, language = _published(tree), tree.get("lang")
        # Its own date search is bounded to nothing: _published has read the metadata.
        document = bare_extraction(
            tree,
            with_metadata=True,
            include_comments=False,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    # The outermost boundary to a parser of hostile input: whatever it trips over, one page must
    # not stop the others.
    except Exception as error:
        raise ArticleError(
            f"the page cannot be read ({type(error).__name__}); save the text alone."
        ) from error
    return document, published, language


def _published(tree: Any) -> str | None:
    """The first metadata value that is a date."""
    return next((value for value in _date_values(tree) if parse_date(value)), None)


def _date_values(tree: Any) -> Iterator[str]:
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        metas.setdefault(name.lower(), meta.get("content") or "")
    yield metas.get(_DATE_NAMES[0], "")
    for script in tree.iter("script"):
        if script.get("type") == "application/ld+json" and script.text:
            yield from _LINKED_DATA_DATE.findall(script.text)[:1]
    yield from (metas[name] for name in _DATE_NAMES[1:] if name in metas)
    for time in tree.iter("time"):
        if time.get("itemprop") == "datePublished" or time.get("pubdate") is not None:
            yield time.get("datetime") or ""
