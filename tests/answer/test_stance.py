"""Yes or no: what a sentence says to a question."""

import pytest

from groundwire.answer.stance import predicates, stance
from handmade import query


@pytest.mark.parametrize(
    ("expected", "question"),
    [
        (("monitor",), "Would the Danish ships monitor the strait or not?"),
        (("willing",), "Is Caradec willing to sell the harbour?"),
        (("resign",), "Will the minister resign?"),
        (("accept",), "Did the union accept the offer?"),
        (("include", "cars"), "Does the deal include cars?"),
        (("open",), "Is the bridge still open?"),
        (("monitor",), "Wouldn't their boats monitor it?"),
        ((), "Who monitors the strait?"),
        ((), "Are they?"),
    ],
)
def test_the_predicate_of_a_question(expected: tuple[str, ...], question: str) -> None:
    """It is what follows the subject, up to the next phrase."""
    assert expected == predicates(question)


@pytest.mark.parametrize(
    ("expected", "said", "text"),
    [
        (
            False,
            "not be tasked with monitoring",
            "Danish ships would not be tasked with monitoring it.",
        ),
        (True, "monitoring", "Danish ships will be tasked with monitoring, he said."),
        (False, "refused to monitor", "The Danish captains refused to monitor it."),
        (False, "ruled out monitoring", "The Danish minister ruled out monitoring it."),
        (False, "no Danish ship would monitor", "She said no Danish ship would monitor it."),
        (False, "won't monitor", "Danish ships won't monitor it."),
        (True, "will not only monitor", "Danish ships will not only monitor the strait."),
        (True, "will monitor", "It is not cheap, but Danish ships will monitor the strait."),
    ],
)
def test_a_denial_stands_before_the_predicate_in_its_clause(
    expected: bool, said: str, text: str
) -> None:
    """What is shown are the words from the denial to the predicate, or its verbs alone."""
    found = stance(query("Would the Danish ships monitor the strait?"), text)
    assert found is not None
    assert (expected, said) == (found.so, text[found.start : found.end])


@pytest.mark.parametrize(
    "text",
    ["The Danish ships left port.", "Norwegian ships monitor the strait.", "It rained."],
)
def test_a_sentence_about_something_else_says_nothing(text: str) -> None:
    """It needs the predicate and a name of the question."""
    assert stance(query("Would the Danish ships monitor the strait?"), text) is None


def test_a_question_without_a_name_needs_any_other_word() -> None:
    """Else every sentence with the predicate would do."""
    asked = query("Will the council sell the harbour?")
    assert stance(asked, "They will not sell the harbour.") is not None
    assert stance(asked, "They will not sell it.") is None
