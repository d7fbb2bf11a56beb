"""What an answer quotes: evidence, what was overtaken, and the sides of a disagreement."""

from dataclasses import replace
from datetime import date
from typing import Any, Literal

import pytest

from groundwire.evaluation.gold import GoldQuestion, Need, Span
from groundwire.evaluation.locate import Located
from groundwire.evaluation.quoted import quoted
from groundwire.records import (
    Answer,
    Article,
    Citation,
    Claim,
    Disagreement,
    IndexInfo,
    Position,
)

TEXT = "The mill burnt down. Nobody was hurt. It had stood since 1880. Nine work there."
PARTS = [(0, 20), (21, 37), (38, 62), (63, len(TEXT))]
MILL = Article("mill", None, None, None, None, date(2026, 1, 2), "en", TEXT, "", "mill.md")
SPANS = [Span(MILL, start, end) for start, end in PARTS]
QUESTION = {"id": "q", "kind": "what", "split": "dev", "question": "What burnt down?"}


def question(**fields: Any) -> GoldQuestion:
    """A question of these fields."""
    return GoldQuestion.model_validate(QUESTION | fields)


def answer(*parts: int, short: str | None = None, sides: Any = (), cut: int = 0) -> Answer:
    """An answer that quotes these sentences, the first ``cut`` characters of each left out."""
    cited = tuple(
        Citation(number, "mill", "", None, None, None, PARTS[part][0] + cut, PARTS[part][1], "", "")
        for number, part in enumerate(parts, start=1)
    )
    claims = tuple(Claim("", (one.number,), "verbatim") for one in cited)
    return Answer(
        "answered", "", short, claims, cited, sides, None, 0.5, "?", None, "extractive",
        IndexInfo("g", 1),
    )  # fmt: skip


def located(*needs: int, also: tuple[int, ...] = (), stale: tuple[int, ...] = ()) -> Located:
    """Needs of one sentence each."""
    return Located(
        tuple(Need((SPANS[one],)) for one in needs),
        (),
        tuple(SPANS[one] for one in also),
        tuple(SPANS[one] for one in stale),
    )


@pytest.mark.parametrize(
    ("expected", "said", "where"),
    [
        ((1, 1, 1), answer(0), located(0)),
        ((1, 0, 1), answer(1, 0), located(0)),
        ((0, 0, 0), answer(1), located(0)),
        ((1, 1, 0), answer(0, 1), located(0, 2)),
        ((1, 1, 0), answer(3), located(0, 2, also=(3,))),
        ((1, 1, 1), answer(0, cut=9), located(0)),
        ((0, 0, 0), None, located(0)),
    ],
)
def test_evidence_shown_first_and_all(
    expected: tuple[int, int, int], said: Answer | None, where: Located
) -> None:
    """Shown: any sentence that answers; first: the leading one does; all: each that is needed."""
    values = quoted(question(), said, where)
    assert expected == tuple(values[f"evidence_{name}"] for name in ("shown", "first", "all"))


def test_most_of_a_sentence_is_the_sentence() -> None:
    """Half of the shorter of quote and evidence is enough, less is a neighbour; the article has to
    be the same."""
    neighbour = Span(MILL, 15, 37)
    assert (
        0.0 == quoted(question(), answer(0), Located((Need((neighbour,)),), ()))["evidence_shown"]
    )
    other = Span(replace(MILL, id="inn"), 0, 20)
    assert 0.0 == quoted(question(), answer(0), Located((Need((other,)),), ()))["evidence_shown"]
    whole = Span(MILL, 0, len(TEXT), whole=True)
    assert 1.0 == quoted(question(), answer(0), Located((Need((whole,)),), ()))["evidence_shown"]


def test_nothing_is_scored_without_evidence() -> None:
    """Nor against what is not in the articles, nor for what is to be refused."""
    assert {} == quoted(question(), answer(0), Located((), ()))
    assert {} == quoted(question(why_not="later"), answer(0), located(0))
    lost = replace(located(0), lost=("gone",))
    assert {"evidence_shown", "evidence_first"} == set(quoted(question(), answer(0), lost))


@pytest.mark.parametrize(
    ("expected", "said"),
    [
        (1.0, answer(2)),
        (0.0, answer(2, 0)),
        (0.0, answer(1)),
        (1.0, answer(0, 2, short="1880")),
        (0.0, answer(0, 2, short="the mill")),
        (0.0, None),
    ],
)
def test_an_overtaken_value_is_told_apart(expected: float, said: Answer | None) -> None:
    """Alone it is wrong, and so it is as the short answer; beside the newer one it is history."""
    stale = ({"article": "mill", "text": SPANS[2].text},)
    asked = question(stale=stale, short=["the mill"])
    assert expected == quoted(asked, said, located(0, stale=(2,)))["stale_given"]


def side(
    *values: str, kind: Literal["disagreement", "change"] = "disagreement"
) -> tuple[Disagreement]:
    """These values set side by side."""
    positions = tuple(Position(value, 1, None) for value in values)
    return (Disagreement("hands", positions, kind),)


@pytest.mark.parametrize(
    ("expected", "sides"),
    [
        (1.0, side("nine hands", "11")),
        (1.0, side("nine", "11", kind="change")),
        (0.0, side("nine", "nine hands")),
        (0.0, side("nine", "12")),
        (0.0, ()),
    ],
)
def test_two_sides_are_shown_where_there_are_two(
    expected: float, sides: tuple[Disagreement, ...]
) -> None:
    """By two different values of those that the articles give, whatever it is called."""
    values = [{"article": "mill", "value": value} for value in ("nine", "11")]
    found = quoted(question(disagree=values), answer(0, sides=sides), located(0))
    assert expected == found["disagreement_shown"]


def test_a_disagreement_that_is_none_counts_against_the_answer() -> None:
    """A change over time is no disagreement; where nobody looked nothing is scored."""
    none = question(disagree=[])
    said = answer(0, sides=side("9", "11"))
    assert 1.0 == quoted(none, said, located(0))["disagreement_false"]
    changed = answer(0, sides=side("9", "11", kind="change"))
    assert 0.0 == quoted(none, changed, located(0))["disagreement_false"]
    assert "disagreement_false" not in quoted(none, None, located(0))
    assert "disagreement_false" not in quoted(question(), said, located(0))
