"""`groundwire eval` from the command to the report: runs, floors, comparison, and bad input."""

import json
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from command_line import HASHING, PROGRAM, Groundwire, Ran

from groundwire.cli.commands.evaluate import Format
from groundwire.evaluation.dataset import FORMATS
from groundwire.evaluation.questions import text_digest

BRIDGE = """\
Tern Bridge will be shut to traffic from 20 March 2025 for fourteen weeks, the council said.

Engineers found cracks in 26 of its cables. Mayor Ada Holm said nobody was in danger."""
SECOND = BRIDGE.index("Mayor")
QUESTIONS = f"""
articles: {{bridge.md: "{text_digest(BRIDGE)}"}}
questions:
  - id: fact-cables
    kind: fact
    split: dev
    question: How many cables of Tern Bridge have cracks?
    nuggets: [{{any: [26]}}]
    short: ["26 of its cables", "26"]
    gold: [{{article: bridge.md, start: {BRIDGE.index("Engineers")}, end: {SECOND - 1}}}]
  - id: fact-mayor
    kind: fact
    split: held
    question: Who said nobody was in danger at Tern Bridge?
    nuggets: [{{any: [Ada Holm]}}]
    gold: [{{article: bridge.md, start: {SECOND}, end: {len(BRIDGE)}}}]
  - id: unanswerable-opera
    kind: unanswerable
    split: dev
    question: Which opera will Moreau conduct in Valencia?
"""
TOWNS = ("Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Gorse", "Hazel", "Ivy", "Juniper")


@pytest.fixture
def asked(indexed: Groundwire, tmp_path: Path) -> Callable[..., Ran]:
    """`groundwire eval` of the questions above, over the two articles."""
    (tmp_path / "questions.yaml").write_text(QUESTIONS.replace("[26]", '["26"]'))
    return lambda *arguments: indexed("eval", "questions.yaml", *arguments)


def without_times(scored: dict[str, Any]) -> dict[str, Any]:
    """What two runs of the same must share to the last digit."""
    outcomes = [{**outcome, "timings_ms": {}} for outcome in scored["outcomes"]]
    return {**scored, "manifest": scored["manifest"]["identity"], "latency": {}} | {
        "outcomes": outcomes
    }


def test_scores_and_report(asked: Callable[..., Ran], tmp_path: Path) -> None:
    """The table on standard output, the run in its folder, where the report is on the other."""
    ran = asked()
    assert ran.code == 0
    assert "questions: 3 questions" in ran.out
    assert "exact_quotes                  1.000" in ran.out
    assert "unanswerable" in ran.out
    (run,) = (tmp_path / "eval" / "reports").iterdir()
    assert f"report: eval/reports/{run.name}/report.html" in ran.err
    names = {"run.json", "replies.jsonl", "scores.json", "report.html"}
    assert names == {file.name for file in run.iterdir()}


def test_two_runs_have_the_same_digits(asked: Callable[..., Ran]) -> None:
    """All but the times, and whatever the number of questions at a time."""
    first, second = asked("--json"), asked("--json", "--jobs", "3")
    assert without_times(first.json) == without_times(second.json)


def test_a_run_goes_on_and_never_mixes(asked: Callable[..., Ran], tmp_path: Path) -> None:
    """A finished run is scored again without asking; one of other questions is refused."""
    assert asked("--run", "trial").code == 0
    replies = (tmp_path / "trial" / "replies.jsonl").read_bytes()
    assert asked("--run", "trial").code == 0
    assert replies == (tmp_path / "trial" / "replies.jsonl").read_bytes()
    ran = asked("--run", "trial", "--sample", "2")
    assert ran.code == 2
    assert "trial holds another run" in ran.err


def test_the_gate_names_what_fell(asked: Callable[..., Ran], tmp_path: Path) -> None:
    """Pinned floors hold; an answer that says less breaks them, exit code 11."""
    assert asked("--gate", "floors.json", "--pin").code == 0
    ran = asked("--gate", "floors.json")
    assert ran.code == 0
    assert "every floor holds" in ran.err
    floors = json.loads((tmp_path / "floors.json").read_text())
    floors["questions"]["bounds"]["all"]["refusal_recall"] = 1.5
    (tmp_path / "floors.json").write_text(json.dumps(floors))
    ran = asked("--gate", "floors.json")
    assert ran.code == 11
    assert "below its floor: all, refusal_recall: 1.000, floor 1.500" in ran.err
    ran = asked("--gate", "floors.json", "--pin")
    assert ran.code == 2
    assert "--lower REASON" in ran.err
    ran = asked("--gate", "floors.json", "--lower", "the floor was a slip")
    assert ran.code == 0
    assert "lowered: all, refusal_recall: 1.5 -> 0.0" in ran.err
    assert asked("--gate", "floors.json").code == 0


