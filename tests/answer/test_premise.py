"""What a question takes for granted, and a sentence that says otherwise."""

import pytest

from groundwire.answer.premise import otherwise, premise
from handmade import query, reading

WHY = query("Why did Ana Soler close the Tern Bridge?")


@pytest.mark.parametrize(
    ("question", "taken"),
    [
        ("Why did the ferry stop?", "did the ferry stop?"),
        ("When will Ana Soler resign?", "will Ana Soler resign?"),
        ("In which town was the comet seen?", "was the comet seen?"),
        ("What made Ana Soler stop the ferry?", "did Ana Soler stop the ferry?"),
    ],
)
def test_what_is_taken_for_granted(question: str, taken: str) -> None:
    """It is what the question would ask if it asked whether."""
    assert taken == premise(question)


@pytest.mark.parametrize("question", ["Did the ferry stop?", "Who stopped the ferry?", "Ferry"])
def test_nothing_is_taken_for_granted(question: str) -> None:
    """A question whether, and one whose form does not show it."""
    assert premise(question) is None


@pytest.mark.parametrize(
    "text",
    [
        "Ana Soler opened the Tern Bridge on Monday.",
        "Ana Soler refused to close the Tern Bridge.",
        "Ana Soler did not close the Tern Bridge.",
    ],
)
def test_the_opposite_or_a_denial_says_otherwise(text: str) -> None:
    """A word of opposite meaning, or a denial before the predicate."""
    found = reading(text)
    assert found is otherwise(WHY, [reading("It rained."), found])


@pytest.mark.parametrize(
    "text",
    [
        "Ana Soler closed the Tern Bridge because its cables rust.",
        "Ana Soler opened a school.",
        "Ole Berg opened the Tern Bridge.",
        "Ana Soler will close the Tern Bridge, and it will open again in May.",
    ],
)
def test_a_sentence_of_something_else_does_not(text: str) -> None:
    """It says so, or speaks of another thing or person."""
    assert otherwise(WHY, [reading(text)]) is None


def test_an_opposite_counts_only_for_causes() -> None:
    """To a question of when it may belong to something else in the sentence."""
    when = query("When did Ana Soler close the Tern Bridge?")
    assert otherwise(when, [reading("Ana Soler opened the Tern Bridge.")]) is None
    denied = reading("Ana Soler did not close the Tern Bridge.")
    assert otherwise(when, [denied]) is denied
