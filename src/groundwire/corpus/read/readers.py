"""Files and folders into raw articles; what cannot be read becomes a failure beside them."""

import gzip
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from groundwire.corpus.read.archives import MAX_ARCHIVE_BYTES, gunzip, zip_members
from groundwire.corpus.read.contents import Contents, limit, read_contents
from groundwire.corpus.read.extract import Extractor
from groundwire.corpus.read.failure import Failure
from groundwire.corpus.read.files import (
    KINDS,
    KINDS_NAMED,
    PACKED,
    check_regular,
    exists,
    find_files,
    is_folder,
    kind,
    read_bytes,
)
from groundwire.corpus.read.json_articles import read_lines
from groundwire.errors import ArticleError
from groundwire.records import RawArticle

__all__ = ["Failure", "article_files", "read_articles", "read_file"]

_LINES = (".jsonl", ".ndjson")


def read_articles(paths: Sequence[Path]) -> Iterator[RawArticle | Failure]:
    """Every article in the files and folders named, folders in sorted order.

    A file is read once, however often it is named. Nothing is raised for a bad file: a
    ``Failure`` takes its place and the others come out as they would without it.
    """
    with Extractor() as extractor:
        for found in article_files(paths):
            if isinstance(found, Failure):
                yield found
            else:
                yield from read_file(found, extractor)


def article_files(paths: Sequence[Path]) -> Iterator[Path | Failure]:
    """Every article file of the files and folders named, each once, folders in sorted order."""
    seen: set[Path] = set()
    for path in paths:
        for found in _files(path):
            if isinstance(found, Failure):
                yield found
            elif (real := found.resolve()) not in seen:
                seen.add(real)
                yield found


def _files(path: Path) -> Iterator[Path | Failure]:
    """A file as it is named, or the article files of a folder."""
    if not is_folder(path):
        yield path
        return
    empty = True
    for found in find_files(path):
        empty = False
        yield found if isinstance(found, Path) else Failure(found[0].as_posix(), found[1])
    if empty:
        yield Failure(path.as_posix(), f"no article files in the folder ({KINDS_NAMED}).")


def read_file(path: Path, extractor: Extractor | None = None) -> Iterator[RawArticle | Failure]:
    """The articles of one file; what cannot be read of it is a failure in its place.

    Who reads many files passes one ``extractor`` for all: a new child process takes a second.
    """
    if extractor is None:
        with Extractor() as own:
            yield from read_file(path, own)
        return
    name = path.as_posix()
    suffix = kind(path)
    if suffix is None and exists(path):
        yield Failure(name, f"not a kind of file that is read ({KINDS_NAMED}).")
        return
    try:
        yield from _read(path, suffix or "", extractor)
    except ArticleError as error:
        yield Failure(name, str(error))


def _read(path: Path, suffix: str, extractor: Extractor) -> Iterator[RawArticle | Failure]:
    name = path.as_posix()
    plain = suffix.removesuffix(PACKED)
    if plain in _LINES:
        yield from _read_lines(path, packed=plain != suffix)
    elif suffix == ".zip":
        yield from _read_zip(path, extractor)
    else:
        data = read_bytes(path, limit(plain))
        if plain != suffix:
            data = gunzip(data, limit=limit(plain))
        yield from read_contents(Contents(data, plain, name), extractor)


def _read_lines(path: Path, *, packed: bool) -> Iterator[RawArticle | Failure]:
    """JSON Lines, packed or not, one record at a time: they have no limit but the last."""
    check_regular(path)
    try:
        if packed:
            with gzip.open(path) as unpacked:
                yield from read_lines(unpacked, path.as_posix())
        else:
            with path.open("rb") as file:
                yield from read_lines(file, path.as_posix())
    except (OSError, EOFError, zlib.error) as error:
        raise ArticleError(
            f"cannot be read to its end ({error}); fetch or pack the file again."
        ) from error


def _read_zip(path: Path, extractor: Extractor) -> Iterator[RawArticle | Failure]:
    """The article files in a zip file, in the order of their names. All have its path: the file
    is what is added, changed or taken away."""
    check_regular(path)
    if path.stat().st_size > MAX_ARCHIVE_BYTES:
        raise ArticleError(f"larger than {MAX_ARCHIVE_BYTES:,} bytes; split it.")
    found = False
    with path.open("rb") as file:
        for name, data in zip_members(file):
            inside = PurePosixPath(name)
            if (suffix := kind(inside)) and inside.name.split(".")[0].upper() != "README":
                found = True
                for each in _member(data, suffix, path.as_posix(), extractor):
                    yield _named(each, name)
    if not found:
        raise ArticleError(f"no article files in it ({', '.join(KINDS)}).")


def _member(
    data: bytes | str, suffix: str, path: str, extractor: Extractor
) -> Iterator[RawArticle | Failure]:
    """The articles of one file of an archive; a string is why it could not be unpacked."""
    if isinstance(data, str):
        yield Failure(path, data)
    elif suffix not in KINDS:
        yield Failure(path, "an archive inside an archive; unpack it first.")
    elif len(data) > limit(suffix):
        yield Failure(path, f"larger than {limit(suffix):,} bytes; split it into its articles.")
    elif not data.strip():
        yield Failure(path, "the file is empty; remove it or fill it.")
    else:
        try:
            yield from read_contents(Contents(data, suffix, path), extractor)
        except ArticleError as error:
            yield Failure(path, str(error))


def _named(found: RawArticle | Failure, member: str) -> RawArticle | Failure:
    """A failure with the name of the file in the archive that it is about."""
    if isinstance(found, RawArticle):
        return found
    return Failure(found.path, f"{member}: {found.reason}")
