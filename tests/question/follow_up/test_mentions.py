"""The names that a conversation mentions."""

import pytest

from groundwire.question.follow_up.mentions import mentions
from groundwire.records import Turn


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (["Norway", "Ostrand"], "Would Norway send a pilot to Ostrand?"),
        (["U.S. Admiral J. B. Holt", "New Bergen"], "Was U.S. Admiral J. B. Holt in New Bergen?"),
        (["Ministry of Ports"], "The Ministry of Ports' head resigned."),
        (["Inès Caradec"], "Inès Caradec, a former pilot. [1]"),
        ([], "Yes, he takes part. However, nobody said so in March."),
        ([], "what did berg say?"),
    ],
)
def test_names_are_found(expected: list[str], text: str) -> None:
    """Runs of capitals are names, initials and "of" inside; openings of sentences are not."""
    assert expected == [mention.text for mention in mentions([Turn("user", text)])]


def test_word_that_is_also_written_small_is_no_name_at_the_start() -> None:
    """ "Ferries" opens a sentence and stands small elsewhere: it names nobody."""
    turns = [Turn("user", "Which ferries sailed?"), Turn("assistant", "Ferries with Berg did.")]
    assert ["Berg"] == [mention.text for mention in mentions(turns)]


def test_what_stands_around_a_name() -> None:
    """The words before and behind are kept, folded, with the turn."""
    first, second = mentions([Turn("user", "Was the Ostrand meeting in Brest?")])
    assert ("the", "meeting", 0) == (first.after, first.before, first.turn)
    assert ("in", "") == (second.after, second.before)
