"""Samples of questions: of every kind and split its share, by seed alone."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as some

from groundwire.errors import InputError
from groundwire.evaluation.gold import GoldQuestion
from groundwire.evaluation.sample import drawn, sample


def questions(**counts: int) -> list[GoldQuestion]:
    """So many questions of each kind."""
    return [
        GoldQuestion(id=f"{kind}-{number}", kind=kind, split="dev", question="Why?")
        for kind, count in counts.items()
        for number in range(count)
    ]


def kinds(sampled: tuple[GoldQuestion, ...]) -> dict[str, int]:
    """How many of each kind."""
    return dict(Counter(question.kind for question in sampled))


def test_kinds_keep_their_shares() -> None:
    """By largest remainder: 10 of 60, 30 and 10 are 6, 3 and 1."""
    assert kinds(sample(questions(a=60, b=30, c=10), 10, 1)) == {"a": 6, "b": 3, "c": 1}
    assert kinds(sample(questions(a=5, b=5, c=4), 5, 1)) == {"a": 2, "b": 2, "c": 1}


def test_a_rare_kind_is_not_left_out() -> None:
    """At least one of each, taken from the largest, where there is room."""
    assert kinds(sample(questions(a=98, b=1, c=1), 4, 1)) == {"a": 2, "b": 1, "c": 1}
    assert kinds(sample(questions(a=98, b=1, c=1), 2, 1)) == {"a": 2}


def test_splits_are_strata_too() -> None:
    """A year with few questions is asked as well."""
    asked = questions(a=9)
    asked.append(GoldQuestion(id="late", kind="a", split="held", question="Why?"))
    assert "late" in [question.id for question in sample(asked, 2, 1)]


def test_the_order_is_that_of_the_questions_and_the_draw_is_not() -> None:
    """The same seed draws the same questions however the file is sorted; another draws others."""
    asked = questions(a=50, b=50)
    first = sample(asked, 20, 3)
    assert list(first) == [question for question in asked if question in first]
    again = sample(asked[::-1], 20, 3)
    assert {q.id for q in first} == {q.id for q in again}
    assert {q.id for q in first} != {q.id for q in sample(asked, 20, 4)}


def test_no_more_than_there_are() -> None:
    """A sample as large as the whole is the whole."""
    asked = questions(a=2, b=3)
    assert sample(asked, 99, 1) == tuple(asked)


def test_a_sample_of_none_is_an_input_error() -> None:
    """There would be nothing to score."""
    with pytest.raises(InputError, match="ask for 1 or more"):
        sample(questions(a=3), 0, 1)


@given(some.lists(some.integers(1, 30), min_size=1, max_size=6), some.integers(1, 60))
def test_every_share_is_within_one_of_the_exact_one_or_the_least(sizes: list[int], n: int) -> None:
    """The sample has the size asked for, and no kind more than it has questions."""
    counts = {f"k{number}": size for number, size in enumerate(sizes)}
    total = sum(sizes)
    got = Counter(question.kind for question in sample(questions(**counts), n, 1))
    assert got.total() == min(n, total)
    for kind, size in counts.items():
        assert got[kind] <= size
        assert got[kind] <= min(n, total) * size / total + 1
        assert got[kind] >= (1 if n >= len(sizes) else 0)


def test_a_larger_draw_of_names_holds_the_smaller() -> None:
    """The seed orders the names; a draw is the beginning of that order."""
    names = [f"n{number}" for number in range(30)]
    assert sorted(drawn(names, 1)) == sorted(names)
    assert drawn(names, 1) == drawn(names[::-1], 1)
    assert drawn(names, 1) != drawn(names, 2)
    assert [name for name in drawn(names, 1) if name in names[:9]] == drawn(names[:9], 1)
