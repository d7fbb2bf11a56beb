"""Exact inner product over float16 rows."""

import numpy as np
import pytest
from numpy.typing import NDArray

from groundwire.index.vectors import Shard, Vectors

DIMENSION = 16


def rows(count: int, seed: int = 7) -> NDArray[np.float16]:
    vectors = np.random.default_rng(seed).standard_normal((count, DIMENSION)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors.astype(np.float16)


QUERY = rows(1, seed=1)[0].astype(np.float32)


@pytest.mark.parametrize("count", [1, 8, 9, 500])
def test_finds_what_a_full_comparison_finds(count: int) -> None:
    """The best rows are those of the inner products worked out one by one."""
    vectors = rows(count)
    expected = np.argsort(-(vectors.astype(np.float32) @ QUERY), kind="stable")[:10]
    found, scores = Shard(vectors).search(QUERY, 10)
    np.testing.assert_array_equal(expected, found)
    whole = Vectors((Shard(vectors), None))
    np.testing.assert_allclose(scores, whole.scores(QUERY, found), rtol=1e-5)


def test_equal_scores_are_ordered_by_row() -> None:
    """Rows that score the same come in their order, also where only some of them fit."""
    vectors = np.repeat(rows(3), 50, axis=0)
    found, scores = Shard(vectors).search(QUERY, 60)
    expected = np.argsort(-(vectors.astype(np.float32) @ QUERY), kind="stable")[:60]
    np.testing.assert_array_equal(expected, found)
    assert (np.diff(scores) <= 0).all()


def test_only_allowed_rows_are_found() -> None:
    """The mask decides before anything is ranked."""
    vectors = rows(100)
    allowed = np.arange(100) % 3 == 0
    found, _ = Shard(vectors).search(QUERY, 100, allowed=allowed)
    assert list(range(0, 100, 3)) == sorted(found)


def test_more_wanted_than_there_are() -> None:
    """All rows come back when more are wanted."""
    assert 5 == len(Shard(rows(5)).search(QUERY, 50)[0])


@pytest.mark.parametrize("k", [0, 3])
def test_nothing_to_search(k: int) -> None:
    """No rows, or none allowed, give nothing."""
    empty = Shard(np.zeros((0, DIMENSION), dtype=np.float16))
    assert 0 == len(empty.search(QUERY, k)[0])
    assert 0 == len(Shard(rows(4)).search(QUERY, k, allowed=np.zeros(4, dtype=np.bool_))[0])


@pytest.mark.parametrize("k", [1, 20, 100])
@pytest.mark.parametrize("masked", [False, True])
def test_shards_together_find_what_one_finds(k: int, masked: bool) -> None:
    """Rows spread over shards, some of them gone, come back with the scores and in the order that
    they have in one shard."""
    vectors = np.repeat(rows(30), 2, axis=0)  # every score twice: ties cross the shards
    allowed = np.arange(60) % 4 > 0 if masked else None
    odd = np.arange(1, 60, 2, dtype=np.int32)
    even = np.full(33, -1, dtype=np.int32)
    even[3:] = np.arange(0, 60, 2)
    spread = Vectors(
        (Shard(np.concatenate([rows(3, seed=9), vectors[even[3:]]])), even),
        (Shard(vectors[odd]), odd),
    )
    expected = Vectors((Shard(vectors), None)).search(QUERY, k, allowed=allowed)
    for got, wanted in zip(spread.search(QUERY, k, allowed=allowed), expected, strict=True):
        np.testing.assert_array_equal(wanted, got)
    np.testing.assert_array_equal(
        spread.scores(QUERY, expected[0]),
        Vectors((Shard(vectors), None)).scores(QUERY, expected[0]),
    )
