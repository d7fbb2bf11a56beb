"""The short answer: given where it is expected, and right."""

from typing import Any

import pytest

from groundwire.evaluation.gold import GoldQuestion
from groundwire.evaluation.headline import headline, is_right
from groundwire.evaluation.short import says
from groundwire.records import Answer, IndexInfo


def question(**fields: Any) -> GoldQuestion:
    """A question of these fields."""
    return GoldQuestion(id="q", kind="what", split="dev", question="How many boats?", **fields)


def answer(short: str | None, status: Any = "answered") -> Answer:
    """An answer with this short answer."""
    index = IndexInfo("g", 1)
    return Answer(status, "", short, (), (), (), None, 0.5, "?", None, "extractive", index)


@pytest.mark.parametrize(
    ("expected", "given", "accepted"),
    [
        (True, "The 26 boats", ["26"]),
        (True, "26", ["about 26", "26"]),
        (True, "on 4 May 2031", ["4 May"]),
        (False, "26 of 90 boats", ["26"]),
        (False, "26 boats out on the lake", ["26"]),
        (False, "126", ["26"]),
        (False, "26", ["26 boats"]),
        (False, "", ["26"]),
        (False, "26", [""]),
    ],
)
def test_few_other_words_and_no_other_number(
    expected: bool, given: str, accepted: list[str]
) -> None:
    """At most three more words, none of them a number unless it is a year."""
    assert expected == says(given, accepted)


@pytest.mark.parametrize(
    ("expected", "given", "asked"),
    [
        (True, "No, they sank.", question(yes_no="no")),
        (False, "Yes", question(yes_no="no")),
        (False, "Nobody", question(yes_no="no")),
        (True, "26", question(short=("26",))),
        (None, "26", question()),
        (None, "26", question(short=("26",), why_not="later")),
    ],
)
def test_right_is_what_the_question_expects(
    expected: bool | None, given: str, asked: GoldQuestion
) -> None:
    """A polar one its yes or no, any other an accepted answer, and some nothing that is known."""
    assert expected is is_right(given, asked)


@pytest.mark.parametrize(
    ("expected", "asked", "said"),
    [
        (
            {"headline_coverage": 1.0, "short_right": 1.0, "headline_precision": 1.0},
            question(short=("26",)),
            answer("26 boats"),
        ),
        ({"headline_coverage": 0.0, "short_right": 0.0}, question(short=("26",)), answer(None)),
        ({"headline_coverage": 0.0, "short_right": 0.0}, question(short=("26",)), None),
        (
            {"headline_coverage": 0.0, "short_right": 0.0},
            question(short=("26",)),
            answer("26", "abstained"),
        ),
        (
            {"headline_coverage": 1.0, "yes_no_right": 0.0, "headline_precision": 0.0},
            question(yes_no="yes"),
            answer("26"),
        ),
        ({"headline_precision": 0.0}, question(why_not="not_said"), answer("26")),
        ({}, question(why_not="not_said"), answer(None)),
        ({}, question(), answer("26")),
    ],
)
def test_precision_counts_what_is_shown(
    expected: dict[str, float], asked: GoldQuestion, said: Answer | None
) -> None:
    """Any short answer to an unanswerable question is wrong; where none is expected it is not
    judged."""
    assert expected == headline(asked, said)
