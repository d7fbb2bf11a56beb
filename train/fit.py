"""Training: rounds of examples, as many steps as are asked for, resumable; the same result for the
same seed on the same machine.

The learning rate rises, holds, and falls over the last fifth, so that a training may be made
longer before it begins to fall.
"""

import math
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from train.bases import Base
from train.batches import BATCH_TOKENS, UNKNOWN, Batch, batches, encode, load_tokenizer
from train.example import Example
from train.mixture import shown
from train.network import Network, Output
from train.shipped import go_on_from

PEAK_RATE = 1.2e-4
HEADS_RATE = 5  # times as fast: the heads are new
WARM_UP = 30  # steps
FALL = 0.3  # share of the steps over which the rate falls
WEIGHT_DECAY = 0.01
CLIP = 1.0  # largest norm of a gradient
SAVE_EVERY = 50  # steps
REPORT_EVERY = 10  # steps
LOOK_FOR_PAUSE = 10.0  # seconds
WEIGHTS = {  # of the losses: the support head has the easier task with as many examples
    "spans": 1.0,
    "relevant": 0.5,
    "answers": 1.0,
    "evidence": 1.0,
    "polar": 0.7,
    "support": 0.7,
}


@dataclass(frozen=True, slots=True)
class Plan:
    """What to train, and where it is kept. ``start`` is a folder with the shipped files to go on
    from; while the file ``pause`` exists, training waits."""

    base: Base
    folder: Path
    steps: int
    seed: int
    start: Path | None = None
    rate: float = PEAK_RATE
    batch_tokens: int = BATCH_TOKENS
    pause: Path | None = None


def fit(
    plan: Plan,
    examples: Mapping[str, Sequence[Example]],
    *,
    track: Any = None,
    track_every: int = 300,
    report: Any = print,
) -> Network:
    """Train, or go on where an interrupted training stopped, and return the network; ``track`` is
    called with it and the step now and then."""
    torch.manual_seed(plan.seed)
    plan.folder.mkdir(parents=True, exist_ok=True)
    network = Network(plan.base)
    if plan.start:
        report(f"new: {', '.join(go_on_from(network, plan.start))}", flush=True)
    optimizer = torch.optim.AdamW(
        _groups(network, plan.rate), weight_decay=WEIGHT_DECAY, fused=True
    )
    done = _resume(plan, network, optimizer)
    began, sums = time.process_time(), {}
    for step, batch in enumerate(_stream(plan, examples, done), start=done + 1):
        if step > plan.steps:
            break
        _wait(plan.pause)
        _set_rate(optimizer, _share_of_rate(step, plan.steps))
        _add(sums, _step(network, optimizer, batch))
        if step % REPORT_EVERY == 0:
            each = (time.process_time() - began) / (step - done)
            report(
                f"step {step} of {plan.steps}  {each:.2f} s of processor  {_means(sums)}",
                flush=True,
            )
            sums = {}
        if step % SAVE_EVERY == 0 or step == plan.steps:
            _save(plan, network, optimizer, step)
        if track and (step % track_every == 0 or step == plan.steps):
            track(network, step)
    return network.eval()


def _groups(network: Network, rate: float) -> list[dict[str, Any]]:
    learned = network.learned()
    heads = [one for name, one in learned.items() if not name.startswith("encoder.")]
    encoder = [one for name, one in learned.items() if name.startswith("encoder.")]
    return [
        {"params": encoder, "lr": rate, "peak": rate},
        {"params": heads, "lr": rate * HEADS_RATE, "peak": rate * HEADS_RATE},
    ]


def _stream(plan: Plan, examples: Mapping[str, Sequence[Example]], done: int) -> Iterator[Batch]:
    """The batches from the one after step ``done`` on, round after round, without an end."""
    tokenizer = load_tokenizer(plan.base)
    number = step = 0
    while True:
        encoded = encode(tokenizer, shown(examples, number, plan.seed))
        rng = np.random.default_rng([plan.seed, number])
        for batch in batches(encoded, rng, pad=plan.base.pad, tokens=plan.batch_tokens):
            step += 1
            if step > done:
                yield batch
        number += 1


