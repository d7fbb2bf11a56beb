"""How well a network alone reads newsroom stories: every passage of a story is read for each
question, and the sentences of all are ranked by what the heads say."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from groundwire.evaluation.short import best_f1, exact_match
from train.example import LABELS, Span
from train.news_examples import Desk, held, readable
from train.newsroom import NewsQuestion
from train.spans import TokenReading
from train.windows import Window, show

ReadPairs = Callable[[Sequence[tuple[str, str]]], list[TokenReading]]
UNLIKELY = -12.0  # the lowest log probability that counts
FALSELY = 0.08  # share of the answerable that may be refused

Weights = tuple[float, float, float, float]  # of answers, relevant, marked, place

# What a sentence is ranked by: weights of the heads. Searched on dev, the same grid for every
# network that is compared.
GRID: tuple[Weights, ...] = tuple(
    product((0.0, 0.3, 1.0), (0.0, 0.3, 1.0), (0.0, 0.5, 1.0), (0.0, 0.2, 0.5, 1.0))
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of a story as read for a question. ``heads``: answers, relevant, marked, place."""

    heads: tuple[float, float, float, float]
    right: bool
    short: str
    sure: float  # log probability of the short answer
    polar: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Judged:
    """A question with the sentences that were read for it."""

    question: NewsQuestion
    candidates: tuple[Candidate, ...]


def judge_questions(
    desks: Sequence[Desk], read: ReadPairs, *, headed: bool = True, every: int = 1
) -> list[Judged]:
    """Every so many of the stories' questions with all sentences of their story, read."""
    asked = [(desk, question) for desk in desks for question in desk.story.questions][::every]
    shown = [
        (desk, question, window, show(window, headed=headed))
        for desk, question in asked
        for window in readable(question, desk.windows)
    ]
    readings = read([(question.text, one.text) for _, question, _, one in shown])
    found: dict[str, list[Candidate]] = {question.id: [] for _, question in asked}
    for (_, question, window, one), reading in zip(shown, readings, strict=True):
        found[question.id] += _candidates(question, window, one.offset, reading)
    return [
        Judged(question, tuple(found[question.id])) for _, question in asked if found[question.id]
    ]


def _candidates(
    question: NewsQuestion, window: Window, offset: int, reading: TokenReading
) -> list[Candidate]:
    found = []
    good = held(window, question.evidence)
    for sentence in window.sentences:
        part = reading.within(sentence.start - offset, sentence.end - offset)
        if sentence.heading or part is None:
            continue
        place = max(part.place, UNLIKELY)
        right = any(_same((sentence.start, sentence.end), one.span) for one in good)
        first, last = part.span
        yes, no, neither = map(float, reading.polar)
        found.append(
            Candidate(
                heads=(reading.answers, reading.relevant, part.marked, place),
                right=right,
                short=window.article.text[first + offset : last + offset],
                sure=part.sure,
                polar=(yes, no, neither),
            )
        )
    return found


def _same(sentence: Span, quote: Span) -> bool:
    """Whether the sentence and the quotation are one: most of the shorter lies in the other."""
    shared = min(sentence[1], quote[1]) - max(sentence[0], quote[0])
    return shared * 2 > min(sentence[1] - sentence[0], quote[1] - quote[0])


def best_weights(judged: Sequence[Judged]) -> Weights:
    """The weights of the grid that put the right sentence first most often; of equals the
    smallest."""
    answerable = [one for one in judged if one.question.answerable]
    heads = [np.array([c.heads for c in one.candidates]) for one in answerable]
    right = [np.array([c.right for c in one.candidates]) for one in answerable]

    def first(weights: Weights) -> int:
        return sum(
            bool(some[int((table @ np.array(weights)).argmax())])
            for table, some in zip(heads, right, strict=True)
        )

    return max(GRID, key=lambda weights: (first(weights), -sum(weights)))


