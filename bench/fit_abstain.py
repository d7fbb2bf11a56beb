"""Fit when to answer: the signs of an answerable question, over the five source articles.

    python bench/fit_abstain.py --data ../shared --folder build/bench/seeds

Logistic regression on the ``dev`` questions of eval/questions.yaml, answerable and not weighing
the same; the ``held`` ones are only reported. Leave-one-out figures judge each question by weights
that never saw it. scikit-learn comes with sentence-transformers.
"""

import argparse
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from math import exp
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpora import answerer_over, default_data
from groundwire.answer.abstain import ANSWER_FROM, BIAS, WEIGHTS, Signs, signs
from groundwire.answer.answer import Answerer
from groundwire.evaluation.gold import GoldQuestion
from groundwire.evaluation.questions import load_questions
from groundwire.search.query import understand

QUESTIONS = Path(__file__).resolve().parents[1] / "eval" / "questions.yaml"
# About how far each sign varies, so that the penalty treats them alike.
SPREAD = np.array(astuple(Signs(meaning=0.2, window=0.2, names=0.3, wanted=0.3, answers=3.0)))
INVERSE_PENALTIES = (0.1, 0.3, 1.0, 3.0)  # the smaller, the nearer the weights stay to 0
REFUSED_AT_MOST = 0.05  # of the answerable development questions

Vector = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Split:
    """The questions of a split: signs, shape ``(questions, signs)``, and which are answerable."""

    signs: Vector
    answerable: Flags


@dataclass(frozen=True, slots=True)
class Line:
    """What decides: a question is answered if ``signs @ weights + bias`` is large enough."""

    weights: Vector
    bias: float

    def __call__(self, found: Vector) -> Vector:
        return np.asarray(found @ self.weights + self.bias)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=default_data())
    parser.add_argument("--questions", type=Path, default=QUESTIONS)
    parser.add_argument("--folder", type=Path, default=Path("build/bench/seeds"))
    args = parser.parse_args()
    answerer = answerer_over([args.data / "seeds"], args.folder)
    questions = load_questions(args.questions).questions
    dev, held = (
        split(answerer, [question for question in questions if question.split == name])
        for name in ("dev", "held")
    )
    report(dev, held)


def split(answerer: Answerer, questions: Sequence[GoldQuestion]) -> Split:
    """The questions' signs; one for which nothing was found is refused whatever is fitted."""
    ranked = [(answerer.readings(question.to_question()), question) for question in questions]
    found = [(readings, question) for readings, question in ranked if readings]
    return Split(
        signs=np.array(
            [astuple(signs(understand(one.to_question()), readings)) for readings, one in found]
        ),
        answerable=np.array([question.answerable for _, question in found]),
    )


def report(dev: Split, held: Split) -> None:
    """Each sign alone, the weights fitted under each penalty, and those in the code."""
    for name, some in (("dev", dev), ("held", held)):
        yes = int(some.answerable.sum())
        print(f"{name}: {yes} answerable, {len(some.answerable) - yes} not, something found for")
    print(f"\n{'sign alone':<10}{'AUC dev':>9}{'held':>7}")
    for place, field in enumerate(fields(Signs)):
        alone = [auc(some.signs[:, place], some.answerable) for some in (dev, held)]
        print(f"{field.name:<10}{alone[0]:9.3f}{alone[1]:7.3f}")
    names = "".join(f"{field.name:>9}" for field in fields(Signs))
    print(
        f"\n{'weights':<10}{names}{'bias':>8}{'from':>7} | dev: AUC  left out  refused  falsely",
        end="",
    )
    print(" | held: AUC  refused  falsely")
    for penalty in INVERSE_PENALTIES:
        line = fit(dev, penalty)
        unseen = left_out(dev, penalty)
        _print_row(f"C = {penalty}", line, threshold(line, dev), dev, held, unseen)
    code = Line(np.array(astuple(WEIGHTS)), BIAS)
    _print_row("in code", code, ANSWER_FROM, dev, held, None)


def fit(some: Split, penalty: float) -> Line:
    """Logistic regression; ``penalty`` is scikit-learn's C, the inverse of its strength."""
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    model = LogisticRegression(C=penalty, class_weight="balanced")
    model.fit(some.signs / SPREAD, some.answerable)
    return Line(model.coef_[0] / SPREAD, float(model.intercept_[0]))


def left_out(some: Split, penalty: float) -> Vector:
    """Each question's score by weights fitted on all the others."""
    scores = []
    for place in range(len(some.answerable)):
        others = np.arange(len(some.answerable)) != place
        line = fit(Split(some.signs[others], some.answerable[others]), penalty)
        scores.append(float(line(some.signs[place : place + 1])[0]))
    return np.array(scores)


def threshold(line: Line, some: Split) -> float:
    """The highest confidence to answer from that refuses no more than ``REFUSED_AT_MOST``."""
    scores = np.sort(line(some.signs[some.answerable]))
    return 1 / (1 + exp(-float(scores[int(REFUSED_AT_MOST * len(scores))])))


def auc(scores: Vector, answerable: Flags) -> float:
    """How often an answerable question scores higher than one that is not, ties counting half."""
    yes, no = scores[answerable][:, None], scores[~answerable][None]
    return float((yes > no).mean() + (yes == no).mean() / 2)


def refusals(line: Line, answer_from: float, some: Split) -> tuple[float, float]:
    """The shares refused of what cannot be answered, and of what can."""
    refused = 1 / (1 + np.exp(-line(some.signs))) < answer_from
    return float(refused[~some.answerable].mean()), float(refused[some.answerable].mean())


def _print_row(
    name: str, line: Line, answer_from: float, dev: Split, held: Split, unseen: Vector | None
) -> None:
    weights = "".join(f"{weight:9.2f}" for weight in line.weights)
    apart = "-" if unseen is None else f"{auc(unseen, dev.answerable):.3f}"
    refused, falsely = refusals(line, answer_from, dev)
    held_refused, held_falsely = refusals(line, answer_from, held)
    print(
        f"{name:<10}{weights}{line.bias:8.2f}{answer_from:7.2f}"
        f" |{auc(line(dev.signs), dev.answerable):9.3f}{apart:>10}{refused:9.3f}{falsely:9.3f}"
        f" |{auc(line(held.signs), held.answerable):10.3f}{held_refused:9.3f}{held_falsely:9.3f}"
    )


if __name__ == "__main__":
    main()
