"""When an answer is withheld: how sure the evidence makes, and what is enough."""

from dataclasses import replace
from math import exp

import pytest

from groundwire.answer.decide import (
    ANSWER_FROM,
    BIAS,
    DENIED,
    READ_ANSWER_FROM,
    WEIGHTS,
    Decision,
    decide,
)
from groundwire.reading.reader import Reading, Signals
from handmade import query, reading

FULL = {"meaning": 1.0, "window": 1.0, "names": 1.0, "wanted": 1.0}
HALF = dict.fromkeys(FULL, 0.5)
ASKED = query("What came?")


def read(text: str, answers: float, place: float = -1.0) -> Reading:
    """A sentence with half of every sign, as a network read it."""
    return replace(reading(text, **HALF), signals=Signals(1.0, answers, 0.0, place, 1.0))


def test_nothing_read_is_no_confidence() -> None:
    """Without evidence there is nothing to be sure of, and no answer."""
    assert decide(ASKED, []) == Decision(answers=False, confidence=0)


def test_confidence_is_the_logistic_function_of_the_weighed_signs() -> None:
    """A sentence with half of every sign, worked out by hand."""
    total = BIAS + 0.5 * (WEIGHTS.meaning + WEIGHTS.window + WEIGHTS.names + WEIGHTS.wanted)
    assert decide(ASKED, [reading("It.", **HALF)]).confidence == pytest.approx(
        1 / (1 + exp(-total)), abs=1e-4
    )


@pytest.mark.parametrize("sign", FULL)
def test_confidence_rises_with_every_sign(sign: str) -> None:
    """More of a sign is never less confidence."""
    steps = [decide(ASKED, [reading("It.", **HALF | {sign: n / 10})]).confidence for n in range(11)]
    assert steps == sorted(set(steps))


def test_what_the_network_read_counts() -> None:
    """Of two sentences alike, the one whose passage answers gives more confidence, and so does the
    one that surely holds the place."""
    assert decide(ASKED, [read("It.", -3)]).confidence < decide(ASKED, [read("It.", 3)]).confidence
    assert (
        decide(ASKED, [read("It.", 0, -9)]).confidence
        < decide(ASKED, [read("It.", 0, -0.1)]).confidence
    )
    assert not decide(ASKED, [read("It.", -3, -9)]).answers


def test_confidence_decides_between_everything_and_nothing() -> None:
    """All signs are an answer, none is a refusal, and both are shares."""
    none = decide(ASKED, [reading("It.")]).confidence
    assert 0 <= none < ANSWER_FROM < decide(ASKED, [reading("It.", **FULL)]).confidence <= 1
    assert decide(ASKED, [reading("It.", **FULL)]).answers


def test_how_many_is_less_sure_without_a_number_of_them() -> None:
    """Where no sentence counts the thing, its nearest sentence is hardly an answer."""
    close = reading("Boats sailed.", **FULL | {"wanted": 0.0})
    counts = reading("It has 26 boats.", **FULL | {"wanted": 2.0})
    how_many = query("How many boats sailed?")
    assert decide(how_many, [close]).confidence < decide(ASKED, [close]).confidence
    assert decide(how_many, [close, counts]).confidence == decide(ASKED, [close, counts]).confidence


def test_what_the_articles_deny_is_never_answered() -> None:
    """However close the sentence: it says the opposite of what is taken for granted."""
    asked = query("Why did Ana Soler close the Tern Bridge?")
    denied = reading("Ana Soler opened the Tern Bridge.", **FULL)
    assert decide(asked, [denied]).confidence <= DENIED < min(ANSWER_FROM, READ_ANSWER_FROM)
    assert not decide(asked, [denied]).answers