def top(judged: Judged, weights: Weights) -> Candidate:
    """The sentence that the weights put first."""
    heads = np.array([one.heads for one in judged.candidates])
    return judged.candidates[int((heads @ np.array(weights)).argmax())]


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What came of each question, for figures and their intervals; NaN where it does not apply."""

    ids: tuple[str, ...]
    first: NDArray[np.float64]
    exact: NDArray[np.float64]
    f1: NDArray[np.float64]
    yes_no: NDArray[np.float64]
    answerable: NDArray[np.bool_]
    sure: NDArray[np.float64]  # the higher, the likelier the question has an answer

    def figures(self) -> dict[str, Any]:
        return {
            "questions": len(self.ids),
            "first": _mean(self.first),
            "short exact": _mean(self.exact),
            "short f1": _mean(self.f1),
            "yes/no": _mean(self.yes_no),
            "auc": area(self.answerable, self.sure),
            f"refused at {FALSELY} falsely": refused(self.answerable, self.sure),
        }


def outcomes(judged: Sequence[Judged], weights: Weights) -> Outcomes:
    """What the network shows of each question, ranked by the weights."""
    rows = [_outcome(one, weights) for one in judged]
    table = np.array(rows, dtype=np.float64)
    return Outcomes(
        tuple(one.question.id for one in judged),
        *(table[:, n] for n in range(4)),
        answerable=np.array([one.question.answerable for one in judged]),
        sure=table[:, 4],
    )


def _outcome(judged: Judged, weights: Weights) -> tuple[float, ...]:
    question, best = judged.question, top(judged, weights)
    sure = max(one.heads[0] for one in judged.candidates)
    nan = float("nan")
    if not question.answerable:
        return nan, nan, nan, nan, sure
    exact = f1 = yes_no = nan
    if question.yes_no:
        yes_no = float(("yes", "no", "neither")[int(np.argmax(best.polar))] == question.yes_no)
    elif question.short:
        exact = float(exact_match(best.short, question.short))
        f1 = best_f1(best.short, question.short)
    return float(best.right), exact, f1, yes_no, sure


def support_balance(
    desks: Sequence[Desk], read: ReadPairs
) -> tuple[float, dict[str, tuple[int, int]]]:
    """Balanced accuracy of the support head over the stories' claims, and of each kind of claim
    how many were right of how many."""
    claims = [one for desk in desks for one in desk.story.claims]
    readings = read([(one.claim, one.evidence) for one in claims])
    right: dict[str, list[bool]] = {label: [] for label in LABELS}
    kinds: dict[str, tuple[int, int]] = {}
    for claim, reading in zip(claims, readings, strict=True):
        hit = LABELS[int(np.argmax(reading.support))] == claim.label
        right[claim.label].append(hit)
        key = f"{claim.label}: {claim.how}"
        some, of = kinds.get(key, (0, 0))
        kinds[key] = (some + hit, of + 1)
    balance = float(np.mean([np.mean(some) for some in right.values() if some]))
    return round(balance, 4), dict(sorted(kinds.items()))


def area(truth: NDArray[np.bool_], scores: NDArray[np.float64]) -> float:
    """Area under the ROC curve, by ranks; ties count half (Hanley & McNeil 1982)."""
    _, place, counts = np.unique(scores, return_inverse=True, return_counts=True)
    rank = (np.cumsum(counts) - (counts - 1) / 2)[place]
    positive = int(truth.sum())
    if positive in (0, len(truth)):
        return float("nan")
    above = rank[truth].sum() - positive * (positive + 1) / 2
    return round(float(above / (positive * (len(truth) - positive))), 4)


def refused(
    truth: NDArray[np.bool_], scores: NDArray[np.float64], falsely: float = FALSELY
) -> float:
    """Share of the unanswerable below the score under which so many of the answerable are."""
    if truth.all() or not truth.any():
        return float("nan")
    least = np.quantile(scores[truth], falsely)
    return round(float((scores[~truth] < least).mean()), 4)


def _mean(values: NDArray[np.float64]) -> float:
    return round(float(np.nanmean(values)), 4) if np.isfinite(values).any() else float("nan")
