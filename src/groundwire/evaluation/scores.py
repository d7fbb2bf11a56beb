"""Figures over groups of questions, each with its interval, from the outcomes of a run."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from groundwire.evaluation.calibration import calibrate
from groundwire.evaluation.gold import CAUSES, STRETCH
from groundwire.evaluation.metrics import METRICS
from groundwire.evaluation.results import (
    ClaimScore,
    Latency,
    Manifest,
    Outcome,
    Score,
    Scored,
)
from groundwire.evaluation.statistics import bootstrap_mean, wilson

ALL = "all"
PERCENTILES = (50, 95, 99)
NOT_MEASURED = Score(None, None, None, 0)


def score(
    manifest: Manifest, outcomes: Sequence[Outcome], claims: Sequence[ClaimScore] = ()
) -> Scored:
    """The whole run in figures."""
    return Scored(
        manifest=manifest,
        scores={name: summarise(members) for name, members in groups(outcomes).items()},
        calibration=calibrate(outcomes),
        latency=_latency(outcomes),
        outcomes=tuple(outcomes),
        claims=tuple(claims),
    )


def groups(outcomes: Sequence[Outcome]) -> dict[str, list[Outcome]]:
    """``all`` headline questions, those of each split and of each kind where there are several,
    those that are to be refused by the cause, and ``stretch`` apart from all of them; none is
    empty."""
    headline = [outcome for outcome in outcomes if outcome.headline]
    found = {ALL: headline}
    splits = sorted({outcome.split for outcome in headline})
    if len(splits) > 1:
        found |= {name: [o for o in headline if o.split == name] for name in splits}
    kinds = list(dict.fromkeys(outcome.kind for outcome in headline))
    if len(kinds) > 1:
        found |= {name: [o for o in headline if o.kind == name] for name in kinds}
    found |= {cause: [o for o in headline if o.cause == cause] for cause in CAUSES}
    found[STRETCH] = [outcome for outcome in outcomes if not outcome.headline]
    return {name: members for name, members in found.items() if members}


def summarise(outcomes: Sequence[Outcome]) -> dict[str, Score]:
    """Every metric's mean over the questions that have it, with its 95 % interval: Wilson's for
    one that is 0 or 1, a bootstrap over the questions for the others."""
    values = matrix(outcomes)
    counts = (~np.isnan(values)).sum(axis=0)
    low, high = bootstrap_mean(values)
    means = np.nansum(values, axis=0) / np.maximum(counts, 1)
    scores = {}
    for column, metric in enumerate(METRICS.values()):
        count, mean = int(counts[column]), float(means[column])
        interval = float(low[column]), float(high[column])
        if metric.binary and count:
            interval = wilson(round(mean * count), count)
        scores[metric.name] = Score(mean, *interval, count) if count else NOT_MEASURED
    return scores


def spread_of(outcomes: Sequence[Outcome], metric: str) -> tuple[float, float] | None:
    """Mean and largest spread of a metric that was measured several times; None where none was."""
    spreads = [outcome.spreads[metric] for outcome in outcomes if metric in outcome.spreads]
    return (sum(spreads) / len(spreads), max(spreads)) if spreads else None


def matrix(outcomes: Sequence[Outcome]) -> NDArray[np.float64]:
    """Values (questions, metrics) in the order of ``METRICS``; NaN where there is none."""
    rows = [[outcome.values.get(name) for name in METRICS] for outcome in outcomes]
    return np.array(rows, dtype=np.float64).reshape(len(outcomes), len(METRICS))


def _latency(outcomes: Sequence[Outcome]) -> dict[str, Latency]:
    """By stage, in the order in which an answer goes through them."""
    spent: dict[str, list[float]] = {}
    for outcome in outcomes:
        for stage, milliseconds in outcome.timings_ms.items():
            spent.setdefault(stage, []).append(milliseconds)
    spent["total"] = spent.pop("total", [])  # last: a refusal has no stage `compose` before it
    return {stage: _percentiles(times) for stage, times in spent.items() if times}


def _percentiles(milliseconds: Sequence[float]) -> Latency:
    p50, p95, p99 = np.percentile(milliseconds, PERCENTILES)
    return Latency(float(p50), float(p95), float(p99), len(milliseconds))
