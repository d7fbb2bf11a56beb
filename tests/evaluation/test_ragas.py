"""ragas itself, end to end, against a judge that decides by rule over real HTTP."""

import asyncio
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from judge_server import JudgeServer, serving
from pydantic import SecretStr

from groundwire.errors import InputError
from groundwire.evaluation.evaluate import Evaluated, Options, evaluate, report
from groundwire.evaluation.judge import client, ragas_metrics
from groundwire.evaluation.judge.cache import JudgeCache
from groundwire.evaluation.judge.client import JudgeError, JudgeSettings
from groundwire.evaluation.judge.judged import Item, Judged, judge_replies
from groundwire.evaluation.judge.ragas_metrics import (
    CONTEXT_RECALL,
    FACTUAL_CORRECTNESS,
    FAITHFULNESS,
    JUDGED,
    LEXICAL,
    Sample,
)
from groundwire.evaluation.run import Plan
from groundwire.settings import Settings
from groundwire.verify.checker import SupportChecker, lowercase_words
from patience import PATIENCE_S

TEXT = "The Tern Bridge closes on 10 February. Ana Soler leads the repair of the bridge."
RIGHT = Sample(
    user_input="When does the Tern Bridge close?",
    response="The Tern Bridge closes on 10 February.",
    retrieved_contexts=(TEXT, "It rained in Sula Bay."),
    reference="On 10 February the Tern Bridge closes.",
)
WRONG = replace(
    RIGHT,
    user_input="Who closes the bridge?",
    response="The Tern Bridge closes on 12 February. Moreau sings in Valencia.",
)
LOST = replace(RIGHT, user_input="What of it?", retrieved_contexts=("It rained in Sula Bay.",))
KEY = "sk-test-5f2a"
CALLS = 7  # of one question in one run: 2 for faithfulness, 4 for correctness, 1 for recall


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing here is worth half a second before a retry."""
    monkeypatch.setattr(client, "RETRY_AFTER_S", 0.01)


@pytest.fixture(scope="module")
def checker() -> SupportChecker:
    """Our own checker, for the metric that asks nobody."""
    return SupportChecker(lowercase_words([TEXT]))


def run(
    settings: JudgeSettings, folder: Path, checker: SupportChecker, **samples: Sample
) -> dict[str, dict[str, Judged]]:
    """Judge samples, each under its name."""
    items = [Item(name, sample) for name, sample in samples.items()]
    return judge_replies(items, settings, checker, cache=JudgeCache(folder))


def test_right_answers_score_high_and_unfaithful_ones_low(
    server: JudgeServer, folder: Path, checker: SupportChecker
) -> None:
    """Every metric by hand: what is false is 0, and so is what was not found."""
    judge = JudgeSettings(server.url, "small")
    found = run(judge, folder, checker, right=RIGHT, wrong=WRONG, lost=LOST)
    assert list(found) == ["right", "wrong", "lost"]
    means = {id: [found[id][name].mean for name in JUDGED] for id in found}
    assert means == {
        "right": [1.0, 1.0, 1.0, 1.0],
        "wrong": [0.0, 0.0, 1.0, 0.0],
        "lost": [0.0, 1.0, 0.0, 0.0],
    }


def test_a_metric_is_run_three_times_and_its_spread_shown(
    server: JudgeServer, folder: Path, checker: SupportChecker
) -> None:
    """A judge that changes its mind with the seed shows in the spread."""
    judge = JudgeSettings(server.url, "small")
    server.fickle = 1
    found = run(judge, folder, checker, right=RIGHT)["right"][CONTEXT_RECALL]
    assert found == Judged(pytest.approx(2 / 3), 1.0, (1.0, 0.0, 1.0), None)
    assert {body["seed"] for body in server.requests} == {0, 1, 2}


def test_a_second_run_asks_nothing(
    server: JudgeServer, folder: Path, checker: SupportChecker
) -> None:
    """The cache gives the same figures without a request; another model is asked anew."""
    judge = JudgeSettings(server.url, "small")
    first = run(judge, folder, checker, right=RIGHT)
    assert len(server.requests) == 3 * CALLS
    assert run(judge, folder, checker, right=RIGHT) == first
    assert len(server.requests) == 3 * CALLS
    run(replace(judge, model="large"), folder, checker, right=RIGHT)
    assert len(server.requests) == 6 * CALLS


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        ("prose", "prose without JSON"),
        ("another shape", "JSON of another shape"),
        ("cut", "broken JSON"),
        ("empty", "an empty list: nothing was judged"),
        ("503", "HTTP 503"),
        ("slow", "slow: no reply within 1.5 s"),
    ],
)
def test_a_fault_costs_one_question(
    server: JudgeServer, folder: Path, checker: SupportChecker, fault: str, why: str
) -> None:
    """What the judge gets wrong is None with the reason; the other question is still scored."""
    server.faults["12 February"] = fault
    patience = 1.5 if fault == "slow" else PATIENCE_S
    judge = JudgeSettings(server.url, "small", timeout_s=patience)
    found = run(judge, folder, checker, wrong=WRONG, right=RIGHT)
    for name in (FAITHFULNESS, FACTUAL_CORRECTNESS):
        assert found["wrong"][name].mean is None
        assert found["wrong"][name].spread is None
        assert (found["wrong"][name].note or "").startswith(why)
    assert [found["right"][name].mean for name in JUDGED] == [1.0] * 4


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        ("one short", "1 verdicts on 2 statements"),
        ("graded", "a verdict that is neither 0 nor 1"),
    ],
)
def test_verdicts_that_ragas_would_count_are_refused(
    server: JudgeServer, folder: Path, checker: SupportChecker, fault: str, why: str
) -> None:
    """A judge that skips a statement or grades it from 0 to 5 has given no score."""
    server.faults['"statements"'] = fault
    both = replace(RIGHT, response=TEXT)
    found = run(JudgeSettings(server.url, "small"), folder, checker, both=both)["both"]
    assert found[FAITHFULNESS].mean is None
    assert why in (found[FAITHFULNESS].note or "")
    assert found[CONTEXT_RECALL].mean == 1.0


def test_a_judge_that_is_down_leaves_reasons(folder: Path, checker: SupportChecker) -> None:
    """The run ends at once, with no score and our own metric."""
    with serving() as gone:
        judge = JudgeSettings(gone.url, "small")
    found = run(judge, folder, checker, right=RIGHT, wrong=WRONG)
    notes = [found[id][name].note or "" for id in found for name in JUDGED[:3]]
    assert all(note.startswith(("down: ", "not asked: ")) for note in notes)
    assert found["right"][LEXICAL] == Judged(1.0, 0.0, (1.0, 1.0, 1.0), None)


def test_what_cannot_be_judged_is_said(
    server: JudgeServer, folder: Path, checker: SupportChecker
) -> None:
    """No reference, nothing found, or no answer: None with a note, and no call for it."""
    items = [
        Item("refused", None, "abstained"),
        Item("no reference", replace(RIGHT, reference=None)),
        Item("nothing", replace(RIGHT, retrieved_contexts=())),
    ]
    seen: list[tuple[int, int]] = []
    found = judge_replies(
        items,
        JudgeSettings(server.url, "small"),
        checker,
        cache=JudgeCache(folder),
        progress=lambda done, of: seen.append((done, of)),
    )
    assert found["refused"] == dict.fromkeys(JUDGED, Judged(None, None, (), "abstained"))
    assert found["no reference"][FAITHFULNESS].mean == 1.0
    assert found["no reference"][CONTEXT_RECALL].note == "no reference"
    assert found["nothing"][CONTEXT_RECALL].note == "nothing was found"
    assert sorted(seen) == [(1, 3), (2, 3), (3, 3)]


def test_our_metric_is_one_of_ragas_own(checker: SupportChecker) -> None:
    """The lexical faithfulness is a metric of ragas' collections: named, typed, and by rule."""
    ragas_metrics._import_ragas()
    from ragas.metrics.collections.base import BaseMetric

    metric = ragas_metrics.lexical_metric(checker)
    assert isinstance(metric, BaseMetric)
    result = metric.score(user_input="When?", response=WRONG.response, retrieved_contexts=[TEXT])
    assert (result.value, result.reason) == (0.0, "unverified, unverified")
    with pytest.raises(JudgeError, match="no statement"):
        asyncio.run(ragas_metrics.measure(metric, replace(RIGHT, response=" ")))


