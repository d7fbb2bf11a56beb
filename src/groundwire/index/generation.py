"""An index that is open for reading: one generation, verified, never changing."""

import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from groundwire.corpus.duplicates import Fingerprints
from groundwire.errors import (
    GroundwireError,
    IndexCorruptError,
    IndexIncompatibleError,
    NotFoundError,
)
from groundwire.index.check import CheckReport, check_index
from groundwire.index.copies import Copies
from groundwire.index.encoder import Encoder
from groundwire.index.lexical import Part, Words
from groundwire.index.manifest import (
    SEGMENTS,
    Manifest,
    Pointer,
    manifest_path,
    read_manifest,
    read_pointer,
    verify_files,
)
from groundwire.index.order import Order
from groundwire.index.segment import Segment, read_segment
from groundwire.index.vectors import Shard, Vectors
from groundwire.index.versions import ALWAYS, Dated, Versions
from groundwire.records import Article, IndexInfo, Provenance, Sentence, Version

__all__ = ["CheckReport", "Index", "check_index", "open_generation", "open_index"]

ARTICLES_KEPT = 1024  # read from the disk and kept: some 10 MB of news text
SWAPS_MET = 10  # times that a writer may have swapped the generation while this reader opened it

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class OpenSegment:
    """A segment as it is read, with its vectors ready for the search: the same in every generation
    that it is part of."""

    name: str
    segment: Segment
    shard: Shard

    @classmethod
    def read(cls, folder: Path) -> Self:
        """The (verified) segment in this folder."""
        segment = read_segment(folder)
        return cls(folder.name, segment, Shard(segment.vectors))


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """One generation, open. Safe to call from several threads.

    ``article_rows``, ``starts`` and ``ends`` (int32) have an entry a passage: the row of its
    article and its span in that article's text. ``published`` (int32, ``date.toordinal()``, 0
    where unknown), ``article_ids``, ``sources``, ``addresses``, ``copies`` and ``pages`` have an
    entry an article, sorted by id. The rows are the same whichever segments hold the articles.
    ``written`` is when the generation was committed.
    """

    generation: str
    encoder: str
    encoder_fingerprint: str
    passage_tokens: int
    written: datetime
    bytes: int
    vectors: Vectors
    words: Words
    article_rows: NDArray[np.int32]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    published: NDArray[np.int32]
    article_ids: Sequence[str]
    sources: Sequence[str | None]
    addresses: Sequence[str | None]
    copies: Copies
    pages: Versions
    parts: tuple[OpenSegment, ...]
    _article: Callable[[int], Article]
    _sentences: Callable[[int], list[Sentence]]
    _provenance: Callable[[int], Provenance]
    _rows: Mapping[str, int]

    @property
    def info(self) -> IndexInfo:
        """What an answer says about the index that it came from."""
        return IndexInfo(self.generation, len(self.article_ids))

    @property
    def passages(self) -> int:
        """How many passages are indexed."""
        return len(self.starts)

    def article(self, row: int) -> Article:
        """The article of a row, read when it is first asked for."""
        return self._article(int(row))

    def find(self, article_id: str) -> Article:
        """The article with this id.

        Raises:
            NotFoundError: there is none.
        """
        return self.article(self.row(article_id))

    def row(self, article_id: str) -> int:
        """The row of the article with this id; raises as ``find`` does."""
        row = self._rows.get(article_id)
        if row is None:
            raise NotFoundError(f"{article_id!r}: no article has this id.")
        return row

    def also_in(self, row: int) -> tuple[int, ...]:
        """The rows of the other articles that carry an article's story, the one that is cited for
        it first."""
        return self.copies.also_in(row)

    def versions(self, row: int) -> tuple[int, ...]:
        """The rows of all versions of an article's page, the newest first; of most articles, its
        own alone."""
        return self.pages.versions(row)

    def version(self, row: int) -> Version:
        """An article as a version of its page."""
        article, provenance = self.article(row), self.provenance(row)
        since, until = int(self.pages.since[row]), int(self.pages.until[row])
        return Version(
            id=article.id,
            published=article.published,
            modified=provenance.modified,
            fetched=provenance.fetched,
            since=date.fromordinal(since) if since else None,
            until=date.fromordinal(until) if 0 < until < ALWAYS else None,
            title=article.label,
            source=article.source,
        )

    def passages_of(self, row: int) -> range:
        """The passages of an article, in the order of its text."""
        ends = np.array([row, row + 1], dtype=np.int32)  # another type would copy what is searched
        first, last = np.searchsorted(self.article_rows, ends)
        return range(int(first), int(last))

    def text(self, passage: int) -> str:
        """What an article says in one of its passages."""
        article = self.article(int(self.article_rows[passage]))
        return article.text[self.starts[passage] : self.ends[passage]]

    def text_with_headline(self, passage: int) -> str:
        """What people wrote of what the word search reads: the headline and the passage."""
        article = self.article(int(self.article_rows[passage]))
        return f"{article.title or ''}\n{self.text(passage)}"

    def provenance(self, row: int) -> Provenance:
        """How the article of a row came to be what it is."""
        return self._provenance(int(row))

    def sentences(self, passage: int) -> list[Sentence]:
        """The sentences of a passage; offsets are the article's."""
        return self._sentences(int(passage))


