"""Fit when to answer: the signs of an answerable question, over three sources.

    python -m train held    # writes train/runs/held-out.json, SQuAD stories the reader never saw
    python bench/fit_abstain.py --data ../shared --squad train/runs/held-out.json

The sources: eval/questions.yaml over the five source articles (``dev`` fits, ``held`` is reported);
1,200 questions to the SQuAD stories (halves by the question's name); 300 news questions over 3,000
articles, all answerable (2022 fits, 2023 is reported); and the fitting half of SQuAD's asked of the
source articles, which answer none of them. Every index is made once, beside the reports.

Weights come from logistic regression, the confidence by Platt's method (1999) from scores by
weights that never saw the question, and the threshold from such scores of the answerable
development questions by split conformal prediction (Vovk et al. 2005). scikit-learn comes with
sentence-transformers.
"""

import argparse
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpora import answerer_over, default_data, settings_for
from groundwire.answer.answer import Answerer
from groundwire.answer.decide import READ_BIAS, READ_WEIGHTS
from groundwire.answer.signs import signs
from groundwire.evaluation.dataset import load_dataset
from groundwire.evaluation.gold import GoldQuestion
from groundwire.evaluation.own_index import build_own
from groundwire.evaluation.questions import load_questions
from groundwire.evaluation.sample import sample
from groundwire.question.query import understand
from groundwire.wiring import make_answerer

QUESTIONS = Path(__file__).resolve().parents[1] / "eval" / "questions.yaml"
SEED = 1  # of the draws
SQUAD_QUESTIONS, NEWS_QUESTIONS, NEWS_ARTICLES, OFF_QUESTIONS = 1200, 300, 3000, 200
# The signs of the trained reader; the heuristic one's weights are older, and of the development
# questions alone.
USED = ("meaning", "names", "weakest", "lacking", "unfit", "answers", "place")
FIT = "dev"  # the half that fits; the other one is only reported
# What each source's fitting half weighs, whole, in the regression and in the calibration.
SHARES = {"seeds": 0.6, "squad": 1.0, "news": 0.15, "off": 0.05}
CALIBRATION_SHARES = {"seeds": 0.2, "squad": 1.0}
WEIGHT_OF_ALL = 300  # of a share of 1, in questions: against it stands the penalty
INVERSE_PENALTY = 0.1
FOLDS, ROUNDS = 10, 4
REFUSED_AT_MOST = 0.05  # of the answerable
BINS = 10

Vector = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Split:
    """One half of a source: signs, shape ``(questions, signs)``, and which are answerable."""

    signs: Vector
    answerable: Flags


@dataclass(frozen=True, slots=True)
class Line:
    """A question's score is ``signs @ weights + bias``."""

    weights: Vector
    bias: float

    def __call__(self, found: Vector) -> Vector:
        return np.asarray(found @ self.weights + self.bias)


Sources = Mapping[tuple[str, str], Split]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=default_data())
    parser.add_argument("--squad", type=Path, default=Path("train/runs/held-out.json"))
    parser.add_argument("--questions", type=Path, default=QUESTIONS)
    parser.add_argument("--folder", type=Path, default=Path("build/bench/seeds"))
    args = parser.parse_args()
    report(sources(args))


def sources(args: argparse.Namespace) -> Sources:
    """Every half of every source, as the reader sees it."""
    seeds = answerer_over([args.data / "seeds"], args.folder)
    own = load_questions(args.questions).questions
    squad, squad_questions = _own_index(args.squad, SQUAD_QUESTIONS, None)
    news, news_questions = _own_index(args.data / "data" / "news", NEWS_QUESTIONS, NEWS_ARTICLES)
    off = sample(squad_questions, OFF_QUESTIONS, SEED)
    halves: dict[tuple[str, str], Split] = {}
    for half in (FIT, "held"):
        halves["seeds", half] = split(seeds, [q for q in own if q.split == half])
        halves["squad", half] = split(squad, [q for q in squad_questions if _half(q) == half])
        early = half == FIT
        by_year = [q for q in news_questions if (str(q.as_of)[:4] == "2022") == early]
        halves["news", half] = split(news, by_year)
    asked_elsewhere = split(seeds, [q for q in off if _half(q) == FIT])
    nobody = np.zeros(len(asked_elsewhere.answerable), np.bool_)
    halves["off", FIT] = replace(asked_elsewhere, answerable=nobody)
    return halves


def _own_index(
    path: Path, questions: int, articles: int | None
) -> tuple[Answerer, tuple[GoldQuestion, ...]]:
    """What answers from a data set's own articles, and a draw of its questions."""
    whole = load_dataset(path)
    drawn = replace(whole, questions=sample(whole.questions, questions, SEED))
    settings = settings_for(Path())
    index = build_own(drawn, settings, lambda *_: None, count=articles, seed=SEED)
    return make_answerer(settings_for(index)), drawn.questions


def _half(question: GoldQuestion) -> str:
    return "held" if hashlib.sha1(question.id.encode()).digest()[0] % 2 else FIT  # noqa: S324


def split(answerer: Answerer, questions: Sequence[GoldQuestion]) -> Split:
    """The questions' signs; one for which nothing was found is refused whatever is fitted."""
    found, answerable = [], []
    for one in questions:
        question = one.to_question()
        readings = answerer.readings(question)
        if readings:
            shown = signs(understand(question), readings)
            found.append([getattr(shown, name) for name in USED])
            answerable.append(one.answerable)
    return Split(np.array(found), np.array(answerable))


