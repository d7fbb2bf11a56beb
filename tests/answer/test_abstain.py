"""When an answer is withheld, and the reason that is given."""

from dataclasses import replace
from datetime import date
from math import exp

import pytest
from handmade import query, reading

from groundwire.answer.abstain import (
    ANSWER_FROM,
    BIAS,
    WEIGHTS,
    Signs,
    answerable,
    confidence,
    reason,
    signs,
    uncounted,
)
from groundwire.answer.answer import Answerer
from groundwire.answer.reader import Signals
from groundwire.records import Filters
from groundwire.search.query import Query

FULL = {"meaning": 1.0, "window": 1.0, "names": 1.0, "wanted": 1.0}
HALF = dict.fromkeys(FULL, 0.5)
ASKED = query("Who came?")


def filtered(**filters: object) -> Query:
    return replace(query("Who came?"), filters=Filters(**filters))  # type: ignore[arg-type]


def test_signs_are_the_best_sentences_but_for_the_meaning() -> None:
    """The nearest meaning counts wherever it stands; what is wanted counts up to 1."""
    best = reading("Best.", meaning=0.2, window=0.3, names=0.4, wanted=2.0)
    other = reading("Other.", meaning=0.9, window=1.0, names=1.0)
    assert Signs(meaning=0.9, window=0.3, names=0.4, wanted=1.0) == signs(ASKED, [best, other])


def test_nothing_read_is_no_confidence() -> None:
    """Without evidence there is nothing to be sure of."""
    assert confidence(ASKED, []) == 0


def test_confidence_is_the_logistic_function_of_the_weighed_signs() -> None:
    """A sentence with half of every sign, worked out by hand."""
    total = BIAS + 0.5 * (WEIGHTS.meaning + WEIGHTS.window + WEIGHTS.names + WEIGHTS.wanted)
    assert confidence(ASKED, [reading("It.", **HALF)]) == pytest.approx(
        1 / (1 + exp(-total)), abs=1e-4
    )


@pytest.mark.parametrize("sign", FULL)
def test_confidence_rises_with_every_sign(sign: str) -> None:
    """More of a sign is never less confidence."""
    steps = [confidence(ASKED, [reading("It.", **HALF | {sign: n / 10})]) for n in range(11)]
    assert steps == sorted(set(steps))


def test_what_the_network_read_counts() -> None:
    """Of two sentences alike, the one whose passage answers gives more confidence."""
    no, yes = (
        replace(reading("It.", **HALF), signals=Signals(1.0, answers, 0.0, -1.0, 1.0))
        for answers in (-3.0, 3.0)
    )
    assert confidence(ASKED, [no]) < confidence(ASKED, [yes])
    assert not answerable(ASKED, [no])


def test_confidence_decides_between_everything_and_nothing() -> None:
    """All signs are an answer, none is a refusal, and both are shares."""
    none = confidence(ASKED, [reading("It.")])
    assert 0 <= none < ANSWER_FROM < confidence(ASKED, [reading("It.", **FULL)]) <= 1


def test_how_many_is_not_answered_without_a_number_of_them() -> None:
    """Where no sentence counts the thing, its nearest sentence is no answer; a "how long" may be
    answered in other words, and an earlier "how many" binds no other question."""
    close = reading("Boats sailed.", **FULL | {"wanted": 0.0})
    counts = reading("It has 26 boats.", **FULL | {"wanted": 2.0})
    how_many = query("How many boats sailed?")
    assert confidence(how_many, [close]) < confidence(ASKED, [close])
    assert confidence(how_many, [close, counts]) == confidence(ASKED, [close, counts])
    assert not uncounted(query("How long did they sail?"), [close])
    assert not uncounted(query("Who owns them?", "How many boats sailed?"), [close])


def test_names_that_no_article_holds_are_the_reason(answerer: Answerer) -> None:
    """They are named as written, in alphabetical order, and only those."""
    asked = query("Did Valencia or Moreau write to Ana Soler?")
    told = reason(asked, [reading("It.")], answerer.index)
    assert told == "The articles do not say: none of them mentions Moreau or Valencia."


def test_a_name_of_the_earlier_question_counts(answerer: Answerer) -> None:
    """A follow-up about someone unknown is refused by that name."""
    asked = query("When did he sing?", "Who is Luc Moreau?")
    assert "mentions Luc or Moreau." in reason(asked, [reading("It.")], answerer.index)


def test_known_names_touch_the_subject(answerer: Answerer) -> None:
    """Where every name is known, what is missing is the answer."""
    told = reason(query("Did Ana Soler sing?"), [reading("It.")], answerer.index)
    assert "touch on the subject" in told


def test_nothing_to_read_without_filters(answerer: Answerer) -> None:
    """Nothing in them is about this."""
    assert "nothing in them is about this" in reason(query("Who came?"), [], answerer.index)


@pytest.mark.parametrize(
    "filters",
    [
        {"as_of": date(2020, 1, 1)},
        {"published_from": date(2030, 1, 1)},
        {"published_to": date(2020, 1, 1)},
    ],
)
def test_a_date_that_leaves_nothing(answerer: Answerer, filters: dict[str, date]) -> None:
    """The filters are the reason, and so may be the articles that carry no date."""
    told = reason(filtered(**filters), [], answerer.index)
    assert told.startswith("No article fits the dates, sources or articles asked for.")
    assert "1 of 3 articles carry no publication date" in told


@pytest.mark.parametrize("filters", [{"sources": ("Nobody",)}, {"articles": ("none",)}])
def test_undated_articles_are_no_reason_where_no_date_is_asked_for(
    answerer: Answerer, filters: dict[str, tuple[str, ...]]
) -> None:
    """A source or an id that nobody has needs no word about dates."""
    told = reason(filtered(**filters), [], answerer.index)
    assert told == "No article fits the dates, sources or articles asked for."
