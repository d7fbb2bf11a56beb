"""A raw article into a clean one: characters repaired, date, headline and source found, what the
page put around the story taken off. What a field says wins over what the text says."""

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from urllib.parse import urlsplit

from groundwire.corpus.clean.characters import repair
from groundwire.corpus.clean.dates import header_date, parse_date
from groundwire.corpus.clean.furniture import cut_comments, cut_tail, take_syndicator
from groundwire.corpus.clean.headline import take_headline, take_slug
from groundwire.corpus.clean.paragraphs import join_parted, join_wrapped
from groundwire.corpus.clean.tally import Tally
from groundwire.errors import ArticleError
from groundwire.language.text import fold
from groundwire.records import CleanedArticle, Provenance, PublishedFrom, RawArticle

MAX_CHARACTERS = 5_000_000  # a long book; more is a dump, and one passage of it is no evidence
MAX_FIELD_CHARACTERS = 500  # of a title, source or author; the longest headline seen has 203
MAX_URL_CHARACTERS = 2_000
LANGUAGE_CHARACTERS = 600  # enough to tell (.5 ms); the whole text takes 7 ms
ID_DIGITS = 12  # hexadecimal: two of a million articles share one with probability .002

_SAFE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_LANGUAGE = re.compile(r"([A-Za-z]{2})(?:[-_].*)?")


def clean(raw: RawArticle) -> CleanedArticle:
    """Clean one article. The same fields and text give the same article, whatever the path.

    The day of publication is that of the fields, which say where they have it from, or else of a
    header line.

    Raises:
        ArticleError: the text is too long, or nothing of it is left.
    """
    if len(raw.text) > MAX_CHARACTERS:
        raise ArticleError(
            f"{raw.path}: {len(raw.text):,} characters is more than an article may have "
            f"({MAX_CHARACTERS:,}). Split the file into its articles."
        )
    tally = Tally()
    text = repair(raw.text, tally)
    published = parse_date(raw.published) if raw.published else None
    published_from: PublishedFrom = raw.published_from if published else "none"
    if header := header_date(text):
        tally.add("fields", "date line")
        published_from = published_from if published else "header"
        published, text = published or header.published, header.rest
    title, syndicator, lines = _take_apart(text.split("\n"), _field(raw.title), tally)
    body = _join(lines)
    if not any(map(str.isalnum, body)):
        raise ArticleError(
            f"{raw.path}: no text is left after cleaning. Check that the file holds the story."
        )
    url = _url(raw.url)
    return _finish(
        CleanedArticle(
            id=raw.id or "",
            title=title,
            source=_field(raw.source) or syndicator or _host(url),
            author=_author(raw.author),
            url=url,
            published=published,
            language=_language(raw.language, f"{title or ''}\n{body}"),
            text=body,
            digest="",
            path=_utf8(raw.path),
            provenance=Provenance(
                published_from,
                _modified(raw.modified, published),
                _fetched(raw.fetched),
                tally.changes(),
            ),
        )
    )


def _take_apart(
    lines: list[str], title: str | None, tally: Tally
) -> tuple[str | None, str | None, list[str]]:
    """Headline, syndicator and the lines of the story."""
    slug_title, lines = take_slug(_strip(lines))
    tally.add("fields", "headline from a slug", slug_title is not None)
    syndicator, lines = take_syndicator(_cut(lines, tally))
    tally.add("fields", "syndicator's line", syndicator is not None)
    lines = _joined(_cut(lines, tally), tally)
    title = title or slug_title
    if title is None:
        title, lines = take_headline(lines)
        tally.add("fields", "headline from the first line", title is not None)
        return title, syndicator, lines
    rest = _without_title(lines, title)
    tally.add("fields", "headline repeated", len(rest) < len(_strip(lines)))
    return title, syndicator, rest


def _cut(lines: list[str], tally: Tally) -> list[str]:
    """Without readers' comments and what else follows the story."""
    for rule, cut in (("readers' comments", cut_comments), ("closing lines", cut_tail)):
        kept = cut(lines)
        tally.add("furniture", rule, sum(map(bool, lines)) - sum(map(bool, kept)))
        lines = kept
    return lines


def _joined(lines: list[str], tally: Tally) -> list[str]:
    """Words and paragraphs that line ends part, made whole."""
    whole, parted = join_parted(lines)
    tally.add("lines", "words parted at a line end", parted)
    joined = join_wrapped(whole)
    tally.add("lines", "wrapped lines", len(whole) - len(joined))
    return joined


def _strip(lines: list[str]) -> list[str]:
    filled = [number for number, line in enumerate(lines) if line]
    return lines[filled[0] : filled[-1] + 1] if filled else []


def _without_title(lines: list[str], title: str) -> list[str]:
    """Without a first line that only repeats the title."""
    lines = _strip(lines)
    if len(lines) > 1 and fold(lines[0].lstrip("# ")) == fold(title):
        return lines[1:]
    return lines


def _join(lines: list[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _modified(given: str | None, published: date | None) -> date | None:
    """The day of the last change, where one is told that is no earlier than the publication."""
    day = parse_date(given) if given else None
    return day if day and day >= (published or day) else None


def _fetched(given: str | None) -> str | None:
    """A moment as ISO 8601 in UTC, so that moments are ordered as they are written."""
    try:
        moment = datetime.fromisoformat(given or "")
    except ValueError:
        return None
    return moment.astimezone(UTC).isoformat(timespec="seconds") if moment.tzinfo else None


def _finish(article: CleanedArticle) -> CleanedArticle:
    """With its digest, and with an id where none was given that is safe in a URL and a path."""
    identity = article.id
    if not _SAFE_ID.fullmatch(identity):
        content = json.dumps([article.source, article.title, article.text])
        identity = sha256(content.encode()).hexdigest()[:ID_DIGITS]
    published = article.published.isoformat() if article.published else None
    fields = [identity, article.title, article.source, article.author, article.url, published]
    # What tells versions of a page apart; an update may change nothing else.
    told = article.provenance
    fields += [str(moment) for moment in (told.modified, told.fetched) if moment]
    content = json.dumps([*fields, article.language, article.text])
    return replace(article, id=identity, digest=sha256(content.encode()).hexdigest())


def _field(value: str | None) -> str | None:
    """A field in one line, None when it is empty or no field (longer than any headline)."""
    if not value or len(value) > MAX_CHARACTERS:
        return None
    line = " ".join(repair(value).split())
    return line[:MAX_FIELD_CHARACTERS].rstrip() or None


def _author(value: str | None) -> str | None:
    name = _field(value)
    return re.sub(r"^by\s+", "", name, flags=re.IGNORECASE) if name else None


def _url(value: str | None) -> str | None:
    """An http(s) address, None for anything else: it becomes a link on a page."""
    value = (value or "").strip()
    if len(value) > MAX_URL_CHARACTERS or not value.isprintable() or " " in value:
        return None
    return value if _host(value) else None


def _host(url: str | None) -> str | None:
    try:
        parts = urlsplit(url or "")
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    return host.removeprefix("www.")


def _utf8(path: str) -> str:
    """A path that can be printed: a file name need not be UTF-8."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _language(given: str | None, text: str) -> str:
    """The two-letter code that was given, or that of the text."""
    if given and (code := _LANGUAGE.fullmatch(given.strip())):
        return code[1].lower()
    return detected_language(text)


def detected_language(text: str) -> str:
    """The ISO 639-1 code that the letters of a text speak for; its first characters decide."""
    import py3langid

    language, _ = py3langid.classify(text[:LANGUAGE_CHARACTERS])
    return str(language)
