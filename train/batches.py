"""Examples as batches of tokens: sorted by length, so that little is padding."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from train.examples import LABELS, Example
from train.network import MAX_TOKENS

BATCH_TOKENS = 4_096  # 32 windows of 128 tokens
MOST_IN_BATCH = 64
SORTED_TOGETHER = 50  # batches: a wider sort would show short examples together only
UNKNOWN = -100  # no target: cross-entropy ignores it


@dataclass(frozen=True, slots=True)
class Encoded:
    """One example as tokens; ``start`` and ``end`` are the tokens of the answer (0: none)."""

    ids: list[int]
    kinds: list[int]
    start: int
    end: int
    relevant: float
    answers: float
    label: int


@dataclass(frozen=True, slots=True)
class Batch:
    """Tensors of ``n`` examples; a target that is not given is NaN or ``UNKNOWN``."""

    ids: Tensor
    mask: Tensor
    kinds: Tensor
    starts: Tensor
    ends: Tensor
    relevant: Tensor
    answers: Tensor
    labels: Tensor


def load_tokenizer(folder: Path, most: int = MAX_TOKENS) -> Any:
    """The encoder's own tokeniser; of a pair too long, the end of the text is cut off."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(most, strategy="only_second")
    tokenizer.no_padding()
    return tokenizer


def encode(tokenizer: Any, examples: Sequence[Example]) -> list[Encoded]:
    """The examples as tokens. An answer that is cut off counts as one whose place is unknown."""
    pairs = tokenizer.encode_batch([(one.first, one.text) for one in examples])
    return [_encoded(one, pair) for one, pair in zip(examples, pairs, strict=True)]


def _encoded(example: Example, pair: Any) -> Encoded:
    start, end = _token_span(example, pair)
    return Encoded(
        ids=pair.ids,
        kinds=pair.type_ids,
        start=start,
        end=end,
        relevant=_target(example.relevant),
        answers=_target(example.answers),
        label=UNKNOWN if example.label is None else LABELS.index(example.label),
    )


def _target(value: bool | None) -> float:
    return float("nan") if value is None else float(value)


def _token_span(example: Example, pair: Any) -> tuple[int, int]:
    """First and last token of the answer; (0, 0) if there is none, ``UNKNOWN`` if not known."""
    if example.label is not None or not example.spanned:
        return UNKNOWN, UNKNOWN
    if example.span is None:
        return 0, 0
    first, last = example.span
    inside = [
        n
        for n, ((start, end), kind) in enumerate(zip(pair.offsets, pair.type_ids, strict=True))
        if kind == 1 and start < last and end > first
    ]
    complete = inside and pair.offsets[inside[-1]][1] >= last
    return (inside[0], inside[-1]) if complete else (UNKNOWN, UNKNOWN)


def batches(encoded: Sequence[Encoded], rng: np.random.Generator) -> Iterator[Batch]:
    """Every example once, in an order drawn by ``rng``."""
    order = rng.permutation(len(encoded))
    grouped = [group for part in _parts(order) for group in _by_length(encoded, part)]
    for place in rng.permutation(len(grouped)):
        yield collate([encoded[n] for n in grouped[place]])


def _parts(order: np.ndarray) -> list[np.ndarray]:
    size = SORTED_TOGETHER * 32
    return [order[first : first + size] for first in range(0, len(order), size)]


def _by_length(encoded: Sequence[Encoded], part: np.ndarray) -> Iterator[list[int]]:
    group: list[int] = []
    for place in sorted(part.tolist(), key=lambda n: (len(encoded[n].ids), n)):
        length = len(encoded[place].ids)
        if group and (length * (len(group) + 1) > BATCH_TOKENS or len(group) == MOST_IN_BATCH):
            yield group
            group = []
        group.append(place)
    if group:
        yield group


def collate(group: Sequence[Encoded]) -> Batch:
    """The examples padded to the longest."""
    length = max(len(one.ids) for one in group)
    ids = torch.zeros(len(group), length, dtype=torch.long)
    mask, kinds = torch.zeros_like(ids), torch.zeros_like(ids)
    for row, one in enumerate(group):
        ids[row, : len(one.ids)] = torch.tensor(one.ids)
        mask[row, : len(one.ids)] = 1
        kinds[row, : len(one.kinds)] = torch.tensor(one.kinds)
    return Batch(
        ids,
        mask,
        kinds,
        torch.tensor([one.start for one in group]),
        torch.tensor([one.end for one in group]),
        torch.tensor([one.relevant for one in group]),
        torch.tensor([one.answers for one in group]),
        torch.tensor([one.label for one in group]),
    )
