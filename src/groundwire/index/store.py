"""The writer's side of an index: what is stored, what is added, what is swept away."""

import logging
import os
import shutil
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from groundwire.errors import (
    GroundwireError,
    IndexCorruptError,
    IndexIncompatibleError,
    IndexMissingError,
)
from groundwire.index.collect import Candidate
from groundwire.index.durable import delete, delete_folder, make_folder, rename, sync_folder
from groundwire.index.encoder import Encoder
from groundwire.index.manifest import (
    GENERATIONS,
    SEGMENTS,
    Manifest,
    Pointer,
    SegmentEntry,
    damaged_files,
    manifest_path,
    read_manifest,
    read_pointer,
    verify_files,
    write_listing,
    write_manifest,
    write_pointer,
)
from groundwire.index.origin import origins_of
from groundwire.index.segment import Segment, SegmentData, read_segment, write_segment

_TEMPORARY = ".new-"  # how the folder of a segment that is being written begins

log = logging.getLogger(__name__)


@dataclass(frozen=True)  # no slots: what is computed once is kept
class Stored:
    """The current generation as the writer sees it; ``segments`` are the manifest's."""

    manifest: Manifest
    segments: tuple[Segment, ...]

    def live(self) -> Iterator[tuple[int, int, dict[str, Any]]]:
        """Segment, row there and fields of each article of the index."""
        for part, (entry, segment) in enumerate(
            zip(self.manifest.segments, self.segments, strict=True)
        ):
            dead = set(entry.dead)
            for row, fields in enumerate(segment.fields):
                if fields["id"] not in dead:
                    yield part, row, fields

    @property
    def passages(self) -> int:
        """How many passages the index has."""
        return sum(entry.passages for entry in self.manifest.segments)

    @cached_property
    def candidates(self) -> list[Candidate]:
        """Every article of the index, its text not read yet."""
        origins = [origins_of(segment.origins) for segment in self.segments]
        return [
            Candidate(
                fields["id"],
                fields["digest"],
                fields["path"],
                origins[part][row],
                partial(self.segments[part].article, row),
            )
            for part, row, fields in self.live()
        ]

    def vectors_of(self, digests: Collection[bytes]) -> dict[bytes, NDArray[np.float16]]:
        """The vectors there are for these digests of what is embedded."""
        wanted = np.frombuffer(b"".join(digests), dtype=np.uint64).reshape(len(digests), -1)
        found: dict[bytes, NDArray[np.float16]] = {}
        for segment in self.segments:
            halves = np.ascontiguousarray(segment.inputs).view(np.uint64)
            for row in np.flatnonzero(np.isin(halves[:, 0], wanted[:, 0])):
                found.setdefault(segment.inputs[row].tobytes(), segment.vectors[row])
        return found


