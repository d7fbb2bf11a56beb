"""What a question asks for."""

import pytest

from groundwire.records import Question, Turn
from groundwire.search.query import understand, wants


@pytest.mark.parametrize(
    ("kind", "question"),
    [
        ("number", "How many ferries were cancelled?"),
        ("number", "what percentage of voters turned out"),
        ("number", "Did they say how much the bridge cost?"),
        ("date", "When does the tunnel reopen?"),
        ("date", "On what day did the vote take place?"),
        ("person", "Who chairs the harbour board?"),
        ("person", "Which minister resigned?"),
        ("place", "Where was the comet photographed?"),
        ("reason", "Why was the match abandoned?"),
        ("list", "Which clubs have signed the charter?"),
        ("list", "what are the conditions"),
        ("yes-no", "Has the dam been repaired?"),
        ("yes-no", "Were tickets refunded when the play was called off?"),
        ("fact", "What is the heat plan?"),
        ("fact", "How does the barrier work?"),
    ],
)
def test_wants(kind: str, question: str) -> None:
    """A question's form says what kind of thing would answer it."""
    assert kind == wants(question)


HISTORY = (
    Turn("user", "Who chairs the Harbour Board?"),
    Turn("assistant", "The board is chaired by Inès Caradec, a former pilot. [1]"),
)


def test_follow_up_keeps_its_words_and_gains_the_subject() -> None:
    """A follow-up is shown with what it points back to, never rewritten."""
    query = understand(Question("When was she elected?", HISTORY))
    assert "she [Inès Caradec] elected?" in query.text
    assert "caradec" in query.names
    assert query.wants == "date"


def test_words_of_the_earlier_question_count_less() -> None:
    """What is asked now weighs more than what was asked before."""
    query = understand(Question("And the budget?", HISTORY))
    weight = dict(zip(query.terms, query.weights, strict=True))
    assert weight["budget"] == 1.0
    assert weight["harbour"] == 0.5


def test_elliptical_follow_up_wants_what_the_earlier_one_wanted() -> None:
    """ "And the fishing fleet?" after a "how many" still wants a number."""
    history = (Turn("user", "How many boats has the navy?"),)
    assert understand(Question("And the fishing fleet?", history)).wants == "number"


def test_question_with_its_own_subject_stands_alone() -> None:
    """History changes nothing where nothing points back."""
    alone = Question("How many ferries were cancelled in Brest?")
    after = Question(alone.text, HISTORY)
    assert understand(alone) == understand(after)
