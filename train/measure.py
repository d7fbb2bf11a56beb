"""How well a network reads the articles that were held out, as SQuAD measures."""

import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from groundwire.evaluation.short import best_f1, exact_match
from train.batches import encode, load_tokenizer
from train.examples import LABELS, entailment_examples, fold_of, load_squad
from train.network import Network
from train.spans import READ_TOGETHER, collate, point


def measure(network: Network, data: Path, encoder: Path, *, held: int) -> dict[str, Any]:
    """Exact match and F1 over the answerable questions of the held-out articles; the area under
    the ROC curve of *answerable* over those of SQuAD 2.0; accuracy of the support head."""
    tokenizer = load_tokenizer(encoder)
    asked = [one for one in load_squad(data / "reading") if fold_of(one.title) == held]
    pointed = point(network, tokenizer, [(one.question, one.paragraph) for one in asked])
    answerable = [(one, p) for one, p in zip(asked, pointed, strict=True) if one.answers]
    said = [
        (one.paragraph[slice(*p.span)], [text for _, text in one.answers]) for one, p in answerable
    ]
    v2 = {one.title for one in asked if not one.answers}
    judged = [(one, p) for one, p in zip(asked, pointed, strict=True) if one.title in v2]
    truth = np.array([bool(one.answers) for one, _ in judged])
    return {
        "articles": len({one.title for one in asked}),
        "answerable": len(answerable),
        "impossible": int((~truth).sum()),
        "exact": _mean([exact_match(*one) for one in said]),
        "f1": _mean([best_f1(*one) for one in said]),
        "auc_answers": area(truth, np.array([p.answers for _, p in judged])),
        "auc_margin": area(truth, np.array([p.margin for _, p in judged])),
        "auc_both": area(truth, np.array([p.margin / 2 + p.answers for _, p in judged])),
        "support": _support(network, tokenizer, data),
    }


def area(truth: NDArray[np.bool_], scores: NDArray[np.float64]) -> float:
    """Area under the ROC curve, by ranks; ties count half (Hanley & McNeil 1982)."""
    _, place, counts = np.unique(scores, return_inverse=True, return_counts=True)
    rank = (np.cumsum(counts) - (counts - 1) / 2)[place]
    positive = int(truth.sum())
    above = rank[truth].sum() - positive * (positive + 1) / 2
    return round(float(above / (positive * (len(truth) - positive))), 4)


def _mean(values: list[Any]) -> float:
    return round(float(np.mean(values)), 4)


def _support(network: Network, tokenizer: Any, data: Path) -> float:
    """Share of the held-out claims whose label is the likeliest."""
    import torch

    held = entailment_examples(data / "entailment" / "pairs.jsonl", held=True)
    right = []
    for first in range(0, len(held), READ_TOGETHER):
        part = held[first : first + READ_TOGETHER]
        batch = collate(encode(tokenizer, part))
        with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
            support = network(batch.ids, batch.mask, batch.kinds).support
        said = support.float().argmax(1).tolist()
        right += [LABELS[n] == one.label for n, one in zip(said, part, strict=True)]
    return _mean(right)


def write(figures: dict[str, Any], path: Path) -> None:
    """The figures as a JSON file beside the weights that they are of."""
    path.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
