"""The YAML behind the questions: safe, strict, and every error has its line."""

from pathlib import Path

import pytest

from groundwire.errors import InputError
from groundwire.evaluation.question_file import read_question_file

GOOD = """\
questions:
  - id: fact-one
    question: "Who came?"
    short: [a, b]
  - id: fact-two
    question: Who went?
    as_of: 2025-02-30
"""


def error_of(tmp_path: Path, data: bytes) -> str:
    path = tmp_path / "questions.yaml"
    path.write_bytes(data)
    with pytest.raises(InputError) as raised:
        read_question_file(path)
    return str(raised.value)


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "questions.yaml"
    path.write_text(GOOD, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("line", "location"),
    [
        (1, ()),
        (1, ("questions",)),
        (2, ("questions", 0)),
        (4, ("questions", 0, "short", 1)),
        (5, ("questions", 1, "id")),
        (5, ("questions", 1, "kind")),
        (7, ("questions", 1, "as_of", 0)),
        (1, ("questions", 9)),
    ],
)
def test_every_value_knows_its_line(good: Path, line: int, location: tuple[int | str, ...]) -> None:
    """A value that is missing has the line of what it is missing from."""
    assert line == read_question_file(good).line(location)


def test_a_day_stays_as_it_was_written(good: Path) -> None:
    """So that a day that no month has is a fault of its field, and no crash of the parser."""
    assert read_question_file(good).value["questions"][1]["as_of"] == "2025-02-30"


@pytest.mark.parametrize(
    ("written", "instead", "place", "wrong"),
    [
        ('"Who came?"', "Who: he?", "3: question fact-one, field question", "quote the text"),
        ('"Who came?"', '"Who came?', "3: question fact-one, field question", "never closed"),
        ('"Who came?"', "@home", "3: question fact-one, field question", "cannot start any"),
        ("[a, b]", "[a, b", "4: question fact-one, field short", "expected ',' or ']'"),
        ("[a, b]", "*other", "4: question fact-one, field short", "undefined alias"),
        ("[a, b]", "!!int soon", "4: question fact-one, field short", "this is no int"),
        ("[a, b]", "!!python/name:os.system x", "4: question fact-one, field short", "tag"),
        ("[a, b]", "{[c]: d}", "4: question fact-one, field short", "name of a field belongs"),
        ("[a, b]", "a\x07", "4: question fact-one, field short", "control character (0x07)"),
        ("    short", "\tshort", "4: question fact-one, field short", "indent with spaces"),
        ("  - id: fact-two", "- id: fact-two", "5: question fact-two, field id", "expected"),
    ],
)
def test_text_that_is_no_yaml_is_named_with_line_question_and_field(
    tmp_path: Path, written: str, instead: str, place: str, wrong: str
) -> None:
    """The parser knows no questions, but the text around its mark does."""
    message = error_of(tmp_path, GOOD.replace(written, instead, 1).encode())
    assert f"questions.yaml:{place}: not YAML: " in message
    assert wrong in message


@pytest.mark.parametrize(
    ("written", "instead", "place"),
    [
        (
            "    short",
            '    question: "And who?"\n    short',
            "4: question fact-one, field question",
        ),
        ("[a, b]", "{any: [a], any: [b]}", "4: question fact-one, field short: the key any"),
        ("  - id: fact-two", "questions:\n  - id: fact-two", "5: question fact-one, field quest"),
    ],
)
def test_a_key_that_is_written_twice_is_refused(
    tmp_path: Path, written: str, instead: str, place: str
) -> None:
    """The parser would take the last one in silence, and half a file could be lost."""
    message = error_of(tmp_path, GOOD.replace(written, instead, 1).encode())
    assert f"questions.yaml:{place}" in message
    assert "is written twice" in message


@pytest.mark.parametrize("data", [b"", b"\n\n", b"# nothing but a comment\n"])
def test_an_empty_file_is_said_to_be_empty(tmp_path: Path, data: bytes) -> None:
    """No talk of types to somebody whose file did not save."""
    assert "questions.yaml:1: the file is empty" in error_of(tmp_path, data)


def test_a_file_that_is_not_utf8_is_named_with_its_line(tmp_path: Path) -> None:
    """The byte's line is found although the file has no text yet."""
    message = error_of(tmp_path, GOOD.replace("Who went", "Où").encode("latin-1"))
    assert "questions.yaml:6: question fact-two, field question: byte 0xf9 is not UTF-8" in message
    assert ":1: byte 0xff is not UTF-8" in error_of(tmp_path, "a: b".encode("utf-16"))


def test_a_second_document_is_refused(tmp_path: Path) -> None:
    """Its questions would be lost in silence."""
    assert "questions.yaml:8: " in error_of(tmp_path, f"{GOOD}---\nquestions: []\n".encode())


def test_nesting_without_end_is_an_input_error(tmp_path: Path) -> None:
    """Neither the parser nor a value that holds itself can exhaust the stack."""
    assert "nested too deeply" in error_of(tmp_path, b"[" * 5000)
    path = tmp_path / "questions.yaml"
    path.write_text("a: &a [*a]", encoding="utf-8")
    assert read_question_file(path).line(("a", 0, 0, 0)) == 1


def test_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    """Editors on Windows write both."""
    path = tmp_path / "questions.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert read_question_file(path).line(("questions", 1)) == 5


@pytest.mark.parametrize("name", ["nowhere.yaml", "."])
def test_a_file_that_cannot_be_read_is_an_input_error(tmp_path: Path, name: str) -> None:
    """No traceback for a path that was mistyped or is a folder."""
    with pytest.raises(InputError, match="cannot be read"):
        read_question_file(tmp_path / name)
