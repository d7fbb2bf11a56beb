"""What the confidence is worth: the risk of answering more, and how often it is right."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, groupby
from operator import itemgetter
from statistics import fmean

from groundwire.evaluation.confidence import sureness
from groundwire.evaluation.results import Bin, Calibration, Curve, Outcome

BINS = 10  # the usual number; 150 questions then leave some 15 in each
LOWS = tuple(number / BINS for number in range(BINS))

# What a right answer is, the first that was measured.
LOSSES = ("nugget_recall", "evidence_shown", "short_f1")

Sure = tuple[float, float]  # a confidence, and what came of the question


def calibrate(outcomes: Sequence[Outcome]) -> Calibration | None:
    """Risk and reliability over the headline questions that came back with a confidence; None where
    no such question has a loss.

    Risk (``loss_of``) is the mean loss of the questions answered when the most confident come
    first; its area is the mean of that over every coverage 1/n, 2/n ... 1 (AURC; Geifman &
    El-Yaniv 2017). Questions of equal confidence share their mean loss, so their order does not
    matter: the area is that expected of a random order of ties. Reliability holds confidence
    against whether the articles answer the question, in bins of equal width (Guo et al. 2017).
    """
    known = [one for one in outcomes if one.headline and one.confidence is not None]
    lost = [(one.confidence or 0.0, loss) for one in known if (loss := loss_of(one)) is not None]
    if not lost:
        return None
    risks = _risks(_shared(lost))
    sure = [(one.confidence or 0.0, float(one.answerable)) for one in known]
    bins = _bins(sure)
    return Calibration(
        risk_coverage=Curve(tuple(at / len(risks) for at in range(1, len(risks) + 1)), risks),
        area=fmean(risks),
        best_area=fmean(_risks(sorted(loss for _, loss in lost))),
        bins=bins,
        brier=fmean((confidence - answerable) ** 2 for confidence, answerable in sure),
        expected_error=sum(one.count * abs(one.confidence - one.answerable) for one in bins)
        / len(sure),
        sure=sureness(sure, lost),
    )


def loss_of(outcome: Outcome) -> float | None:
    """What answering the question costs, from 0 to 1; None where no metric says.

    The share of vital nuggets that is missing; where the question has none, whether no evidence
    was shown; where that is not known, 1 - F1 of the short answer. An unanswerable question costs
    1. An answerable one that was refused costs 1 as well, for nothing was said: past the point
    where groundwire stops answering the curve is an upper bound of what answers would cost.
    """
    if not outcome.answerable or outcome.status != "answered":
        return 1.0
    for name in LOSSES:
        value = outcome.values.get(name)
        if value is not None:
            return 1 - value
    return None


def _shared(lost: Sequence[Sure]) -> list[float]:
    """The losses by falling confidence, those of equal confidence each their mean."""
    ordered = sorted(lost, key=itemgetter(0), reverse=True)
    ties = [[loss for _, loss in tied] for _, tied in groupby(ordered, key=itemgetter(0))]
    return [mean for tied in ties for mean in [fmean(tied)] * len(tied)]


def _risks(losses: Sequence[float]) -> tuple[float, ...]:
    """The mean of the first loss, of the first two, and so on."""
    return tuple(total / at for at, total in enumerate(accumulate(losses), start=1))


def _bins(sure: Sequence[Sure]) -> tuple[Bin, ...]:
    """Bins of equal width, without the empty ones; the last holds a confidence of 1 too."""
    inside: dict[int, list[Sure]] = {}
    for one in sure:
        inside.setdefault(bisect_right(LOWS, one[0]) - 1, []).append(one)
    return tuple(
        Bin(
            low=LOWS[number],
            high=(number + 1) / BINS,
            confidence=fmean(confidence for confidence, _ in members),
            answerable=fmean(answerable for _, answerable in members),
            count=len(members),
        )
        for number, members in sorted(inside.items())
    )
