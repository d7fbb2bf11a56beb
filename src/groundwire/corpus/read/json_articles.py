"""JSON and JSON Lines into raw articles, in the shapes in which news APIs answer."""

import json
from collections.abc import Iterator, Mapping
from typing import Protocol, TypeGuard

from groundwire.corpus.read.failure import Failure
from groundwire.corpus.read.fields import raw_article
from groundwire.corpus.read.files import decode
from groundwire.errors import ArticleError
from groundwire.records import RawArticle

MAX_RECORD_BYTES = 20_000_000  # of one line of JSONL
MAX_UNPACKED_BYTES = 10_000_000_000  # of JSON Lines: 100 times the 11,701 articles of the load test
_LISTS = (
    "articles", "results", "items", "data", "posts", "documents", "docs", "news", "stories",
    "value", "@graph", "hits",
)  # fmt: skip
_AROUND = ("response", *_LISTS)  # {"response": {"results": [...]}}


class SupportsReadline(Protocol):
    """An open binary file, packed or not."""

    def readline(self, size: int = ..., /) -> bytes: ...


def read_json(data: bytes, path: str) -> Iterator[RawArticle | Failure]:
    """One article, a list of them, or an object that holds the list, as news APIs answer.

    Raises:
        ArticleError: not valid JSON, or a single record that is no article.
    """
    document = _parse(decode(data))
    records = _records(document)
    if records is None:
        yield _record(document, path)
        return
    if not records:
        raise ArticleError("the list of articles in it is empty.")
    for number, record in enumerate(records, start=1):
        yield _record_or_failure(record, path, number)


def read_lines(file: SupportsReadline, path: str) -> Iterator[RawArticle | Failure]:
    """JSON Lines, one record at a time.

    Raises:
        ArticleError: a line, or all of them, are longer than is read.
    """
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


def _records(document: object) -> list[object] | None:
    """The list that a document is or holds, at most two objects deep."""
    if isinstance(document, list):
        return document
    if not isinstance(document, Mapping):
        return None
    for holder in (document, *(document.get(key) for key in _AROUND)):
        if isinstance(holder, Mapping):
            lists = (holder.get(key) for key in _LISTS)
            if (
                found := next((value for value in lists if _is_record_list(value)), None)
            ) is not None:
                return found
    return None


def _is_record_list(value: object) -> TypeGuard[list[object]]:
    return isinstance(value, list) and all(isinstance(item, Mapping) for item in value[:1])


def _line(line: bytes, path: str, number: int) -> RawArticle | Failure:
    try:
        return _record_or_failure(_parse(decode(line)), path, number)
    except ArticleError as error:
        return Failure(path, f"record {number}: {error}")


def _record_or_failure(record: object, path: str, number: int) -> RawArticle | Failure:
    try:
        return _record(record, path)
    except ArticleError as error:
        return Failure(path, f"record {number}: {error}")


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
