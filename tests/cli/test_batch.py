"""Batch lines: every line is answered in its place, and a bad one costs no other its answer."""

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from groundwire.cli.batch import BatchLine, answer_line, read_batch
from groundwire.errors import InputError, NotFoundError
from groundwire.records import IndexInfo, Question, SearchResult, Turn

Write = Callable[[str | bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a batch file."""

    def to_file(content: str | bytes) -> Path:
        file = tmp_path / "questions.txt"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return file

    return to_file


def result(question: Question) -> SearchResult:
    """An answer that tells what was asked."""
    return SearchResult(question.text, (), IndexInfo("g", 1), {"total": 1.5})


def test_plain_lines_and_json_lines_mix(write: Write) -> None:
    """A line that opens with a brace is JSON, any other is the question itself; blank ones are
    skipped and keep their number."""
    lines = list(read_batch(write('Who came?\n\n{"id": 7, "question": "When?"}\n'), {}))
    assert [
        (line.number, line.id, line.question.text if line.question else None) for line in lines
    ] == [(1, None, "Who came?"), (3, 7, "When?")]


def test_a_json_line_sets_all_that_a_request_can(write: Write) -> None:
    """History, dates, sources and articles of a line reach the question."""
    record = (
        '{"question": "And then?", "history": [{"role": "user", "content": "Who?"}], '
        '"as_of": "2025-03-11", "published_from": "2025-01-01", "published_to": "2025-03-10", '
        '"sources": ["AFP"], "articles": ["a1"]}'
    )
    (line,) = read_batch(write(record), {})
    assert line.question is not None
    assert (Turn("user", "Who?"),) == line.question.history
    filters = line.question.filters
    assert (date(2025, 3, 11), ("AFP",), ("a1",)) == (
        filters.as_of,
        filters.sources,
        filters.articles,
    )


def test_options_hold_for_the_lines_that_do_not_say_otherwise(write: Write) -> None:
    """A filter of the command line is the default of every line."""
    file = write('Who?\n{"question": "Who?", "as_of": "2025-01-01"}')
    plain, own = read_batch(file, {"as_of": date(2025, 3, 11)})
    assert plain.question is not None
    assert own.question is not None
    assert date(2025, 3, 11) == plain.question.filters.as_of
    assert date(2025, 1, 1) == own.question.filters.as_of


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('{"id": "q", "question": "W', "starts like JSON"),
        ('{"id": "q", "question": "Who?", "as_of": "yesterday"}', "as_of"),
        ('{"id": "q", "question": "Who?", "top": 3}', "top"),
        ('{"id": "q"}', "question"),
        ('{"id": [1], "question": "Who?"}', "id"),
        (b"Who \xff?", "UTF-8"),
        ("???", "empty"),
        ("w" * 10_000, "10,000 characters"),
        ('{"id": "q", "question": "\\ud800"}', "JSON"),
    ],
)
def test_a_bad_line_says_why_and_the_next_is_read(
    write: Write, content: str | bytes, expected: str
) -> None:
    """The error names what is wrong in the line; the lines after it are untouched."""
    raw = content if isinstance(content, bytes) else content.encode()
    bad, good = read_batch(write(raw + b"\nWho?"), {})
    assert bad.question is None
    assert expected in (bad.error or "")
    assert good.question is not None


def test_a_file_that_cannot_be_read_is_an_input_error(tmp_path: Path) -> None:
    """The message names the file and what to give instead."""
    with pytest.raises(InputError, match=r"missing\.txt cannot be read: No such file"):
        list(read_batch(tmp_path / "missing.txt", {}))


def test_a_dash_is_the_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """``--batch -`` reads what is piped in, a byte order mark or not."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"\xef\xbb\xbfWho?\r\n")))
    (line,) = read_batch(Path("-"), {})
    assert line.question is not None
    assert line.question.text == "Who?"


def test_the_answer_carries_the_id_first_and_no_timings() -> None:
    """The id opens the line; timings, the only part that differs between runs, are left out."""
    line = BatchLine(1, "q1", Question("Who?"))
    assert {
        "id": "q1",
        "query": "Who?",
        "hits": (),
        "index": IndexInfo("g", 1),
        "timings_ms": {},
    } == answer_line(line, result, timings=False)
    assert next(iter(answer_line(line, result, timings=False))) == "id"
    assert answer_line(line, result, timings=True)["timings_ms"] == {"total": 1.5}


def test_a_line_without_id_gets_none() -> None:
    """No id is invented."""
    assert "id" not in answer_line(BatchLine(1, None, Question("Who?")), result, timings=False)


def test_an_error_of_the_question_is_told_in_its_line() -> None:
    """What answering finds wrong with one question is that line's error."""

    def refuse(question: Question) -> SearchResult:
        raise NotFoundError("No article has the id x.")

    told = answer_line(BatchLine(4, None, Question("Who?")), refuse, timings=False)
    assert told == {"line": 4, "error": "No article has the id x."}
