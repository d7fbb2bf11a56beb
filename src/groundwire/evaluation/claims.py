"""The support checker on written claims: does it accept what the evidence says, and only that?

Other than the damage of ``perturb``, these were written by hand with the evidence in view: true in
other words, or wrong in the ways in which a writer is. The checker knows two verdicts, so a claim
that the evidence contradicts and one that it merely does not say are both to be rejected.
"""

from collections.abc import Sequence
from statistics import fmean
from typing import get_args

from groundwire.evaluation.datasets.contents import GoldClaim, Label
from groundwire.evaluation.results import ClaimScore, Score
from groundwire.evaluation.statistics import wilson
from groundwire.verify.checker import SupportChecker

ACCEPTED = "supported"
EVERY = "all"  # ways of making a claim


def score_claims(claims: Sequence[GoldClaim], checker: SupportChecker) -> tuple[ClaimScore, ...]:
    """How often the verdict is right, for each label over all its claims and then by how they were
    made, the most frequent first; empty where there are no claims."""
    judged = [(claim, _is_right(claim, checker)) for claim in claims]
    found = []
    for label in get_args(Label):
        right: dict[str, list[bool]] = {EVERY: []}
        for claim, is_right in judged:
            if claim.label == label:
                right[EVERY].append(is_right)
                right.setdefault(claim.how, []).append(is_right)
        ordered = sorted(right, key=lambda how: (how != EVERY, -len(right[how]), how))
        found += [ClaimScore(label, how, _share(right[how])) for how in ordered if right[how]]
    return tuple(found)


def balanced(scores: Sequence[ClaimScore]) -> float | None:
    """The mean of the shares of supported claims that are accepted and of others that are rejected,
    so that neither accepting nor rejecting everything is worth more than half; None where one of
    the two is not there."""
    whole = [one for one in scores if one.how == EVERY]
    sides = [
        _together([one.score for one in whole if (one.label == ACCEPTED) == side])
        for side in (True, False)
    ]
    known = [side for side in sides if side is not None]
    return fmean(known) if len(known) == len(sides) else None


def _together(scores: Sequence[Score]) -> float | None:
    count = sum(score.count for score in scores)
    right = sum((score.value or 0.0) * score.count for score in scores)
    return right / count if count else None


def _is_right(claim: GoldClaim, checker: SupportChecker) -> bool:
    accepted = checker.check(claim.text, [claim.evidence]).verdict != "unverified"
    return accepted == (claim.label == ACCEPTED)


def _share(right: Sequence[bool]) -> Score:
    return Score(fmean(right), *wilson(sum(right), len(right)), len(right))
