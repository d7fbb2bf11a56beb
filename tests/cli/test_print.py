"""What people see: articles are data to a terminal, and bars are for terminals only."""

import os
import pty
import subprocess
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from command_line import HASHING, PROGRAM

from groundwire.cli.output.results import print_answer, print_article, printable
from groundwire.records import (
    AlsoIn,
    Answer,
    Article,
    Citation,
    Claim,
    Disagreement,
    IndexInfo,
    Position,
)


def answer(**changes: object) -> Answer:
    """An answer with one claim."""
    fields = {
        "status": "answered",
        "text": "It shut. [1]",
        "short_answer": "in March",
        "claims": (Claim("It shut.", (1,), "verbatim"),),
        "citations": (
            Citation(
                1, "a1", "[bold]A bridge[/bold]", "Ledger", None, date(2025, 3, 11), 0, 8,
                "It shut.", "a.txt",
            ),
        ),
        "disagreements": (),
        "reason": None,
        "confidence": 0.9,
        "question": "Did it shut?",
        "as_of": None,
        "composer": "extractive",
        "index": IndexInfo("g", 1),
        "timings_ms": {"total": 3.25},
    }  # fmt: skip
    return Answer(**{**fields, **changes})  # type: ignore[arg-type]


def test_nothing_in_an_article_moves_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """Escape sequences, direction marks and lone surrogates are left out, letters stay."""
    hostile = "Caf\u00e9\x1b[2J\x1b]0;title\x07 \u202eback\u200b\ud800\r\nnext\tcolumn"
    assert printable(hostile) == "Caf\u00e9[2J]0;title back\nnext\tcolumn"
    article = Article("a", hostile, None, None, None, None, "en", hostile, "0", "a.txt")
    print_article(article)
    assert "\x1b" not in capsys.readouterr().out


def test_a_title_is_no_markup(capsys: pytest.CaptureFixture[str]) -> None:
    """Brackets in an article are printed as written."""
    print_answer(answer())
    assert "[1] [bold]A bridge[/bold]  Ledger, 2025-03-11, a1\n" in capsys.readouterr().out


def test_an_answer_reads_from_short_to_long(capsys: pytest.CaptureFixture[str]) -> None:
    """Short answer, claims with marks, sources with their quotes; timings where asked for."""
    print_answer(answer(), timings=True)
    assert capsys.readouterr().out.splitlines() == [
        "in March",
        "",
        "It shut. [1]",
        "",
        "[1] [bold]A bridge[/bold]  Ledger, 2025-03-11, a1",
        "    | It shut.",
        "total 3.2 ms",
    ]


def test_copies_of_what_is_quoted_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    """A wire story is cited once; the other papers stand under its quote."""
    copies = (AlsoIn("b", "Gazette", None, date(2025, 3, 12)), AlsoIn("c", None, None, None))
    (cited,) = answer().citations
    print_answer(answer(citations=(replace(cited, also_in=copies),)))
    assert "    also in Gazette, 2025-03-12; no date\n" in capsys.readouterr().out


def test_a_claim_that_could_not_be_verified_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    """An unverified claim is never printed as if it were quoted."""
    print_answer(answer(claims=(Claim("It fell.", (1,), "unverified"),)))
    assert "It fell. [1] (unverified)" in capsys.readouterr().out


def test_both_sides_of_a_disagreement_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    """Each value with its source and date, under what the dates make of it."""
    sides = (Position("26", 1, date(2025, 3, 11)), Position("30", 2, None))
    print_answer(answer(disagreements=(Disagreement("countries", sides),)))
    shown = "  26 [1]  Ledger, 2025-03-11\n  30 [2]  no date\n"
    assert f"The articles disagree: countries\n{shown}" in capsys.readouterr().out
    print_answer(answer(disagreements=(Disagreement("countries", sides, "change"),)))
    assert f"Changed over time: countries\n{shown}" in capsys.readouterr().out


def test_an_abstention_gives_its_reason(capsys: pytest.CaptureFixture[str]) -> None:
    """No claim, no source, and why."""
    print_answer(
        answer(status="abstained", claims=(), citations=(), short_answer=None, reason="Not there.")
    )
    assert capsys.readouterr().out == "Not there.\n"


def test_bars_are_for_terminals(corpus: Path, tmp_path: Path) -> None:
    """On a terminal a build draws; in a pipe it prints a few plain lines."""
    command = [*PROGRAM, "build", str(corpus), "--json"]
    plain = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=HASHING)
    assert "\x1b" not in plain.stderr
    assert len(plain.stderr.splitlines()) <= 6
    drawn = _on_a_terminal([*command, "--full"], tmp_path)
    assert b"\x1b" in drawn
    assert b"embedding passages" in drawn


def _on_a_terminal(command: list[str], folder: Path) -> bytes:
    """What a command writes to a terminal that is its standard error."""
    ours, theirs = pty.openpty()
    env = HASHING | {"TERM": "xterm"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs, cwd=folder, env=env):
        os.close(theirs)
        drawn = b""
        with suppress(OSError):  # the terminal's way to say that nobody writes any more
            while part := os.read(ours, 65536):
                drawn += part
    os.close(ours)
    return drawn
