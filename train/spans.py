"""Reading with a trained network: where its answer is, and what its heads say."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from train.batches import collate, encode
from train.examples import Example
from train.network import Network

MOST_TOKENS = 16  # of an answer; of SQuAD's 98 % are shorter
READ_TOGETHER = 32


@dataclass(frozen=True, slots=True)
class Pointed:
    """The best answer in a text: its characters, how likely among all spans and nowhere (the null
    span of token 0), and the logits of the heads."""

    span: tuple[int, int]
    probability: float
    margin: float  # best span's logit less the null span's
    relevant: float
    answers: float


def point(network: Network, tokenizer: Any, pairs: Sequence[tuple[str, str]]) -> list[Pointed]:
    """What the network says of (question, text) pairs, in their order."""
    order = sorted(range(len(pairs)), key=lambda n: (len(pairs[n][0]) + len(pairs[n][1]), n))
    found: dict[int, Pointed] = {}
    was_training = network.training
    network.eval()
    for first in range(0, len(order), READ_TOGETHER):
        places = order[first : first + READ_TOGETHER]
        found.update(
            zip(places, _point(network, tokenizer, [pairs[n] for n in places]), strict=True)
        )
    network.train(was_training)
    return [found[n] for n in range(len(pairs))]


def _point(network: Network, tokenizer: Any, pairs: Sequence[tuple[str, str]]) -> list[Pointed]:
    examples = [Example(question, text) for question, text in pairs]
    encodings = tokenizer.encode_batch(list(pairs))
    batch = collate(encode(tokenizer, examples))
    with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
        output = network(batch.ids, batch.mask, batch.kinds)
    logits = output.spans.float().numpy()
    heads = torch.stack([output.relevant, output.answers], 1).float().numpy()
    return [_best(encoding, logits[row], heads[row]) for row, encoding in enumerate(encodings)]


def _best(encoding: Any, logits: NDArray[np.float32], heads: NDArray[np.float32]) -> Pointed:
    inside = np.flatnonzero(np.array(encoding.type_ids) == 1)[:-1]  # without the closing mark
    start, end = logits[: len(encoding.ids), 0], logits[: len(encoding.ids), 1]
    scores = start[inside][:, None] + end[inside][None, :]
    length = np.arange(len(inside))
    allowed = (length[None, :] >= length[:, None]) & (
        length[None, :] - length[:, None] < MOST_TOKENS
    )
    scores = np.where(allowed, scores, -np.inf)
    place = int(scores.argmax())
    first, last = inside[place // len(inside)], inside[place % len(inside)]
    null = float(start[0] + end[0])
    best = float(scores.max())
    total = np.logaddexp.reduce(np.append(scores[allowed], null))
    return Pointed(
        span=(encoding.offsets[first][0], encoding.offsets[last][1]),
        probability=float(np.exp(best - total)),
        margin=best - null,
        relevant=float(heads[0]),
        answers=float(heads[1]),
    )