class Store:
    """The files of one index; made by the process that holds the writer's lock."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        for name in (GENERATIONS, SEGMENTS):
            make_folder(folder / name)
        self._pointer = self._read_pointer()
        self._stored: Stored | None = None

    def require(self, encoder: Encoder) -> Stored:
        """The current generation, verified.

        Raises:
            IndexMissingError, IndexCorruptError, IndexIncompatibleError: it cannot be used.
        """
        if self._stored is None:
            manifest = read_manifest(self._folder, read_pointer(self._folder).current)
            if manifest.encoder_fingerprint != encoder.fingerprint:
                raise IndexIncompatibleError(
                    f"{self._folder}: made with the encoder {manifest.encoder}, to be changed "
                    f"with {encoder.name}. Choose the encoder that made it, or build it again: "
                    "groundwire build."
                )
            verify_files(self._folder, manifest.segments)
            folders = (self._folder / SEGMENTS / entry.name for entry in manifest.segments)
            self._stored = Stored(manifest, tuple(map(read_segment, folders)))
        return self._stored

    def current(self, encoder: Encoder) -> Stored | None:
        """The current generation where its vectors may be used again, else None."""
        try:
            return self.require(encoder)
        except (IndexMissingError, IndexIncompatibleError):
            return None
        except IndexCorruptError as error:
            log.warning("%s Nothing of it is used again.", error)
            return None

    def to_change(self, encoder: Encoder) -> Stored | None:
        """The current generation, to be added to; None where there is no index yet.

        Raises:
            IndexCorruptError, IndexIncompatibleError: adding would lose what is indexed.
        """
        try:
            return self.require(encoder)
        except IndexMissingError:
            return None

    def write_segment(self, data: SegmentData) -> SegmentEntry:
        """Write a segment where nothing refers to it yet."""
        temporary = self._folder / SEGMENTS / f"{_TEMPORARY}{os.getpid()}"
        shutil.rmtree(temporary, ignore_errors=True)
        make_folder(temporary)
        try:
            files = write_segment(temporary, data)
            entry = SegmentEntry(
                name=write_listing(temporary, files),
                articles=len(data.articles),
                passages=len(data.vectors),
                files=len(files),
                bytes=sum(int(file["bytes"]) for file in files.values()),
            )
            self._place(temporary, entry)
        except BaseException:  # whatever ended it, no half-made segment is left; raised again
            shutil.rmtree(temporary, ignore_errors=True)
            raise
        return entry

    def swap(self, manifest: Manifest, *, keep: int) -> None:
        """Make this generation the current one; ``keep`` older ones stay, the rest is swept."""
        digest = write_manifest(self._folder, manifest)
        older = [one for one in self._still_good() if one != digest]
        self._point(digest, older[:keep])

    def stay(self, *, keep: int) -> None:
        """Leave the current generation the current one; ``keep`` older ones stay."""
        if self._pointer is not None:
            self._point(self._pointer.current, self._pointer.older[:keep])

    def _point(self, current: str, older: Sequence[str]) -> None:
        pointer = Pointer(current, tuple(older))
        if pointer != self._pointer:
            write_pointer(self._folder, pointer)
            self._pointer = pointer
        self.sweep()

    def sweep(self) -> None:
        """Delete what neither generation uses: older ones and what a killed build left behind.

        A reader that has such a file open keeps it: its bytes go when the last reader ends.
        """
        try:
            self._sweep()
        except OSError as error:
            # The generation is swapped: what is left over costs room, and the next build sweeps.
            log.warning("%s: left over, cannot be deleted (%s).", error.filename, error.strerror)
        except IndexCorruptError as error:
            # What it uses is not known, so nothing is known to be left over.
            log.warning("%s Nothing was swept.", error)

    def _sweep(self) -> None:
        if self._pointer is None:
            return
        digests = [self._pointer.current, *self._pointer.older]
        manifests = {manifest_path(self._folder, digest) for digest in digests}
        segments = {
            self._folder / SEGMENTS / entry.name
            for digest in digests
            for entry in self._segments(digest)
        }
        for path in (self._folder / GENERATIONS).iterdir():
            if path not in manifests:
                delete(path)
        for path in (self._folder / SEGMENTS).iterdir():
            if path not in segments:
                delete_folder(path)
        for path in self._folder.glob(".*.tmp"):
            delete(path)

    def _segments(self, digest: str) -> tuple[SegmentEntry, ...]:
        try:
            return read_manifest(self._folder, digest).segments
        except IndexIncompatibleError:
            return ()  # this version can open nothing of it

    def _place(self, temporary: Path, entry: SegmentEntry) -> None:
        """Give a segment its name. Where one with that name is whole, it is the same byte for
        byte and stays: a generation may be using it. A damaged one is replaced."""
        target = self._folder / SEGMENTS / entry.name
        if target.exists():
            if not damaged_files(self._folder, [entry]):
                delete_folder(temporary)
                return
            rename(target, temporary.with_name(f"{temporary.name}-damaged"))
        rename(temporary, target)
        sync_folder(target.parent)

    def _still_good(self) -> Sequence[str]:
        """The generations to fall back on, latest first; the current one if it could be read."""
        if self._pointer is None:
            return ()
        return (self._pointer.current, *self._pointer.older)[0 if self._stored else 1 :]

    def _read_pointer(self) -> Pointer | None:
        try:
            return read_pointer(self._folder)
        except IndexMissingError:
            return None
        except IndexCorruptError as error:
            log.warning("%s", error)
            return None


@contextmanager
def failures_explained(folder: Path) -> Iterator[None]:
    """Turn what the disk answers into an error that says what to do."""
    try:
        yield
    except OSError as error:
        place = error.filename or folder
        raise GroundwireError(
            f"{place}: {error.strerror or error}. The index is not damaged. Make room or check the "
            "disk and its permissions, then run the command again."
        ) from error
