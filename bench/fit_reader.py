"""Fit the heuristic reader's weights: which sentence answers, over SQuAD 2.0 dev as one corpus.

    python bench/fit_reader.py ../shared/data/reading/squad-v2.0-dev.json --questions 1200

Softmax regression: for each question the features of the sentences that were gathered, and which
of them hold the answer. Fitted on two thirds of the articles, reported on the rest.
"""

import argparse
import json
import random
import tempfile
from dataclasses import astuple, fields
from pathlib import Path

import numpy as np

from groundwire.answer.answer import Answerer
from groundwire.answer.evidence import Features
from groundwire.answer.reader import WEIGHTS, HeuristicReader
from groundwire.index.build import build
from groundwire.index.generation import open_index
from groundwire.records import Question
from groundwire.search.query import understand
from groundwire.settings import Settings
from groundwire.wiring import make_encoder

RIDGE = 0.01  # pulls weights towards 0 where the data does not speak
STEPS, RATE = 2000, 0.05


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("squad", type=Path)
    parser.add_argument("--questions", type=int, default=1200)
    parser.add_argument("--index", type=Path, help="keep the index here and reuse it")
    args = parser.parse_args()
    stories = json.loads(args.squad.read_text("utf-8"))["data"]
    answerer = _answerer(stories, args.index or Path(tempfile.mkdtemp()))
    examples = _examples(answerer, stories, args.questions)
    train = [example for example in examples if example[0] % 3]
    held = [example for example in examples if example[0] % 3 == 0]
    print(f"{len(train)} questions to fit, {len(held)} to report")
    weights = _fit(train)
    for name, given in (("before", np.array(astuple(WEIGHTS))), ("fitted", weights)):
        print(f"{name}: right first {_right(train, given):.3f} fit, {_right(held, given):.3f} held")
    for field, weight in zip(fields(Features), weights, strict=True):
        print(f"    {field.name}={weight:.2f},")


def _answerer(stories: list[dict], folder: Path) -> Answerer:
    encoder = make_encoder(Settings())
    corpus = folder / "squad.jsonl"
    folder.mkdir(parents=True, exist_ok=True)
    if not corpus.exists():
        lines = [
            json.dumps(
                {
                    "id": f"squad-{number}",
                    "title": story["title"].replace("_", " "),
                    "text": "\n\n".join(p["context"] for p in story["paragraphs"]),
                }
            )
            for number, story in enumerate(stories)
        ]
        corpus.write_text("\n".join(lines), "utf-8")
    build([corpus], folder=folder / "index", encoder=encoder, passage_tokens=128)
    index = open_index(folder / "index", encoder=encoder)
    return Answerer(index, encoder, HeuristicReader(), top_k=10, max_claims=4)


def _examples(answerer: Answerer, stories: list[dict], most: int) -> list[tuple]:
    """(story number, features (n, f), is answer (n,)) for questions with the answer gathered."""
    asked = [
        (number, paragraph["context"], qa["question"], [a["text"] for a in qa["answers"]])
        for number, story in enumerate(stories)
        for paragraph in story["paragraphs"]
        for qa in paragraph["qas"]
        if qa["answers"]
    ]
    random.Random(7).shuffle(asked)
    examples = []
    missed = 0
    for number, context, text, answers in asked[:most]:
        query = understand(Question(text))
        vector = answerer._searcher.encode(query.text)
        hits = answerer._searcher.search(query, vector, 10)
        evidence = answerer._gatherer.gather(query, hits, vector)
        gold = np.array(
            [e.text in context and any(a in e.text for a in answers) for e in evidence], dtype=bool
        )
        missed += not gold.any()
        if gold.any():
            examples.append((number, np.array([astuple(e.features) for e in evidence]), gold))
    print(f"answer's sentence among those gathered: {1 - missed / most:.3f}")
    return examples


def _fit(examples: list[tuple]) -> np.ndarray:
    weights = np.array(astuple(WEIGHTS))
    moment, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS // 10 + 1):
        slope = RIDGE * weights
        for _, features, gold in examples:
            share = _softmax(features @ weights)
            right = share * gold
            slope += features.T @ (share - right / right.sum()) / len(examples)
        moment = 0.9 * moment + 0.1 * slope
        square = 0.999 * square + 0.001 * slope**2
        weights = weights - RATE * (moment / (1 - 0.9**step)) / (
            np.sqrt(square / (1 - 0.999**step)) + 1e-8
        )
    return weights


def _softmax(values: np.ndarray) -> np.ndarray:
    grown = np.exp(values - values.max())
    return grown / grown.sum()


def _right(examples: list[tuple], weights: np.ndarray) -> float:
    return float(np.mean([gold[np.argmax(features @ weights)] for _, features, gold in examples]))


if __name__ == "__main__":
    main()
