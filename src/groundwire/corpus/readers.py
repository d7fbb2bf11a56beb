"""Files and folders into raw articles; what cannot be read becomes a failure beside them."""

import gzip
import json
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeGuard

from groundwire.corpus.fields import raw_article
from groundwire.corpus.files import (
    SUFFIXES,
    check_regular,
    decode,
    exists,
    find_files,
    is_folder,
    kind,
    read_bytes,
)
from groundwire.corpus.front_matter import split_front_matter
from groundwire.corpus.markup import plain_markdown
from groundwire.corpus.pages import MAX_PAGE_BYTES, read_page
from groundwire.errors import ArticleError
from groundwire.records import RawArticle

MAX_TEXT_BYTES = 10_000_000  # of one article: more than a book
MAX_JSON_BYTES = 100_000_000  # of one JSON document, which is read whole; JSONL has no limit
MAX_RECORD_BYTES = 20_000_000  # of one line of JSONL
MAX_UNPACKED_BYTES = 10_000_000_000  # of JSON Lines: 100 times the 11,701 articles of the load test
_LISTS = ("articles", "results", "items", "data", "posts", "documents", "docs")


@dataclass(frozen=True, slots=True)
class Failure:
    """A file or record that gave no article: where, why and what to do about it."""

    path: str
    reason: str


class SupportsReadline(Protocol):
    """An open binary file, packed or not."""

    def readline(self, size: int = ..., /) -> bytes: ...


def read_articles(paths: Sequence[Path]) -> Iterator[RawArticle | Failure]:
    """Every article in the files and folders named, folders in sorted order.

    A file is read once, however often it is named. Nothing is raised for a bad file: a
    ``Failure`` takes its place and the others come out as they would without it.
    """
    for found in article_files(paths):
        if isinstance(found, Failure):
            yield found
        else:
            yield from read_file(found)


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
        yield Failure(path.as_posix(), f"no article files in the folder ({', '.join(SUFFIXES)}).")


def read_file(path: Path) -> Iterator[RawArticle | Failure]:
    """The articles of one file; what cannot be read of it is a failure in its place."""
    name = path.as_posix()
    suffix = kind(path)
    if suffix is None and exists(path):
        yield Failure(name, f"not a kind of file that is read ({', '.join(SUFFIXES)}).")
        return
    try:
        yield from _READERS.get(suffix or "", _read_text)(path)
    except ArticleError as error:
        yield Failure(name, str(error))


def _read_text(path: Path) -> Iterator[RawArticle | Failure]:
    data = read_bytes(path, MAX_TEXT_BYTES)
    text = decode(data)
    if text.lstrip()[:15].lower().startswith(("<!doctype html", "<html")):
        yield read_page(data, path.as_posix())
        return
    fields, body = split_front_matter(text)
    if kind(path) in (".md", ".markdown"):
        body = plain_markdown(body)
    if not body.strip():
        raise ArticleError("no text below the front matter.")
    yield raw_article(fields, path=path.as_posix(), text=body)


def _read_html(path: Path) -> Iterator[RawArticle | Failure]:
    yield read_page(read_bytes(path, MAX_PAGE_BYTES), path.as_posix())


def _read_json(path: Path) -> Iterator[RawArticle | Failure]:
    """One article, a list of them, or an object that holds the list, as news APIs answer."""
    document = _parse(decode(read_bytes(path, MAX_JSON_BYTES)))
    records = _records(document)
    if records is None:
        yield _record(document, path.as_posix())
        return
    for number, record in enumerate(records, start=1):
        yield _record_or_failure(record, path, number)


def _records(document: object) -> list[object] | None:
    if isinstance(document, list):
        return document
    if isinstance(document, Mapping):
        lists = [document.get(key) for key in _LISTS]
        return next((value for value in lists if _is_record_list(value)), None)
    return None


def _is_record_list(value: object) -> TypeGuard[list[object]]:
    return isinstance(value, list) and all(isinstance(item, Mapping) for item in value[:1])


def _read_lines(path: Path) -> Iterator[RawArticle | Failure]:
    """JSON Lines, packed or not, one record at a time."""
    check_regular(path)
    try:
        if path.suffix.lower() == ".gz":
            with gzip.open(path) as packed:
                yield from _lines(packed, path)
        else:
            with path.open("rb") as file:
                yield from _lines(file, path)
    except (OSError, EOFError, zlib.error) as error:
        raise ArticleError(
            f"cannot be read to its end ({error}); fetch or pack the file again."
        ) from error


def _lines(file: SupportsReadline, path: Path) -> Iterator[RawArticle | Failure]:
    number = unpacked = 0
    while line := file.readline(MAX_RECORD_BYTES + 1):
        number += 1
        unpacked += len(line)
        if len(line) > MAX_RECORD_BYTES:
            raise ArticleError(
                f"record {number} is longer than {MAX_RECORD_BYTES:,} bytes; nothing after it was "
                "read. Cut it out."
            )
        if unpacked > MAX_UNPACKED_BYTES:
            raise ArticleError(f"larger than {MAX_UNPACKED_BYTES:,} bytes unpacked; split it.")
        if line.strip():
            yield _line(line, path, number)


def _line(line: bytes, path: Path, number: int) -> RawArticle | Failure:
    try:
        return _record_or_failure(_parse(decode(line)), path, number)
    except ArticleError as error:
        return Failure(path.as_posix(), f"record {number}: {error}")


def _record_or_failure(record: object, path: Path, number: int) -> RawArticle | Failure:
    try:
        return _record(record, path.as_posix())
    except ArticleError as error:
        return Failure(path.as_posix(), f"record {number}: {error}")


def _record(record: object, path: str) -> RawArticle:
    if not isinstance(record, Mapping):
        raise ArticleError("not a JSON object; an article is an object with a text.")
    article = raw_article(record, path=path)
    if not any(map(str.isalnum, article.text)):
        raise ArticleError("no text; give it as text, body or content.")
    return article


def _parse(text: str) -> object:
    try:
        return json.loads(text)
    except RecursionError as error:
        raise ArticleError("not usable JSON: nested too deep.") from error
    except ValueError as error:
        raise ArticleError(f"not valid JSON ({error}).") from error


_Reader = Callable[[Path], Iterator[RawArticle | Failure]]
_READERS: dict[str, _Reader] = {
    ".html": _read_html,
    ".htm": _read_html,
    ".json": _read_json,
    ".jsonl": _read_lines,
    ".ndjson": _read_lines,
    ".jsonl.gz": _read_lines,
    ".ndjson.gz": _read_lines,
}
