"""The words of a question that point back."""

import pytest

from groundwire.question.follow_up.pointers import goes_on, is_elliptical, pointers


@pytest.mark.parametrize(
    ("kinds", "text"),
    [
        (["person"], "When was she elected?"),
        (["they", "person"], "What did they want from him?"),
        (["thing"], "How did the port react to that?"),
        (["there"], "Who was there?"),
        ([], "Was there a vote?"),
        ([], "Did Berg say that Moreau left?"),
        ([], "What happened this week?"),
    ],
)
def test_pointing_words(kinds: list[str], text: str) -> None:
    """Pronouns, "there" and "that" point back, unless they only hold the sentence together."""
    assert kinds == [pointer.points for pointer in pointers(text, [])]


def test_possessive_behind_a_name_of_the_question_is_that_names() -> None:
    """ "Moreau and his plan" needs no conversation, "Moreau and it" does."""
    assert pointers("What of Moreau and his plan?", [14]) == []
    assert pointers("What of Moreau and it?", []) != []


@pytest.mark.parametrize("text", ["And Berg?", "why?", "What about the port?", "Since when?"])
def test_elliptical(text: str) -> None:
    """A question that says only what differs."""
    assert is_elliptical(text)
    assert not is_elliptical("Why did the ferries stop sailing?")


def test_goes_on() -> None:
    """ "Other" asks for more, "other than" narrows."""
    assert goes_on("What other ports closed?")
    assert not goes_on("What ports other than Brest closed?")
