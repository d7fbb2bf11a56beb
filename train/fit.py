"""Training: two passes over all examples and a last one over whole paragraphs, resumable, the same
result for the same seed.

After the first pass the reader points at the answers of the sentence questions, whose place is
not given, and learns from those it is sure of in the second (self-training). The last one shows
SQuAD's questions alone, those that its paragraphs do not answer among them: nearly all else that
is not answered is easy to tell.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from train.batches import UNKNOWN, Batch, Encoded, batches, encode, load_tokenizer
from train.examples import (
    Asked,
    Example,
    damaged_examples,
    entailment_examples,
    fold_of,
    load_squad,
    question_examples,
    sentence_examples,
    usual,
)
from train.network import Network, Output
from train.spans import point

PASSES = 2  # four overfit: the limit is the data
PEAK_RATE = 1.5e-4
LAST_RATE = 6e-5  # of the pass over whole paragraphs
WARM_UP = 0.06  # share of the steps
WEIGHT_DECAY = 0.01
CLIP = 1.0  # largest norm of a gradient
SURE = 0.5  # probability of the span from which a self-made label is learned from
SUPPORT_WEIGHT = 0.5  # of its loss: it is the easier task, with as many examples
SAVE_EVERY = 100  # steps


@dataclass(frozen=True, slots=True)
class Plan:
    """What to train: ``held`` is the fold left out; None trains on every article."""

    data: Path
    encoder: Path
    folder: Path
    held: int | None
    seed: int


def fit(plan: Plan, report: Any = print) -> Network:
    """Train, or go on where an interrupted training stopped, and return the network."""
    torch.manual_seed(plan.seed)
    plan.folder.mkdir(parents=True, exist_ok=True)
    network = Network(plan.encoder)
    tokenizer = load_tokenizer(plan.encoder)
    trainable = [one for one in network.parameters() if one.requires_grad]
    optimizer = torch.optim.AdamW(trainable, lr=PEAK_RATE, weight_decay=WEIGHT_DECAY, fused=True)
    kept, sentences = examples(plan)
    done, labels = _resume(plan, network, optimizer)
    size = len(_pass(plan, tokenizer, [*kept, *sentences], 0))
    step = 0
    for number in range(PASSES + 1):
        if number == PASSES:
            shown = whole_paragraphs(plan)
        else:
            if number and labels is None:
                labels = self_labels(network, tokenizer, sentences, report)
            shown = [*kept, *(_with_spans(sentences, labels) if number else sentences)]
        chosen = _pass(plan, tokenizer, shown, number)
        for place, batch in enumerate(chosen):
            step += 1
            if step <= done:
                continue
            last = number == PASSES
            rate = _last_rate(place, len(chosen)) if last else _rate(step, size * PASSES)
            loss = _step(network, optimizer, batch, rate=rate)
            if step % 20 == 0:
                report(f"pass {number + 1} step {step} loss {loss:.3f}", flush=True)
            if step % SAVE_EVERY == 0:
                _save(plan, network, optimizer, step, labels)
    _save(plan, network, optimizer, step, labels)
    return network.eval()


def examples(plan: Plan) -> tuple[list[Example], list[Example]]:
    """All examples of the articles that are not held out, and the sentence questions."""
    rng = np.random.default_rng(plan.seed)
    asked = _not_held(plan)
    kept = question_examples(asked, rng)
    kept += entailment_examples(plan.data / "entailment" / "pairs.jsonl", held=False)
    kept += damaged_examples(asked, rng)
    path = plan.data / "reading" / "squad-sentence-questions.jsonl"
    return kept, sentence_examples(path, rng)


def whole_paragraphs(plan: Plan) -> list[Example]:
    """The SQuAD questions that are not held out, each with its whole paragraph."""
    found = []
    for one in _not_held(plan):
        if one.answers:
            at, answer = usual(one.answers)
            span = (at, at + len(answer))
            found.append(Example(one.question, one.paragraph, span, relevant=True, answers=True))
        else:
            found.append(Example(one.question, one.paragraph, relevant=True, answers=False))
    return found


def _not_held(plan: Plan) -> list[Asked]:
    return [
        one
        for one in load_squad(plan.data / "reading")
        if plan.held is None or fold_of(one.title) != plan.held
    ]


def _pass(plan: Plan, tokenizer: Any, shown: Sequence[Example], number: int) -> list[Batch]:
    """The batches of one pass, in their order: the same whenever they are asked for."""
    encoded: list[Encoded] = encode(tokenizer, shown)
    return list(batches(encoded, np.random.default_rng([plan.seed, number])))


def _rate(step: int, total: int) -> float:
    """The learning rate: a linear rise, then a linear fall to nothing."""
    warm = max(1, math.ceil(WARM_UP * total))
    return PEAK_RATE * min(step / warm, max(0.0, (total - step) / max(1, total - warm)))


def _last_rate(place: int, total: int) -> float:
    """The same for the last pass, which starts from a trained network."""
    warm = max(1, math.ceil(WARM_UP * total))
    return LAST_RATE * min((place + 1) / warm, 1 - place / total)


def _step(network: Network, optimizer: Any, batch: Batch, *, rate: float) -> float:
    network.train()
    for group in optimizer.param_groups:
        group["lr"] = rate
    with torch.autocast("cpu", dtype=torch.bfloat16):
        output = network(batch.ids, batch.mask, batch.kinds)
    total = loss(output, batch)
    total.backward()
    torch.nn.utils.clip_grad_norm_(network.parameters(), CLIP)
    optimizer.step()
    optimizer.zero_grad()
    return float(total.detach())


def loss(output: Output, batch: Batch) -> Tensor:
    """The sum of the heads' losses over what the batch gives targets for."""
    spans = output.spans.float().masked_fill((batch.mask == 0)[..., None], -1e4)
    parts = [
        _mean(functional.cross_entropy(spans[..., 0], batch.starts, reduction="sum"), batch.starts),
        _mean(functional.cross_entropy(spans[..., 1], batch.ends, reduction="sum"), batch.ends),
        _binary(output.relevant.float(), batch.relevant),
        _binary(output.answers.float(), batch.answers),
    ]
    support = functional.cross_entropy(output.support.float(), batch.labels, reduction="sum")
    parts.append(SUPPORT_WEIGHT * _mean(support, batch.labels))
    return torch.stack(parts[:2]).mean() + torch.stack(parts[2:]).sum()


