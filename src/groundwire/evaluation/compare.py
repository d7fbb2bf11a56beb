"""Two runs side by side: what is better, what is worse, and for which questions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from groundwire.evaluation.metrics import METRICS, Metric
from groundwire.evaluation.results import Latency, Manifest, Outcome, Scored
from groundwire.evaluation.scores import ALL, groups, matrix
from groundwire.evaluation.statistics import Floats, holm, mcnemar, paired_difference

ALPHA = 0.05  # a verdict is wrong at most once in twenty comparisons that change nothing
# What no two runs share, so that saying so would say nothing.
NEVER_THE_SAME = frozenset({"begun", "load before"})
NAME_WIDTH = 13  # the longest label, and a space
COLUMNS = (8, 7, 7, 8, 15, 8, 8)  # with the name and the verdict, what a terminal of 88 holds
Tendency = Literal["better", "worse", "no evidence"]


@dataclass(frozen=True, slots=True)
class Change:
    """A question whose value is another one in run B; None where a run did not measure it."""

    id: str
    a: float | None
    b: float | None

    @property
    def rise(self) -> float:
        """By how much the value rose; 0 where a run did not measure it."""
        return 0.0 if self.a is None or self.b is None else self.b - self.a


@dataclass(frozen=True, slots=True)
class Difference:
    """One metric over one group. Means are over what each run measured; ``low`` and ``high`` are
    the 95 % interval of ``difference``, B less A. ``verdict`` is what B is to A. None where a run
    measured nothing. ``changes`` has the biggest first."""

    metric: str
    count_a: int
    count_b: int
    mean_a: float | None
    mean_b: float | None
    difference: float | None
    low: float | None
    high: float | None
    p: float | None
    adjusted_p: float | None
    verdict: Tendency | None
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The metrics that a run measured for ``questions`` questions that both were asked."""

    name: str
    questions: int
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Run B held against run A over the ``common`` questions; the ids of the others are named,
    ``reworded`` are those whose text is another one. ``latency`` has each stage of A and of B over
    all that each was asked: shown, never judged. ``groups`` are those of a run."""

    a: Manifest
    b: Manifest
    common: int
    only_a: tuple[str, ...]
    only_b: tuple[str, ...]
    reworded: tuple[str, ...]
    notes: tuple[str, ...]
    groups: tuple[Group, ...]
    latency: dict[str, tuple[Latency | None, Latency | None]]


def compare(a: Scored, b: Scored) -> Comparison:
    """What became better and worse from run A to run B.

    A metric of 0 and 1 that both runs measured for the same questions is tested by exact McNemar,
    every other by randomisation (``paired_difference``). The metrics over all headline questions
    are one family of tests, those over all other groups a second one, which is there to explore:
    within each, p is adjusted by Holm's method, and a verdict needs an adjusted p below .05. A
    metric that changed for no question could not be told apart whatever happened, and does not
    count as a test (Tarone 1990). The interval is not adjusted, and too narrow for a handful of
    questions: the verdict rests on p alone.
    """
    before = {outcome.id: outcome for outcome in a.outcomes}
    after = {outcome.id: outcome for outcome in b.outcomes}
    both = [one for one in b.outcomes if one.id in before]
    common = [one for one in both if one.question == before[one.id].question]
    found = [
        Group(name, len(members), _differences([before[one.id] for one in members], members))
        for name, members in groups(common).items()
    ]
    whole = _judged([group for group in found if group.name == ALL])
    parts = _judged([group for group in found if group.name != ALL])
    return Comparison(
        a=a.manifest,
        b=b.manifest,
        common=len(common),
        only_a=tuple(one.id for one in a.outcomes if one.id not in after),
        only_b=tuple(one.id for one in b.outcomes if one.id not in before),
        reworded=tuple(one.id for one in both if one.question != before[one.id].question),
        notes=(*_unlike(a.manifest, b.manifest), *_one_sided(whole)),
        groups=(*whole, *parts),
        latency={
            stage: (a.latency.get(stage), b.latency.get(stage))
            for stage in dict.fromkeys([*a.latency, *b.latency])
        },
    )


def _differences(before: Sequence[Outcome], after: Sequence[Outcome]) -> tuple[Difference, ...]:
    """Of every metric that a run measured, not judged yet."""
    a, b = matrix(before), matrix(after)
    tested = np.array(paired_difference(a, b))
    ids = [outcome.id for outcome in after]
    return tuple(
        _difference(metric, (a[:, at], b[:, at]), tested[:, at], ids)
        for at, metric in enumerate(METRICS.values())
        if not np.isnan([a[:, at], b[:, at]]).all()
    )


def _difference(
    metric: Metric, values: tuple[Floats, Floats], tested: Floats, ids: Sequence[str]
) -> Difference:
    a, b = values
    difference, low, high, p = (_known(value) for value in tested)
    if p is not None and metric.binary and np.array_equal(np.isnan(a), np.isnan(b)):
        p = mcnemar(int((a > b).sum()), int((b > a).sum()))
    changes = [
        Change(one, _known(x), _known(y))
        for one, x, y in zip(ids, a, b, strict=True)
        if _known(x) != _known(y)
    ]
    return Difference(
        metric=metric.name,
        count_a=int((~np.isnan(a)).sum()),
        count_b=int((~np.isnan(b)).sum()),
        mean_a=_mean(a),
        mean_b=_mean(b),
        difference=difference,
        low=low,
        high=high,
        p=p,
        adjusted_p=None,
        verdict=None,
        changes=tuple(sorted(changes, key=lambda change: (-abs(change.rise), change.id))),
    )


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value) + 0.0  # never -0.0


def _mean(values: Floats) -> float | None:
    measured = values[~np.isnan(values)]
    return float(measured.mean()) if len(measured) else None


def _judged(found: Sequence[Group]) -> list[Group]:
    """The groups with their verdicts, as one family of tests."""
    differences = [one for group in found for one in group.differences]
    family = [one.p for one in differences if one.changes and one.p is not None]
    adjusted = iter(holm(np.array(family, dtype=np.float64)).tolist())
    return [
        replace(
            group,
            differences=tuple(
                _verdict(one, next(adjusted) if one.changes else 1.0) if one.p is not None else one
                for one in group.differences
            ),
        )
        for group in found
    ]


def _verdict(one: Difference, adjusted_p: float) -> Difference:
    verdict: Tendency = "no evidence"
    if adjusted_p < ALPHA:
        rose = (one.difference or 0.0) > 0
        verdict = "better" if rose == METRICS[one.metric].higher else "worse"
    return replace(one, adjusted_p=adjusted_p, verdict=verdict)


def _unlike(a: Manifest, b: Manifest) -> Iterator[str]:
    """What the runs were not made alike from and with."""
    if a.identity.get("dataset") != b.identity.get("dataset"):
        yield (
            "The data sets differ: only questions with the same id and the same text are compared,"
            " and what counts as right may have changed for them."
        )
    x, y = a.identity | a.circumstances, b.identity | b.circumstances
    for name in dict.fromkeys([*x, *y]):
        if x.get(name) != y.get(name) and name not in NEVER_THE_SAME:
            yield f"{name}: {x.get(name, 'not known')} in A, {y.get(name, 'not known')} in B"


def _one_sided(whole: Sequence[Group]) -> Iterator[str]:
    for one in (one for group in whole for one in group.differences if one.difference is None):
        run = "A" if one.count_a else "B"
        yield f"{METRICS[one.metric].label} was measured in run {run} only."


def as_text(comparison: Comparison) -> str:
    """The comparison as plain lines: what differs, a table a group, latency, changed questions."""
    a, b = comparison.a, comparison.b
    lines = [f"A: {a.name}, {_begun(a)}", f"B: {b.name}, {_begun(b)}"]
    lines.append(f"{comparison.common} questions in both")
    for ids, where in (
        (comparison.only_a, "in A only"),
        (comparison.only_b, "in B only"),
        (comparison.reworded, "with another text in B, not compared"),
    ):
        if ids:
            lines.append(f"{len(ids)} {where}: {', '.join(ids)}")
    lines += comparison.notes
    for group in comparison.groups:
        lines += ["", f"{group.name}: {group.questions} questions", *_table(group)]
    lines += ["", "A metric of a group that changed for none of its questions is not listed."]
    lines += ["", *_latency_table(comparison)]
    lines += ["", "changed questions"]
    for group in comparison.groups:
        lines += _changed(group)
    return "\n".join(lines)


def _begun(manifest: Manifest) -> str:
    return manifest.circumstances.get("begun", "at a time not known")


def _table(group: Group) -> Iterator[str]:
    """Over all questions every metric; of a part of them those that changed."""
    listed = [one for one in group.differences if one.changes or group.name == ALL]
    if not listed:
        yield "nothing changed"
        return
    yield _row("metric", "n", "A", "B", "B-A", "95 % interval", "p", "Holm")
    for one in listed:
        n = f"{one.count_b}" if one.count_a == one.count_b else f"{one.count_a}/{one.count_b}"
        row = _row(
            METRICS[one.metric].label,
            n,
            _plain(one.mean_a),
            _plain(one.mean_b),
            _signed(one.difference),
            "-" if one.low is None else f"{_signed(one.low)} {_signed(one.high)}",
            _chance(one.p),
            _chance(one.adjusted_p),
        )
        yield f"{row}  {one.verdict or 'one run only'}"


def _row(name: str, *cells: str) -> str:
    columns = zip(cells, COLUMNS, strict=True)
    return f"{name:<{NAME_WIDTH}}" + "".join(f"{cell:>{width}}" for cell, width in columns)


def _latency_table(comparison: Comparison) -> Iterator[str]:
    if comparison.latency:
        yield "latency in milliseconds, not judged"
        yield f"{'stage':<{NAME_WIDTH}}{'p50 A':>9}{'B':>9}{'p95 A':>9}{'B':>9}"
    for stage, runs in comparison.latency.items():
        halves = [f"{run.p50:.1f}" if run else "-" for run in runs]
        tails = [f"{run.p95:.1f}" if run else "-" for run in runs]
        yield f"{stage:<{NAME_WIDTH}}" + "".join(f"{value:>9}" for value in (*halves, *tails))


def _changed(group: Group) -> Iterator[str]:
    """Questions by name where there is a verdict; elsewhere how many moved, over all only."""
    for one in group.differences:
        place = f"{group.name}, {METRICS[one.metric].label}"
        if one.verdict in ("better", "worse"):
            yield f"{place}: {one.verdict}"
            for change in one.changes:
                yield f"  {change.id}: {_plain(change.a)} -> {_plain(change.b)}"
        elif one.changes and group.name == ALL:
            up = sum(change.rise > 0 for change in one.changes)
            down = sum(change.rise < 0 for change in one.changes)
            other = len(one.changes) - up - down
            alone = f", {other} measured in one run only" if other else ""
            yield f"{place}: no evidence; {up} up, {down} down{alone}"


def _plain(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _signed(value: float | None) -> str:
    return "-" if value is None else f"{value:+.3f}"


def _chance(p: float | None) -> str:
    return "-" if p is None else "<.0001" if p < 0.0001 else f"{p:.4f}"
