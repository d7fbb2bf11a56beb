"""What a question asks for."""

from datetime import date

from groundwire.question.query import understand
from groundwire.records import Filters, Question, Turn

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


def test_question_over_several_articles_is_taken_apart() -> None:
    """Parts, sources and what is compared are read off; the opening words say what is wanted."""
    query = understand(
        Question(
            "Which club, described by the Gull as tiny, won a cup according to the Tern as often "
            "as the same club lost it?"
        )
    )
    assert ("fact", ("Gull", "Tern"), True) == (query.wants, query.sources, query.comparison)
    assert len(query.parts) == 2


def test_as_of_in_the_words_of_a_question() -> None:
    """A day behind "as of" is a filter; of two such days the earlier counts."""
    text = "Who chairs the board as of 7 October 2023?"
    asked = understand(Question(text))
    earlier = understand(Question(text, filters=Filters(as_of=date(2022, 1, 1))))
    assert date(2023, 10, 7) == asked.filters.as_of
    assert date(2022, 1, 1) == earlier.filters.as_of
