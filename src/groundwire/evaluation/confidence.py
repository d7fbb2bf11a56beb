"""What the confidence is worth as a ranking and as a number, with intervals over the questions."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from groundwire.evaluation.results import Score
from groundwire.evaluation.statistics import LEVEL, SEED

Floats = NDArray[np.float64]
Statistic = Callable[[Floats, Floats], float]

REFUSED_PERCENT = (5, 10, 20)
BINS = 10  # as those that are drawn (calibration.py)
# Each resample sorts all questions: a tenth of those of a mean, whose ends move by some 3 % of
# the interval with the seed.
RESAMPLES = 1_000


def area_under_curve(confidence: Floats, answerable: Floats) -> float:
    """How often an answerable question has more confidence than an unanswerable one, a tie counted
    half (the area under the ROC curve; Hanley & McNeil 1982); NaN where one sort is missing.
    ``answerable`` is 1 or 0, both of shape (questions,)."""
    positive = int(answerable.sum())
    negative = len(answerable) - positive
    if not positive or not negative:
        return float("nan")
    _, place, counts = np.unique(confidence, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    ranks = (last - (counts - 1) / 2)[place]  # from 1, ties share the middle one
    return float((ranks @ answerable - positive * (positive + 1) / 2) / (positive * negative))


def expected_error(confidence: Floats, answerable: Floats) -> float:
    """The mean distance of confidence from the share that is answerable, over bins of equal width
    (ECE; Guo et al. 2017)."""
    bins = np.minimum((confidence * BINS).astype(np.int64), BINS - 1)
    gap = np.bincount(bins, weights=confidence - answerable, minlength=BINS)
    return float(np.abs(gap).sum() / len(confidence))


def risk_refusing(percent: int) -> Statistic:
    """The mean loss where the ``percent`` of the questions with the least confidence are refused;
    those of equal confidence share their mean loss, as everywhere on the curve."""

    def risk(confidence: Floats, loss: Floats) -> float:
        kept = len(loss) - len(loss) * percent // 100
        _, place, counts = np.unique(-confidence, return_inverse=True, return_counts=True)
        shared = (np.bincount(place, weights=loss) / counts)[place]
        first = np.argsort(place, kind="stable")[:kept]
        return float(shared[first].mean())

    return risk


def sureness(
    sure: Sequence[tuple[float, float]], lost: Sequence[tuple[float, float]]
) -> dict[str, Score]:
    """``auc`` and ``expected_error`` of ``(confidence, answerable)``, and ``risk_5`` and so on of
    ``(confidence, loss)``; a figure that cannot be had has no value."""
    found = {
        "auc": _score(area_under_curve, sure),
        "expected_error": _score(expected_error, sure),
    }
    risks = {f"risk_{percent}": risk_refusing(percent) for percent in REFUSED_PERCENT}
    return found | {name: _score(risk, lost) for name, risk in risks.items()}


def _score(statistic: Statistic, pairs: Sequence[tuple[float, float]]) -> Score:
    """The statistic with its percentile bootstrap interval over the questions."""
    if not pairs:
        return Score(None, None, None, 0)
    first, second = np.array(pairs, dtype=np.float64).T
    value = statistic(first, second)
    if np.isnan(value):
        return Score(None, None, None, 0)
    draw = np.random.default_rng(SEED)
    drawn = (draw.integers(len(pairs), size=len(pairs)) for _ in range(RESAMPLES))
    resampled = np.array([statistic(first[rows], second[rows]) for rows in drawn])
    ends = np.nanquantile(resampled, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Score(value, float(ends[0]), float(ends[1]), len(pairs))
