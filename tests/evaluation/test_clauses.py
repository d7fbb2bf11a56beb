"""Clauses that may be dropped, and those that may not."""

import pytest

from groundwire.evaluation.clauses import without_a_clause


@pytest.mark.parametrize(
    ("sentence", "left"),
    [
        (
            "The bridge, which was green, opened to all on Friday.",
            "The bridge opened to all on Friday.",
        ),
        (
            "Ivo Babic, the painter, opened the old bridge today.",
            "Ivo Babic opened the old bridge today.",
        ),
        (
            "The bridge (the green one) opened to all today.",
            "The bridge opened to all today.",
        ),
        (
            "On a cold Friday, the bridge opened to all again.",
            "The bridge opened to all again.",
        ),
        (
            "The bridge opened to everybody today, drawing large crowds.",
            "The bridge opened to everybody today.",
        ),
        (
            "The bridge opened again on Friday, and it was painted green.",
            "The bridge opened again on Friday.",
        ),
    ],
)
def test_a_clause_between_marks_is_dropped(sentence: str, left: str) -> None:
    """What is left is well formed and still said by the whole."""
    assert [left] == list(without_a_clause(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "If it rains on Friday, the bridge will not open at all.",
        "The bridge, the mill, and the tower were painted green on Friday.",
        "The bridge opened to everybody on Friday, according to Ivo Babic.",
        "As the week goes on, the bridge is expected to open, he said.",
    ],
)
def test_conditions_lists_and_attributions_stay_whole(sentence: str) -> None:
    """Without them the rest would say more, or something else."""
    assert list(without_a_clause(sentence)) == []
