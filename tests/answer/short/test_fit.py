"""Whether words are of the kind asked for."""

import pytest

from groundwire.answer.short.fit import is_name, is_time, must_suit, suits
from handmade import query

ARTICLE = "Ana Roe, 41, runs Tern Works. Roe said so."


@pytest.mark.parametrize(
    ("question", "words", "expected"),
    [
        ("How many boats left?", "26", True),
        ("How many boats left?", "nine", True),
        ("How many boats left?", "most of them", False),
        ("When was it?", "last Tuesday", True),
        ("When was it?", "February", True),
        ("When was it?", "the Tern Valley", False),
        ("When was it?", "Spain and Malta in February", False),
        ("In what century was it?", "the 19th century", True),
        ("Who did it?", "Tuesday", False),
        ("Who won?", "São Paulo", True),
        ("Who is the mayor of the town?", "São Paulo", False),
        ("Who is the mayor of the town?", "Ana Roe", True),
        ("Which mayor was it?", "São Paulo", False),
        ("Which mayor was it?", "Ana Roe", True),
        ("Which firm did it?", "Tern Works", True),
        ("Which firm did it?", "Tern Works and Weir Lines", False),
        ("Which two firms did it?", "Tern Works", False),
        ("Which two firms did it?", "Tern Works and Weir Lines", True),
        ("Which country did it?", "France", True),
        ("Which bank did it?", "Ana Roe", False),
        ("Which bank did it?", "Bank of Tern", True),
        ("Name the leader of the choir.", "the Tern Council", False),
        ("Why was it?", "anger", True),
        ("What did it?", "anger", True),
    ],
)
def test_the_kind_of_words(question: str, words: str, expected: bool) -> None:
    """A number for a how many, a date for a when, one name where one thing is asked for."""
    assert expected == suits(query(question), words, article=ARTICLE)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("the coming days", True),
        ("5 pm", True),
        ("second half of 1992", True),
        ("earlier this month", True),
        ("Year", False),
        ("The Day After Tomorrow", False),
        ("12 boats", False),
    ],
)
def test_times(words: str, expected: bool) -> None:
    """A time and little else; no unit alone, and no title."""
    assert expected == is_time(words)


def test_a_wrong_kind_is_worse_than_none_for_times_and_counts() -> None:
    """A name may be written in many ways, a date or a number may not."""
    asked = ("When was it?", "How many boats left?", "How often is it?", "Who did it?")
    assert [True, True, False, False] == [must_suit(query(question)) for question in asked]


def test_names() -> None:
    """Small words inside do not count."""
    given = ("University of the Tern", "Tern boats", "and Tern", "3M")
    assert [True, False, False, True] == [is_name(words) for words in given]


def test_a_compound_counts_nothing() -> None:
    """A 10-year plan is no number of years that a question asks for."""
    asked = query("How many seasons did he play?")
    assert not suits(asked, "10-year")
    assert suits(asked, "10 years")
