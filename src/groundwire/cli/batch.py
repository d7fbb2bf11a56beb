"""Questions from a file, one a line: plain text, or JSON with the fields of ``AskRequest``.

A line that cannot be used is reported in its place, so that line n of the output always answers
the n-th question of the input and one bad line costs no other its answer.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import from_json

from groundwire.errors import InputError, NotFoundError
from groundwire.records import Answer, Question, SearchResult
from groundwire.requests import AskRequest

STANDARD_INPUT = Path("-")


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One line of the file: its number from 1, the id it was given (None where it was not), and
    either the question or the error."""

    number: int
    id: str | int | None
    question: Question | None
    error: str | None = None


def read_batch(file: Path, defaults: Mapping[str, Any]) -> Iterator[BatchLine]:
    """The questions of ``file`` (``-`` is the standard input) in order; blank lines are skipped.

    ``defaults`` are fields of ``AskRequest`` for the lines that do not set them.

    Raises:
        InputError: the file cannot be opened.
    """
    if file == STANDARD_INPUT:
        yield from _lines(sys.stdin.buffer, defaults)
        return
    try:
        stream = file.open("rb")
    except OSError as error:
        raise InputError(
            f"The batch file {file} cannot be read: {error.strerror}. "
            "Name a text file with a question on each line, or - for the standard input."
        ) from error
    with stream:
        yield from _lines(stream, defaults)


def answer_line(
    line: BatchLine, answer: Callable[[Question], Answer | SearchResult], *, timings: bool
) -> dict[str, Any]:
    """What is printed for a line: its id where it has one, then the answer, or why there is none.

    Without ``timings`` they are left out, so that two runs print the same bytes.
    """
    named: dict[str, Any] = {} if line.id is None else {"id": line.id}
    if line.question is None:
        return {**named, "line": line.number, "error": line.error}
    try:
        result = answer(line.question)
    except (InputError, NotFoundError) as error:
        return {**named, "line": line.number, "error": str(error)}
    shown = result if timings else replace(result, timings_ms={})
    return named | {field.name: getattr(shown, field.name) for field in fields(shown)}


def question_of(fields: Mapping[str, Any]) -> Question:
    """The question that these fields of ``AskRequest`` describe.

    Raises:
        InputError: a field that is unknown, missing or cannot be used.
    """
    try:
        return AskRequest.model_validate(fields).to_question()
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise InputError(f"{where}: {first['msg']}.") from error


def _lines(stream: Any, defaults: Mapping[str, Any]) -> Iterator[BatchLine]:
    for number, raw in enumerate(stream, start=1):
        if raw.strip():
            yield _read_line(number, raw, defaults)


def _read_line(number: int, raw: bytes, defaults: Mapping[str, Any]) -> BatchLine:
    line_id = None
    try:
        given = _given(raw)
        line_id = _id_of(given)
        return BatchLine(number, line_id, question_of({**defaults, **given}))
    except InputError as error:
        return BatchLine(number, line_id, None, error=str(error))


def _given(raw: bytes) -> dict[str, Any]:
    try:
        text = raw.decode("utf-8-sig").strip()
    except UnicodeDecodeError as error:
        raise InputError(
            f"The line is not UTF-8 (byte {error.start + 1}). Save it as UTF-8."
        ) from error
    if not text.startswith("{"):
        return {"question": text}
    try:
        given = from_json(text)
    except ValueError as error:
        raise InputError(f"The line starts like JSON and is not: {error}.") from error
    return dict(given)


def _id_of(given: dict[str, Any]) -> str | int | None:
    """Take the id out of the fields: it names the line and is no part of the question."""
    line_id = given.pop("id", None)
    if line_id is None or (isinstance(line_id, str | int) and not isinstance(line_id, bool)):
        return line_id
    raise InputError("id: Give a string or a whole number.")
