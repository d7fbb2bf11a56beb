"""Planted regressions: the gate of the repository catches each, by the name of what it broke."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from groundwire.answer import answer
from groundwire.answer.proof import Proof, prove
from groundwire.compose.composer import Draft
from groundwire.evaluation.asker import InProcess
from groundwire.evaluation.dataset import load_dataset
from groundwire.evaluation.floors import Broken, Gate
from groundwire.evaluation.gold import GoldQuestion
from groundwire.evaluation.outcome import Scorer
from groundwire.evaluation.results import Manifest
from groundwire.evaluation.run import ask_one, locate_all
from groundwire.evaluation.scores import score
from groundwire.index.build import build
from groundwire.index.lexical import Words
from groundwire.search.filters import Permission
from groundwire.search.hybrid import Ranked
from groundwire.settings import Settings
from groundwire.verify.checker import SupportChecker, lowercase_words
from groundwire.verify.verdict import Verifier
from groundwire.wiring import make_answerer, make_encoder

pytestmark = pytest.mark.model

Evaluate = Callable[[Callable[[GoldQuestion], bool]], list[Broken]]


@pytest.fixture(scope="module")
def evaluate(root: Path, seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Evaluate:
    """What of the pinned floors breaks over the questions of some kinds, with the real encoder.

    Only bounds on which these questions have a value are looked at: the others were not run.
    """
    index = tmp_path_factory.mktemp("seeds") / "index"
    settings = Settings(index=index)
    encoder = make_encoder(settings)
    build([seeds], folder=index, encoder=encoder, passage_tokens=settings.passage_tokens)
    asker = InProcess(make_answerer(settings))
    articles = list(asker.articles())
    dataset = load_dataset(root / "eval" / "questions.yaml")
    located = locate_all(dataset, articles)
    checker = SupportChecker(lowercase_words(article.text for article in articles))
    scorer = Scorer({article.id: article for article in articles}, checker)
    gate = Gate(root / "eval" / "floors.json")

    def broken(wanted: Callable[[GoldQuestion], bool]) -> list[Broken]:
        asked = [question for question in dataset.questions if wanted(question)]
        found = [
            scorer.outcome(question, ask_one(question, asker, times=1), located[question.id])
            for question in asked
        ]
        manifest = Manifest(dataset.name, {"questions": dataset.digest}, {})
        return [one for one in gate.check(score(manifest, found)) if one.value is not None]

    return broken


def names(broken: list[Broken]) -> set[str]:
    """The metrics whose bound over all questions breaks."""
    return {one.metric for one in broken if one.group == "all"}


def of_kind(kind: str) -> Callable[[GoldQuestion], bool]:
    return lambda question: question.kind == kind


def test_word_search_switched_off(evaluate: Evaluate, monkeypatch: pytest.MonkeyPatch) -> None:
    """The right passage is no longer first."""
    assert names(evaluate(of_kind("list"))).isdisjoint({"hit@1", "mrr@10"})

    def nothing(*_: object, **__: object) -> Ranked:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)

    monkeypatch.setattr(Words, "search", nothing)
    broken = evaluate(of_kind("list"))
    assert {"hit@1", "mrr@10"} <= names(broken)
    assert all(one.fell for one in broken if one.metric == "hit@1")


def test_a_date_filter_ignored(evaluate: Evaluate, monkeypatch: pytest.MonkeyPatch) -> None:
    """Articles are used that were not out by the day asked for; the questions are named."""
    dated = {"as_of_correct", "filters_kept"}
    assert names(evaluate(of_kind("time"))).isdisjoint(dated)
    monkeypatch.setattr(Permission, "passages", lambda *_, **__: None)
    broken = evaluate(of_kind("time"))
    assert dated <= names(broken)
    fell = {name for one in broken if one.metric == "as_of_correct" for name, _, _ in one.fell}
    assert fell
    assert all(name.startswith("time-") for name in fell)


def test_offsets_shifted_by_one(evaluate: Evaluate, monkeypatch: pytest.MonkeyPatch) -> None:
    """The quote is not what stands at its offsets."""
    assert "exact_quotes" not in names(evaluate(of_kind("list")))

    def shifted(drafts: Iterable[Draft], verifier: Verifier) -> Proof:
        proof = prove(drafts, verifier)
        proof.citations = [replace(c, start=c.start + 1, end=c.end + 1) for c in proof.citations]
        return proof

    monkeypatch.setattr(answer, "prove", shifted)
    assert "exact_quotes" in names(evaluate(of_kind("list")))


def test_every_second_citation_dropped(evaluate: Evaluate, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sentences stand there that nothing supports."""
    assert "citation_recall" not in names(evaluate(of_kind("list")))

    def dropped(drafts: Iterable[Draft], verifier: Verifier) -> Proof:
        proof = prove(drafts, verifier)
        proof.claims[1::2] = [replace(claim, citations=()) for claim in proof.claims[1::2]]
        return proof

    monkeypatch.setattr(answer, "prove", dropped)
    assert "citation_recall" in names(evaluate(of_kind("list")))