def _share_of_rate(step: int, steps: int) -> float:
    falling = max(1, math.ceil(FALL * steps))
    return min(1.0, step / WARM_UP, (steps - step + 1) / falling)


def _set_rate(optimizer: Any, share: float) -> None:
    for group in optimizer.param_groups:
        group["lr"] = group["peak"] * share


def _wait(pause: Path | None) -> None:
    while pause and pause.exists():
        time.sleep(LOOK_FOR_PAUSE)


def _step(network: Network, optimizer: Any, batch: Batch) -> dict[str, float]:
    network.train()
    with torch.autocast("cpu", dtype=torch.bfloat16):
        output = network(batch.ids, batch.mask, batch.kinds)
    parts = losses(output, batch)
    torch.stack([WEIGHTS[name] * part for name, part in parts.items()]).sum().backward()
    torch.nn.utils.clip_grad_norm_(network.parameters(), CLIP)
    optimizer.step()
    optimizer.zero_grad()
    return {name: float(part.detach()) for name, part in parts.items()}


def losses(output: Output, batch: Batch) -> dict[str, Tensor]:
    """The loss of each head, a mean over what the batch gives targets for."""
    spans = output.spans.float().masked_fill((batch.mask == 0)[..., None], -1e4)
    return {
        "spans": (_cross(spans[..., 0], batch.starts) + _cross(spans[..., 1], batch.ends)) / 2,
        "relevant": _binary(output.relevant.float(), batch.relevant),
        "answers": _binary(output.answers.float(), batch.answers),
        "evidence": _binary(output.evidence.float(), batch.evidence),
        "polar": _cross(output.polar.float(), batch.polar),
        "support": _cross(output.support.float(), batch.labels),
    }


def _cross(logits: Tensor, targets: Tensor) -> Tensor:
    total = functional.cross_entropy(logits, targets, ignore_index=UNKNOWN, reduction="sum")
    return total / (targets != UNKNOWN).sum().clamp(min=1)


def _binary(logits: Tensor, targets: Tensor) -> Tensor:
    known = ~targets.isnan()
    if not known.any():
        return logits.sum() * 0
    return functional.binary_cross_entropy_with_logits(logits[known], targets[known])


def _add(sums: dict[str, list[float]], parts: Mapping[str, float]) -> None:
    for name, part in parts.items():
        if part:
            sums.setdefault(name, []).append(part)


def _means(sums: Mapping[str, Sequence[float]]) -> str:
    return "  ".join(f"{name} {sum(some) / len(some):.3f}" for name, some in sums.items())


def _save(plan: Plan, network: Network, optimizer: Any, step: int) -> None:
    """A checkpoint in one step, so that an interruption leaves the one before or this one."""
    state = {
        "network": {name: one.detach() for name, one in network.learned().items()},
        "optimizer": optimizer.state_dict(),
        "step": step,
        "random": torch.get_rng_state(),
    }
    draft = plan.folder / "checkpoint.draft"
    torch.save(state, draft)
    draft.replace(plan.folder / "checkpoint.pt")


def _resume(plan: Plan, network: Network, optimizer: Any) -> int:
    path = plan.folder / "checkpoint.pt"
    if not path.exists():
        return 0
    state = torch.load(path, weights_only=True)
    load_learned(network, state["network"])
    optimizer.load_state_dict(state["optimizer"])
    torch.set_rng_state(state["random"])
    return int(state["step"])


def load_learned(network: Network, kept: Mapping[str, Tensor]) -> None:
    """Put the learned parameters of a checkpoint into a network."""
    own = dict(network.named_parameters())
    with torch.no_grad():
        for name, value in kept.items():
            own[name].copy_(value)
