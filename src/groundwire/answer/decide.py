"""When to say that the articles do not say: how sure the best evidence is, and what is enough."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from math import exp

from groundwire.answer.premise import otherwise
from groundwire.answer.signs import Signs, signs
from groundwire.question.query import Query
from groundwire.reading.reader import Reading

# Without a network: a logistic regression over the development questions of eval/questions.yaml,
# answerable and not weighing the same; the threshold refuses 4 % of the answerable ones.
WEIGHTS = Signs(
    meaning=4.0, names=1.75, weakest=0.0, lacking=0.0, unfit=0.0, window=3.0, wanted=1.7
)
BIAS = -5.7
ANSWER_FROM = 0.4
# Where the network has read the evidence: a logistic regression over three sources, and the bias
# then by Platt's method on scores of questions left out of the fit, so that the confidence is the
# share of such questions that are answerable (bench/fit_abstain.py, docs/measurements.md).
READ_WEIGHTS = Signs(
    meaning=2.37,
    names=1.44,
    weakest=1.88,
    lacking=0.56,
    unfit=-1.67,
    window=0.0,
    wanted=0.0,
    answers=0.23,
    place=0.133,
)
READ_BIAS = -3.89
# Below this confidence the answer is withheld. By split conformal prediction (Vovk et al. 2005): of
# n answerable questions, scored by weights that never saw them, the one ranked (n + 1) * 5 %
# from below. An answerable question like them is then refused with at most 5 % probability.
READ_ANSWER_FROM = 0.252
# Where a sentence says the opposite of what the question takes for granted: of the development
# questions, of SQuAD's and of the news questions of 2022 none that has an answer is so.
DENIED = 0.1


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether the articles answer a question: made once, from all that was read, and handed on.

    ``confidence`` says how likely they do, 0 to 1; ``against`` is a sentence that says the opposite
    of what the question takes for granted.
    """

    answers: bool
    confidence: float
    against: Reading | None = None


def decide(query: Query, ranked: Sequence[Reading]) -> Decision:
    """The decision; ``ranked`` is all that was read, best first."""
    if not ranked:
        return Decision(answers=False, confidence=0.0)
    sure, against = _unless_denied(query, ranked), otherwise(query, ranked)
    confidence = min(sure, DENIED) if against else sure
    least = READ_ANSWER_FROM if ranked[0].signals else ANSWER_FROM
    return Decision(confidence >= least, confidence, against)


def is_settled(query: Query, ranked: Sequence[Reading]) -> bool:
    """Whether the decision will be to answer, the best sentence first, though not all has been
    read.

    What has not been read is ranked by the most that it can get, so the first stays the first. Of
    the signs only ``place`` depends on the others' being read, and can but grow; no order of them
    brings up a denial where none of them holds one.
    """
    if not ranked or ranked[0].signals is None:
        return False
    sure = _unless_denied(query, ranked) >= READ_ANSWER_FROM
    return sure and not otherwise(query, ranked, nearest=len(ranked))


def _unless_denied(query: Query, ranked: Sequence[Reading]) -> float:
    weights, bias = (READ_WEIGHTS, READ_BIAS) if ranked[0].signals else (WEIGHTS, BIAS)
    found = astuple(signs(query, ranked))
    total = bias + sum(w * s for w, s in zip(astuple(weights), found, strict=True))
    return round(1 / (1 + exp(-total)), 4)
