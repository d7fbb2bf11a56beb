"""HTML pages into raw articles: the story through trafilatura, the fields from the metadata."""

import codecs
import re
from typing import Any

from groundwire.corpus.read.files import decode
from groundwire.corpus.read.metadata import PageMetadata, page_metadata
from groundwire.errors import ArticleError
from groundwire.records import RawArticle

MAX_PAGE_BYTES = 5_000_000  # 25 times a news page of today without its scripts
# 100,000 attributes in one tag cost lxml and trafilatura 20 s; a page's largest has about 40.
MAX_ATTRIBUTES = 500
_LONG_TAG = re.compile(rb"<[^<>]{1500,}")  # 500 attributes take at least as many characters
MAX_TAGS = 60_000  # 5 s of extraction at the most where 190,000 took 35 s; a news page has 5,000
# The openings that papers show to everybody have 20 to 100 words, their shortest reports as many:
# only a page that speaks of a paywall is judged by it.
STUB_WORDS = 120
_STUB_LINES = 4  # from the end of the text, where the offer to subscribe stands
_SUBSCRIBE = re.compile(
    r"\b(?:subscribe|sign (?:in|up)|log ?in|register|become a (?:member|subscriber))\b[^.\n]{0,30}"
    r"\b(?:continue|read|unlock|keep|access|view)"
    r"|\balready (?:a|have a) subscri|\b(?:for|to) (?:our )?subscribers\b"
    r"|\b(?:article|story|content) is (?:reserved|only|exclusive)",
    re.IGNORECASE,
)
_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w:-]+)""", re.I
)
_XML_DECLARATION = re.compile(r"\s*<\?xml\b[^>]*\?>")


def read_page(data: bytes, path: str, *, charset: str = "") -> RawArticle:
    """The story of an HTML page; ``charset`` is what the server called its characters.

    Raises:
        ArticleError: the page is too large or too deep to read, or holds no story.
    """
    _check_size(data)
    document, metadata = _extract(page_text(data, charset))
    text = document.text if document is not None else None
    if not text or not any(map(str.isalnum, text)):
        raise ArticleError(
            "no article text was found in the page; save the page with its text, or the text alone."
        )
    _check_whole(text, metadata)
    return RawArticle(
        path=path,
        text=text,
        title=document.title,
        source=document.sitename or metadata.source,
        author=document.author,
        url=document.url or metadata.canonical,
        published=metadata.published,
        language=metadata.language,
        modified=metadata.modified,
        published_from="page",
    )


def page_text(data: bytes, charset: str = "") -> str:
    """The characters of a page: UTF-8 where its bytes are, whatever was said; else what the
    server or the page says; else cp1252. Latin-1 is read as cp1252, as browsers do."""
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = data.replace(b"\x00", b"")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = _as_said(data, charset) or decode(data)
    return _XML_DECLARATION.sub("", text, count=1)


def _as_said(data: bytes, charset: str) -> str | None:
    declared = _CHARSET.search(data[:4096])
    for name in (charset, declared[1].decode("ascii", "replace") if declared else ""):
        try:
            codec = codecs.lookup(name.strip("\"' ")).name if name else "utf-8"
        except (LookupError, ValueError):
            continue
        if codec not in ("utf-8", "ascii", "iso8859-1", "utf-16", "utf-32"):
            return data.decode(codec, "replace")
    return None


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


def _check_whole(text: str, metadata: PageMetadata) -> None:
    """Refuse the opening of a story whose rest is not in the page: an answer quoted from it would
    pass for what the article says."""
    words = len(text.split())
    end = "\n".join(text.strip().splitlines()[-_STUB_LINES:])
    if words < STUB_WORDS and (metadata.paid or _SUBSCRIBE.search(end)):
        raise ArticleError(
            f"only the opening of a story behind a paywall is in the page ({words} words); save "
            "the whole text if you may read it."
        )


def _extract(text: str) -> tuple[Any, PageMetadata]:
    from trafilatura import bare_extraction
    from trafilatura.utils import load_html

    try:
        tree = load_html(text)
        if tree is None:
            return None, PageMetadata()
        metadata = page_metadata(tree)
        # Its own date search is bounded to nothing: the metadata has been read.
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
    return document, metadata
