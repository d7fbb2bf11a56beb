"""Rank metrics: when a need is met, and the same figures as ir-measures."""

from collections.abc import Callable
from math import log2

import ir_measures
import numpy as np
import pytest
from ir_measures import RR as ReciprocalRank
from ir_measures import Qrel as Judgement
from ir_measures import R as Recall
from ir_measures import ScoredDoc, Success, nDCG

from groundwire.evaluation.gold import Need, Span
from groundwire.evaluation.retrieval import (
    all_at,
    first_ranks,
    hit_at,
    ndcg_at,
    recall_at,
    reciprocal_rank,
)
from groundwire.records import Article, SearchHit

CASES = 200
DEEPEST = 25  # of a ranking: deeper than any cut-off that is looked at
TOLERANCE = 1e-9


def article(name: str, text: str = "The dam  held. The town slept.") -> Article:
    return Article(name, None, None, None, None, None, "en", text, "", f"{name}.md")


DAM, TOWN = article("dam"), article("town")


def hit(found: Article, start: int, end: int) -> SearchHit:
    """A hit whose own rank is wrong, so that only its place in the list can count."""
    return SearchHit(
        9, 1.0, found.id, "", None, None, None, start, end, found.text[start:end], {}
    )  # fmt: skip


def need(*spans: Span, grade: int = 1) -> Need:
    return Need(spans, grade)


def test_a_span_is_met_by_the_passage_that_contains_it() -> None:
    """A passage that only overlaps the span does not meet it, whatever its rank."""
    hits = [hit(DAM, 0, 10), hit(TOWN, 0, 30), hit(DAM, 2, 14)]
    assert [3] == first_ranks(hits, [need(Span(DAM, 4, 14))])
    assert [None] == first_ranks(hits, [need(Span(DAM, 4, 19))])


def test_a_span_over_two_passages_is_met_when_both_are_there() -> None:
    """Passages of one article count together, in any order; the later one gives the rank."""
    span = Span(DAM, 4, 23)
    assert [3] == first_ranks([hit(DAM, 15, 30), hit(TOWN, 0, 30), hit(DAM, 0, 14)], [need(span)])
    assert [None] == first_ranks([hit(DAM, 15, 30), hit(TOWN, 0, 14)], [need(span)])


def test_space_between_passages_need_not_be_found() -> None:
    """Passages are cut at spaces, so a space of the span that lies between two is not missed."""
    assert " " == DAM.text[14]
    assert [2] == first_ranks([hit(DAM, 0, 14), hit(DAM, 15, 30)], [need(Span(DAM, 0, 30))])


def test_a_whole_article_is_met_by_any_of_its_passages() -> None:
    """An article that is evidence as a whole needs one hit, not all its text."""
    span = Span(DAM, 0, 30, whole=True)
    assert [2] == first_ranks([hit(TOWN, 0, 30), hit(DAM, 15, 30)], [need(span)])


def test_several_needs_in_one_passage_are_met_together() -> None:
    """Each need has its own rank; one passage may meet several."""
    needs = [need(Span(DAM, 0, 7)), need(Span(DAM, 9, 14)), need(Span(TOWN, 0, 7))]
    assert [1, 1, None] == first_ranks([hit(DAM, 0, 14)], needs)


def test_one_of_the_alternatives_is_enough() -> None:
    """A need that may be met by several spans takes the earliest."""
    either = need(Span(DAM, 0, 7), Span(TOWN, 0, 7))
    assert [1] == first_ranks([hit(TOWN, 0, 14), hit(DAM, 0, 14)], [either])
    assert [2] == first_ranks([hit(TOWN, 9, 14), hit(DAM, 0, 14)], [either])


def test_nothing_found_meets_nothing() -> None:
    """Without hits every need stays open and every figure is 0."""
    ranks = first_ranks([], [need(Span(DAM, 0, 7))])
    assert [None] == ranks
    assert [0.0] * 5 == [
        *(metric(ranks, 10) for metric in (hit_at, recall_at, all_at, reciprocal_rank)),
        ndcg_at(ranks, [1], 10),
    ]


def test_all_evidence_asks_for_every_need() -> None:
    """One need beyond the cut-off, or never met, makes it 0."""
    assert 1.0 == all_at([1, 5], 5)
    assert 0.0 == all_at([1, 6], 5)
    assert 0.0 == all_at([1, None], 5)


def test_needs_met_by_one_hit_all_gain() -> None:
    """All of it at once is the best there is, 1; met later, less."""
    assert 1.0 == ndcg_at([1, 1], [2, 3], 10)
    assert pytest.approx((1 + 1) / log2(4) / (1 + 1 / log2(3))) == ndcg_at([3, 3], [1, 1], 10)


def random_case(seed: int) -> tuple[list[int | None], list[int]]:
    """Ranks and grades of 1 to 15 needs, each met by a hit of its own or by none."""
    draw = np.random.default_rng(seed)
    count = int(draw.integers(1, 16))
    places = draw.permutation(DEEPEST)[:count] + 1
    found = draw.random(count) < draw.choice([0.1, 0.5, 0.9])
    ranks = [int(place) if met else None for place, met in zip(places, found, strict=True)]
    return ranks, [int(grade) for grade in draw.integers(1, 5, size=count)]


@pytest.fixture(scope="module")
def cases() -> dict[str, tuple[list[int | None], list[int]]]:
    return {f"q{seed}": random_case(seed) for seed in range(CASES)}


def judged(cases: dict[str, tuple[list[int | None], list[int]]]) -> list[Judgement]:
    """Every need as a relevant document; what is not retrieved is judged all the same."""
    return [
        Judgement(name, f"need{number}", grade)
        for name, (_, grades) in cases.items()
        for number, grade in enumerate(grades)
    ]


def ranked(cases: dict[str, tuple[list[int | None], list[int]]]) -> list[ScoredDoc]:
    """The ranking as documents, those that meet no need filling the places between."""
    return [
        ScoredDoc(name, place.get(rank, f"other{rank}"), float(DEEPEST - rank))
        for name, (ranks, _) in cases.items()
        for place in [{rank: f"need{number}" for number, rank in enumerate(ranks)}]
        for rank in range(1, DEEPEST + 1)
    ]


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        (Success @ 1, lambda ranks, _: hit_at(ranks, 1)),
        (Success @ 5, lambda ranks, _: hit_at(ranks, 5)),
        (Success @ 10, lambda ranks, _: hit_at(ranks, 10)),
        (Recall @ 5, lambda ranks, _: recall_at(ranks, 5)),
        (Recall @ 10, lambda ranks, _: recall_at(ranks, 10)),
        (ReciprocalRank @ 10, lambda ranks, _: reciprocal_rank(ranks, 10)),
        (nDCG @ 5, lambda ranks, grades: ndcg_at(ranks, grades, 5)),
        (nDCG @ 10, lambda ranks, grades: ndcg_at(ranks, grades, 10)),
    ],
    ids=lambda value: None if callable(value) else str(value),
)
def test_the_figures_are_those_of_ir_measures(
    cases: dict[str, tuple[list[int | None], list[int]]],
    theirs: ir_measures.Measure,
    ours: Callable[[list[int | None], list[int]], float],
) -> None:
    """On 200 random graded cases each metric equals trec_eval's to 1e-9."""
    expected = {
        result.query_id: result.value
        for result in ir_measures.iter_calc([theirs], judged(cases), ranked(cases))
    }
    actual = {name: ours(*case) for name, case in cases.items()}
    assert CASES == len(expected)
    assert actual == pytest.approx(expected, rel=0, abs=TOLERANCE)
    assert 1 < len(set(expected.values()))
