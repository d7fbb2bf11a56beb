"""The short answer: none where words would say more than the quotes do."""

from collections.abc import Sequence

from groundwire.answer.short.short_answer import short_answer
from handmade import query, reading


def cannot_tell(_: Sequence[tuple[str, str]]) -> None:
    """A reader that judges nothing."""


def test_a_reason_is_given_in_short_only_as_a_reason() -> None:
    """Words that the reader points at for a "why" are no short answer unless the sentence says
    that they are why."""
    told = reading("The hall closed because its roof leaked.", 9, short="its roof leaked")
    asked = query("Why did the hall close?")
    assert "its roof leaked" == short_answer(asked, [told], [told], cannot_tell)
    untold = reading("The hall closed. It opened in 1961.", 9, short="1961")
    assert short_answer(asked, [untold], [untold], cannot_tell) is None


def test_a_yes_or_no_question_gets_no_words_for_an_answer() -> None:
    """Only yes or no, where that is sure."""
    pointed = reading("A boat left.", short="boat")
    assert short_answer(query("Did it rain?"), [pointed], [pointed], cannot_tell) is None
    assert short_answer(query("What left?"), [pointed], [pointed], cannot_tell) == "boat"


def test_a_summary_has_no_short_answer() -> None:
    """A digest is read whole."""
    opened = reading("The bridge opened.", short="bridge")
    assert short_answer(query("Summarise the news."), [opened], [opened], cannot_tell) is None
