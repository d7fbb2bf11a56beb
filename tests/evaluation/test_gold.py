"""What is known of a right answer: which questions count, phrases, nuggets."""

from datetime import date

import pytest

from groundwire.errors import InputError
from groundwire.evaluation.gold import STRETCH, GoldQuestion, Nugget
from groundwire.requests import HistoryTurn

TEXT = "The port reopened on Monday. It had been shut for 1,200 days."


def question(**changes: object) -> GoldQuestion:
    """A question about the port, with these fields changed."""
    fields = {"id": "fact-1", "kind": "fact", "split": "dev", "question": "When did it reopen?"}
    return GoldQuestion.model_validate(fields | changes)


def test_false_premises_and_unanswerable_questions_are_to_be_refused() -> None:
    """Whether a question is to be answered follows from its kind."""
    assert question().answerable
    for kind in ("false-premise", "unanswerable"):
        assert not question(kind=kind).answerable


def test_stretch_is_the_only_split_outside_the_headline() -> None:
    """Questions to tune on and held ones count; stretch ones are reported apart."""
    assert question(split="dev").headline
    assert question(split="held").headline
    assert not question(split=STRETCH).headline


def test_vital_nuggets_are_those_not_marked_otherwise() -> None:
    """What is good to have does not make an answer incomplete."""
    nuggets = [{"any": ["Monday"]}, {"any": ["reopened"], "vital": False}]
    assert [nugget.any for nugget in question(nuggets=nuggets).vital] == [("Monday",)]


def test_a_question_is_asked_with_its_history_and_filters() -> None:
    """The system gets what a user would have sent, and nothing of the right answer."""
    turn = HistoryTurn(role="user", content="Which port was flooded?")
    asked = question(history=[turn], as_of="2025-02-01", sources=["Harbour News"]).to_question()
    assert asked.text == "When did it reopen?"
    assert [said.content for said in asked.history] == ["Which port was flooded?"]
    assert asked.filters.as_of == date(2025, 2, 1)
    assert asked.filters.sources == ("Harbour News",)


def test_a_question_without_a_word_is_an_input_error() -> None:
    """A door refuses it, so the evaluation must not count it as asked."""
    with pytest.raises(InputError, match="is empty"):
        question(question="?").to_question()


def test_a_nugget_is_found_by_any_of_its_wordings() -> None:
    """The wordings are alternatives."""
    nugget = Nugget(any=("for years", "1200 days"))
    assert nugget.found_in(TEXT)
    assert not nugget.found_in("It was shut for a while.")
