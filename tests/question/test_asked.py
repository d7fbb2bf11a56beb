"""The noun that a question asks for."""

import pytest

from groundwire.question.asked import (
    asked_count,
    asked_noun,
    asked_phrase,
    asks_for_name,
    asks_for_one,
)
from handmade import query


@pytest.mark.parametrize(
    ("question", "noun"),
    [
        ("Which social media company did it?", "company"),
        ("In which country is it?", "country"),
        ("Name the counterpart Ana Roe wrote to.", "counterpart"),
        ("What was it?", ""),
        ("What was the city known for?", ""),
        ("What year was it?", "year"),
        ("Who was it?", ""),
    ],
)
def test_what_is_asked_for(question: str, noun: str) -> None:
    """The last noun behind "which", "what" or "name the", up to a name."""
    assert noun == asked_noun(query(question))


def test_the_whole_phrase() -> None:
    """With the words before the noun."""
    assert ("social", "media", "company") == asked_phrase("Which social media company did it?")


@pytest.mark.parametrize(
    ("question", "count"),
    [("which two towns lead", 2), ("What 3 towns lead?", 3), ("Which of two led?", None)],
)
def test_how_many_names(question: str, count: int | None) -> None:
    """Only what stands right behind the question word counts names."""
    assert count == asked_count(query(question))


def test_one_or_several() -> None:
    """By the noun's own form."""
    asked = ("Which firm did it?", "Which business did it?", "Which firms did it?", "Who did it?")
    assert [True, True, False, False] == [asks_for_one(query(question)) for question in asked]


def test_who_where_and_which_ask_for_a_name() -> None:
    """A plain "what" may be answered by anything."""
    asked = ("Who did it?", "Where is it?", "Which firm did it?", "What happened to it?")
    assert [True, True, True, False] == [asks_for_name(query(question)) for question in asked]
