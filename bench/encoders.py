"""Compare the encoders on real passages: speed, likeness to the reference, latency, start-up.

    python bench/encoders.py ../shared/data/news/articles.jsonl.gz --passages 500

The reference is sentence-transformers' own ``encode``. All run in this process on the same
passages, one after the other, and the fastest of the rounds counts: compare figures of one run.
"""

import argparse
import itertools
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

import numpy as np
from numpy.typing import NDArray

from groundwire.corpus.clean.article import clean
from groundwire.corpus.passages import header, split_passages
from groundwire.corpus.read.readers import read_articles
from groundwire.errors import ArticleError
from groundwire.index.encoder import Encoder, SentenceTransformersEncoder
from groundwire.index.openvino_encoder import OpenVinoEncoder
from groundwire.records import RawArticle

PASSAGE_TOKENS = 128
PASSAGES_AN_ARTICLE = 5  # so that many articles take part
QUERY = "How many countries took part in the summit?"
SENTENCE_TOKENS = 30  # of the batch that is embedded while answering
NEIGHBOURS = 10
LATENCY_ROUNDS = 40
START = """
import sys, time; started = time.perf_counter()
from pathlib import Path
from bench.encoders import make
make({name!r}, Path({cache!r})).encode(["A bridge."])
print(time.perf_counter() - started)
"""


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured of one encoder."""

    encoder: str
    passages_per_second: float
    passages_per_core_second: float
    times_reference: float
    cosine_min: float
    cosine_mean: float
    top10_overlap: float
    query_ms: float
    sixteen_sentences_ms: float
    start_seconds: float


def make(name: str, cache: Path) -> Encoder:
    """The encoder of a row."""
    if name == "sentence-transformers":
        return SentenceTransformersEncoder()
    return OpenVinoEncoder(cache=cache, precision=name.split()[-1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--passages", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache" / "groundwire")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    args = parser.parse_args()
    names = ["sentence-transformers", "openvino bf16", "openvino f32"]
    encoders = {name: make(name, args.cache) for name in names}
    texts = passages(args.articles, args.passages, encoders[names[0]])
    rows = measure(encoders, texts, rounds=args.rounds, cache=args.cache)
    tokens = encoders[names[0]].count_tokens(texts)
    setting = {
        "passages": len(texts),
        "tokens_mean": round(float(np.mean(tokens)), 1),
        "cores": len(os.sched_getaffinity(0)),
        "load_average": os.getloadavg()[0],
    }
    if args.json:
        print(json.dumps({**setting, "encoders": [asdict(row) for row in rows]}, indent=2))
    else:
        print(" ".join(f"{name}={value}" for name, value in setting.items()))
        print_table(rows)


def passages(path: Path, count: int, encoder: Encoder) -> list[str]:
    """Embedding inputs of the first passages of the first articles."""
    found: list[str] = []
    for raw in read_articles([path]):
        if len(found) >= count:
            break
        if isinstance(raw, RawArticle):
            found.extend(_inputs(raw, encoder))
    return found[:count]


def _inputs(raw: RawArticle, encoder: Encoder) -> list[str]:
    try:
        article = clean(raw)
    except ArticleError:
        return []
    split = split_passages(article, max_tokens=PASSAGE_TOKENS, count_tokens=encoder.count_tokens)
    return [
        f"{header(article)}\n{article.text[passage.start : passage.end]}"
        for passage in itertools.islice(split, PASSAGES_AN_ARTICLE)
    ]


def measure(
    encoders: dict[str, Encoder], texts: Sequence[str], *, rounds: int, cache: Path
) -> list[Row]:
    """One row an encoder; the first is the reference."""
    sentences = [" ".join(text.split()[-SENTENCE_TOKENS:]) for text in texts[:16]]
    rows: list[Row] = []
    reference: NDArray[np.float32] | None = None
    for name, encoder in encoders.items():
        encoder.encode(texts[:16])  # loads and warms
        vectors, wall, busy = _timed(encoder, texts, rounds)
        reference = vectors if reference is None else reference
        cosines = (reference * vectors).sum(axis=1)
        speed = len(texts) / wall
        rows.append(
            Row(
                encoder=name,
                passages_per_second=round(speed, 1),
                passages_per_core_second=round(len(texts) / busy, 1),
                times_reference=round(speed / (rows[0].passages_per_second if rows else speed), 2),
                cosine_min=round(float(cosines.min()), 6),
                cosine_mean=round(float(cosines.mean()), 6),
                top10_overlap=round(_overlap(reference, vectors), 4),
                query_ms=_latency(lambda encoder=encoder: encoder.encode([QUERY])),
                sixteen_sentences_ms=_latency(lambda encoder=encoder: encoder.encode(sentences)),
                start_seconds=_start(name, cache),
            )
        )
    return rows


def _timed(
    encoder: Encoder, texts: Sequence[str], rounds: int
) -> tuple[NDArray[np.float32], float, float]:
    """Vectors, and the least seconds of the clock and of the cores that they took."""
    walls, busy = [], []
    for _ in range(rounds):
        started, used = time.perf_counter(), _core_seconds()
        vectors = encoder.encode(texts)
        walls.append(time.perf_counter() - started)
        busy.append(_core_seconds() - used)
    return vectors, min(walls), min(busy)


def _core_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _overlap(reference: NDArray[np.float32], vectors: NDArray[np.float32]) -> float:
    """Share of each passage's nearest ten that are also the reference's nearest ten."""
    best = []
    for given in (reference, vectors):
        scores = given @ given.T
        np.fill_diagonal(scores, -1)
        best.append(np.argsort(-scores, axis=1, kind="stable")[:, :NEIGHBOURS])
    pairs = zip(*best, strict=True)
    return float(np.mean([len(set(a) & set(b)) / NEIGHBOURS for a, b in pairs]))


def _latency(encode: Callable[[], object]) -> float:
    """Median milliseconds of a call."""
    for _ in range(3):
        encode()
    spent = []
    for _ in range(LATENCY_ROUNDS):
        started = time.perf_counter()
        encode()
        spent.append(time.perf_counter() - started)
    return round(median(spent) * 1e3, 2)


def _start(name: str, cache: Path) -> float:
    """Seconds from the start of Python's first import to the first vector, in a new process."""
    program = START.format(name=name, cache=str(cache))
    root = Path(__file__).parent.parent
    result = subprocess.run(
        [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True
    )
    return round(float(result.stdout), 2)


def print_table(rows: Sequence[Row]) -> None:
    """One line an encoder, one column a figure."""
    names = list(asdict(rows[0]))
    lines = [names, *([str(value) for value in asdict(row).values()] for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(names))]
    for line in lines:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)))


if __name__ == "__main__":
    main()
