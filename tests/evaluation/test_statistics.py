"""Intervals and tests: the same as scipy's, and as sure as they say."""

import numpy as np
import pytest
from scipy import stats

from groundwire.evaluation.statistics import (
    Floats,
    bootstrap_mean,
    holm,
    mcnemar,
    paired_difference,
    wilson,
)

SEED = 7
SIMULATIONS = 2_000  # the Monte Carlo error of a coverage of .95 is then .005: .93-.97 is 4 of them
RESAMPLES = 1_000  # enough for a coverage; the intervals of a run use ten times as many
COVERAGE = (0.93, 0.97)
NEAR = 0.004  # two bootstraps of 10,000: some 3 % of an interval's length


def column(*values: float) -> Floats:
    return np.array(values, dtype=np.float64)[:, None]


def nuggets(draw: np.random.Generator, *shape: int) -> Floats:
    """Shares as nugget recall gives them: mostly 1, some 0 and 1/2; the mean is .89."""
    return draw.choice([0.0, 0.5, 1.0], size=shape, p=[0.07, 0.08, 0.85])


def hide(draw: np.random.Generator, values: Floats, share: float) -> Floats:
    """The values with a share of them not measured."""
    return np.where(draw.random(values.shape) < share, np.nan, values)


@pytest.mark.parametrize(("successes", "n"), [(0, 5), (5, 5), (1, 1), (80, 100), (3, 1999)])
@pytest.mark.parametrize("level", [0.9, 0.95])
def test_wilson_is_that_of_scipy(successes: int, n: int, level: float) -> None:
    """The score interval of a proportion, all or none right included."""
    expected = stats.binomtest(successes, n).proportion_ci(level, method="wilson")
    assert (expected.low, expected.high) == pytest.approx(wilson(successes, n, level), abs=1e-12)


@pytest.mark.parametrize(
    ("a_only", "b_only"), [(0, 1), (0, 6), (3, 3), (4, 5), (12, 30), (900, 1100)]
)
def test_mcnemar_is_the_exact_binomial_test(a_only: int, b_only: int) -> None:
    """Only questions that one run alone got right speak, each for a fair coin."""
    expected = stats.binomtest(a_only, a_only + b_only).pvalue
    assert expected == pytest.approx(mcnemar(a_only, b_only), abs=1e-12)


def test_mcnemar_without_a_change_is_no_evidence() -> None:
    """Two runs that got the same questions right do not differ."""
    assert 1.0 == mcnemar(0, 0)


def test_holm_multiplies_by_the_tests_that_are_left() -> None:
    """The smallest p is multiplied by their number, the next by one less; never falling, never
    above 1, in the order given."""
    p = np.array([0.04, 0.01, 0.03, 0.005])
    assert [0.06, 0.03, 0.06, 0.02] == pytest.approx(holm(p))
    assert [1.0, 1.0] == list(holm(np.array([0.6, 0.9])))
    assert [] == list(holm(np.array([])))


def test_holm_rejects_as_its_steps_do() -> None:
    """Adjusted p < alpha exactly where Holm's own procedure, stepping up from the smallest p,
    rejects."""
    draw = np.random.default_rng(SEED)
    for _ in range(50):
        p = draw.random(12) ** 4
        rejected = np.zeros(12, dtype=bool)
        for step, at in enumerate(np.argsort(p)):
            if p[at] >= 0.05 / (12 - step):
                break
            rejected[at] = True
        assert list(rejected) == list(holm(p) < 0.05)


def test_the_interval_of_a_mean_is_that_of_scipy() -> None:
    """BCa over one draw of questions for all metrics, close to scipy's for each."""
    values = nuggets(np.random.default_rng(SEED), 150, 3)
    low, high = bootstrap_mean(values)
    for at in range(3):
        theirs = stats.bootstrap(
            (values[:, at],), np.mean, n_resamples=10_000, method="BCa", rng=SEED
        ).confidence_interval
        assert (theirs.low, theirs.high) == pytest.approx((low[at], high[at]), abs=NEAR)


