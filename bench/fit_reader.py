"""Fit the heuristic reader's weights: which sentence answers, over SQuAD 2.0 dev as one corpus.

    python bench/fit_reader.py --data ../shared --questions 700 --folder build/bench/squad

Every story is an article and every question is asked of all of them. What is fitted is a softmax
regression: of the sentences that were gathered for a question, the answer's should weigh most.
Two thirds of the stories fit, the other third is reported; so are the answerable questions of
eval/questions.yaml over the five source articles, whose gold spans are the answers.
"""

import argparse
import random
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpora import SquadQuestion, answerer_over, default_data, squad, squad_articles
from corpora import squad_questions as questions_of
from groundwire.answer.answer import Answerer
from groundwire.evaluation.gold import Span
from groundwire.evaluation.questions import load_questions, match_articles, resolve
from groundwire.reading.evidence import Features
from groundwire.reading.heuristic import WEIGHTS
from groundwire.reading.reader import Reading
from groundwire.records import Question

QUESTIONS = Path(__file__).resolve().parents[1] / "eval" / "questions.yaml"
SEED = 7  # of the draw of questions
REPORTED = 3  # every third story is reported, the others fit
RIDGE = 0.02  # pulls weights towards 0 where the data does not speak

Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """One question: the features of its sentences, shape ``(sentences, features)``, and which of
    the sentences hold the answer in the paragraph that was asked about."""

    story: int
    features: Vector
    right: NDArray[np.bool_]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=default_data())
    parser.add_argument("--questions", type=int, default=700)
    parser.add_argument("--folder", type=Path, default=Path("build/bench/squad"))
    parser.add_argument("--seeds-folder", type=Path, default=Path("build/bench/seeds"))
    args = parser.parse_args()
    seeds = answerer_over([args.data / "seeds"], args.seeds_folder)
    own = {split: gold_examples(seeds, split) for split in ("dev", "held")}
    stories = squad(args.data)
    corpus = squad_articles(args.data, args.folder / "articles.jsonl")
    answerer = answerer_over([corpus], args.folder / "index")
    questions = questions_of(stories)
    random.Random(SEED).shuffle(questions)
    report([example(answerer, question) for question in questions[: args.questions]], own)


def example(answerer: Answerer, question: SquadQuestion) -> Example:
    """A question with what was gathered for it."""
    readings = answerer.readings(Question(question.text))
    return Example(
        story=question.story,
        features=np.array([astuple(reading.evidence.features) for reading in readings]),
        right=np.array([answers(reading, question) for reading in readings], dtype=np.bool_),
    )


def answers(reading: Reading, question: SquadQuestion) -> bool:
    """Whether the sentence is one of the paragraph's and holds the answer's words."""
    text = reading.evidence.text
    in_paragraph = " ".join(text.split()) in " ".join(question.paragraph.split())
    return in_paragraph and any(answer in text for answer in question.answers)


def gold_examples(answerer: Answerer, split: str) -> list[Example]:
    """The answerable questions of a split for which a sentence of a gold span was gathered."""
    file = load_questions(QUESTIONS)
    index = answerer.library.index
    articles = match_articles(file, map(index.article, range(len(index.article_ids))))
    examples = []
    for question in file.questions:
        if question.split == split and question.answerable and question.gold:
            spans = resolve(question.gold, articles)
            readings = answerer.readings(question.to_question())
            features = np.array([astuple(reading.evidence.features) for reading in readings])
            right = [any(_overlap(reading, span) for span in spans) for reading in readings]
            examples.append(Example(0, features, np.array(right, dtype=np.bool_)))
    return [one for one in examples if one.right.any()]


def _overlap(reading: Reading, span: Span) -> bool:
    sentence, article = reading.evidence.sentence, reading.evidence.hit.article
    same = article.id == span.article.id
    return same and sentence.start < span.end and span.start < sentence.end


def report(examples: Sequence[Example], own: dict[str, list[Example]]) -> None:
    """How often the sentence that weighs most is right: by each feature alone, by the weights in
    the code, and by those fitted here; ``own`` are the groups of our own questions."""
    found = [one for one in examples if one.right.any()]
    fit_on = [one for one in found if one.story % REPORTED]
    others = [one for one in found if not one.story % REPORTED]
    print(f"{len(examples)} questions, the answer gathered for {len(found) / len(examples):.3f}")
    groups = {"fit": fit_on, "reported": others, **own}
    print(", ".join(f"{name}: {len(group)}" for name, group in groups.items()) + "; right first:")
    names = [field.name for field in fields(Features)]
    fitted = fit(fit_on)
    rows = {
        **{f"{name} alone": np.eye(len(names))[place] for place, name in enumerate(names)},
        "weights in the code": np.array(astuple(WEIGHTS)),
        "weights fitted": fitted,
    }
    print(f"{'':<24}" + "".join(f"{name:>10}" for name in groups))
    for name, weights in rows.items():
        shares = "".join(f"{right_first(group, weights):10.3f}" for group in groups.values())
        print(f"{name:<24}{shares}")
    print(f"{'':<24}{'code':>10}{'fitted':>10}")
    for name, shipped, weight in zip(names, astuple(WEIGHTS), fitted, strict=True):
        print(f"{name:<24}{shipped:10.2f}{weight:10.2f}")


def fit(examples: Sequence[Example]) -> Vector:
    """The weights under which the right sentences have the largest share, shape ``(features,)``."""
    from scipy.optimize import minimize  # type: ignore[import-untyped]

    start = np.ones(len(fields(Features)))
    found: Vector = minimize(_loss, start, args=(examples,), jac=True, method="L-BFGS-B").x
    return found


def _loss(weights: Vector, examples: Sequence[Example]) -> tuple[float, Vector]:
    """Mean negative logarithm of the right sentences' share with the ridge, and its slope."""
    loss, slope = RIDGE / 2 * float(weights @ weights), RIDGE * weights
    for one in examples:
        share = _softmax(one.features @ weights)
        right = share * one.right
        total = right.sum()
        loss -= float(np.log(total)) / len(examples)
        slope = slope + one.features.T @ (share - right / total) / len(examples)
    return loss, slope


def _softmax(values: Vector) -> Vector:
    grown = np.exp(values - values.max())
    return np.asarray(grown / grown.sum())


def right_first(examples: Sequence[Example], weights: Vector) -> float:
    """Share of questions whose best sentence is right; of several equally good, their mean."""
    scored = [(np.round(one.features @ weights, 9), one.right) for one in examples]
    return float(np.mean([right[scores == scores.max()].mean() for scores, right in scored]))


if __name__ == "__main__":
    main()
