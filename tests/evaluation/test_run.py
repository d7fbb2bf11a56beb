"""A run: every question is asked once however often the run is stopped, and none stops it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from groundwire.answer.answer import Answerer
from groundwire.errors import InputError
from groundwire.evaluation.asker import InProcess
from groundwire.evaluation.dataset import Dataset
from groundwire.evaluation.folder import RunFolder
from groundwire.evaluation.outcome import Scorer
from groundwire.evaluation.results import Manifest, Outcome
from groundwire.evaluation.run import Plan, ask_all, locate_all
from groundwire.evaluation.scores import score
from groundwire.records import Answer, Article, Question, SearchResult
from groundwire.verify.checker import SupportChecker

MANIFEST = Manifest("trial", {"questions": "q1"}, {})


class Counting:
    """An asker that counts, and may crash, change its mind, or be stopped by Ctrl-C."""

    def __init__(self, answerer: Answerer) -> None:
        self._inner = InProcess(answerer)
        self.asked: list[str] = []
        self.crash_at: str | None = None
        self.stop_after: int | None = None
        self.changes = False

    def ask(self, question: Question) -> tuple[SearchResult, Answer]:
        if len(self.asked) == self.stop_after:
            raise KeyboardInterrupt
        self.asked.append(question.text)
        if self.crash_at and self.crash_at in question.text:
            raise ZeroDivisionError("by chance")
        found, answer = self._inner.ask(question)
        return found, replace(answer, text=f"{len(self.asked)}") if self.changes else answer

    def articles(self) -> Iterator[Article]:
        return self._inner.articles()

    def about(self) -> dict[str, str]:
        return self._inner.about()


@pytest.fixture
def asker(answerer: Answerer) -> Counting:
    return Counting(answerer)


def ran(
    asker: Counting, dataset: Dataset, folder: Path, *, times: int = 1, jobs: int = 1
) -> dict[str, Outcome]:
    """The outcomes of a run, by question."""
    articles = list(asker.articles())
    replies = ask_all(
        dataset.questions,
        asker,
        RunFolder(folder),
        manifest=MANIFEST,
        plan=Plan(jobs=jobs, times=times),
    )
    located = locate_all(dataset, articles)
    scorer = Scorer({article.id: article for article in articles}, SupportChecker(frozenset()))
    return {
        question.id: scorer.outcome(question, replies[question.id], located[question.id])
        for question in dataset.questions
    }


def figures(results: dict[str, Outcome]) -> dict[str, Outcome]:
    """Without what differs between two runs of the same: the time."""
    return {name: replace(outcome, timings_ms={}) for name, outcome in results.items()}


def test_a_stopped_run_goes_on_and_ends_the_same(
    asker: Counting, dataset: Dataset, tmp_path: Path
) -> None:
    """What was answered is not asked again; the outcomes are those of a run in one go."""
    asker.stop_after = 2
    with pytest.raises(KeyboardInterrupt):
        ran(asker, dataset, tmp_path / "stopped")
    asker.stop_after = None
    resumed = ran(asker, dataset, tmp_path / "stopped")
    assert len(asker.asked) == 5
    assert figures(ran(asker, dataset, tmp_path / "whole")) == figures(resumed)


def test_a_question_that_crashes_is_a_miss(
    asker: Counting, dataset: Dataset, tmp_path: Path
) -> None:
    """With its reason, 0 in what it should have reached, and no other question is lost."""
    asker.crash_at = "Moreau"
    results = ran(asker, dataset, tmp_path / "run")
    failed = results["fact-refused"]
    assert ("failed", "ZeroDivisionError: by chance") == (failed.status, failed.error)
    assert (0.0, 0.0) == (failed.values["nugget_recall"], failed.values["short_exact"])
    assert results["unanswerable-refused"].values["refusal_recall"] == 0
    assert results["fact-closes"].status == "answered"
    asker.crash_at = None
    assert ran(asker, dataset, tmp_path / "run")["fact-refused"].status == "abstained"


def test_a_changed_answer_is_told(asker: Counting, dataset: Dataset, tmp_path: Path) -> None:
    """Asked twice, timings left aside; asked once, nothing is known."""
    assert ran(asker, dataset, tmp_path / "once")["fact-closes"].values["same_bytes"] is None
    same = ran(asker, dataset, tmp_path / "same", times=2)
    assert {1.0} == {outcome.values["same_bytes"] for outcome in same.values()}
    asker.changes = True
    other = ran(asker, dataset, tmp_path / "other", times=2)
    assert {0.0} == {outcome.values["same_bytes"] for outcome in other.values()}


def test_several_at_a_time_end_the_same(asker: Counting, dataset: Dataset, tmp_path: Path) -> None:
    """In the order of the questions, whatever the order in which they were answered."""
    alone = ran(asker, dataset, tmp_path / "alone")
    together = ran(asker, dataset, tmp_path / "together", jobs=4)
    assert list(figures(alone).items()) == list(figures(together).items())


def test_progress_counts_every_question(asker: Counting, dataset: Dataset, tmp_path: Path) -> None:
    """Done and of how many, after each; what a stopped run had done counts from the start."""
    told: list[tuple[str, int, int]] = []
    folder = RunFolder(tmp_path / "run")
    asker.stop_after = 2
    with pytest.raises(KeyboardInterrupt):
        ask_all(dataset.questions, asker, folder, manifest=MANIFEST, plan=Plan(times=1))
    asker.stop_after = None
    ask_all(
        dataset.questions,
        asker,
        folder,
        manifest=MANIFEST,
        plan=Plan(times=1),
        progress=lambda *how_far: told.append(how_far),
    )
    assert [("questions", n, 5) for n in (3, 4, 5)] == told


def test_articles_that_the_questions_are_not_about(dataset: Dataset, answerer: Answerer) -> None:
    """A missing and a changed one are told, before anything is asked."""
    articles = list(InProcess(answerer).articles())
    with pytest.raises(InputError, match=r"bridge\.md, which is not among the articles"):
        locate_all(dataset, [replace(article, path="else.md") for article in articles])
    with pytest.raises(InputError, match="changed"):
        locate_all(dataset, [replace(article, text="Other.") for article in articles])


def test_the_groups_and_the_headline_by_hand(
    asker: Counting, dataset: Dataset, tmp_path: Path
) -> None:
    """One nugget of two and none of one; of two refusals one is right, of two due one is made;
    stretch stands apart."""
    results = ran(asker, dataset, tmp_path / "run")
    scored = score(MANIFEST, list(results.values()))
    assert ["all", "dev", "held", "fact", "unanswerable", "false-premise", "stretch"] == list(
        scored.scores
    )
    headline = scored.scores["all"]
    expected = {
        "hit@1": (1.0, 1),
        "nugget_recall": (0.25, 2),
        "short_exact": (0.5, 2),
        "forbidden": (0.5, 2),
        "exact_quotes": (1.0, 2),
        "refusal_recall": (0.5, 2),
        "refusal_precision": (0.5, 2),
        "false_refusal": (0.5, 2),
        "as_of_correct": (1.0, 1),
        "same_bytes": (None, 0),
    }
    assert expected == {name: (headline[name].value, headline[name].count) for name in expected}
    assert (1.0, 1) == (
        scored.scores["stretch"]["nugget_recall"].value,
        scored.scores["stretch"]["nugget_recall"].count,
    )
    assert scored.latency["total"].count == 5


def test_intervals_hold_their_value(asker: Counting, dataset: Dataset, tmp_path: Path) -> None:
    """Wilson's for what is 0 or 1: it has a width even where all questions agree."""
    scored = score(MANIFEST, list(ran(asker, dataset, tmp_path / "run").values()))
    for scores in scored.scores.values():
        for one in scores.values():
            if one.value is not None and one.low is not None and one.high is not None:
                assert 0 <= one.low <= one.value <= one.high <= 1
    exact = scored.scores["all"]["hit@1"]
    assert exact.low is not None
    assert exact.low < 1


def test_a_run_of_nothing() -> None:
    """No question at all: no group, nothing measured."""
    scored = score(MANIFEST, [])
    assert ({}, {}, None) == (scored.scores, scored.latency, scored.calibration)
