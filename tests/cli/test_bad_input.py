"""Bad input: one clear line, the documented exit code, no traceback."""

import socket
import subprocess
from pathlib import Path

import pytest
from command_line import HASHING, PROGRAM, Groundwire, Ran


def assert_told(ran: Ran, code: int, *words: str) -> None:
    """One line on standard error with these words, nothing on standard output, this code."""
    assert (code, "") == (ran.code, ran.out), ran.err
    (line,) = ran.err.splitlines()
    assert line.startswith("groundwire: ")
    assert line.endswith((".", '"'))
    assert all(word in line for word in words), line


def test_an_empty_folder(groundwire: Groundwire, tmp_path: Path) -> None:
    """Nothing to index is told with the folder's name."""
    (tmp_path / "empty").mkdir()
    assert_told(groundwire("build", "empty"), 3, "empty")


def test_a_file_that_is_no_text(groundwire: Groundwire, tmp_path: Path) -> None:
    """The file is named with its reason; as it was the only one, there is nothing to index."""
    (tmp_path / "picture.txt").write_bytes(bytes(range(256)) * 40)
    ran = groundwire("build", "picture.txt")
    assert ran.code == 3
    assert "picture.txt" in ran.err
    assert "Traceback" not in ran.err
    assert all(line.startswith("groundwire: ") for line in ran.err.splitlines())


def test_strict_stops_at_a_bad_file(groundwire: Groundwire, corpus: Path, tmp_path: Path) -> None:
    """With `--strict` nothing is indexed where one file is bad."""
    (corpus / "picture.txt").write_bytes(bytes(range(256)) * 40)
    ran = groundwire("build", "--strict")
    assert ran.code == 3
    assert "picture.txt" in ran.err
    assert groundwire("info").code == 4


def test_a_path_that_is_missing(groundwire: Groundwire) -> None:
    """The path is named, and what to give."""
    assert_told(groundwire("build", "nowhere"), 2, "nowhere", "Name")
    assert_told(groundwire("build"), 2, "corpus")
    assert_told(groundwire("watch", "nowhere"), 2, "nowhere")


@pytest.mark.parametrize("question", ["", "   ", "?!"])
def test_a_question_of_nothing(groundwire: Groundwire, question: str) -> None:
    """It is refused before an index is looked for."""
    assert_told(groundwire("ask", question), 2, "empty", "Ask in words")


def test_no_question(groundwire: Groundwire) -> None:
    """The command says what it needs."""
    for command in ("ask", "search"):
        assert_told(groundwire(command), 2, "No question")


def test_a_question_of_ten_thousand_characters(groundwire: Groundwire) -> None:
    """The limit and the length are named."""
    assert_told(groundwire("ask", "why " * 2_500), 2, "10,000", "2,000")


def test_a_question_that_is_not_utf8(groundwire: Groundwire) -> None:
    """Bytes that are no text are told as such."""
    ran = subprocess.run([*PROGRAM, "ask", b"Who \xff?"], capture_output=True, env=HASHING)
    assert_told(Ran(ran.returncode, ran.stdout.decode(), ran.stderr.decode()), 2, "UTF-8")


def test_a_question_and_a_batch(groundwire: Groundwire) -> None:
    """Which of both is meant cannot be known."""
    assert_told(groundwire("ask", "Who?", "--batch", "q.txt"), 2, "both")


@pytest.mark.parametrize(
    "command",
    [
        ("ask", "Who?"),
        ("search", "Who?"),
        ("show", "a1"),
        ("info",),
        ("check",),
        ("timeline",),
        ("chat",),
        ("serve", "--port", "0"),
        ("remove", "a1"),
    ],
)
def test_a_missing_index(groundwire: Groundwire, command: tuple[str, ...]) -> None:
    """The folder is named, and how to make an index."""
    assert_told(groundwire(*command), 4, "index", "groundwire build")


def test_an_index_of_another_encoder(indexed: Groundwire) -> None:
    """Both encoders differ: refused with what to do, by what reads and by what adds."""
    for encoder in ("openvino", "sentence-transformers"):
        ran = indexed("ask", "Who?", GROUNDWIRE_ENCODER=encoder)
        assert_told(ran, 6, "index", "groundwire build")