def test_comparing_two_runs(asked: Callable[..., Ran]) -> None:
    """Two runs of the same give no evidence of a difference, as text and as JSON."""
    asked("--run", "a")
    asked("--run", "b")
    ran = asked("--compare", "a", "b")
    assert ran.code == 0
    assert "no evidence" in ran.out
    assert "better" not in ran.out.replace("better than", "")
    assert asked("--compare", "a", "b", "--json").json["common"] == 3


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--pin",), "Name it with --gate"),
        (("--lower", "why"), "Name it with --gate"),
        (("--compare", "a", "nothing"), "no finished run there"),
        (("--url", "nowhere"), "no address of a service"),
        (("--dataset", "squad"), "questions.yaml"),
        (("--sample", "0"), "--sample"),
        (("--gate", "floors.json"), "no floors for questions. Pin them with --pin"),
    ],
)
def test_what_cannot_be_done(
    asked: Callable[..., Ran], arguments: tuple[str, ...], said: str
) -> None:
    """Exit code 2, one line that says what to do, no traceback."""
    ran = asked(*arguments)
    assert ran.code == 2
    assert said in ran.err
    assert "Traceback" not in ran.err


def test_questions_without_an_index(groundwire: Groundwire, tmp_path: Path) -> None:
    """The questions are read first, then the index is missed, with how to make one."""
    assert "eval/questions.yaml: no such file" in groundwire("eval").err
    (tmp_path / "questions.yaml").write_text(QUESTIONS.replace("[26]", '["26"]'))
    ran = groundwire("eval", "questions.yaml")
    assert ran.code == 4
    assert "groundwire build" in ran.err


def test_the_formats_of_the_command_are_those_that_are_read() -> None:
    """The command names them without importing their readers."""
    assert list(FORMATS) == [one.value for one in Format]


def beir(folder: Path, *, queries: int) -> Path:
    """A data set in the format of BEIR, with articles of its own."""
    texts = [f"The mill of {town} ground {n + 3} tons of rye." for n, town in enumerate(TOWNS)]
    documents = [{"_id": f"d{n}", "title": f"Mill {n}", "text": t} for n, t in enumerate(texts)]
    asked = [
        {"_id": f"q{n}", "text": f"How much rye did {TOWNS[n % 10]} grind in week {n}?"}
        for n in range(queries)
    ]
    judged = [f"q{n}\td{n % 10}\t1" for n in range(queries)]
    (folder / "qrels").mkdir(parents=True)
    (folder / "corpus.jsonl").write_text("\n".join(map(json.dumps, documents)))
    (folder / "queries.jsonl").write_text("\n".join(map(json.dumps, asked)))
    (folder / "qrels" / "test.tsv").write_text(
        "\n".join(["query-id\tcorpus-id\tscore", *judged]) + "\n"
    )
    return folder


def test_a_data_set_with_articles_gets_an_index_of_its_own(
    indexed: Groundwire, tmp_path: Path
) -> None:
    """The user's own index stays as it is."""
    before = indexed("info", "--json").json
    beir(tmp_path / "mills", queries=10)
    ran = indexed("eval", "mills", "--json")
    assert ran.code == 0
    assert ran.json["scores"]["all"]["hit@10"]["value"] == 1
    assert ran.json["scores"]["all"]["nugget_recall"]["value"] is None
    assert before == indexed("info", "--json").json
    fewer = indexed("eval", "mills", "--sample", "2", "--articles", "4", "--json").json
    assert fewer["manifest"]["circumstances"]["articles"] == "4"
    assert len(fewer["outcomes"]) == 2


def test_a_killed_run_ends_as_one_that_was_not(tmp_path: Path) -> None:
    """Killed while it asks, it goes on with what is missing and gives the same digits."""
    beir(tmp_path / "mills", queries=400)

    def command(run: str) -> list[str]:
        return [*PROGRAM, "eval", "mills", "--once", "--json", "--run", run]

    replies = tmp_path / "killed" / "replies.jsonl"
    with subprocess.Popen(
        command("killed"), cwd=tmp_path, env=HASHING, stdout=subprocess.DEVNULL
    ) as process:
        deadline = time.monotonic() + 60
        while not (replies.exists() and replies.stat().st_size) and time.monotonic() < deadline:
            time.sleep(0.005)
        process.kill()
    asked = replies.read_bytes().count(b"\n")
    assert 0 < asked < 400
    ended = {}
    for run in ("killed", "whole"):
        done = subprocess.run(
            command(run), cwd=tmp_path, env=HASHING, capture_output=True, check=True
        )
        ended[run] = without_times(json.loads(done.stdout))
    assert ended["whole"] == ended["killed"]
