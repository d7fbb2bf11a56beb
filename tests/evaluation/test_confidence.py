"""Confidence as a ranking and as a number, by hand and against scikit-learn."""

import math

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from groundwire.evaluation.confidence import (
    area_under_curve,
    expected_error,
    risk_refusing,
    sureness,
)
from groundwire.evaluation.results import Score


def test_the_area_is_that_of_scikit_learn() -> None:
    """Ties count half."""
    draw = np.random.default_rng(5)
    for _ in range(20):
        answerable = draw.integers(2, size=60).astype(float)
        confidence = np.round(draw.random(60) + answerable / 4, 1)
        assert roc_auc_score(answerable, confidence) == pytest.approx(
            area_under_curve(confidence, answerable)
        )


def test_one_sort_alone_has_no_area() -> None:
    """Nothing is to be told apart."""
    assert math.isnan(area_under_curve(np.array([0.2, 0.9]), np.ones(2)))


def test_the_error_is_the_gap_of_each_bin() -> None:
    """Two of .92 of which one is right lie .84 off together, one of .2 that is wrong .2."""
    confidence, right = np.array([0.92, 0.92, 0.2]), np.array([1.0, 0.0, 0.0])
    assert (0.84 + 0.2) / 3 == pytest.approx(expected_error(confidence, right))
    assert 0.0 == pytest.approx(expected_error(np.ones(4), np.ones(4)))


@pytest.mark.parametrize(("expected", "percent"), [(0.6, 0), (0.5, 20), (0.0, 60)])
def test_the_least_confident_are_refused(expected: float, percent: int) -> None:
    """Of five questions a fifth is the one of least confidence."""
    confidence = np.array([0.9, 0.1, 0.7, 0.3, 0.5])
    loss = np.array([0.0, 1.0, 0.0, 1.0, 1.0])
    assert expected == pytest.approx(risk_refusing(percent)(confidence, loss))


def test_those_of_equal_confidence_share_their_loss() -> None:
    """Which of them is refused first must not matter."""
    assert 0.5 == risk_refusing(20)(np.full(4, 0.5), np.array([1.0, 0.0, 1.0, 0.0]))


def test_every_figure_has_its_interval() -> None:
    """The same each time; a figure that cannot be had has no value, which is not 0."""
    draw = np.random.default_rng(2)
    sure = [(value, float(value + draw.random() > 0.9)) for value in draw.random(80).tolist()]
    found = sureness(sure, [(value, 1 - right) for value, right in sure])
    assert ["auc", "expected_error", "risk_5", "risk_10", "risk_20"] == list(found)
    assert found == sureness(sure, [(value, 1 - right) for value, right in sure])
    for score in found.values():
        assert score.value is not None
        assert score.low is not None
        assert score.high is not None
        assert score.low <= score.value <= score.high
    alone = sureness([(0.5, 1.0)], [])
    assert Score(None, None, None, 0) == alone["auc"] == alone["risk_5"]
