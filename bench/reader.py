"""Time the trained reader over windows of text, beside torch with a network of the same shape.

    python bench/reader.py --windows 12 --tokens 100

All run in this process on the same invented windows, in turn, round after round, so that what else
the machine does is shared out: compare figures of one run. Processor time is that of all threads;
on idle cores the wall shows it divided by their number.
"""

import argparse
import json
import os
import random
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from statistics import median

from groundwire.index.tokens import read_tokenizer
from groundwire.index.weights import TOKENIZER, find_model
from groundwire.reading.network import MOST_TOKENS, WEIGHTS, NetworkReader, TextReading

QUESTION = "How much does the new ferry to the islands cost the council a year?"
WORDS = (
    "the council said on Friday that a new ferry would cross to islands each winter while older "
    "boats wait for repairs and 47 crews keep their pay of 3,200 crowns mayor Anna Berg told "
    "reporters in Tornholm but unions doubt it because harbours freeze after January"
).split()
SEED = 5  # of the windows' words
ROUNDS = 20
OURS = "ours, 8 bits"


@dataclass(frozen=True, slots=True)
class Row:
    """One way of reading; ``times`` is its processor time beside ours, ``agree`` the share of
    windows where it points at the same words as ours in float32 (None: it was not trained)."""

    reader: str
    wall_ms: float
    processor_ms: float
    times: float
    agree: float | None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--windows", type=int, default=12)
    parser.add_argument("--tokens", type=int, default=100, help="of a window, without the question")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    args = parser.parse_args()
    rows = measure(windows(args.windows, args.tokens), args.rounds)
    if args.json:
        print(json.dumps([asdict(row) for row in rows], indent=2))
        return
    print(f"{args.windows} windows of {args.tokens} tokens, {len(os.sched_getaffinity(0))} cores,")
    print(f"load average {os.getloadavg()[0]:.1f}; milliseconds, median of {args.rounds} rounds")
    print(f"{'':<16}{'wall':>9}{'processor':>11}{'times':>8}{'agree':>8}")
    for row in rows:
        agree = "" if row.agree is None else f"{row.agree:.2f}"
        print(
            f"{row.reader:<16}{row.wall_ms:9.1f}{row.processor_ms:11.1f}{row.times:8.2f}{agree:>8}"
        )


def windows(count: int, tokens: int) -> list[str]:
    """Invented texts of so many tokens each."""
    tokenizer = read_tokenizer(WEIGHTS / TOKENIZER)
    draw = random.Random(SEED)
    texts = []
    for _ in range(count):
        drawn = draw.choices(WORDS, k=tokens)
        while len(tokenizer.encode(" ".join(drawn), add_special_tokens=False).ids) > tokens:
            drawn.pop()
        texts.append(" ".join(drawn))
    return texts


def measure(texts: list[str], rounds: int) -> list[Row]:
    """Every way of reading in turn, after two rounds that warm it up."""
    kinds = {OURS: "int8", "ours, bfloat16": "bf16", "ours, float32": "f32"}
    networks = {name: NetworkReader(precision=kind) for name, kind in kinds.items()}
    pointed = {name: _pointed(one.read(QUESTION, texts)) for name, one in networks.items()}
    ways: dict[str, Callable[[], object]] = {
        name: lambda one=one: one.read(QUESTION, texts) for name, one in networks.items()
    }
    ways["torch, float32"] = torch_reader(texts)
    spent: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    for turn in range(rounds + 2):
        for name, read in ways.items():
            started, used = time.perf_counter(), time.process_time()
            read()
            if turn >= 2:
                spent[name].append((time.perf_counter() - started, time.process_time() - used))
    ours = median(used for _, used in spent[OURS])
    return [
        Row(
            reader=name,
            wall_ms=round(median(wall for wall, _ in each) * 1e3, 1),
            processor_ms=round(median(used for _, used in each) * 1e3, 1),
            times=round(median(used for _, used in each) / ours, 2),
            agree=_agreement(pointed, name),
        )
        for name, each in spent.items()
    ]


def _pointed(readings: list[TextReading]) -> list[tuple[int, int]]:
    """First token and length of the likeliest answer in each text."""
    return [divmod(int(reading.spans.argmax()), MOST_TOKENS) for reading in readings]


def _agreement(pointed: dict[str, list[tuple[int, int]]], name: str) -> float | None:
    if name not in pointed:
        return None
    same = [a == b for a, b in zip(pointed[name], pointed["ours, float32"], strict=True)]
    return round(sum(same) / len(same), 3)


def torch_reader(texts: list[str]) -> Callable[[], object]:
    """The encoder that the reader was made from, as one batch with torch: a reader's floor."""
    import torch
    from transformers import AutoModel

    model = AutoModel.from_pretrained(
        str(find_model(None).folder), local_files_only=True, dtype=torch.float32
    ).eval()
    tokenizer = read_tokenizer(WEIGHTS / TOKENIZER)
    torch.set_num_threads(len(os.sched_getaffinity(0)))

    def read() -> object:
        encodings = [tokenizer.encode(QUESTION, text) for text in texts]
        longest = max(len(encoding.ids) for encoding in encodings)
        for encoding in encodings:
            encoding.pad(longest)
        ids, mask, kinds = (
            torch.tensor([getattr(encoding, name) for encoding in encodings])
            for name in ("ids", "attention_mask", "type_ids")
        )
        with torch.inference_mode():
            return model(input_ids=ids, attention_mask=mask, token_type_ids=kinds)

    return read


if __name__ == "__main__":
    main()
