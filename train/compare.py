"""Shipped readers against each other on the same questions: newsroom's held stories and SQuAD's
held-out articles, read by the network alone, as the product loads it.

    python -m train.compare train/runs/v1 train/runs/minilm-fold-2/export --split dev

The weights that rank a sentence are chosen on dev for each reader, and so is whether the header
stands in front. Intervals are of 95 % by drawing stories anew (a paired bootstrap over stories).
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from groundwire.index.openvino_model import import_openvino
from groundwire.index.openvino_runner import OpenVinoRunner
from train.bases import minilm
from train.batches import MAX_TOKENS, load_tokenizer
from train.measure import entailment, held_desks, squad_figures
from train.news_measure import (
    Outcomes,
    Weights,
    area,
    best_weights,
    judge_questions,
    outcomes,
    refused,
    support_balance,
)
from train.spans import TokenReading, token_reading
from train.squad import fold_of, load_squad
from train.windows import Cutter

DRAWS = 1_000
GRAPH = "reader.xml"


class Shipped:
    """A reader's files, loaded as the product loads them, as a function of pairs."""

    def __init__(self, folder: Path, *, precision: str = "int8", threads: int = 2) -> None:
        from tokenizers import Tokenizer

        self._folder = folder
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MAX_TOKENS, strategy="only_second")
        self._runner = OpenVinoRunner(self._load, threads=threads, precision=precision)

    def __call__(self, pairs: Sequence[tuple[str, str]]) -> list[TokenReading]:
        encodings = self._tokenizer.encode_batch(list(pairs))
        found: dict[int, TokenReading] = {}
        for rows, (heads, spans, support) in self._runner.run(encodings, outputs=3):
            for place, row in enumerate(rows):
                found[row] = token_reading(
                    encodings[row],
                    heads=heads[place].astype(np.float32),
                    spans=spans[place].astype(np.float32),
                    support=support[place].astype(np.float32),
                )
        return [found[row] for row in range(len(pairs))]

    def _load(self) -> Any:
        return import_openvino().Core().read_model(self._folder / GRAPH)


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen on dev for a reader."""

    headed: bool
    weights: Weights


def main() -> None:
    """Print each reader's figures, and what the second has more than the first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("readers", type=Path, nargs="+", help="folders of reader.xml")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--fold", type=int, default=2)
    parser.add_argument("--every", type=int, default=1, help="one question in so many")
    parser.add_argument("--dev", action="store_true", help="the dev stories alone")
    parser.add_argument("--precision", default="int8")
    arguments = parser.parse_args()
    cutter = Cutter(load_tokenizer(minilm(), most=None))
    readers = [Shipped(one, precision=arguments.precision) for one in arguments.readers]
    choices = [_choose(one, arguments, cutter) for one in readers]
    if not arguments.dev:
        _on_test(readers, choices, arguments, cutter)


def _choose(reader: Shipped, arguments: argparse.Namespace, cutter: Cutter) -> Choice:
    """Headers or not, and the weights, by the dev stories; their figures are printed."""
    desks = held_desks(arguments.data, cutter, "dev")
    best: tuple[float, Choice] | None = None
    for headed in (True, False):
        judged = judge_questions(desks, reader, headed=headed, every=arguments.every)
        weights = best_weights(judged)
        figures = outcomes(judged, weights).figures()
        _print("dev", headed=headed, weights=weights, **figures)
        if best is None or figures["first"] > best[0]:
            best = figures["first"], Choice(headed, weights)
    _print("dev", support=support_balance(desks, reader))
    if best is None:
        raise SystemExit("No dev stories.")
    return best[1]


def _on_test(
    readers: Sequence[Shipped],
    choices: Sequence[Choice],
    arguments: argparse.Namespace,
    cutter: Cutter,
) -> None:
    desks = held_desks(arguments.data, cutter, "test")
    squad = load_squad(arguments.data / "reading")
    asked = [one for one in squad if fold_of(one.title) == arguments.fold]
    found = []
    for reader, choice in zip(readers, choices, strict=True):
        judged = judge_questions(desks, reader, headed=choice.headed, every=arguments.every)
        found.append(outcomes(judged, choice.weights))
        _print("test", **asdict(choice), **found[-1].figures())
        _print("test", support=support_balance(desks, reader))
        _print("squad", **squad_figures(asked[:: arguments.every], reader))
        _print("entailment", accuracy=entailment(arguments.data, reader))
    for later in found[1:]:
        _print("test, gain over the first", **gains(found[0], later))


def gains(first: Outcomes, second: Outcomes) -> dict[str, tuple[float, float, float]]:
    """What the second reader has more than the first: the difference and its interval of 95 %."""
    stories = np.array([one.rpartition("-")[0] for one in first.ids])
    names = np.unique(stories)
    members = [np.flatnonzero(stories == name) for name in names]
    rng = np.random.default_rng(1)
    drawn = [
        np.concatenate([members[n] for n in rng.integers(len(names), size=len(names))])
        for _ in range(DRAWS)
    ]
    everything = np.arange(len(stories))
    return {
        name: _interval(
            measured(second, everything)[name] - measured(first, everything)[name],
            [measured(second, rows)[name] - measured(first, rows)[name] for rows in drawn],
        )
        for name in measured(first, everything)
    }


def measured(found: Outcomes, rows: NDArray[np.intp]) -> dict[str, float]:
    """The figures of some of the questions."""
    truth, sure = found.answerable[rows], found.sure[rows]
    return {
        "first": float(np.nanmean(found.first[rows])),
        "short exact": float(np.nanmean(found.exact[rows])),
        "yes/no": float(np.nanmean(found.yes_no[rows])),
        "auc": area(truth, sure),
        "refused": refused(truth, sure),
    }


def _interval(difference: float, drawn: Sequence[float]) -> tuple[float, float, float]:
    low, high = np.nanpercentile(drawn, (2.5, 97.5))
    return round(difference, 4), round(float(low), 4), round(float(high), 4)


def _print(name: str, **figures: Any) -> None:
    print(name, json.dumps(figures), flush=True)


if __name__ == "__main__":
    main()
