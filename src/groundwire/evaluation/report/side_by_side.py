"""A run beside the one before it: the verdicts, and what became of each question that changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from groundwire.evaluation.compare import Change, Comparison, Difference
from groundwire.evaluation.metrics import METRICS, Metric
from groundwire.evaluation.report import misses
from groundwire.evaluation.results import Outcome, Scored
from groundwire.evaluation.scores import ALL

LEAST_REACH = 0.05  # a line of differences shows five points each way even where none is so big


@dataclass(frozen=True, slots=True)
class Row:
    """A metric in both runs, over one group of questions."""

    group: str
    metric: Metric
    difference: Difference


@dataclass(frozen=True, slots=True)
class Changed:
    """A question that is worth something else than before. ``before`` is its status then, None if
    that is not known; ``anchor`` is where it stands among the misses, if it does."""

    outcome: Outcome
    before: str | None
    anchor: str | None
    changes: tuple[tuple[Metric, Change], ...]

    @property
    def worse(self) -> bool:
        """Whether it is worse by any metric."""
        return any(_worse(metric, change) for metric, change in self.changes)


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Everything the report says of the previous run. ``overall`` are all metrics over the headline
    questions, ``told_apart`` those of other groups that have a verdict for better or worse; the
    lines of differences go from -``reach`` to ``reach``."""

    overall: tuple[Row, ...]
    told_apart: tuple[Row, ...]
    worse: tuple[Changed, ...]
    better: tuple[Changed, ...]
    reach: float

    def count(self, verdict: str) -> int:
        """How many metrics over all headline questions have this verdict."""
        return sum(row.difference.verdict == verdict for row in self.overall)


def side_by_side(
    comparison: Comparison | None,
    scored: Scored,
    before: Scored | None,
    wrong: Sequence[misses.Group],
) -> SideBySide | None:
    """What changed since the run before, None where there is none."""
    if comparison is None:
        return None
    rows = list(_rows(comparison))
    overall = tuple(row for row in rows if row.group == ALL)
    others = (row for row in rows if row.group != ALL)
    statuses = {one.id: one.status for one in before.outcomes} if before else {}
    anchors = {miss.outcome.id: miss.anchor for group in wrong for miss in group.misses}
    changed = _changed(comparison, scored, statuses, anchors)
    return SideBySide(
        overall=overall,
        told_apart=tuple(r for r in others if r.difference.verdict in ("better", "worse")),
        worse=tuple(one for one in changed if one.worse),
        better=tuple(one for one in changed if not one.worse),
        reach=_reach(rows),
    )


def _rows(comparison: Comparison) -> Iterator[Row]:
    for group in comparison.groups:
        for difference in group.differences:
            yield Row(group.name, METRICS[difference.metric], difference)


def _reach(rows: Sequence[Row]) -> float:
    """The greatest distance from 0 that any difference over all questions may have."""
    ends = [(row.difference.low, row.difference.high) for row in rows if row.group == ALL]
    return max([LEAST_REACH, *(abs(end) for pair in ends for end in pair if end is not None)])


def _changed(
    comparison: Comparison,
    scored: Scored,
    statuses: Mapping[str, str],
    anchors: Mapping[str, str],
) -> list[Changed]:
    """The questions that changed, in the order of the run."""
    found: dict[str, dict[str, Change]] = {}
    for group in comparison.groups:  # a question is in several: its changes are the same in each
        for difference in group.differences:
            for change in difference.changes:
                found.setdefault(change.id, {})[difference.metric] = change
    return [
        Changed(
            outcome,
            statuses.get(outcome.id),
            anchors.get(outcome.id),
            tuple((METRICS[name], change) for name, change in found[outcome.id].items()),
        )
        for outcome in scored.outcomes
        if outcome.id in found
    ]


def _worse(metric: Metric, change: Change) -> bool:
    return change.rise < 0 if metric.higher else change.rise > 0
