"""Which moment a question is about."""

from datetime import date

import pytest

from groundwire.question.when import as_of, days_named, is_latest


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (date(2023, 10, 7), "As of 7 October 2023, who chairs the board?"),
        (date(2023, 10, 7), "Who chairs the board as of Saturday, October 7, 2023?"),
        (None, "Who chairs the board as of October?"),
        (None, "Who chaired the board on 7 October 2023?"),
    ],
)
def test_as_of(expected: date | None, text: str) -> None:
    """Only a whole date behind "as of" says as of when."""
    assert expected == as_of(text)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (True, "What is the latest on the dam?"),
        (True, "Who currently chairs the board?"),
        (True, "How high is the toll now?"),
        (False, "How high would the sea rise if all rain fell today on land?"),
        (False, "Who chaired the board in March?"),
    ],
)
def test_is_latest(expected: bool, text: str) -> None:
    """The newest is wanted where the question says so."""
    assert expected == is_latest(text)


def test_days_named_are_not_the_day_as_of() -> None:
    """Days written out with their year are named; the one behind "as of" is a filter instead."""
    text = "As of 9 May 2024, was the toll of 3 May 2024 above that of March 1, 2024, or of June?"
    assert (date(2024, 5, 3), date(2024, 3, 1)) == days_named(text)
