"""Which questions and articles are drawn: by a hash of the seed and the name.

A draw does not hang on the order of a file, nor on the version of a library: numpy promises no
stream of random numbers across its versions, and floors are pinned on a drawn sample. Of names
alone (``drawn``) a larger draw holds every smaller one; of questions it may not, since the share of
a kind can fall when the whole grows.
"""

import hashlib
from collections.abc import Iterable, Sequence

from groundwire.errors import InputError
from groundwire.evaluation.gold import GoldQuestion

Stratum = tuple[str, str]  # kind, split


def drawn(names: Iterable[str], seed: int) -> list[str]:
    """The names in an order that the seed decides."""
    return sorted(names, key=lambda name: hashlib.sha256(f"{seed} {name}".encode()).digest())


def sample(questions: Sequence[GoldQuestion], n: int, seed: int) -> tuple[GoldQuestion, ...]:
    """``n`` questions in their order, of every kind and split its share by largest remainder, and
    at least one of each where ``n`` is enough for that; all where there are no more than ``n``.

    Raises:
        InputError: fewer than one is asked for.
    """
    if n < 1:
        raise InputError(f"A sample of {n} questions: ask for 1 or more.")
    strata: dict[Stratum, list[str]] = {}
    for question in questions:
        strata.setdefault((question.kind, question.split), []).append(question.id)
    shares = _shares({stratum: len(ids) for stratum, ids in strata.items()}, n)
    chosen = {
        name for stratum, ids in strata.items() for name in drawn(ids, seed)[: shares[stratum]]
    }
    return tuple(question for question in questions if question.id in chosen)


def _shares(sizes: dict[Stratum, int], n: int) -> dict[Stratum, int]:
    """How many of each, ``min(n, all)`` together."""
    total = sum(sizes.values())
    n = min(n, total)
    least = 1 if n >= len(sizes) else 0
    exact = {stratum: n * size / total for stratum, size in sizes.items()}
    shares = {stratum: max(least, int(share)) for stratum, share in exact.items()}
    names = sorted(sizes)
    while sum(shares.values()) < n:
        shares[max(names, key=lambda name: exact[name] - shares[name])] += 1
    while sum(shares.values()) > n:  # what small ones were given is taken from the largest
        spare = [name for name in names if shares[name] > least]
        shares[max(spare, key=lambda name: shares[name] - exact[name])] -= 1
    return shares
