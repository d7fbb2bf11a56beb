"""The heuristic reader: relevance as a weighted sum, and where the answer's words are."""

import pytest

from groundwire.reading.evidence import Features
from groundwire.reading.heuristic import WEIGHTS, HeuristicReader, short_answer
from handmade import article, evidence, query

ASKED = query("When did the bridge open?")


def test_relevance_is_the_weighted_sum_of_the_features() -> None:
    """2 x .5 + 3 x 1 = 4; features that weigh nothing change nothing."""
    weights = Features(coverage=2, wanted=3, substance=0, passage_meaning=0)
    item = evidence("It did.", coverage=0.5, wanted=1, substance=0.9, aligned=0.9)
    (reading,) = HeuristicReader(weights).read(ASKED, [item])
    assert reading.relevance == 4
    assert reading.evidence is item


def test_no_evidence_is_no_reading() -> None:
    """Nothing to read is no error."""
    assert [] == HeuristicReader().read(ASKED, [])


def test_readings_keep_the_order_of_the_evidence() -> None:
    """One reading a sentence, in order: sorting is for who ranks them."""
    items = [evidence(f"Sentence {n}.", coverage=n / 10) for n in (1, 9, 5)]
    assert items == [reading.evidence for reading in HeuristicReader().read(ASKED, items)]


@pytest.mark.parametrize(
    "feature", [name for name in Features.__slots__ if getattr(WEIGHTS, name) > 0]
)
def test_no_feature_speaks_against_a_sentence(feature: str) -> None:
    """More of anything that weighs is more relevance."""
    low, high = (evidence("It did.", **{feature: value}) for value in (0.1, 0.9))
    first, second = HeuristicReader().read(ASKED, [low, high])
    assert first.relevance < second.relevance


@pytest.mark.parametrize(
    "text",
    [
        "The bridge opened on 12 March after it had been shut since 3 January.",
        "Shut since 3 January, the bridge opened on 12 March.",
    ],
)
def test_the_short_answer_stands_nearest_to_the_questions_words(text: str) -> None:
    """Of two dates the one by the bridge that opened, first or last."""
    span = short_answer(ASKED, evidence(text))
    assert span is not None
    assert "12 March" in text[slice(*span)]


def test_the_short_answer_is_of_the_kind_asked_for() -> None:
    """How many boats is no number of captains, however near it stands."""
    text = "Boats: 30 captains said that in the end 26 boats left."
    span = short_answer(query("How many boats left?"), evidence(text))
    assert span is not None
    assert text[slice(*span)] == "26 boats"


def test_the_first_of_equals_is_the_short_answer() -> None:
    """Where no word of the question is near, the value that stands first."""
    text = "Ana Soler and Ole Berg agreed."
    assert (0, len("Ana Soler")) == short_answer(query("Who won?"), evidence(text))


def test_short_answers_point_into_the_article() -> None:
    """The span counts in the article's text, not in the sentence's."""
    sentence = "It opened on 12 March."
    item = evidence(sentence, of=article(f"Rain fell. {sentence}"))
    (reading,) = HeuristicReader().read(ASKED, [item])
    assert reading.short_text == "12 March"


@pytest.mark.parametrize("asked", ["What is the heat plan?", "Why did it open?", "When was it?"])
def test_no_short_answer_where_there_is_none(asked: str) -> None:
    """A kind that no pattern finds, or a sentence without it."""
    (reading,) = HeuristicReader().read(query(asked), [evidence("It opened because of Ana.")])
    assert reading.short is None
    assert reading.short_text is None
