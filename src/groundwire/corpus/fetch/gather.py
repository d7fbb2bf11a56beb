"""What addresses lead to, as files of a corpus: pages, and the pages that feeds and sitemaps list.

Only what holds a story is kept; everything else is a failure with its reason. What is listed as it
was is not asked for again.
"""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urldefrag

from groundwire.corpus.fetch.exchange import MAX_BYTES
from groundwire.corpus.fetch.fetched import FetchedPages, Known
from groundwire.corpus.fetch.fetcher import Fetched, Fetcher, Validators
from groundwire.corpus.fetch.listings import Listing, Story, read_listing
from groundwire.corpus.read.archives import gunzip
from groundwire.corpus.read.contents import Contents, read_contents
from groundwire.corpus.read.extract import Extractor
from groundwire.corpus.read.failure import Failure
from groundwire.corpus.read.front_matter import write_front_matter
from groundwire.errors import ArticleError
from groundwire.records import RawArticle

LIMIT = 100  # stories of one feed or sitemap, the newest; a paper publishes 50 to 500 a day
SAVE_EVERY = 20  # stories: what a kill makes fetch again
AGAIN_AFTER = timedelta(days=1)  # what is listed and gave no story is not asked for sooner
WHOLE_CHARACTERS = 500  # of a feed's own text that may stand for a page which cannot be had
Progress = Callable[[str, int, int], None]


