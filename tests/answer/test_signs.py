"""What tells an answerable question from one that is not."""

from dataclasses import replace

import pytest

from groundwire.answer.signs import Signs, signs, uncounted, unfit
from groundwire.reading.reader import Reading, Signals
from handmade import query, reading

ASKED = query("What came?")


def read(answers: float, place: float) -> Reading:
    return replace(reading("It."), signals=Signals(1.0, answers, 0.0, place, 1.0))


def test_signs_are_the_best_sentences_but_for_the_meaning() -> None:
    """The nearest meaning counts wherever it stands; what is wanted counts up to 1."""
    best = reading("Best.", meaning=0.2, names=0.4, weakest=0.3, lacking=1.5, wanted=2.0)
    other = reading("Other.", meaning=0.9, names=1.0, weakest=1.0)
    expected = Signs(meaning=0.9, names=0.4, weakest=0.3, lacking=1.5, unfit=0, window=0, wanted=1)
    assert expected == signs(ASKED, [best, other])


def test_the_place_counts_wherever_it_is() -> None:
    """That the passage answers is the best sentence's; the surest place may be another one's."""
    found = signs(ASKED, [read(1.0, -3.0), read(2.0, -0.5)])
    assert (1.0, -0.5) == (found.answers, found.place)


def test_who_needs_somebody_in_the_best_sentence() -> None:
    """A sentence without a person does not say who."""
    who = query("Who leads the choir?")
    assert unfit(who, [reading("A choir sang.", wanted=0.25), reading("Ana Soler.", wanted=1.0)])
    assert not unfit(who, [reading("Ana Soler leads it.", wanted=1.0)])


@pytest.mark.parametrize("text", ["When did the choir sing?", "Where did the choir sing?"])
def test_when_and_where_need_a_date_or_place_in_some_sentence(text: str) -> None:
    """It may stand beside the best sentence."""
    asked, without, with_it = query(text), reading("It sang."), reading("There.", wanted=1.0)
    assert unfit(asked, [without])
    assert not unfit(asked, [without, with_it])


def test_how_many_needs_a_count_of_them() -> None:
    """A "how long" may be answered in other words, and an earlier "how many" binds no other
    question."""
    close = reading("Boats sailed.", wanted=0.25)
    assert uncounted(query("How many boats sailed?"), [close])
    assert not uncounted(query("How many boats sailed?"), [reading("26 boats.", wanted=2.0)])
    assert not uncounted(query("How long did they sail?"), [close])
    assert not uncounted(query("Who owns them?", "How many boats sailed?"), [close])