def report(halves: Sources) -> None:
    """The weights fitted and those in the code, with what they do on every half."""
    fitting = {name: some for (name, half), some in halves.items() if half == FIT}
    unseen = left_out(fitting)
    line = fit(fitting)
    slope, shift = platt(unseen, fitting)
    calibrated = Line(line.weights * slope, line.bias * slope + shift)
    own = unseen["seeds"][fitting["seeds"].answerable]
    least = share(slope * conformal(own) + shift)
    in_code = Line(np.array([getattr(READ_WEIGHTS, name) for name in USED]), READ_BIAS)
    print("".join(f"{name:>9}" for name in USED) + "     bias     from")
    for name, shown in (("fitted", calibrated), ("in code", in_code)):
        print(
            "".join(f"{w:9.3f}" for w in shown.weights) + f"{shown.bias:9.2f}{least:9.3f}  {name}"
        )
        for (source, half), some in sorted(halves.items()):
            _print_row(f"{source} {half}", shown(some.signs), some, least)
    for source, some in fitting.items():
        _print_row(f"{source} {FIT}, left out", slope * unseen[source] + shift, some, least)


def fit(fitting: Mapping[str, Split], rows: Mapping[str, Flags] | None = None) -> Line:
    """Logistic regression over the sources by their shares; ``rows``: only those of each."""
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    chosen = {
        k: np.ones(len(s.answerable), np.bool_) if rows is None else rows[k]
        for k, s in fitting.items()
    }
    found = np.concatenate([s.signs[chosen[k]] for k, s in fitting.items()])
    answerable = np.concatenate([s.answerable[chosen[k]] for k, s in fitting.items()])
    weigh = np.concatenate(
        [
            np.full(chosen[k].sum(), WEIGHT_OF_ALL * SHARES[k] / len(s.answerable))
            for k, s in fitting.items()
        ]
    )
    middle, spread = found.mean(axis=0), found.std(axis=0) + 1e-6
    model = LogisticRegression(C=INVERSE_PENALTY, max_iter=3000)
    model.fit((found - middle) / spread, answerable, sample_weight=weigh)
    weights = model.coef_[0] / spread
    return Line(weights, float(model.intercept_[0] - weights @ middle))


def left_out(fitting: Mapping[str, Split]) -> dict[str, Vector]:
    """Each question's score by weights fitted without its fold; the mean over several rounds."""
    scores = {k: np.zeros(len(s.answerable)) for k, s in fitting.items()}
    for seed in range(ROUNDS):
        draw = np.random.RandomState(seed)
        folds = {k: draw.permutation(len(s.answerable)) % FOLDS for k, s in fitting.items()}
        for fold in range(FOLDS):
            line = fit(fitting, {k: folds[k] != fold for k in fitting})
            for k, some in fitting.items():
                scores[k][folds[k] == fold] += line(some.signs[folds[k] == fold]) / ROUNDS
    return scores


def platt(unseen: Mapping[str, Vector], fitting: Mapping[str, Split]) -> tuple[float, float]:
    """Slope and shift that make the scores log odds."""
    from sklearn.linear_model import LogisticRegression

    names = list(CALIBRATION_SHARES)
    weigh = [np.full(len(unseen[k]), CALIBRATION_SHARES[k] / len(unseen[k])) for k in names]
    model = LogisticRegression(C=1e6)
    model.fit(
        np.concatenate([unseen[k] for k in names])[:, None],
        np.concatenate([fitting[k].answerable for k in names]),
        sample_weight=np.concatenate(weigh) * 1000,
    )
    return float(model.coef_[0][0]), float(model.intercept_[0])


def conformal(answerable: Vector) -> float:
    """The score to answer from, so that of questions like these at most ``REFUSED_AT_MOST`` are
    refused: the one ranked (n + 1) times that from below."""
    rank = int(REFUSED_AT_MOST * (len(answerable) + 1))
    return float(np.sort(answerable)[rank - 1])


def share(score: float) -> float:
    return float(1 / (1 + np.exp(-score)))


def auc(scores: Vector, answerable: Flags) -> float:
    """How often an answerable question scores higher than one that is not, ties counting half."""
    yes, no = scores[answerable][:, None], scores[~answerable][None]
    return float((yes > no).mean() + (yes == no).mean() / 2) if yes.size and no.size else np.nan


def expected_error(sure: Vector, answerable: Flags) -> float:
    """Expected calibration error over bins of equal width (Guo et al. 2017)."""
    bins = np.minimum((sure * BINS).astype(int), BINS - 1)
    return sum(
        float((bins == one).mean() * abs(sure[bins == one].mean() - answerable[bins == one].mean()))
        for one in np.unique(bins)
    )


def _print_row(name: str, scores: Vector, some: Split, least: float) -> None:
    sure = 1 / (1 + np.exp(-scores))
    yes, no = some.answerable, ~some.answerable
    refused = (sure[no] < least).mean() if no.any() else np.nan
    falsely = (sure[yes] < least).mean() if yes.any() else np.nan
    print(
        f"  {name:<22}{yes.sum():4} + {no.sum():3}  AUC {auc(scores, yes):.3f}  refused "
        f"{refused:.3f}  falsely {falsely:.3f}  ECE {expected_error(sure, yes):.3f}"
    )


if __name__ == "__main__":
    main()