@dataclass(slots=True)
class FetchReport:
    """What was fetched. ``new`` and ``changed`` stories are the ``files`` written; ``skipped``
    gave no story before and are left alone for a day."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    skipped: int = 0
    files: list[str] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    seconds: float = 0.0


class Gatherer:
    """Fetches addresses into a folder.

    Args:
        pages: where the stories are kept.
        fetcher, extractor: what fetches, and what parses.
        limit: stories of one feed or sitemap.
        progress: is told ``("fetch", done, total)``.
    """

    def __init__(
        self,
        pages: FetchedPages,
        *,
        fetcher: Fetcher,
        extractor: Extractor,
        limit: int = LIMIT,
        progress: Progress | None = None,
    ) -> None:
        self._pages = pages
        self._fetcher = fetcher
        self._extractor = extractor
        self._limit = limit
        self._mark = f"limit {limit}"
        self._progress = progress or _silent
        self._report = FetchReport()

    def gather(self, urls: Sequence[str]) -> FetchReport:
        """Fetch each address and what it lists; one that fails stops no other."""
        started = time.perf_counter()
        try:
            for url in urls:
                self._visit(urldefrag(url).url, depth=0)
        finally:
            self._pages.save()
        self._report.seconds = round(time.perf_counter() - started, 3)
        return self._report

    def _visit(self, url: str, *, depth: int) -> bool:
        """A page, feed or sitemap by its address; False to ask for all of it again next time."""
        known = self._pages.known(url)
        # A list that was cut at another limit is not what is asked for now.
        same = known.file or known.listed == self._mark
        try:
            fetched = self._fetcher.get(url, known.validators if same else None)
            if fetched.body is None:
                self._report.unchanged += 1
                return True
            fetched = replace(fetched, body=_unpacked(fetched.body))
            listing = read_listing(
                fetched.body or b"", fetched.url, self._extractor, limit=self._limit
            )
            if listing is None:
                self._keep(Story(url), fetched)
                return True
        except ArticleError as error:
            self._fail(url, error)
            return False
        if listing.sitemaps and depth:
            self._fail(url, ArticleError("an index of sitemaps inside another; name its sitemaps."))
            return True
        whole = self._all(listing, depth)
        # Only then may the host say next time that nothing is new. An index of sitemaps may stay as
        # it is while they change.
        if whole and not listing.sitemaps:
            self._pages.remember(url, Known(listed=self._mark, validators=fetched.validators))
        return whole

    def _all(self, listing: Listing, depth: int) -> bool:
        """Everything that is listed; False to ask for the list again next time."""
        whole = True
        for url in listing.sitemaps:
            whole = self._visit(url, depth=depth + 1) and whole
        for number, story in enumerate(listing.stories, start=1):
            whole = self._story(story) and whole
            self._progress("fetch", number, len(listing.stories))
            if number % SAVE_EVERY == 0:
                self._pages.save()
        return whole

    def _story(self, story: Story) -> bool:
        """A listed story, unless it is known as it is listed; False to ask again next time."""
        known = self._pages.known(story.url)
        if known.listed == story.digest and known.file:
            self._report.unchanged += 1
            return True
        if known.listed == story.digest and known.failed and _is_recent(known):
            self._report.skipped += 1
            return True
        try:
            fetched = self._fetcher.get(story.url, known.validators)
            self._keep(story, fetched)
        except ArticleError as error:
            return self._keep_text(story, error)
        return True

    def _keep_text(self, story: Story, error: ArticleError) -> bool:
        """The story as its feed tells it, where that is the whole; else a failure."""
        if len(story.text) >= WHOLE_CHARACTERS:
            record = {**story.fields, "url": story.url, "fetched": _now(), "text": story.text}
            self._write(story, json.dumps(record, indent=1).encode(), ".json")
            return True
        self._fail(story.url, error)
        if error.wait is not None:  # it may be had in the next run
            return False
        known = Known(listed=story.digest, failed=str(error), at=_now())
        self._pages.remember(story.url, known)
        return True

    def _keep(self, story: Story, fetched: Fetched) -> None:
        """Write what was fetched, unless the newest version tells the same story.

        Raises:
            ArticleError: it holds no story.
        """
        if fetched.body is None:
            known = self._pages.known(story.url)
            self._report.unchanged += 1
            self._pages.remember(story.url, replace(known, listed=story.digest))
            return
        data, suffix = _as_file(story, fetched, self._extractor)
        self._write(story, data, suffix, fetched.validators)

    def _write(
        self, story: Story, data: bytes, suffix: str, validators: Validators | None = None
    ) -> None:
        told = self._told(data, suffix)
        if not told:
            raise ArticleError("no article is in it.")
        newest = self._pages.newest(story.url, suffix)
        if newest and self._told(newest.read_bytes(), suffix) == told:
            self._report.unchanged += 1
            path = newest
        else:
            path = self._pages.keep(story.url, data, suffix)
            self._report.files.append(path.as_posix())
            if newest:
                self._report.changed += 1
            else:
                self._report.new += 1
        file = path.relative_to(self._pages.folder).as_posix()
        self._pages.remember(story.url, Known(file, story.digest, validators or Validators()))

    def _told(self, data: bytes, suffix: str) -> list[tuple[str | None, str]]:
        """Headline and text of each article in a file."""
        found = read_contents(Contents(data, suffix, ""), self._extractor)
        return [(each.title, each.text) for each in found if isinstance(each, RawArticle)]

    def _fail(self, url: str, error: ArticleError) -> None:
        self._report.failures.append(Failure(url, str(error)))


def _as_file(story: Story, fetched: Fetched, extractor: Extractor) -> tuple[bytes, str]:
    """The bytes to keep and their suffix: JSON as it came, a page below front matter, of a
    document the text below front matter."""
    body = fetched.body or b""
    if body.lstrip()[:1] in (b"{", b"["):
        return body, ".json"
    about: dict[str, object] = {
        "fetched_from": fetched.url,
        "fetched": _now(),
        "content_type": fetched.content_type,
    }
    if job := _document(body, fetched.content_type):
        found = extractor.article(job, body, path="")
        named = {"title": found.title, "author": found.author, "url": fetched.url}
        named = {**{name: value for name, value in named.items() if value}, **story.fields}
        return (write_front_matter({**named, **about}) + found.text).encode(), ".txt"
    if story.fields:
        about["feed"] = dict(story.fields)
    return write_front_matter(about).encode() + body, ".html"


def _document(body: bytes, content_type: str) -> str | None:
    if body.startswith(b"%PDF-"):
        return "pdf"
    return "docx" if body.startswith(b"PK") and "wordprocessingml" in content_type else None


def _unpacked(body: bytes) -> bytes:
    return gunzip(body, limit=MAX_BYTES) if body.startswith(b"\x1f\x8b") else body


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _is_recent(known: Known) -> bool:
    try:
        then = datetime.fromisoformat(known.at or "")
        return datetime.now(UTC) - then < AGAIN_AFTER
    except (ValueError, TypeError):
        return False


def _silent(stage: str, done: int, total: int) -> None:
    """Nobody is watching."""