def open_index(folder: Path, *, encoder: Encoder, before: Index | None = None) -> Index:
    """Open the current generation, every byte verified first.

    Segments that ``before`` has open are taken from it: they were verified then and cannot have
    changed. Where the generation is damaged and one before it is whole and fits, that is opened,
    with a warning.

    Raises:
        IndexMissingError: there is no index.
        IndexCorruptError: a file is not what was written; the message names it.
        IndexIncompatibleError: made by another encoder or version of groundwire.
    """
    opener = _Opener(folder, encoder, {part.name: part for part in before.parts} if before else {})
    for _ in range(SWAPS_MET):
        pointer = read_pointer(folder)
        try:
            return opener.open(pointer)
        except IndexCorruptError:
            # A writer may have swapped and swept while this reader was between two files.
            if read_pointer(folder) == pointer:
                raise
    return opener.open(read_pointer(folder))


def open_generation(folder: Path, digest: str, *, encoder: Encoder) -> Index:
    """Open the generation whose manifest has this digest; raises as ``open_index`` does."""
    return _Opener(folder, encoder, {}).generation(digest)


@dataclass(frozen=True, slots=True)
class _Opener:
    """Opens generations of a folder; ``known`` are segments that are open already, by name."""

    folder: Path
    encoder: Encoder
    known: Mapping[str, OpenSegment]

    def open(self, pointer: Pointer) -> Index:
        try:
            return self.generation(pointer.current)
        except IndexCorruptError as damage:
            for digest in pointer.older:
                with suppress(GroundwireError):  # the current one is what has to be repaired
                    index = self.generation(digest)
                    log.warning("%s Generation %s is served.", damage, index.generation)
                    return index
            raise

    def generation(self, digest: str) -> Index:
        manifest = read_manifest(self.folder, digest)
        _refuse_another_encoder(self.folder, manifest, self.encoder)
        fresh = [entry for entry in manifest.segments if entry.name not in self.known]
        verify_files(self.folder, fresh)
        opened = dict(self.known)
        for entry in fresh:
            opened[entry.name] = OpenSegment.read(self.folder / SEGMENTS / entry.name)
        written = datetime.fromtimestamp(manifest_path(self.folder, digest).stat().st_mtime, UTC)
        return _index(
            manifest, tuple(opened[entry.name] for entry in manifest.segments), written=written
        )


def _refuse_another_encoder(folder: Path, manifest: Manifest, encoder: Encoder) -> None:
    made = (manifest.encoder_fingerprint, manifest.dimension)
    if made != (encoder.fingerprint, encoder.dimension):
        raise IndexIncompatibleError(
            f"{folder}: made with the encoder {manifest.encoder} ({manifest.dimension} "
            f"dimensions), asked with {encoder.name} ({encoder.dimension}). Choose the encoder "
            "that made it, or build it again: groundwire build."
        )


def _index(manifest: Manifest, parts: tuple[OpenSegment, ...], *, written: datetime) -> Index:
    segments = [part.segment for part in parts]
    order = Order.of(segments, [entry.dead for entry in manifest.segments])
    fields = [segments[part].fields[row] for part, row in order.articles]

    def article(row: int) -> Article:
        part, its_row = order.articles[row]
        return segments[part].article(its_row).alone

    def provenance(row: int) -> Provenance:
        part, its_row = order.articles[row]
        return segments[part].provenance(its_row)

    def sentences(passage: int) -> list[Sentence]:
        part, its_row = map(int, order.passages[passage])
        return segments[part].sentences_of(its_row)

    published = np.array(
        [segments[part].published[row] for part, row in order.articles], dtype=np.int32
    )
    prints = _fingerprints(segments, order)
    pages = Versions.of(
        [_dated(each, int(day)) for each, day in zip(fields, published, strict=True)],
        prints,
    )
    return Index(
        generation=manifest.generation,
        encoder=manifest.encoder,
        encoder_fingerprint=manifest.encoder_fingerprint,
        passage_tokens=manifest.passage_tokens,
        written=written,
        bytes=sum(entry.bytes for entry in manifest.segments),
        vectors=Vectors(*zip((part.shard for part in parts), order.rows, strict=True)),
        words=Words(
            *(Part(one.postings, rows) for one, rows in zip(segments, order.rows, strict=True))
        ),
        article_rows=order.article_rows,
        starts=order.taken([one.starts for one in segments]),
        ends=order.taken([one.ends for one in segments]),
        published=published,
        article_ids=tuple(each["id"] for each in fields),
        sources=tuple(each["source"] for each in fields),
        addresses=tuple(each["url"] for each in fields),
        copies=Copies.of(prints, published, pages.standing(None)),
        pages=pages,
        parts=parts,
        _article=lru_cache(maxsize=ARTICLES_KEPT)(article),
        _sentences=sentences,
        _provenance=provenance,
        _rows={each["id"]: row for row, each in enumerate(fields)},
    )


def _fingerprints(segments: Sequence[Segment], order: Order) -> Fingerprints:
    """Of each article of the index, in the order of its rows."""
    firsts = np.cumsum([0, *(len(segment.fields) for segment in segments)])
    every = Fingerprints.joined([segment.fingerprints for segment in segments])
    return every.taken([int(firsts[part]) + row for part, row in order.articles])


def _dated(fields: Mapping[str, Any], published: int) -> Dated:
    told = fields.get("provenance") or {}
    changed = told.get("modified")
    day = date.fromisoformat(changed).toordinal() if changed else published
    return Dated(fields["url"], fields["title"], day, told.get("fetched") or "")
