"""The answer's words: what is taken off, and of which kind they are."""

import pytest
from handmade import query

from groundwire.answer.spans import asked_noun, asks_for_name, fits, members, trimmed


@pytest.mark.parametrize(
    ("question", "written", "expected"),
    [
        ("Where is it?", "in the Tern Valley,", "the Tern Valley"),
        ("Who came?", "“Ana Roe’s”", "Ana Roe"),
        ("Which firm?", "Tern Works (TWX)", "Tern Works"),
        ("Which firm?", "Tern Works (TWX", "Tern Works"),
        ("What year did it open?", "3 May 1961", "1961"),
        ("When did it open?", "on 3 May 1961", "3 May 1961"),
        ("How many boats left?", "26 boats", "26"),
        ("How many boats left?", "about 26 boats", "about 26"),
        ("How many boats left?", "26 captains", "26 captains"),
        ("How much does it cost per month?", "$3.5 million per month", "$3.5 million"),
        ("What is it?", "a bridge", "a bridge"),
        ("What is it?", "", ""),
    ],
)
def test_the_shortest_words_are_given(question: str, written: str, expected: str) -> None:
    """Without preposition, bracket, possessive, or a noun that the question says."""
    assert expected == trimmed(query(question), written)


@pytest.mark.parametrize(
    ("question", "noun"),
    [
        ("Which social media company did it?", "compani"),
        ("In which country is it?", "countri"),
        ("What was it?", None),
        ("What year was it?", None),
        ("Who was it?", None),
    ],
)
def test_what_is_asked_for(question: str, noun: str | None) -> None:
    """The last noun behind "which" or "what"."""
    assert noun == asked_noun(query(question))


@pytest.mark.parametrize(
    ("question", "words", "expected"),
    [
        ("How many boats left?", "26", True),
        ("How many boats left?", "most of them", False),
        ("When was it?", "last Tuesday", True),
        ("When was it?", "the Tern Valley", False),
        ("Who did it?", "Tuesday", False),
        ("Which firm did it?", "Tern Works", True),
        ("Which country did it?", "France", True),
        ("Which country did it?", "anger", False),
        ("Why was it?", "anger", True),
        ("What did it?", "anger", True),
    ],
)
def test_the_kind_of_words(question: str, words: str, expected: bool) -> None:
    """A number for a how many, a date for a when, no date for a name."""
    assert expected == fits(query(question), words)


def test_who_where_and_which_ask_for_a_name() -> None:
    """A plain "what" may be answered by anything."""
    asked = ("Who did it?", "Where is it?", "Which firm did it?", "What happened to it?")
    assert [asks_for_name(query(question)) for question in asked] == [True, True, True, False]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("France, the United Kingdom, and Japan", ["France", "United Kingdom", "Japan"]),
        ("Ana Roe and Ole Berg", ["Ana Roe", "Ole Berg"]),
        ("France", []),
        ("boats and cars", []),
    ],
)
def test_the_members_of_an_enumeration(text: str, expected: list[str]) -> None:
    """Names only: other things may be one thing in two words ("law and order")."""
    assert expected == members(text)
