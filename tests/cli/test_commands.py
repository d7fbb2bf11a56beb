"""The commands: results on standard output, the rest on standard error, help that is true."""

import re
import subprocess
from pathlib import Path

import pytest
from command_help import DOCUMENT, document
from command_line import HASHING, PROGRAM, Groundwire

from groundwire.cli.app import EXIT_CODES, app
from groundwire.errors import GroundwireError

COMMANDS = [
    "build", "add", "remove", "watch", "fetch", "ask", "chat", "search",
    "show", "info", "check", "timeline", "serve", "mcp", "eval", "settings",
]  # fmt: skip


def test_every_command_is_there(groundwire: Groundwire) -> None:
    """The commands of the design, each in the overview."""
    assert [*COMMANDS] == [
        command.name or command.callback.__name__
        for command in app.registered_commands
        if not command.hidden
    ]
    overview = groundwire("--help").out
    assert all(re.search(rf"^  {name} ", overview, re.MULTILINE) for name in COMMANDS)


def test_the_page_of_commands_is_up_to_date() -> None:
    """docs/commands.md holds the help as it is; `python tests/cli/command_help.py` renews it."""
    assert document() == DOCUMENT.read_text(encoding="utf-8")


def test_every_exit_code_is_documented() -> None:
    """Each error's code stands in the help and on the page."""
    codes = {error.exit_code for error in [GroundwireError, *GroundwireError.__subclasses__()]}
    page = DOCUMENT.read_text(encoding="utf-8")
    assert all(re.search(rf"^  {code} ", EXIT_CODES, re.MULTILINE) for code in codes | {0, 130})
    assert all(f"\n| {code} |" in page for code in codes | {0, 130})


def test_no_command_is_a_call_for_help(groundwire: Groundwire) -> None:
    """Without a command the overview is printed."""
    assert groundwire("--help") == groundwire()


@pytest.mark.parametrize("name", COMMANDS)
def test_help_loads_no_library(name: str) -> None:
    """`--help` comes at once: nothing is imported that only running needs."""
    program = (
        "import sys; from groundwire.cli.app import run; "
        f"run([{name!r}, '--help'], {{}}); print(*sys.modules)"
    )
    ran = subprocess.run([PROGRAM[0], "-c", program], capture_output=True, text=True, check=True)
    loaded = ran.stdout.splitlines()[-1].split()
    assert {"numpy", "rich", "fastapi", "groundwire.wiring"}.isdisjoint(loaded)


def test_build_reports_what_it_did(groundwire: Groundwire, corpus: Path) -> None:
    """The report says how many articles are new and how many stayed as they were."""
    first = groundwire("build", "--json")
    assert (first.code, *(first.json[k] for k in ("articles", "new", "unchanged"))) == (0, 2, 2, 0)
    again = groundwire("build", str(corpus))
    assert again.code == 0
    assert again.out.startswith("2 articles, ")
    assert "0 new, 0 changed, 2 unchanged" in again.out


def test_keep_says_how_many_generations_stay(
    groundwire: Groundwire, corpus: Path, tmp_path: Path
) -> None:
    """Older generations stay as told, and are swept by the next command that keeps fewer."""

    def generations(*options: str) -> int:
        assert groundwire("build", *options).code == 0
        return len(list((tmp_path / "index" / "generations").iterdir()))

    kept = []
    for number, keep in enumerate([3, 3, 3, 1]):
        (corpus / "comet.txt").write_text(f"A comet passed the town {number} times, it was said.")
        kept.append(generations("--keep", str(keep)))
    assert [1, 2, 3, 2] == kept
    assert 1 == generations("--keep", "0")
    assert "ok" == groundwire("check", "--json").json["status"]


def test_info_counts_by_source_and_month(indexed: Groundwire) -> None:
    """Numbers for programs, bars for people."""
    told = indexed("info", "--json").json
    assert {"The Ledger": 1, "Morning Post": 1} == told["by_source"]
    assert {"2025-02": 1, "2025-03": 1} == told["by_month"]
    out = indexed("info").out
    assert re.search(r"^2025-03  █+ 1$", out, re.MULTILINE)
    assert re.search(r"^The Ledger    █+ 1$", out, re.MULTILINE)


def test_a_bad_file_costs_the_others_nothing(groundwire: Groundwire, corpus: Path) -> None:
    """The rest is indexed, the bad file is named with its reason, and the exit code says so."""
    (corpus / "picture.txt").write_bytes(bytes(range(256)) * 40)
    ran = groundwire("build", "--json")
    assert ran.code == 3
    assert ran.json["articles"] == 2
    assert [Path(failure["path"]).name for failure in ran.json["failures"]] == ["picture.txt"]
    assert re.search(r"^groundwire: .*picture\.txt: .", ran.err, re.MULTILINE)


def test_add_and_remove_change_the_index(indexed: Groundwire, tmp_path: Path) -> None:
    """What is added can be shown, what is removed is unknown again."""
    (tmp_path / "comet.txt").write_text("A comet passed the town.\n\nIt was seen by many people.")
    added = indexed("add", "comet.txt", "--json")
    assert (added.code, added.json["articles"]) == (0, 3)
    hits = indexed("search", "comet passed the town", "--json").json["hits"]
    comet = hits[0]["article_id"]
    assert indexed("show", comet).code == 0
    removed = indexed("remove", comet, "--json")
    assert (removed.code, removed.json["articles"]) == (0, 2)
    assert indexed("show", comet).code == 9


