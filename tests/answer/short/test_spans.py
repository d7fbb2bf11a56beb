"""The answer's words: what is taken off, and of which kind they are."""

import pytest

from groundwire.answer.short.spans import members, trimmed, whole
from handmade import query


@pytest.mark.parametrize(
    ("question", "written", "expected"),
    [
        ("Where is it?", "in the Tern Valley,", "the Tern Valley"),
        ("Who came?", "“Ana Roe’s”", "Ana Roe"),
        ("Which firm?", "Tern Works (TWX)", "Tern Works"),
        ("Which firm?", "Tern Works (TWX", "Tern Works"),
        ("What caused it?", "due to frost", "frost"),
        ("What year did it open?", "3 May 1961", "1961"),
        ("When did it open?", "on 3 May 1961", "3 May 1961"),
        ("How many boats left?", "26 boats", "26"),
        ("How many boats left?", "about 26 boats", "about 26"),
        ("How cold was it?", "-17.5 degrees", "-17.5 degrees"),
        ("How cold was it?", "−17.5 degrees,", "−17.5 degrees"),
        ("How many boats left?", "- 26 boats", "26"),
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


@pytest.mark.parametrize(
    ("question", "text", "cut", "expected"),
    [
        ("How many fish?", "It holds 817,143 fish.", "817", "817,143"),
        ("How many fish?", "It holds 8 million fish.", "8", "8 million"),
        ("How many fish?", "It holds 12.5 % of them.", "12", "12.5 %"),
        ("How many fish?", "It holds 8 fish.", "8", "8"),
        ("How cold was it?", "It fell to -17.5 degrees.", "17.5", "-17.5 degrees"),
        ("How cold was it?", "It fell to -17.5 degrees.", "17.5 degrees", "-17.5 degrees"),
        ("How much was lost?", "It lost A$90 million.", "$90", "A$90 million"),
        ("How much was lost?", "It lost 1.2m crowns.", "1.2m", "1.2m crowns"),
        ("How far did it fall?", "It fell 4 percentage points.", "4", "4 percentage points"),
        ("How high is it?", "It is 90 to 120 metres high.", "120", "90 to 120 metres"),
        ("Where do they nest?", "In places.", "places", "places"),
        ("Which river?", "Along the Tern River it rained.", "Tern", "Tern River"),
        ("Which people?", "The Tern people left.", "Tern", "Tern"),
        ("Which app?", "The Tern messaging app failed.", "Tern messaging", "Tern messaging app"),
    ],
)
def test_words_that_are_cut_short_get_their_rest(
    question: str, text: str, cut: str, expected: str
) -> None:
    """The rest of a number, what says which place, the noun that belongs to a name."""
    start = text.index(cut)
    first, last = whole(query(question), text, start, start + len(cut))
    assert expected == text[first:last]
