"""An index that is open for reading: one generation, verified, never changing."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from groundwire.errors import (
    GroundwireError,
    IndexCorruptError,
    IndexIncompatibleError,
    NotFoundError,
)
from groundwire.index.check import CheckReport, check_index
from groundwire.index.encoder import Encoder
from groundwire.index.lexical import Words
from groundwire.index.manifest import (
    SEGMENTS,
    Manifest,
    Pointer,
    read_manifest,
    read_pointer,
    size_of,
    verify_files,
)
from groundwire.index.segment import Segment, read_segment
from groundwire.index.vectors import Vectors
from groundwire.records import Article, IndexInfo, Sentence

__all__ = ["CheckReport", "Index", "check_index", "open_generation", "open_index"]

ARTICLES_KEPT = 1024  # read from the disk and kept: some 10 MB of news text
SWAPS_MET = 3  # times that a writer may have swapped the generation while this reader opened it

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """One generation, open. Safe to call from several threads.

    ``article_rows``, ``starts`` and ``ends`` (int32) have an entry a passage: the row of its
    article and its span in that article's text. ``published`` (int32, ``date.toordinal()``, 0
    where unknown), ``article_ids`` and ``sources`` have an entry an article, sorted by id.
    """

    generation: str
    encoder: str
    encoder_fingerprint: str
    passage_tokens: int
    bytes: int
    vectors: Vectors
    words: Words
    article_rows: NDArray[np.int32]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    published: NDArray[np.int32]
    article_ids: Sequence[str]
    sources: Sequence[str | None]
    segment: Segment
    _article: Callable[[int], Article]
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
        row = self._rows.get(article_id)
        if row is None:
            raise NotFoundError(f"{article_id!r}: no article has this id.")
        return self.article(row)

    def sentences(self, passage: int) -> list[Sentence]:
        """The sentences of a passage; offsets are the article's."""
        return self.segment.sentences_of(int(passage))


def open_index(folder: Path, *, encoder: Encoder) -> Index:
    """Open the current generation, every byte verified first.

    Where it is damaged and the one before it is whole and fits, that is opened with a warning.

    Raises:
        IndexMissingError: there is no index.
        IndexCorruptError: a file is not what was written; the message names it.
        IndexIncompatibleError: made by another encoder or version of groundwire.
    """
    for _ in range(SWAPS_MET):
        pointer = read_pointer(folder)
        try:
            return _open(folder, pointer, encoder)
        except IndexCorruptError:
            # A writer may have swapped and swept while this reader was between two files.
            if read_pointer(folder) == pointer:
                raise
    return _open(folder, read_pointer(folder), encoder)


def _open(folder: Path, pointer: Pointer, encoder: Encoder) -> Index:
    try:
        return open_generation(folder, pointer.current, encoder=encoder)
    except IndexCorruptError as damage:
        if pointer.previous is None:
            raise
        try:
            index = open_generation(folder, pointer.previous, encoder=encoder)
        except GroundwireError:
            raise damage from None  # the current one is what has to be repaired
        log.warning("%s Generation %s, the one before, is served.", damage, index.generation)
        return index


def open_generation(folder: Path, digest: str, *, encoder: Encoder) -> Index:
    """Open the generation whose manifest has this digest; raises as ``open_index`` does."""
    manifest = read_manifest(folder, digest)
    _refuse_another_encoder(folder, manifest, encoder)
    verify_files(folder, manifest.segments)
    (entry,) = manifest.segments
    return _index(manifest, read_segment(folder / SEGMENTS / entry.name))


def _refuse_another_encoder(folder: Path, manifest: Manifest, encoder: Encoder) -> None:
    made = (manifest.encoder_fingerprint, manifest.dimension)
    if made != (encoder.fingerprint, encoder.dimension):
        raise IndexIncompatibleError(
            f"{folder}: made with the encoder {manifest.encoder} ({manifest.dimension} "
            f"dimensions), asked with {encoder.name} ({encoder.dimension}). Choose the encoder "
            "that made it, or build it again: groundwire build."
        )


def _index(manifest: Manifest, segment: Segment) -> Index:
    ids = tuple(fields["id"] for fields in segment.fields)
    return Index(
        generation=manifest.generation,
        encoder=manifest.encoder,
        encoder_fingerprint=manifest.encoder_fingerprint,
        passage_tokens=manifest.passage_tokens,
        bytes=size_of(manifest.segments),
        vectors=Vectors(segment.vectors),
        words=Words(segment.postings),
        article_rows=segment.article_rows,
        starts=segment.starts,
        ends=segment.ends,
        published=segment.published,
        article_ids=ids,
        sources=tuple(fields["source"] for fields in segment.fields),
        segment=segment,
        _article=lru_cache(maxsize=ARTICLES_KEPT)(segment.article),
        _rows={article_id: row for row, article_id in enumerate(ids)},
    )
