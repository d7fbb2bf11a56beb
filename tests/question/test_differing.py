"""Questions that ask outright what the articles say differently."""

import pytest

from groundwire.question import differing
from groundwire.question.query import understand
from groundwire.records import Question


@pytest.mark.parametrize(
    ("wanted", "subject", "question"),
    [
        ("number", "how many boats left", "Do the articles agree on how many boats left?"),
        ("person", "who the mayor is", "Do the reports agree on who the mayor is?"),
        ("date", "when it sank", "How do the two accounts differ over when it sank?"),
        ("number", "how many boats left", "Is there disagreement about how many boats left?"),
        ("date", "what day it sank", "Do the papers contradict each other about what day it sank?"),
        (
            "number",
            "How many boats left? .",
            "How many boats left? I keep reading different figures.",
        ),
        ("list", "Which boats left,", "Which boats left, sources differ"),
        (
            "date",
            "When did it sink, according to ?",
            "When did it sink, according to the various reports?",
        ),
    ],
)
def test_what_the_articles_are_asked_to_agree_on(wanted: str, subject: str, question: str) -> None:
    """It decides the kind of the question and its words; the articles are no subject of it."""
    assert subject == differing.subject(question)
    query = understand(Question(question))
    assert wanted == query.wants
    assert not {"agre", "report", "disagr", "differ", "figur"} & set(query.terms)


@pytest.mark.parametrize(
    "question",
    ["How many boats left?", "Did the ministers agree on a budget?", "What did the report say?"],
)
def test_other_questions_do_not_ask_it_outright(question: str) -> None:
    """People may agree too."""
    assert differing.subject(question) is None