def _mean(total: Tensor, targets: Tensor) -> Tensor:
    return total / (targets != UNKNOWN).sum().clamp(min=1)


def _binary(logits: Tensor, targets: Tensor) -> Tensor:
    known = ~targets.isnan()
    if not known.any():
        return logits.sum() * 0
    return functional.binary_cross_entropy_with_logits(logits[known], targets[known])


def self_labels(
    network: Network, tokenizer: Any, sentences: Sequence[Example], report: Any
) -> list[tuple[int, int] | None]:
    """Where the reader points in the texts that hold the answer, None where it is not sure."""
    wanted = [one for one in sentences if one.answers]
    pointed = iter(point(network, tokenizer, [(one.first, one.text) for one in wanted]))
    found = []
    for one in sentences:
        place = next(pointed) if one.answers else None
        found.append(place.span if place and place.probability >= SURE else None)
    sure = sum(1 for span in found if span)
    report(f"self-training: {sure} of {len(wanted)} answers pointed at", flush=True)
    return found


def _with_spans(
    sentences: Sequence[Example], spans: Sequence[tuple[int, int] | None] | None
) -> list[Example]:
    if spans is None:
        return list(sentences)
    return [
        replace(one, span=span, spanned=True) if span else one
        for one, span in zip(sentences, spans, strict=True)
    ]


def _save(
    plan: Plan, network: Network, optimizer: Any, step: int, labels: Sequence[Any] | None
) -> None:
    """A checkpoint in one step, so that an interruption leaves the one before or this one."""
    state = {
        "network": network.state_dict(),
        "optimizer": optimizer.state_dict(),
        "step": step,
        "labels": labels,
        "random": torch.get_rng_state(),
    }
    draft = plan.folder / "checkpoint.draft"
    torch.save(state, draft)
    draft.replace(plan.folder / "checkpoint.pt")


def _resume(plan: Plan, network: Network, optimizer: Any) -> tuple[int, Any]:
    path = plan.folder / "checkpoint.pt"
    if not path.exists():
        return 0, None
    state = torch.load(path, weights_only=True)
    network.load_state_dict(state["network"])
    optimizer.load_state_dict(state["optimizer"])
    torch.set_rng_state(state["random"])
    return int(state["step"]), state["labels"]
