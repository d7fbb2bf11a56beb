"""The test of the checker as a table: a row for each kind of damage."""

from collections.abc import Sequence
from dataclasses import dataclass

from groundwire.evaluation.perturb import Perturbation
from groundwire.evaluation.results import Score
from groundwire.evaluation.statistics import wilson


@dataclass(frozen=True, slots=True)
class Row:
    """How often the checker was right about a kind of damage, by what was cited."""

    kind: str
    wanted: str
    scores: tuple[tuple[str, Score], ...]


def rows(table: Sequence[Perturbation]) -> tuple[Row, ...]:
    """The table by kind of damage, in its own order, with Wilson intervals."""
    kinds = dict.fromkeys((one.kind, one.wanted) for one in table)
    return tuple(
        Row(kind, wanted, tuple((one.cited, _score(one)) for one in table if one.kind == kind))
        for kind, wanted in kinds
    )


def _score(one: Perturbation) -> Score:
    low, high = wilson(one.right, one.count) if one.count else (None, None)
    return Score(one.share, low, high, one.count)