def test_the_interval_of_a_difference_is_that_of_scipy() -> None:
    """The two values of a question are drawn together, also where a run did not measure it; either
    end is that of scipy's percentile interval, or farther out by symmetry."""
    draw = np.random.default_rng(SEED)
    a, b = (hide(draw, nuggets(draw, 150, 1), 0.2) for _ in range(2))
    difference, low, high, _ = paired_difference(a, b)
    theirs = stats.bootstrap(
        (a[:, 0], b[:, 0]),
        lambda x, y, axis=-1: np.nanmean(y, axis) - np.nanmean(x, axis),
        paired=True,
        vectorized=True,
        n_resamples=10_000,
        method="percentile",
        rng=SEED,
    )
    ends = theirs.confidence_interval
    reach = np.quantile(np.abs(theirs.bootstrap_distribution - difference[0]), 0.95)
    assert np.nanmean(b) - np.nanmean(a) == pytest.approx(difference[0])
    assert min(ends.low, difference[0] - reach) == pytest.approx(low[0], abs=NEAR)
    assert max(ends.high, difference[0] + reach) == pytest.approx(high[0], abs=NEAR)


def test_the_p_of_a_difference_is_that_of_scipy() -> None:
    """Swapping the runs question by question, two-sided, is scipy's paired permutation test."""
    draw = np.random.default_rng(SEED)
    a = nuggets(draw, 80, 1)
    b = np.where(draw.random(a.shape) < 0.15, 1.0, a)
    theirs = stats.permutation_test(
        (a[:, 0], b[:, 0]),
        lambda x, y, axis=-1: np.mean(y - x, axis),
        permutation_type="samples",
        vectorized=True,
        n_resamples=20_000,
        rng=SEED,
    )
    *_, p = paired_difference(a, b)
    assert theirs.pvalue == pytest.approx(p[0], abs=0.01)


def test_the_p_of_right_and_wrong_is_that_of_mcnemar() -> None:
    """On values of 0 and 1 the randomisation test draws what McNemar's test counts out."""
    a = column(*[1] * 8 + [0] * 20 + [1] * 40)
    b = column(*[0] * 8 + [1] * 20 + [1] * 40)
    *_, p = paired_difference(a, b)
    assert mcnemar(8, 20) == pytest.approx(p[0], abs=0.01)


def test_equal_columns_do_not_differ() -> None:
    """The difference is 0 without width, and p is 1, also where values are missing."""
    values = hide(np.random.default_rng(SEED), nuggets(np.random.default_rng(SEED), 40, 2), 0.3)
    assert [[0.0, 0.0]] * 3 + [[1.0, 1.0]] == [list(v) for v in paired_difference(values, values)]


def test_what_nobody_measured_has_no_figure() -> None:
    """A column without a value, in one run or in both, is NaN and disturbs no other."""
    some, none = column(1, 0, 1, 1), column(*[np.nan] * 4)
    low, high = bootstrap_mean(np.hstack([none, some]))
    assert np.isnan([low[0], high[0]]).all()
    assert [low[1], high[1]] == [bound[0] for bound in bootstrap_mean(some)]
    assert np.isnan(paired_difference(some, none)).all()


def test_a_rarely_measured_metric_is_no_evidence() -> None:
    """One question measured a run: resamples without it are left out, swaps are not held against
    the runs being equal."""
    a, b = column(0, *[np.nan] * 9), column(np.nan, 1, *[np.nan] * 8)
    difference, low, high, p = paired_difference(a, b)
    assert (1.0, 1.0, 1.0) == (difference[0], low[0], high[0])
    assert 1.0 == p[0]


