"""What is made of a newsroom story to learn from."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from newsroom_stories import write_newsroom
from train.example import Example
from train.news_examples import STALE, Desk, claims_asked, news_examples
from train.newsroom import load_stories
from train.windows import Window, whole

from groundwire.records import Article


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """The story of two articles, each read at once."""
    write_newsroom(tmp_path)
    (story,) = load_stories(tmp_path)
    return Desk(story, tuple(whole(one) for one in story.articles), ("Aldwick", "Mona Ferrel"))


@pytest.fixture
def made(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Sequence[Example]:
    """All examples of the story, none with a window of another one or another name."""
    monkeypatch.setattr("train.news_examples.ELSEWHERE", 0.0)
    monkeypatch.setattr("train.news_examples.SWAPPED", 0.0)
    monkeypatch.setattr("train.news_examples.SENTENCES", 0.0)
    monkeypatch.setattr("train.example.LOWERED", 0.0)
    monkeypatch.setattr("train.example.DAMAGED_QUESTION", 0.0)
    return news_examples([desk], np.random.default_rng(1))


def of(made: Sequence[Example], question: str) -> dict[float | None, Example]:
    """The examples of a question by how far they answer it."""
    return {one.answers: one for one in made if one.first == question}


def test_the_answer_stands_in_the_evidence(made: Sequence[Example]) -> None:
    """The short answer's words are looked for in the sentence that answers, and nowhere else."""
    found = of(made, "How many jobs does the board plan to cut?")[1.0]
    assert found.span
    assert "25" == found.text[slice(*found.span)]
    assert found.evidence
    (mark,) = found.evidence
    assert "The board now plans to cut 25 jobs." == found.text[mark.start : mark.end]


def test_an_overtaken_value_answers_less(made: Sequence[Example]) -> None:
    """A sentence whose value a later article changed is wanted less, and its words not at all."""
    found = of(made, "How many jobs does the board plan to cut?")[STALE]
    assert found.evidence
    assert (STALE,) == tuple(one.wanted for one in found.evidence)
    assert not found.spanned


def test_what_tempts_does_not_answer(made: Sequence[Example]) -> None:
    """The window with the tempting sentence is on the subject, and answers nothing."""
    found = [one for one in made if one.first == "Who will succeed Mona Ferrel?"]
    assert {0.0} == {one.answers for one in found}
    assert True in {one.relevant for one in found}
    assert {()} == {one.evidence for one in found}


def test_a_question_for_yes_or_no_is_told_which(made: Sequence[Example]) -> None:
    """The window that answers says no; one that does not says neither."""
    found = of(made, "Is the Aldwick ferry affected?")
    assert ("no", "neither") == (found[1.0].polar, found[0.0].polar)


def test_a_claim_is_asked(desk: Desk) -> None:
    """A claim that its evidence denies is a question whose answer is no."""
    (found,) = claims_asked([desk], np.random.default_rng(1))
    assert ("no", 1.0) == (found.polar, found.answers)


def test_a_window_holds_most_of_a_quotation() -> None:
    """A quotation that a window cuts belongs to the window that has more than half of it."""
    source = Article("a", None, None, None, None, None, "en", "One two three. Four five.", "", "")
    window = Window(source, 0, 14, (), frozenset())
    assert window.holds((0, 14))
    assert window.holds((5, 20))
    assert not window.holds((10, 25))