def test_a_damaged_index(indexed: Groundwire, tmp_path: Path) -> None:
    """A changed byte is found, whatever is asked."""
    files = [path for path in (tmp_path / "index").rglob("*") if path.is_file()]
    large = max(files, key=lambda path: path.stat().st_size)
    content = bytearray(large.read_bytes())
    content[len(content) // 2] ^= 1
    large.chmod(0o644)
    large.write_bytes(content)
    assert_told(indexed("ask", "Who?"), 5, large.name)
    assert indexed("check").code == 5


def test_a_port_in_use(indexed: Groundwire) -> None:
    """The port is named, and how to take another."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert_told(indexed("serve", "--port", port), 10, port, "--port")


def test_an_address_that_others_can_reach(indexed: Groundwire) -> None:
    """A public address needs `--insecure`."""
    assert_told(indexed("serve", "--host", "0.0.0.0", "--port", "0"), 10, "--insecure")  # noqa: S104


def test_an_unknown_option_command_or_missing_argument(groundwire: Groundwire) -> None:
    """The line names it and the help that lists what there is."""
    assert_told(groundwire("ask", "--colour"), 2, "--colour", "groundwire ask --help")
    assert_told(groundwire("aks"), 2, "aks", "groundwire --help")
    assert_told(groundwire("remove"), 2, "ID", "groundwire remove --help")
    assert_told(groundwire("serve", "--port", "70000"), 2, "--port", "65535")
    assert_told(groundwire("search", "x", "-k", "0"), 2, "-k")


@pytest.mark.parametrize("day", ["yesterday", "2025-02-30", "11/03/2025"])
def test_a_date_that_is_none(groundwire: Groundwire, day: str) -> None:
    """The option, the value and the way to write it."""
    assert_told(groundwire("ask", "Who?", "--as-of", day), 2, "--as-of", day, "2025-03-11")


def test_a_range_that_ends_before_it_begins(groundwire: Groundwire) -> None:
    """Both ends are named."""
    ran = groundwire("ask", "Who?", "--from", "2025-03-11", "--to", "2025-03-10")
    assert_told(ran, 2, "2025-03-11", "2025-03-10")


def test_an_unknown_id(indexed: Groundwire) -> None:
    """The id is named, by `show` and by `remove`, which then changes nothing."""
    assert_told(indexed("show", "nobody"), 9, "nobody")
    assert indexed("remove", "nobody").code == 9
    assert indexed("info", "--json").json["articles"] == 2


def test_a_batch_file_that_cannot_be_read(indexed: Groundwire, tmp_path: Path) -> None:
    """Missing, or a folder."""
    assert_told(indexed("ask", "--batch", "none.txt"), 2, "none.txt", "No such file")
    assert_told(indexed("search", "--batch", str(tmp_path)), 2, "directory")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ('"as_of": 20250311', "as_of: Write the day as 2025-03-11"),
        ('"as_of": 20217600', "as_of: Write the day as 2025-03-11"),
        ('"published_from": "20217600"', "published_from: Write the day as 2025-03-11"),
        ('"published_to": "20250311"', "published_to: Write the day as 2025-03-11"),
        ('"published_to": "2025-02-30"', "published_to: "),
        ('"published_from": "2025-03-11", "published_to": "2025-03-10"', "The range is empty"),
        ('"sources": ["\\ud800"]', "The line starts like JSON"),
        ('"history": [{"role": "user", "content": "\\udfff"}]', "The line starts like JSON"),
    ],
)
def test_a_batch_line_that_cannot_be_used(
    indexed: Groundwire, tmp_path: Path, fields: str, expected: str
) -> None:
    """A number is no day, half a character no text: told in the line's place, exit code 2, and
    the next line is answered."""
    file = tmp_path / "questions.jsonl"
    file.write_text(f'{{"id": 1, "question": "Who?", {fields}}}\nWho is the mayor?\n', "utf-8")
    for command in ("ask", "search"):
        ran = indexed(command, "--batch", str(file))
        bad, good = ran.lines
        assert (2, 1) == (ran.code, bad["line"])
        assert expected in bad["error"]
        assert "index" in good


@pytest.mark.parametrize(
    ("name", "value"),
    [("GROUNDWIRE_PORT", "abc"), ("GROUNDWIRE_ENCODER", "magic"), ("GROUNDWIRE_COLOUR", "red")],
)
def test_a_setting_that_cannot_be_used(groundwire: Groundwire, name: str, value: str) -> None:
    """The variable is named."""
    assert_told(groundwire("info", **{name: value}), 2, name, "docs/configuration.md")


def test_a_folder_that_cannot_be_written(groundwire: Groundwire, corpus: Path) -> None:
    """What the system refuses is one line too."""
    ran = groundwire("build", "--index", "/proc/index")
    assert ran.code == 1
    assert "Traceback" not in ran.err
    assert "/proc" in ran.err.splitlines()[-1]


def test_help_needs_no_settings(groundwire: Groundwire) -> None:
    """A wrong environment keeps nobody from the help."""
    assert groundwire("--help", GROUNDWIRE_PORT="abc").code == 0


def test_ctrl_c_is_130() -> None:
    """An interrupted command ends quietly with the shell's code for it."""
    program = (
        "import sys; from groundwire.cli import app; from groundwire.cli.commands import ask\n"
        "def stop(*_, **__): raise KeyboardInterrupt\n"
        "ask._answer_one = stop\n"
        "sys.exit(app.run(['ask', 'Who?'], {}))"
    )
    ran = subprocess.run([PROGRAM[0], "-c", program], capture_output=True, text=True)
    assert (ran.returncode, ran.stdout, ran.stderr) == (130, "", "")
