"""Whether a sentence holds the kind of thing that is asked for."""

import pytest

from groundwire.reading.wanted import EXACT, NEAR, NEUTRAL, counted_nouns, wanted, wanted_values
from handmade import query


@pytest.mark.parametrize(
    ("expected", "question", "text"),
    [
        (EXACT, "How many boats sailed?", "Some 26 boats sailed."),
        (NEAR, "How many boats sailed?", "Some 30 captains stayed."),
        (0, "How many boats sailed?", "All boats sailed."),
        (EXACT, "How many nations signed?", "It was signed by 26 countries."),
        (EXACT, "What is the number of nations?", "Some 26 countries signed."),
        (NEAR, "What is the population of Brest?", "Brest has 26 boats."),
        (EXACT, "What is the population of Brest?", "Brest has 140,000 inhabitants."),
        (1, "How big is the fleet?", "It has 26 boats."),
        (EXACT, "How much does the dam cost?", "It costs 38 million euros."),
        (NEAR, "How much does the dam cost?", "It holds 38 turbines."),
        (EXACT, "How long was it shut?", "It was shut for three weeks."),
        (EXACT, "What percentage of voters stayed away?", "Some 35 percent stayed away."),
        (1, "When did it open?", "It opened on 12 March."),
        (0, "When did it open?", "It opened."),
        (1, "Who leads the work?", "Engineer Ana Soler leads it."),
        (NEAR, "Who leads the work?", "It is led by the Harbour Board."),
        (0, "Who leads the work?", "It is led well."),
        (NEAR, "Who beat Santos?", "Last night São Paulo beat Santos."),
        (1, "Which city hosts the talks?", "The talks are in Brest."),
        (1, "Where are the talks?", "The talks are in France."),
        (NEAR, "Where do the boats come from?", "They come from its allies."),
        (1, "What did Berg call the comet?", "He called it “a lantern on a string”."),
        (NEUTRAL, "What did Berg call the comet?", "He called it bright."),
        (1, "Why did it close?", "It closed because the cables rust."),
        (NEUTRAL, "Why did it close?", "The cables rust."),
        (NEUTRAL, "What is the heat plan?", "Some 26 boats sailed on 12 March."),
        (NEUTRAL, "Did it open?", "It opened on 12 March."),
        (NEUTRAL, "Which clubs signed?", "Two clubs signed."),
    ],
)
def test_wanted(expected: float, question: str, text: str) -> None:
    """Just what is counted, what is asked for, what a pattern cannot find, something near, none."""
    assert expected == wanted(query(question), text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How many of the 26 boats sailed?", "They own 26 boats."),
        ("When did what opened on 12 March close?", "It opened on 12 March."),
        ("Who is Ana Soler?", "The work is led by Ana Soler."),
    ],
)
def test_a_question_is_not_its_own_answer(question: str, text: str) -> None:
    """What the question says itself does not count, not even as something near."""
    assert wanted(query(question), text) == 0


def test_wanted_values_are_those_of_the_kind_asked_for() -> None:
    """Only the number of the noun that is counted, at its offsets."""
    text = "On 12 March 30 captains and 26 boats left."
    (value,) = wanted_values(query("How many boats left?"), text)
    assert text[value.start : value.end] == "26 boats"


@pytest.mark.parametrize(
    ("expected", "question"),
    [
        ({"boat"}, "How many boats are there?"),
        ({"countri"}, "How many other countries came?"),
        ({"money"}, "How much did the city pay?"),
        ({"percent"}, "What share of them voted?"),
        (set(), "How big is the fleet?"),
        (set(), "How much snow fell?"),
        (set(), "When did it open?"),
    ],
)
def test_counted_nouns(expected: set[str], question: str) -> None:
    """What a number must count, as far as the question says."""
    assert expected == counted_nouns(query(question)) & {"boat", "countri", "money", "percent"}


def test_how_long_counts_time() -> None:
    """Any unit of time answers it."""
    assert {"week", "day", "year"} <= counted_nouns(query("How long was it shut?"))


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ([], "The bridge will not open in 2030."),
        (["2030"], "The bridge will open in 2030."),
        (["2031"], "The bridge will not open in 2030 but in 2031."),
        (["2030"], "The bridge will not open until 2030."),
    ],
)
def test_a_date_that_is_denied_is_none(expected: list[str], text: str) -> None:
    """What is not so in 2030 has no date of 2030."""
    found = wanted_values(query("When will the bridge open?"), text)
    assert expected == [text[value.start : value.end][-4:] for value in found]