def test_ask_prints_one_json_document(indexed: Groundwire) -> None:
    """The whole of standard output is the answer, and every quote stands where it says."""
    ran = indexed("ask", "How many cables had cracks on Tern Bridge?", "--json")
    assert (ran.code, ran.err) == (0, "")
    assert ran.json["status"] == "answered"
    for citation in ran.json["citations"]:
        article = indexed("show", citation["article_id"], "--json").json
        assert article["text"][citation["start"] : citation["end"]] == citation["quote"]


def test_ask_prints_plain_text_into_a_pipe(indexed: Groundwire) -> None:
    """Claims with marks, then the sources with title, date and quote; no escape sequences."""
    out = indexed("ask", "How many cables had cracks on Tern Bridge?").out
    assert re.search(r"26 of its cables\..* \[\d\]\n", out)
    assert "] Tern Bridge shut for fourteen weeks  The Ledger, 2025-03-11" in out
    assert "| Engineers found cracks in 26 of its cables." in out
    assert "\x1b" not in out


def test_ask_reads_its_question_from_a_pipe(indexed: Groundwire, tmp_path: Path) -> None:
    """`-` is the standard input."""
    index = tmp_path / "index"
    ran = subprocess.run(
        [*PROGRAM, "ask", "-", "--json", "--index", str(index)],
        input="How many cables had cracks?\n",
        capture_output=True,
        text=True,
        env=HASHING,
        check=True,
    )
    assert '"question": "How many cables had cracks?"' in ran.stdout


def test_a_filter_leaves_the_rest_out(indexed: Groundwire) -> None:
    """Dates and sources decide which articles may be found at all."""

    def sources(*options: str) -> set[str]:
        hits = indexed("search", "bridge library", "--json", *options).json["hits"]
        return {hit["source"] for hit in hits}

    assert {"The Ledger", "Morning Post"} == sources()
    assert {"Morning Post"} == sources("--as-of", "2025-03-10")
    assert {"The Ledger"} == sources("--from", "2025-03-01", "--to", "2025-03-31")
    assert {"Morning Post"} == sources("--source", "morning post")


def test_batch_answers_in_order(indexed: Groundwire, tmp_path: Path) -> None:
    """An answer a line with its id, a bad line in its place, exit code 2, and twice the same."""
    (tmp_path / "q.txt").write_text(
        'How many cables had cracks?\n{"id": "x", "question": 5}\n\n{"id": 2, "question": "Who?"}\n'
    )
    ran = indexed("ask", "--batch", "q.txt")
    assert ran.code == 2
    first, second, third = ran.lines
    assert "id" not in first
    assert first["timings_ms"] == {}
    assert (second["id"], second["line"]) == ("x", 2)
    assert "question" in second["error"]
    assert next(iter(third)) == "id"
    assert ran == indexed("ask", "--batch", "q.txt")


def test_search_takes_a_batch_too(indexed: Groundwire, tmp_path: Path) -> None:
    """Hits a line, with the timings where they are asked for."""
    (tmp_path / "q.txt").write_text("bridge\nlibrary\n")
    ran = indexed("search", "--batch", "q.txt", "-k", "1", "--timings")
    assert ran.code == 0
    assert [len(line["hits"]) for line in ran.lines] == [1, 1]
    assert all(line["timings_ms"] for line in ran.lines)


def test_info_says_what_is_indexed_and_with_what(indexed: Groundwire) -> None:
    """Counts, generation, parts, sources and the range of publication days."""
    told = indexed("info", "--json").json
    assert (told["articles"], told["sources"]) == (2, 2)
    assert (told["published_from"], told["published_to"]) == ("2025-02-02", "2025-03-11")
    assert {"passages", "generation", "encoder", "reader", "composer"} <= told.keys()
    assert "2025-03-11" in indexed("info").out


def test_check_finds_a_sound_index_sound(indexed: Groundwire) -> None:
    """Exit code 0 and what was looked at."""
    assert indexed("check").code == 0
    assert indexed("check", "--json").code == 0


def test_timeline_lists_dated_sentences_in_order(indexed: Groundwire) -> None:
    """By date, earliest first."""
    events = indexed("timeline", "--json").json["events"]
    assert [event["when"] for event in events] == ["2024-10", "2025-02-01", "2025-03-20"]
    assert "2025-03-20" in indexed("timeline", "Tern Bridge").out


def test_chat_answers_each_line_of_a_pipe(indexed: Groundwire, tmp_path: Path) -> None:
    """A question a line; commands begin with a slash; `/quit` ends it."""
    talk = "How many cables had cracks?\n/sources\n/nonsense\n/new\n/sources\n/quit\nnever\n"
    ran = subprocess.run(
        [*PROGRAM, "chat", "--index", str(tmp_path / "index")],
        input=talk,
        capture_output=True,
        text=True,
        env=HASHING,
        check=True,
    )
    assert ran.stdout.count("| Engineers found cracks in 26 of its cables.") == 1
    assert "/nonsense is no command" in ran.stderr
    assert "No answer with a source yet" in ran.stderr


def test_a_reader_that_leaves_early_is_no_error(indexed: Groundwire, tmp_path: Path) -> None:
    """`groundwire ... | head` prints no traceback."""
    ran = subprocess.run(  # noqa: S602  # a pipe is what is tested
        f"{' '.join(PROGRAM)} timeline --json --index {tmp_path / 'index'} | true",
        shell=True,
        capture_output=True,
        text=True,
        env=HASHING | {"PATH": "/usr/bin:/bin"},
        check=True,
    )
    assert ran.stderr == ""
