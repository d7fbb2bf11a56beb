"""Time the two searches over synthetic passages, and the kinds of FAISS index against each other.

    python bench/search.py --passages 17000 80000

Vectors are random directions, words are drawn by Zipf's law: what is timed does not depend on
what they mean. One question at a time, as the service asks.
"""

import argparse
import json
import time
from collections.abc import Callable
from statistics import median

import numpy as np
from numpy.typing import NDArray

from groundwire.index.lexical import Words, make_postings
from groundwire.index.vectors import Shard

DIMENSION = 384
WANTED = 100  # candidates that the hybrid search asks each search for
TERMS_A_PASSAGE = 90
TERMS_A_QUESTION = 6
VOCABULARY = 60_000
ROUNDS = 30


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, nargs="+", default=[17_000, 80_000])
    parser.add_argument("--json", action="store_true", help="print JSON instead of lines")
    args = parser.parse_args()
    results = {count: {**vectors(count), **words(count)} for count in args.passages}
    if args.json:
        print(json.dumps(results, indent=2))
        return
    for count, figures in results.items():
        for name, value in figures.items():
            print(f"{count:>8,} passages  {name:<34} {value:8.2f}")


def vectors(count: int) -> dict[str, float]:
    """Milliseconds a question and to open, by kind of index."""
    import faiss

    random = np.random.default_rng(1)
    rows = random.standard_normal((count, DIMENSION), dtype=np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    halves = rows.astype(np.float16)
    queries = random.standard_normal((ROUNDS, DIMENSION), dtype=np.float32)
    started = time.perf_counter()
    ours = Shard(halves)
    opened = time.perf_counter() - started
    flat = faiss.IndexFlatIP(DIMENSION)
    flat.add(rows)
    allowed = np.arange(count) % 10 == 0
    return {
        "vectors: open, ms": opened * 1e3,
        "vectors: float16, ms": _each(queries, lambda query: ours.search(query, WANTED)),
        "vectors: float16, a tenth allowed, ms": _each(
            queries, lambda query: ours.search(query, WANTED, allowed=allowed)
        ),
        "vectors: float32 flat, ms": _each(queries, lambda query: flat.search(query[None], WANTED)),
        "vectors: numpy float32, ms": _each(queries, lambda query: rows @ query),
    }


def words(count: int) -> dict[str, float]:
    """Milliseconds a question, and seconds to make the postings."""
    random = np.random.default_rng(2)
    drawn = np.minimum(random.zipf(1.2, size=(count, TERMS_A_PASSAGE)), VOCABULARY)
    started = time.perf_counter()
    postings = make_postings([str(term) for term in row] for row in drawn.tolist())
    made = time.perf_counter() - started
    started = time.perf_counter()
    search = Words(postings)
    opened = time.perf_counter() - started
    # Question words are seldom the commonest ones: those are not asked for.
    asked = random.integers(5, 2_000, size=(ROUNDS, TERMS_A_QUESTION))
    return {
        "words: make postings, s": made,
        "words: open, ms": opened * 1e3,
        "words: ms": _each(asked, lambda terms: search.search([str(t) for t in terms], WANTED)),
    }


def _each(queries: NDArray[np.generic], ask: Callable[..., object]) -> float:
    """Median milliseconds of a question."""
    for query in queries[:3]:
        ask(query)
    spent = []
    for query in queries:
        started = time.perf_counter()
        ask(query)
        spent.append(time.perf_counter() - started)
    return round(median(spent) * 1e3, 3)


if __name__ == "__main__":
    main()
