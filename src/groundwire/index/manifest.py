"""Which files make a generation, and which generation is current.

::

    index/
      CURRENT                  the current generation and the one before; replacing it is the commit
      LOCK                     held by the one process that writes
      generations/<sha>.json   manifests, named after the SHA-256 of their bytes
      segments/<sha>/          segments, named after the SHA-256 of their files.json, which lists
                               the SHA-256 of every other file

Each name is the digest of what it names, so that a byte of CURRENT, of a manifest or of a file
that is not what was written is found before anything is parsed. What a manifest says of a segment
is short: an addition to an index of many segments writes little beside its own.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol, Self

from groundwire.errors import IndexCorruptError, IndexIncompatibleError, IndexMissingError
from groundwire.index.durable import digest_of, write_durably
from groundwire.index.segment import Files

FORMAT = 3  # of the files; raise it when an older groundwire could not read them
RECIPE = 2  # raise it when headers, passages or terms of the same article come out differently
NAME_DIGITS = 12  # hexadecimal, of a generation's name: it is shown in every answer
CURRENT = "CURRENT"
GENERATIONS = "generations"
SEGMENTS = "segments"
LISTING = "files.json"  # of a segment
SEGMENT_DIGITS = 32  # hexadecimal, of a segment's name: 128 bits of SHA-256
REPAIR = "Build it again: groundwire build --full."
_HEAD = "groundwire index"


class Identified(Protocol):
    """What an article is recognised by."""

    @property
    def id(self) -> str: ...
    @property
    def digest(self) -> str: ...
    @property
    def path(self) -> str: ...


@dataclass(frozen=True, slots=True)
class SegmentEntry:
    """A segment as a manifest lists it: its folder's name and its counts.

    ``files`` and ``bytes`` count all of its files but the list of them. ``dead`` holds the ids of
    its articles that are no longer in the index: removed, or told anew by another segment;
    ``articles`` and ``passages`` are those that are still there.
    """

    name: str
    articles: int
    passages: int
    files: int
    bytes: int
    dead: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """One generation: what it was made from and the files that it consists of."""

    generation: str
    corpus: str
    encoder: str
    encoder_fingerprint: str
    dimension: int
    passage_tokens: int
    segments: tuple[SegmentEntry, ...]
    recipe: int = RECIPE
    format: int = FORMAT

    @classmethod
    def from_json(cls, content: bytes) -> Self:
        """The manifest of these (verified) bytes."""
        given: dict[str, Any] = json.loads(content)
        given["segments"] = tuple(
            SegmentEntry(**{**entry, "dead": tuple(entry["dead"])}) for entry in given["segments"]
        )
        return cls(**given)

    def to_json(self) -> bytes:
        """The bytes that are written; the same manifest always has the same."""
        return json.dumps(asdict(self), indent=1, sort_keys=True).encode("utf-8") + b"\n"


@dataclass(frozen=True, slots=True)
class Pointer:
    """What CURRENT says: digests of the current manifest and of those that were served before,
    the latest first."""

    current: str
    older: tuple[str, ...] = ()

    @property
    def previous(self) -> str | None:
        """The manifest to fall back on, where one is kept."""
        return self.older[0] if self.older else None

    def to_bytes(self) -> bytes:
        """The names, and a digest of them that shows whether a byte has changed."""
        body = f"{_HEAD}\n{self.current}\n{' '.join(self.older) or '-'}\n"
        return f"{body}{sha256(body.encode()).hexdigest()}\n".encode("ascii")


def corpus_digest(articles: Iterable[Identified]) -> str:
    """Digest of a set of articles, whatever their order: their ids, contents and paths."""
    lines = sorted(json.dumps([a.id, a.digest, a.path]) for a in articles)
    return sha256("\n".join(lines).encode("utf-8")).hexdigest()


def generation_name(corpus: str, encoder_fingerprint: str, passage_tokens: int) -> str:
    """A name made from what the generation is made from, not from when or how."""
    content = json.dumps([FORMAT, RECIPE, corpus, encoder_fingerprint, passage_tokens])
    return sha256(content.encode("utf-8")).hexdigest()[:NAME_DIGITS]


def write_listing(folder: Path, files: Files) -> str:
    """Write the list of a segment's files beside them; returns the segment's name."""
    content = json.dumps(files, sort_keys=True).encode("utf-8") + b"\n"
    return write_durably(folder / LISTING, [content])[:SEGMENT_DIGITS]


def read_listing(folder: Path) -> Files:
    """The files of the segment in this folder.

    Raises:
        IndexCorruptError: the list is missing or not what was written.
    """
    path = folder / LISTING
    try:
        content = path.read_bytes()
    except OSError as error:
        raise IndexCorruptError(f"{path}: {error.strerror}. {REPAIR}") from error
    if sha256(content).hexdigest()[:SEGMENT_DIGITS] != folder.name:
        raise IndexCorruptError(f"{path}: not what was written. {REPAIR}")
    files: Files = json.loads(content)
    return files


def read_pointer(folder: Path) -> Pointer:
    """What CURRENT says.

    Raises:
        IndexMissingError: there is no index.
        IndexCorruptError: CURRENT is not what was written.
    """
    path = folder / CURRENT
    try:
        content = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise IndexMissingError(
            f"{folder}: no index here yet. Make one: groundwire build."
        ) from error
    lines = content.decode("ascii", "replace").split("\n")
    if len(lines) == 5 and lines[0] == _HEAD:
        pointer = Pointer(lines[1], () if lines[2] == "-" else tuple(lines[2].split(" ")))
        if pointer.to_bytes() == content:
            return pointer
    raise IndexCorruptError(f"{path}: not what was written. {REPAIR}")


def write_pointer(folder: Path, pointer: Pointer) -> None:
    """Make a generation the current one: the only commit point."""
    write_durably(folder / CURRENT, [pointer.to_bytes()])


def write_manifest(folder: Path, manifest: Manifest) -> str:
    """Write a manifest durably; returns the digest that it is found by."""
    content = manifest.to_json()
    digest = sha256(content).hexdigest()
    write_durably(manifest_path(folder, digest), [content])
    return digest


def manifest_path(folder: Path, digest: str) -> Path:
    return folder / GENERATIONS / f"{digest}.json"


def read_manifest(folder: Path, digest: str) -> Manifest:
    """The manifest with this digest.

    Raises:
        IndexCorruptError: it is missing or not what was written.
        IndexIncompatibleError: another version of groundwire wrote it.
    """
    path = manifest_path(folder, digest)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise IndexCorruptError(f"{path}: {error.strerror}. {REPAIR}") from error
    if sha256(content).hexdigest() != digest:
        raise IndexCorruptError(f"{path}: not what was written. {REPAIR}")
    written = json.loads(content).get("format")
    if written != FORMAT:
        raise IndexIncompatibleError(
            f"{folder}: index format {written}, this groundwire reads format {FORMAT}. {REPAIR}"
        )
    return Manifest.from_json(content)


def verify_files(folder: Path, segments: Sequence[SegmentEntry]) -> None:
    """Read every byte of every segment and compare the digests.

    Raises:
        IndexCorruptError: a file is missing, cut or changed; the message names it.
    """
    if faults := damaged_files(folder, segments):
        raise IndexCorruptError(f"{faults[0]}. {REPAIR}")


def damaged_files(folder: Path, segments: Sequence[SegmentEntry]) -> list[str]:
    """``path: what is wrong`` for each file that is not what was written."""
    from concurrent.futures import ThreadPoolExecutor

    checks: list[tuple[Path, dict[str, Any]]] = []
    faults: list[str] = []
    for segment in segments:
        place = folder / SEGMENTS / segment.name
        try:
            listed = read_listing(place)
        except IndexCorruptError as error:
            faults.append(str(error).removesuffix(f". {REPAIR}"))
            continue
        checks += [(place / name, wanted) for name, wanted in listed.items()]
    with ThreadPoolExecutor() as threads:  # hashing lets go of the interpreter's lock
        found = threads.map(lambda check: _fault(*check), checks)
        return faults + [fault for fault in found if fault]


def _fault(path: Path, wanted: dict[str, Any]) -> str | None:
    try:
        size = path.stat().st_size
        if size != wanted["bytes"]:
            return f"{path}: {size:,} bytes where {wanted['bytes']:,} were written"
        if digest_of(path) != wanted["sha256"]:
            return f"{path}: not what was written"
    except OSError as error:
        return f"{path}: {error.strerror}"
    return None
