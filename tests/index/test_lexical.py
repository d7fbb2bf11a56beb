"""BM25 worked out by hand, and its order."""

import math

import numpy as np
import pytest

from groundwire.index.lexical import K1, B, Words, make_postings

PASSAGES = [
    ["tern", "bridge", "close"],
    ["comet", "comet", "tern"],
    ["harbour", "board", "widen", "channel", "board", "vote"],
    [],
]


@pytest.fixture
def words() -> Words:
    return Words(make_postings(PASSAGES))


def bm25(frequency: int, length: int, holding: int) -> float:
    mean = 12 / 4
    idf = math.log(1 + (4 - holding + 0.5) / (holding + 0.5))
    return idf * frequency * (K1 + 1) / (frequency + K1 * (1 - B + B * length / mean))


def test_score_is_the_formula(words: Words) -> None:
    """The score of a passage is BM25 summed over the question's terms."""
    found, scores = words.search(["tern", "comet"], 10)
    assert [1, 0] == found.tolist()
    both = bm25(1, 3, 2) + bm25(2, 3, 1)
    assert [both, bm25(1, 3, 2)] == pytest.approx(scores.tolist(), rel=1e-6)


def test_longer_passages_count_less(words: Words) -> None:
    """The same count in more words scores less; the formula says how much."""
    _, scores = words.search(["board"], 1)
    assert [bm25(2, 6, 1)] == pytest.approx(scores.tolist(), rel=1e-6)


def test_repeated_terms_and_weights_add_up(words: Words) -> None:
    """A term given twice counts as one of weight two."""
    twice = words.search(["tern", "tern"], 10)
    weighted = words.search(["tern"], 10, weights=[2.0])
    np.testing.assert_array_equal(twice[1], weighted[1])


def test_unknown_terms_find_nothing(words: Words) -> None:
    """Only passages that hold a term come back."""
    assert 0 == len(words.search(["absent"], 5)[0])
    assert 0 == len(words.search([], 5)[0])


def test_equal_scores_are_ordered_by_row() -> None:
    """Ties keep the order of rows, also where only some of them fit."""
    words = Words(make_postings([["tern", "x"], ["tern", "tern"], *[["tern", "y"]] * 20]))
    assert [1, 0, 2, 3] == words.search(["tern"], 4)[0].tolist()


def test_only_allowed_rows_are_found(words: Words) -> None:
    """The mask decides before anything is ranked."""
    allowed = np.array([True, False, True, True])
    assert [0] == words.search(["tern"], 5, allowed=allowed)[0].tolist()


def test_document_frequency_counts_passages(words: Words) -> None:
    """A passage that holds a term twice is one passage."""
    assert (2, 1, 0) == tuple(map(words.document_frequency, ("tern", "board", "absent")))
    assert 4 == words.passages


def test_a_prefix_finds_other_spellings(words: Words) -> None:
    """Any term that begins so counts, the term itself included."""
    assert words.holds_prefix("ter")
    assert words.holds_prefix("tern")
    assert not words.holds_prefix("terns")
    assert not words.holds_prefix("zz")


def test_no_passages() -> None:
    """An index of nothing finds nothing."""
    empty = Words(make_postings([]))
    assert 0 == len(empty.search(["tern"], 5)[0])
