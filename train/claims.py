"""Claims with evidence of the sets whose licences let weights be shipped, and some of them asked
as questions."""

import gzip
import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from train.asked import as_question
from train.example import Example, Label, Polar, varied

SHIPPABLE = ("snli-dev", "snli-test", "fool-me-twice")
MORE = ("fever", "conjnli", "counterfactual-nli", "breaking-nli")
_OF_LABEL: dict[str, Label] = {
    "entailment": "supported",
    "neutral": "neither",
    "contradiction": "contradicted",
    "supports": "supported",
    "refutes": "contradicted",
}
_POLAR_OF: dict[Label, Polar] = {"supported": "yes", "neither": "neither", "contradicted": "no"}
HELD = 10  # one premise of so many, by hash, is held out
LONGEST = 1_200  # characters of evidence: about 300 tokens


def entailment_examples(path: Path, *, held: bool) -> list[Example]:
    """SNLI's and FoolMeTwice's claims; a tenth, by hash of the evidence, is held out."""
    lines = path.read_text("utf-8").splitlines()
    rows = (row for line in lines if (row := json.loads(line))["set"] in SHIPPABLE)
    return _examples(rows, held=held)


def more_examples(folder: Path, name: str, *, held: bool) -> list[Example]:
    """The claims of a file of entailment/more, split in the same way."""
    with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return _examples([json.loads(line) for line in lines], held=held)


def _examples(rows: Iterable[dict[str, Any]], *, held: bool) -> list[Example]:
    return [
        Example(row["hypothesis"], row["premise"], label=_OF_LABEL[row["label"].lower()])
        for row in rows
        if _is_held(row["premise"]) == held and len(row["premise"]) <= LONGEST
    ]


def _is_held(premise: str) -> bool:
    return int(hashlib.sha256(premise.encode()).hexdigest(), 16) % HELD == 0


def asked_examples(claims: Sequence[Example], rng: np.random.Generator) -> list[Example]:
    """The claims asked as questions for yes or no."""
    return [
        Example(
            varied(as_question(one.first, rng), rng),
            one.text,
            spanned=False,
            answers=float(one.label != "neither"),
            relevant=True,
            polar=_POLAR_OF[one.label],
        )
        if one.label != "neither"
        else Example(
            varied(as_question(one.first, rng), rng),
            one.text,
            evidence=(),
            answers=0.0,
            polar="neither",
        )
        for one in claims
        if one.label
    ]
