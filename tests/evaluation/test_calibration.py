"""Risk, reliability and their summaries, by hand and against scikit-learn."""

import numpy as np
import pytest
from sklearn.metrics import brier_score_loss

from groundwire.evaluation.calibration import calibrate, loss_of
from groundwire.evaluation.results import Bin, Outcome


def outcome(
    confidence: float | None,
    recall: float | None = None,
    *,
    answerable: bool = True,
    status: str = "answered",
    f1: float | None = None,
    split: str = "dev",
) -> Outcome:
    values = {"nugget_recall": recall, "short_f1": f1}
    return Outcome("q", "fact", split, "Why?", answerable, status, confidence, values)


@pytest.mark.parametrize(
    ("expected", "given"),
    [
        (0.25, outcome(0.5, 0.75)),
        (0.25, outcome(0.5, 0.75, f1=0.1)),
        (0.9, outcome(0.5, f1=0.1)),
        (1.0, outcome(0.5, 0.0, status="abstained")),
        (1.0, outcome(0.5, status="abstained")),
        (1.0, outcome(0.5, answerable=False)),
        (1.0, outcome(0.5, answerable=False, status="abstained")),
        (None, outcome(0.5)),
    ],
)
def test_a_loss_is_what_the_answer_lacks(expected: float | None, given: Outcome) -> None:
    """Nuggets before the short answer; 1 for the unanswerable and for what was refused; nothing
    where nothing was measured."""
    assert expected == (pytest.approx(loss_of(given)) if expected is not None else loss_of(given))


def test_risk_is_the_mean_loss_of_the_most_confident() -> None:
    """Losses 0, 1, .5 by falling confidence: risks 0, 1/2, 1/2, their mean the area; the best
    order has risks 0, 1/4, 1/2."""
    found = calibrate([outcome(0.2, 0.5), outcome(0.9, 1.0), outcome(0.6, answerable=False)])
    assert found is not None
    assert (1 / 3, 2 / 3, 1.0) == pytest.approx(found.risk_coverage.x)
    assert (0.0, 0.5, 0.5) == pytest.approx(found.risk_coverage.y)
    assert 1 / 3 == pytest.approx(found.area)
    assert 0.25 == pytest.approx(found.best_area)


def test_questions_of_equal_confidence_share_their_loss() -> None:
    """Losses 0 and 1 at one confidence count .5 each, whichever is written first."""
    right, wrong, last = outcome(0.8, 1.0), outcome(0.8, 0.0), outcome(0.1, 1.0)
    found = calibrate([right, wrong, last])
    assert found is not None
    assert (0.5, 0.5, 1 / 3) == pytest.approx(found.risk_coverage.y)
    assert found == calibrate([last, wrong, right])


def test_confidence_is_held_against_answerability_in_bins() -> None:
    """A bin begins with its lower edge, the last ends with 1, and empty bins are left out."""
    found = calibrate(
        [
            outcome(0.1, 1.0),
            outcome(0.15, answerable=False),
            outcome(0.3, 1.0),
            outcome(0.95, 0.0),
            outcome(1.0, 1.0),
        ]
    )
    assert found is not None
    assert [
        Bin(0.1, 0.2, pytest.approx(0.125), 0.5, 2),
        Bin(0.3, 0.4, 0.3, 1.0, 1),
        Bin(0.9, 1.0, pytest.approx(0.975), 1.0, 2),
    ] == list(found.bins)
    assert (2 * 0.375 + 0.7 + 2 * 0.025) / 5 == pytest.approx(found.expected_error)


def test_brier_is_that_of_scikit_learn() -> None:
    """The mean squared distance of the confidence from 0 or 1."""
    draw = np.random.default_rng(5)
    answerable, confidence = draw.random(60) < 0.7, draw.random(60)
    found = calibrate(
        [
            outcome(float(sure), 1.0, answerable=bool(can))
            for sure, can in zip(confidence, answerable, strict=True)
        ]
    )
    assert found is not None
    assert brier_score_loss(answerable, confidence) == pytest.approx(found.brier, abs=1e-12)
    assert 60 == sum(one.count for one in found.bins)


def test_only_headline_questions_with_a_confidence_count() -> None:
    """The stretch split and what crashed are left out; a question without a loss is left out of
    the risk alone."""
    counted = [outcome(0.9, 1.0), outcome(0.5, answerable=False)]
    left_out = [outcome(0.9, 0.0, split="stretch"), outcome(None, 0.0, status="failed")]
    assert calibrate(counted) == calibrate([*counted, *left_out])
    found = calibrate([*counted, outcome(0.7)])
    assert found is not None
    assert 2 == len(found.risk_coverage.x)
    assert 3 == sum(one.count for one in found.bins)


def test_nothing_to_hold_a_confidence_against_is_no_calibration() -> None:
    """Without a confidence, or without a loss, there is none."""
    assert calibrate([]) is None
    assert calibrate([outcome(None, 1.0)]) is None
    assert calibrate([outcome(0.5)]) is None
