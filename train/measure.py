"""How well a network in training reads what was held out: newsroom stories, SQuAD's articles."""

import json
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from groundwire.evaluation.datasets.newsroom import Split
from groundwire.evaluation.short import best_f1, exact_match
from train.bases import Base
from train.batches import load_tokenizer
from train.claims import entailment_examples
from train.example import LABELS
from train.mixture import Sources
from train.network import Network
from train.news_examples import Desk
from train.news_measure import (
    ReadPairs,
    Weights,
    area,
    best_weights,
    judge_questions,
    outcomes,
    support_balance,
)
from train.newsroom import load_stories, stories_for
from train.spans import read
from train.squad import Asked, fold_of, load_squad
from train.windows import Cutter

TRACKED = 4  # of newsroom's dev questions one in so many is asked while training goes on
TRACKED_SQUAD = 8


class Tracker:
    """Asks a network in training a part of the held-out questions, and notes the figures."""

    def __init__(self, sources: Sources, base: Base, path: Path) -> None:
        self._desks = held_desks(sources.data, sources.cutter, "dev")
        asked = load_squad(sources.data / "reading")
        self._asked = [one for one in asked if fold_of(one.title) == sources.held][::TRACKED_SQUAD]
        self._base, self._path = base, path

    def __call__(self, network: Network, step: int) -> None:
        began = time.monotonic()
        reader = reader_of(network, self._base)
        judged = judge_questions(self._desks, reader, every=TRACKED)
        weights = best_weights(judged)
        balance, _ = support_balance(self._desks, reader)
        figures = {
            "step": step,
            "weights": weights,
            **outcomes(judged, weights).figures(),
            "support": balance,
            "squad": squad_figures(self._asked, reader),
            "seconds": round(time.monotonic() - began),
        }
        print(figures, flush=True)
        with self._path.open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(figures) + "\n")


def held_desks(data: Path, cutter: Cutter, split: Split) -> list[Desk]:
    """The stories of a split, cut as the index cuts them."""
    stories = stories_for(load_stories(data / "newsroom"), split)
    return [
        Desk(one, tuple(w for article in one.articles for w in cutter.passages(article)), ())
        for one in stories
    ]


def reader_of(network: Network, base: Base) -> ReadPairs:
    """The network as a function of (question, text) pairs."""
    return partial(read, network, load_tokenizer(base), pad=base.pad)


def measure(network: Network, sources: Sources, base: Base) -> dict[str, Any]:
    """The figures of the dev and test stories, the weights of the heads chosen on dev, and of the
    held-out articles of SQuAD, SNLI and FoolMeTwice."""
    reader = reader_of(network, base)
    found: dict[str, Any] = {}
    weights: Weights | None = None
    for split in ("dev", "test"):
        desks = held_desks(sources.data, sources.cutter, split)  # type: ignore[arg-type]
        judged = judge_questions(desks, reader)
        weights = weights or best_weights(judged)
        balance, kinds = support_balance(desks, reader)
        found[split] = {
            "weights": weights,
            **outcomes(judged, weights).figures(),
            "support": balance,
            "by kind": kinds,
        }
    asked = load_squad(sources.data / "reading")
    found["squad"] = squad_figures([a for a in asked if fold_of(a.title) == sources.held], reader)
    found["entailment"] = entailment(sources.data, reader)
    return found


def squad_figures(asked: Sequence[Asked], read_pairs: ReadPairs) -> dict[str, float]:
    """Exact match and F1 over the answerable questions, each with its whole paragraph; the area
    under the ROC curve of *answerable* over the articles of SQuAD 2.0."""
    readings = read_pairs([(one.question, one.paragraph) for one in asked])
    said = []
    for one, reading in zip(asked, readings, strict=True):
        part = reading.within(0, len(one.paragraph))
        if one.answers and part:
            said.append((one.paragraph[slice(*part.span)], [text for _, text in one.answers]))
    v2 = {one.title for one in asked if not one.answers}
    judged = [(one, r) for one, r in zip(asked, readings, strict=True) if one.title in v2]
    truth = np.array([bool(one.answers) for one, _ in judged])
    return {
        "answerable": len(said),
        "exact": round(float(np.mean([exact_match(*one) for one in said])), 4),
        "f1": round(float(np.mean([best_f1(*one) for one in said])), 4),
        "auc": area(truth, np.array([r.answers for _, r in judged])),
    }


def entailment(data: Path, read_pairs: ReadPairs) -> float:
    """Share of the held-out claims of SNLI and FoolMeTwice whose label is the likeliest."""
    claims = entailment_examples(data / "entailment" / "pairs.jsonl", held=True)
    readings = read_pairs([(one.first, one.text) for one in claims])
    right = [
        LABELS[int(np.argmax(reading.support))] == one.label
        for one, reading in zip(claims, readings, strict=True)
    ]
    return round(float(np.mean(right)), 4)


def write(figures: dict[str, Any], path: Path) -> None:
    """The figures as a JSON file beside the weights that they are of."""
    path.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