def test_ragas_reports_nothing_to_its_makers() -> None:
    """Its reporting is off in this process, whatever the environment said."""
    ragas_metrics._import_ragas()
    from ragas._analytics import do_not_track

    assert do_not_track()


@pytest.mark.parametrize("blocked", ["ragas", "langchain_community"])
def test_without_ragas_the_extra_is_named(
    folder: Path, checker: SupportChecker, monkeypatch: pytest.MonkeyPatch, blocked: str
) -> None:
    """Missing, or broken by another version of what it needs: the message says what to install."""
    for name in [name for name in sys.modules if name.partition(".")[0] in ("ragas", blocked)]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, blocked, None)
    with pytest.raises(InputError, match=r"pip install 'groundwire\[eval\]'"):
        run(JudgeSettings("http://127.0.0.1:9/v1", "small"), folder, checker, right=RIGHT)


def evaluated(indexed: Path, questions: Path, folder: Path, url: str) -> Evaluated:
    """A whole run with a judge, as `groundwire eval --judge` makes it."""
    settings = Settings(
        index=indexed,
        encoder="hashing",
        cache=folder / "cache",
        judge=url,
        judge_model="small",
        judge_key=SecretStr(KEY),
    )
    options = Options(questions, run=folder / "run", plan=Plan(times=1))
    return evaluate(options, settings, lambda stage, done, total: None)


def test_a_whole_run_with_a_judge(
    server: JudgeServer, indexed: Path, questions_file: Path, tmp_path: Path
) -> None:
    """Judged metrics stand beside ours with their spread; the key is sent and written nowhere."""
    done = evaluated(indexed, questions_file, tmp_path, server.url)
    outcomes = {outcome.id: outcome for outcome in done.scored.outcomes}
    answered = outcomes["fact-closes"]
    assert dict.fromkeys(JUDGED, 0.0) == answered.spreads
    assert answered.values[FAITHFULNESS] == 1
    assert None is outcomes["fact-refused"].values[FAITHFULNESS]
    assert "abstained" == outcomes["fact-refused"].notes[FAITHFULNESS]
    assert done.scored.scores["all"][FAITHFULNESS].count == 2
    page = report(done, gate_kept=None, gate_lines=()).read_text("utf-8")
    assert "How far the judge differs with itself" in page
    assert all(headers["Authorization"] == f"Bearer {KEY}" for headers in server.headers)
    written = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert written
    assert not any(KEY.encode() in file.read_bytes() for file in written)


def test_a_whole_run_with_a_judge_that_is_down(
    indexed: Path, questions_file: Path, tmp_path: Path
) -> None:
    """Every other metric is there, and the judged ones say why they are not."""
    with serving() as gone:
        url = gone.url
    done = evaluated(indexed, questions_file, tmp_path, url)
    assert done.scored.scores["all"][FAITHFULNESS].value is None
    assert done.scored.scores["all"]["nugget_recall"].value == 0.25
    (answered,) = [one for one in done.scored.outcomes if one.id == "fact-closes"]
    assert "down" in answered.notes[FAITHFULNESS]
