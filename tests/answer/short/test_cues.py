"""What stands around the words asked for."""

import pytest

from groundwire.answer.short.cues import CUE, cue, nearness, roles
from handmade import evidence, query


@pytest.mark.parametrize(
    ("question", "text", "words", "expected"),
    [
        ("What is the main goal of it?", "The aim of clearing the weir.", "clearing", CUE),
        ("What is the main goal of it?", "They are clearing the weir.", "clearing", 0),
        ("In what role did she come?", "She came as a guest.", "guest", CUE),
        ("In what role did she come?", "She met a guest.", "guest", 0),
        ("What word did she use?", "She said ‘slack’ then.", "slack", CUE),
        ("What word did she use?", "She said slack then.", "slack", 0),
        ("Who came?", "Then came “Roe”.", "Roe", 0),
    ],
)
def test_cues(question: str, text: str, words: str, expected: float) -> None:
    """The label of what is asked for stands before it; a wording stands in quotes."""
    start = text.index(words)
    assert expected == cue(query(question), text, start, start + len(words))


def test_roles() -> None:
    """What follows "as a", up to the next small word; for nothing else."""
    text = "She came as a paying guest of the house."
    (found,) = roles(query("In what role did she come?"), text)
    assert "paying guest" == text[found.start : found.end]
    assert [] == roles(query("Who came?"), text)


def test_a_follow_up_means_the_value_near_its_own_name() -> None:
    """Of two dates in one sentence; words that hold the name are no date beside it."""
    text = "It met in Ostrand in May and in Ternby later this year."
    found = evidence(text)
    asked = query("And in Ternby?", "When did it meet in Ostrand?")

    def near(words: str) -> float:
        start = text.index(words)
        return nearness(asked, found, start, start + len(words))

    assert near("later this year") > near("May")
    assert near("later this year") > near("May and in Ternby later")
    assert 0 == nearness(query("When did it meet in Ternby?"), found, 0, 2)
