"""Examples as batches of tokens: sorted by length, so that little is padding."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

from train.bases import Base
from train.example import LABELS, POLARS, Example

MAX_TOKENS = 320  # question and text with their marks; longer texts are cut off
BATCH_TOKENS = 4_096  # 32 windows of 128 tokens
MOST_IN_BATCH = 64
SORTED_TOGETHER = 1_600  # examples: a wider sort would show short examples together only
UNKNOWN = -100  # no target: cross-entropy ignores it


@dataclass(frozen=True, slots=True)
class Encoded:
    """One example as tokens; ``start`` and ``end`` are the tokens of the answer (0: none), and
    ``evidence`` how far each token's sentence answers, NaN where that is not known."""

    ids: list[int]
    kinds: list[int]
    start: int
    end: int
    evidence: list[float]
    relevant: float
    answers: float
    polar: int
    label: int


@dataclass(frozen=True, slots=True)
class Batch:
    """Tensors of ``n`` examples; a target that is not given is NaN or ``UNKNOWN``."""

    ids: Tensor
    mask: Tensor
    kinds: Tensor
    starts: Tensor
    ends: Tensor
    evidence: Tensor  # (n, length)
    relevant: Tensor
    answers: Tensor
    polar: Tensor
    labels: Tensor


def load_tokenizer(base: Base, *, most: int | None = MAX_TOKENS) -> Any:
    """The encoder's own tokeniser; of a pair too long, the end of the text is cut off, unless
    ``most`` is None."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(base.folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    if most:
        tokenizer.enable_truncation(most, strategy="only_second")
    return tokenizer


def encode(tokenizer: Any, examples: Sequence[Example]) -> list[Encoded]:
    """The examples as tokens. An answer that is cut off counts as one whose place is unknown."""
    pairs = tokenizer.encode_batch([(one.first, one.text) for one in examples])
    return [_encoded(one, pair) for one, pair in zip(examples, pairs, strict=True)]


def text_tokens(pair: Any) -> list[int]:
    """Which tokens of an encoded pair are the text's."""
    return [n for n, part in enumerate(pair.sequence_ids) if part == 1]


def _encoded(example: Example, pair: Any) -> Encoded:
    start, end = _token_span(example, pair)
    return Encoded(
        ids=pair.ids,
        kinds=pair.type_ids,
        start=start,
        end=end,
        evidence=_marked(example, pair),
        relevant=_target(example.relevant),
        answers=_target(example.answers),
        polar=UNKNOWN if example.polar is None else POLARS.index(example.polar),
        label=UNKNOWN if example.label is None else LABELS.index(example.label),
    )


def _target(value: float | None) -> float:
    return float("nan") if value is None else float(value)


def _token_span(example: Example, pair: Any) -> tuple[int, int]:
    """First and last token of the answer; (0, 0) if there is none, ``UNKNOWN`` if not known."""
    if example.label is not None or not example.spanned:
        return UNKNOWN, UNKNOWN
    if example.span is None:
        return 0, 0
    first, last = example.span
    offsets = pair.offsets
    inside = [n for n in text_tokens(pair) if offsets[n][0] < last and offsets[n][1] > first]
    complete = inside and offsets[inside[-1]][1] >= last
    return (inside[0], inside[-1]) if complete else (UNKNOWN, UNKNOWN)


def _marked(example: Example, pair: Any) -> list[float]:
    found = [float("nan")] * len(pair.ids)
    if example.evidence is None:
        return found
    for n in text_tokens(pair):
        start, end = pair.offsets[n]
        if start >= example.head:
            wanted = [m.wanted for m in example.evidence if m.start < end and m.end > start]
            found[n] = max(wanted, default=0.0)
    return found


def batches(
    encoded: Sequence[Encoded], rng: np.random.Generator, *, pad: int, tokens: int = BATCH_TOKENS
) -> Iterator[Batch]:
    """Every example once, in an order drawn by ``rng``."""
    order = rng.permutation(len(encoded))
    parts = [order[at : at + SORTED_TOGETHER] for at in range(0, len(order), SORTED_TOGETHER)]
    grouped = [group for part in parts for group in _by_length(encoded, part, tokens)]
    for place in rng.permutation(len(grouped)):
        yield collate([encoded[n] for n in grouped[place]], pad=pad)


def _by_length(encoded: Sequence[Encoded], part: np.ndarray, tokens: int) -> Iterator[list[int]]:
    group: list[int] = []
    for place in sorted(part.tolist(), key=lambda n: (len(encoded[n].ids), n)):
        length = len(encoded[place].ids)
        if group and (length * (len(group) + 1) > tokens or len(group) == MOST_IN_BATCH):
            yield group
            group = []
        group.append(place)
    if group:
        yield group


def collate(group: Sequence[Encoded], *, pad: int) -> Batch:
    """The examples padded to the longest; ``pad`` is the token of nothing."""
    length = max(len(one.ids) for one in group)
    ids = torch.full((len(group), length), pad, dtype=torch.long)
    mask, kinds = torch.zeros_like(ids), torch.zeros_like(ids)
    evidence = torch.full((len(group), length), float("nan"))
    for row, one in enumerate(group):
        size = len(one.ids)
        ids[row, :size] = torch.tensor(one.ids)
        mask[row, :size] = 1
        kinds[row, :size] = torch.tensor(one.kinds)
        evidence[row, :size] = torch.tensor(one.evidence)
    return Batch(
        ids,
        mask,
        kinds,
        torch.tensor([one.start for one in group]),
        torch.tensor([one.end for one in group]),
        evidence,
        torch.tensor([one.relevant for one in group]),
        torch.tensor([one.answers for one in group]),
        torch.tensor([one.polar for one in group]),
        torch.tensor([one.label for one in group]),
    )
