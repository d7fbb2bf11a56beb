"""Reading with a network in training: what its heads say of a text."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from train.batches import collate, encode, text_tokens
from train.example import Example, Span
from train.network import Network

MOST_TOKENS = 16  # of an answer; of SQuAD's 98 % are shorter
READ_TOGETHER = 4_096  # tokens
_LENGTHS = np.arange(MOST_TOKENS)[None, :]


@dataclass(frozen=True, slots=True)
class Within:
    """A part of a text: its likeliest answer with its log probability, the log probability that
    the answer stands in it at all, and the mean logit of its tokens' being of such a sentence."""

    span: Span
    sure: float
    place: float
    marked: float


@dataclass(frozen=True, slots=True)
class TokenReading:
    """One text as the network reads it; ``relevant`` to ``support`` are logits.

    ``spans``, shape (tokens, MOST_TOKENS), are log probabilities of the answer that starts at one
    of the text's tokens and ends as many later; ``evidence`` (tokens,) are logits, and ``offsets``
    (tokens, 2) say where the tokens stand.
    """

    relevant: float
    answers: float
    polar: NDArray[np.float32]
    support: NDArray[np.float32]
    spans: NDArray[np.float32]
    evidence: NDArray[np.float32]
    offsets: NDArray[np.int64]

    def within(self, start: int, end: int) -> Within | None:
        """What is said of ``text[start:end]``; None where no token stands there."""
        first = int(np.searchsorted(self.offsets[:, 0], start))
        last = int(np.searchsorted(self.offsets[:, 1], end, side="right"))
        if last <= first:
            return None
        inside = self.spans[first:last].copy()
        inside[np.arange(last - first)[:, None] + _LENGTHS >= last - first] = -np.inf
        row, more = divmod(int(inside.argmax()), MOST_TOKENS)
        return Within(
            span=(int(self.offsets[first + row, 0]), int(self.offsets[first + row + more, 1])),
            sure=float(inside.max()),
            place=float(np.logaddexp.reduce(inside, axis=None)),
            marked=float(self.evidence[first:last].mean()),
        )


def token_reading(
    encoding: Any,
    *,
    heads: NDArray[np.float32],
    spans: NDArray[np.float32],
    support: NDArray[np.float32],
) -> TokenReading:
    """What the network's outputs for one text say. ``heads`` are relevant, answers and, where the
    network has them, the three of ``POLARS``; ``spans`` (length, 2 or 3) start, end, evidence."""
    inside = text_tokens(encoding)
    size = len(inside)
    start, end = spans[inside, 0].astype(np.float32), spans[inside, 1].astype(np.float32)
    ends = np.arange(size)[:, None] + _LENGTHS
    scores = start[:, None] + np.where(ends < size, end[np.minimum(ends, size - 1)], -np.inf)
    nowhere = spans[0, 0] + spans[0, 1]
    scores = scores - np.logaddexp(np.logaddexp.reduce(scores, axis=None), nowhere)
    return TokenReading(
        relevant=float(heads[0]),
        answers=float(heads[1]),
        polar=heads[2:5] if len(heads) > 2 else np.array([-1.0, -1.0, 0.0], np.float32),
        support=support,
        spans=scores.astype(np.float32),
        evidence=spans[inside, 2] if spans.shape[1] > 2 else np.zeros(size, np.float32),
        offsets=np.array(encoding.offsets, np.int64).reshape(-1, 2)[inside],
    )


def read(
    network: Network, tokenizer: Any, pairs: Sequence[tuple[str, str]], *, pad: int
) -> list[TokenReading]:
    """What the network says of (question, text) pairs, in their order."""
    order = sorted(range(len(pairs)), key=lambda n: (-len(pairs[n][0]) - len(pairs[n][1]), n))
    found: dict[int, TokenReading] = {}
    was_training = network.training
    network.eval()
    first = 0
    while first < len(order):
        size = sum(len(part) for part in pairs[order[first]]) // 4 + 8
        places = order[first : first + max(1, READ_TOGETHER // size)]
        some = _read(network, tokenizer, [pairs[n] for n in places], pad)
        found.update(zip(places, some, strict=True))
        first += len(places)
    network.train(was_training)
    return [found[n] for n in range(len(pairs))]


def _read(
    network: Network, tokenizer: Any, pairs: Sequence[tuple[str, str]], pad: int
) -> list[TokenReading]:
    encodings = tokenizer.encode_batch(list(pairs))
    batch = collate(encode(tokenizer, [Example(*pair) for pair in pairs]), pad=pad)
    with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
        output = network(batch.ids, batch.mask, batch.kinds)
    heads = torch.cat([output.relevant[:, None], output.answers[:, None], output.polar], 1)
    spans = torch.cat([output.spans, output.evidence[..., None]], 2)
    return [
        token_reading(encoding, heads=one, spans=two, support=three)
        for encoding, one, two, three in zip(
            encodings, _array(heads), _array(spans), _array(output.support), strict=True
        )
    ]


def _array(logits: Tensor) -> NDArray[np.float32]:
    return np.asarray(logits.float().numpy())
