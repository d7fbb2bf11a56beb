"""Questions that follow another are made to stand alone."""

import pytest

from groundwire.question.follow_up.stand_alone import EARLIER_WEIGHT, NAME_WEIGHT, resolve
from groundwire.records import Question, Turn

HISTORY = (
    Turn("user", "Who chairs the Harbour Board?"),
    Turn("assistant", "The board is chaired by Inès Caradec, a former pilot. [1]"),
)


def talk(*lines: str) -> tuple[Turn, ...]:
    """Turns of a person and the answers, in turn."""
    return tuple(
        Turn("assistant" if place % 2 else "user", line) for place, line in enumerate(lines)
    )


def shown(text: str, *lines: str) -> str:
    """The question as it reads after these turns."""
    return resolve(Question(text, talk(*lines))).text


def test_name_stands_behind_the_word_that_means_it() -> None:
    """The person that an answer names is put beside "she"; the question's words stay."""
    assert shown(
        "What does she think of the new pier?",
        "Who chairs the Harbour Board?",
        "The board is chaired by Inès Caradec, a former pilot.",
    ) == ("What does she [Inès Caradec] think of the new pier?")


def test_his_becomes_the_owner() -> None:
    """A possessive keeps its sense."""
    assert "his [Luca Ferri’s] office" in shown(
        "Where is his office in the old town?", "Who is the mayor of Ostrand?", "It is Luca Ferri."
    )


def test_two_names_for_they() -> None:
    """Two people of the question before are "they", the one of its answer is "her"."""
    assert shown(
        "What did they want to learn from her?",
        "Whom did Berg and Moreau call after the storm?",
        "Nina Holt, over the radio.",
    ) == ("What did they [Berg and Moreau] want to learn from her [Nina Holt]?")


def test_person_of_long_ago_is_still_meant() -> None:
    """A chain of "he" leads back to the name at its start."""
    text = shown(
        "Did he win a prize for the last bridge?",
        "When was Luca Ferri born?",
        "In 1950.",
        "Did he study abroad?",
        "Yes, for three years.",
        "What did he build first?",
        "A small railway station.",
    )
    assert text == "Did he [Luca Ferri] win a prize for the last bridge?"


def test_country_is_not_he() -> None:
    """ "He" is a person, though a country stands nearer."""
    text = shown("In what role did he attend?", "Who spoke for Italy?", "Ugo Testa, the envoy.")
    assert "he [Ugo Testa]" in text


def test_that_brings_the_question_before() -> None:
    """What "that" points to is rarely a name: the question before is put beside it."""
    assert shown("When was that?", "Who founded the ferry line?", "Two brothers.") == (
        "When was that? (about: Who founded the ferry line)"
    )


@pytest.mark.parametrize(
    "text", ["And Germany?", "why?", "How many?", "what else?", "and in 2024?", "the second one?"]
)
def test_elliptical_follow_up_brings_the_question_before(text: str) -> None:
    """A question that says only what differs gets the rest, and its kind, from the one before."""
    resolved = resolve(Question(text, talk("Would France open its archives?", "Yes, next year.")))
    assert "Would France open its archives" in resolved.text
    assert resolved.text.startswith(text)
    assert resolved.kind_from == "Would France open its archives?"


def test_elliptical_chain_keeps_what_it_began_with() -> None:
    """After "and Germany?" the question of substance is still the first."""
    text = shown(
        "Italy too?",
        "Were France and Spain open to a truce?",
        "Yes.",
        "And Germany?",
        "It was not.",
    )
    assert text == "Italy too? (about: Were France and Spain open to a truce)"


def test_question_before_comes_with_what_it_pointed_to() -> None:
    """The question before may be a follow-up itself."""
    text = shown(
        "and in London?",
        "Which two clubs are behind the league of islands?",
        "Brest and Ostrand.",
        "When did it first meet in Paris?",
        "In May.",
    )
    assert "When did it first meet in Paris; Which two clubs" in text


def test_names_count_fully_and_the_earlier_question_half() -> None:
    """What is meant weighs as if it had been said; what was asked before weighs less."""
    weights = dict(resolve(Question("When was she elected?", HISTORY)).inherited)
    assert weights["caradec"] == NAME_WEIGHT
    assert weights["board"] == EARLIER_WEIGHT


@pytest.mark.parametrize(
    "text",
    [
        "How many ferries were cancelled in Brest?",
        "What did Moreau say about his plan for the port?",
        "Which of these islands did Norway sell?",
        "Which ports closed this week?",
        "Is there a plan for the winter storms on the coast?",
        "What did the sailors who left the harbour want when they came back?",
        "Which other reasons than the storm did Berg give?",
    ],
)
def test_question_with_its_own_subject_stands_alone(text: str) -> None:
    """A change of subject takes nothing over from the talk before."""
    assert resolve(Question(text, HISTORY)) == resolve(Question(text))


def test_short_question_without_a_name_goes_on_about_the_last_one() -> None:
    """ "How many people attended?" is about what was talked of."""
    text = shown("Was the trip a success?", "When did Luca Ferri sail to Norway?", "In 1950.")
    assert text == "Was the trip a success? (about: Luca Ferri)"


@pytest.mark.parametrize("text", ["", "???", "asdf ???", "[1] (", "he he he", "THAT"])
def test_nothing_raises(text: str) -> None:
    """Any text after any talk is read, also one without a word."""
    for history in (HISTORY, HISTORY[:1], HISTORY[1:], (), talk("???", "", "…", "NO")):
        assert resolve(Question(text, history)).text.startswith(text.split(" ")[0])
