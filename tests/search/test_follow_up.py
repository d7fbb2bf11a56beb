"""Questions that follow another are made to stand alone."""

from groundwire.records import Question, Turn
from groundwire.search.follow_up import resolve

HISTORY = (
    Turn("user", "Who chairs the Harbour Board?"),
    Turn("assistant", "The board is chaired by Inès Caradec, a former pilot. [1]"),
)


def test_follow_up_keeps_its_words_and_gains_the_subject() -> None:
    """A follow-up is shown with what it points back to, never rewritten."""
    resolved = resolve(Question("When was she elected?", HISTORY))
    assert resolved.text == (
        "When was she elected? (about: Inès Caradec; Who chairs the Harbour Board)"
    )


def test_elliptical_follow_up_takes_the_kind_of_the_earlier_one() -> None:
    """ "And the budget?" does not say what kind of answer it wants; the one before does."""
    assert resolve(Question("And the budget?", HISTORY)).kind_from == HISTORY[0].content


def test_question_with_its_own_subject_stands_alone() -> None:
    """History changes nothing where nothing points back."""
    text = "How many ferries were cancelled in Brest?"
    assert resolve(Question(text, HISTORY)) == resolve(Question(text))
