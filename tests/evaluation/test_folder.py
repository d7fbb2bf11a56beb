"""The folder of a run: what was asked is never asked again, and never lost."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from groundwire.errors import InputError
from groundwire.evaluation.folder import RunFolder, read_scored
from groundwire.evaluation.results import Manifest, Reply
from groundwire.evaluation.scores import score
from groundwire.records import Answer, IndexInfo, SearchResult

MANIFEST = Manifest("trial", {"questions": "q1", "generation": "g1"}, {"machine": "here"})
INFO = IndexInfo("g1", 3)
FOUND = SearchResult("who?", (), INFO, {"search": 1.25})
ANSWER = Answer(
    "abstained", "No.", None, (), (), (), "No.", 0.1234567890123, "who?", None, "extractive", INFO
)


def reply(name: str) -> Reply:
    return Reply(name, FOUND, ANSWER, same=True)


def test_replies_come_back_as_they_were(tmp_path: Path) -> None:
    """To the last digit of the confidence."""
    run = RunFolder(tmp_path / "run")
    assert run.begin(MANIFEST) == {}
    run.append(reply("a"))
    run.append(reply("b"))
    assert {"a": reply("a"), "b": reply("b")} == run.begin(MANIFEST)


def test_a_line_cut_short_by_a_kill_is_asked_again(tmp_path: Path) -> None:
    """Whatever byte it was cut at; what follows is written on a line of its own."""
    run = RunFolder(tmp_path / "run")
    run.begin(MANIFEST)
    run.append(reply("a"))
    file = run.path / "replies.jsonl"
    first = file.stat().st_size
    run.append(reply("b"))
    whole = file.read_bytes()
    for end in range(first + 1, len(whole)):
        file.write_bytes(whole[:end])
        assert ["a"] == list(run.begin(MANIFEST))
        run.append(reply("b"))
        assert whole == file.read_bytes()


def test_what_failed_is_asked_again(tmp_path: Path) -> None:
    """The later reply counts."""
    run = RunFolder(tmp_path / "run")
    run.begin(MANIFEST)
    run.append(Reply("a", None, None, error="OSError: gone"))
    assert run.begin(MANIFEST) == {}
    run.append(reply("a"))
    assert {"a": reply("a")} == run.begin(MANIFEST)


def test_another_run_is_refused(tmp_path: Path) -> None:
    """The message says what differs; other circumstances, such as the machine, do not."""
    run = RunFolder(tmp_path / "run")
    run.begin(MANIFEST)
    run.begin(replace(MANIFEST, circumstances={"machine": "there"}))
    with pytest.raises(InputError, match="generation was g1, is g2"):
        run.begin(replace(MANIFEST, identity={"questions": "q1", "generation": "g2"}))


def test_a_line_of_another_version_is_named(tmp_path: Path) -> None:
    """By its file and number, with what to do."""
    run = RunFolder(tmp_path / "run")
    run.begin(MANIFEST)
    run.append(reply("a"))
    with (run.path / "replies.jsonl").open("a") as file:
        file.write('{"id": 7}\n')
    with pytest.raises(InputError, match=r"replies\.jsonl, line 2: not a reply"):
        run.begin(MANIFEST)


def test_the_newest_finished_run_of_the_same_questions(tmp_path: Path) -> None:
    """Not this one, not one of other questions, of another version, or that was stopped."""
    first, second, other, old, stopped = (RunFolder(tmp_path / name) for name in "abcde")
    of_others = replace(MANIFEST, identity={"questions": "q2"})
    for run in (first, second, other, old, stopped):
        run.begin(of_others if run is other else MANIFEST)
    assert stopped.before(MANIFEST) is None
    for when, run in enumerate((first, second, other)):
        manifest = of_others if run is other else replace(MANIFEST, circumstances={"n": f"{when}"})
        run.finish(score(manifest, []))
        os.utime(run.path / "scores.json", (when, when))
    (old.path / "scores.json").write_text("{}")
    found = stopped.before(MANIFEST)
    assert found
    assert found.manifest.circumstances == {"n": "1"}
    found = second.before(MANIFEST)
    assert found
    assert found.manifest.circumstances == {"n": "0"}


def test_scores_come_back_as_they_were(tmp_path: Path) -> None:
    """From the run's folder; a folder without any is told."""
    run = RunFolder(tmp_path / "run")
    run.begin(MANIFEST)
    with pytest.raises(InputError, match=r"scores\.json is missing"):
        read_scored(run.path)
    scored = score(MANIFEST, [])
    run.finish(scored)
    assert scored == read_scored(run.path)