def test_equal_values_have_an_interval_without_width() -> None:
    """A bootstrap knows nothing beyond the values seen; rounding does not widen it."""
    low, high = bootstrap_mean(np.full((30, 1), 0.1))
    assert [0.1, 0.1] == pytest.approx([low[0], high[0]], abs=1e-15)
    assert low[0] == high[0]


def test_the_same_values_give_the_same_digits() -> None:
    """Every draw is seeded, and a seed of one's own gives another draw."""
    values = np.random.default_rng(SEED).random((60, 2))
    assert np.array_equal(bootstrap_mean(values), bootstrap_mean(values))
    assert np.array_equal(
        paired_difference(values, values[::-1]), paired_difference(values, values[::-1])
    )
    assert not np.array_equal(bootstrap_mean(values), bootstrap_mean(values, seed=1))


def covered(low: Floats, high: Floats, truth: float) -> float:
    return float(np.mean((low <= truth) & (truth <= high)))


@pytest.mark.parametrize("n", [100, 120, 150])
@pytest.mark.parametrize("kind", ["right or wrong", "shares", "shares, some not measured"])
def test_the_interval_of_a_mean_covers_the_truth(n: int, kind: str) -> None:
    """Of 2,000 simulated runs, 93 to 97 % have an interval that holds the true mean."""
    draw = np.random.default_rng(SEED)
    if kind == "right or wrong":
        values, truth = (draw.random((n, SIMULATIONS)) < 0.8).astype(np.float64), 0.8
    else:
        values, truth = nuggets(draw, n, SIMULATIONS), 0.89
    if "not measured" in kind:
        values = hide(draw, values, 0.4)
    low, high = bootstrap_mean(values, resamples=RESAMPLES)
    assert COVERAGE[0] <= covered(low, high, truth) <= COVERAGE[1]


def pairs(draw: np.random.Generator, kind: str, n: int) -> tuple[Floats, Floats, float]:
    """Simulated runs over the same questions, in columns, and the true difference."""
    if kind == "right or wrong":  # 8 % put right, 4 % broken
        at = draw.random((n, SIMULATIONS))
        return (
            1.0 * ((at > 0.3) | (at < 0.04)),
            1.0 * (at >= 0.04) * ((at < 0.12) | (at > 0.3)),
            0.04,
        )
    a = nuggets(draw, n, SIMULATIONS)
    b = np.where(draw.random(a.shape) < 0.3, nuggets(draw, *a.shape), a)
    b = np.where(draw.random(a.shape) < 0.1, 1.0, b)  # a tenth of the .11 that is missing to 1
    if "not measured" in kind:
        return hide(draw, a, 0.3), hide(draw, b, 0.3), 0.011
    return a, b, 0.011


@pytest.mark.parametrize("n", [100, 150])
@pytest.mark.parametrize("kind", ["right or wrong", "shares", "shares, some not measured"])
def test_the_interval_of_a_difference_covers_the_truth(n: int, kind: str) -> None:
    """Of 2,000 simulated pairs of runs, 93 to 97 % have an interval that holds the difference."""
    a, b, truth = pairs(np.random.default_rng(SEED), kind, n)
    _, low, high, _ = paired_difference(a, b, resamples=RESAMPLES)
    assert COVERAGE[0] <= covered(low, high, truth) <= COVERAGE[1]


@pytest.mark.parametrize("missing", [0.0, 0.3])
def test_equal_runs_are_seldom_told_apart(missing: float) -> None:
    """Of 2,000 pairs of runs that are equally good, p is below .05 for at most .05, and for less
    where few questions changed; .065 is three Monte Carlo errors more."""
    draw = np.random.default_rng(SEED)
    a = nuggets(draw, 120, SIMULATIONS)
    b = np.where(draw.random(a.shape) < 0.3, nuggets(draw, *a.shape), a)
    *_, p = paired_difference(hide(draw, a, missing), hide(draw, b, missing), resamples=RESAMPLES)
    assert 0.015 <= np.mean(p < 0.05) <= 0.065
