"""Time what news that keeps arriving costs: additions, builds of nothing new, swaps while asked.

    python bench/index.py --folder build/bench/index
    python bench/index.py --only unchanged swaps

Articles are made up of made-up words. The vectors of the large index that is added to are random
directions under the real encoder's name, because nothing of what is timed depends on where they
point; what is added is embedded by the real encoder. The load average stands beside the figures:
on a busy machine they say little.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

import numpy as np
from numpy.typing import NDArray

from chat import serving
from corpora import settings_for
from groundwire.index.build import add, build
from groundwire.index.encoder import Encoder, HashingEncoder
from groundwire.index.manifest import SEGMENTS
from groundwire.wiring import make_encoder
from swaps import swaps

SEED = 5
VOCABULARY = 20_000
WORDS_A_SENTENCE = 14
SENTENCES = 30  # of an article: about 5 passages, as in the news of the load test
BASE_ARTICLES = 20_000
ADDED = 1_000
UNCHANGED = 10_000
ONE_BY_ONE = 16  # additions of one article: two merges of the smallest segments are among them
ROUNDS = 3
PATIENCE = 60.0  # seconds until an addition must be answered from
PROGRAM = [sys.executable, "-m", "groundwire"]


class Pointless:
    """Random directions under another encoder's name: what the large index is filled with."""

    def __init__(self, real: Encoder) -> None:
        self.name, self.fingerprint, self.dimension = real.name, real.fingerprint, real.dimension
        self._random = np.random.default_rng(SEED)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        drawn = self._random.standard_normal((len(texts), self.dimension), dtype=np.float32)
        drawn /= np.linalg.norm(drawn, axis=1, keepdims=True)
        return drawn

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) * 4 // 3 for text in texts]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path("build/bench/index"))
    parser.add_argument("--base", type=int, default=BASE_ARTICLES, help="articles indexed before")
    parser.add_argument("--only", nargs="+", choices=sorted(MEASURES), default=list(MEASURES))
    args = parser.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    for name in args.only:
        before = os.getloadavg()[0]
        figures = MEASURES[name](args.folder, args.base)
        figures["load_average"] = [round(before, 2), round(os.getloadavg()[0], 2)]
        print(json.dumps({name: figures}), flush=True)


def adding_one(folder: Path, base: int) -> dict[str, Any]:
    """Seconds from the call to an answer of the running service, and bytes against the segment."""
    index = _copy_of_base(folder, base)
    settings = settings_for(index)
    encoder = make_encoder(settings)
    encoder.encode(["the weights load now"])
    kept_open, by_command, ratios = [], [], []
    with serving(index) as url:
        _found(url, "anything", wait=False)
        for number in range(ONE_BY_ONE):
            path, word = _marked(folder, number)
            written = _written()
            started = time.perf_counter()
            add([path], folder=index, encoder=encoder, passage_tokens=settings.passage_tokens)
            wrote = _written() - written
            _found(url, word)
            kept_open.append(time.perf_counter() - started)
            ratios.append(wrote / _newest_segment(index))
        for number in range(ONE_BY_ONE, ONE_BY_ONE + ROUNDS):
            path, word = _marked(folder, number)
            started = time.perf_counter()
            subprocess.run(
                [*PROGRAM, "add", "--index", str(index), str(path)], check=True, capture_output=True
            )
            _found(url, word)
            by_command.append(time.perf_counter() - started)
    return {
        "additions": ONE_BY_ONE,
        "seconds": _spread(kept_open),
        "seconds by command": _spread(by_command),
        "bytes written / bytes of the segment": _spread(ratios),
    }


def adding_a_thousand(folder: Path, base: int) -> dict[str, Any]:
    """Adding 1,000 articles to the large index against building an index of them."""
    texts = _articles(folder / "thousand", ADDED, seed=SEED + 1)
    encoder = make_encoder(settings_for(folder))
    encoder.encode(["the weights load now"])
    fresh, added = [], []
    for _ in range(ROUNDS):
        new = folder / "fresh"
        shutil.rmtree(new, ignore_errors=True)
        fresh.append(_seconds(lambda new=new: _build(build, texts, new, encoder)))
        index = _copy_of_base(folder, base)
        added.append(_seconds(lambda index=index: _build(add, texts, index, encoder)))
    return {
        "articles": ADDED,
        "seconds fresh": _spread(fresh),
        "seconds added": _spread(added),
        "ratio": round(median(added) / median(fresh), 3),
    }


def unchanged(folder: Path, base: int) -> dict[str, Any]:
    """Building again what has not changed, by command: 10,000 files, and one file of as many."""
    files = _articles(folder / "files", UNCHANGED, seed=SEED)
    lines = folder / "lines" / "articles.jsonl"
    lines.parent.mkdir(exist_ok=True)
    with lines.open("w", encoding="utf-8") as file:
        for path in sorted(files.iterdir()):
            file.write(json.dumps({"text": path.read_text("utf-8")}) + "\n")
    found = {}
    for name, corpus in (("files", files), ("one file", lines.parent)):
        index = folder / f"unchanged-{corpus.name}"
        shutil.rmtree(index, ignore_errors=True)
        encoder = Pointless(make_encoder(settings_for(index)))
        first = _seconds(lambda c=corpus, i=index, e=encoder: _build(build, c, i, e))
        again = [
            _seconds(
                lambda c=corpus, i=index: subprocess.run(
                    [*PROGRAM, "build", "--index", str(i), str(c)], check=True, capture_output=True
                )
            )
            for _ in range(ROUNDS)
        ]
        found[name] = {"seconds first": round(first, 1), "seconds again": _spread(again)}
    return {"articles": UNCHANGED, **found}


def swapping(folder: Path, base: int) -> dict[str, Any]:
    """50 generations swapped in while 10 readers ask without pause."""
    index = folder / "swapped"
    shutil.rmtree(index, ignore_errors=True)
    corpus = _articles(folder / "thousand", ADDED, seed=SEED + 1)
    _build(build, corpus, index, HashingEncoder())
    return swaps(index, folder / "versions")


MEASURES: dict[str, Callable[[Path, int], dict[str, Any]]] = {
    "one": adding_one,
    "thousand": adding_a_thousand,
    "unchanged": unchanged,
    "swaps": swapping,
}


def _build(write: Callable[..., Any], corpus: Path, index: Path, encoder: Any) -> None:
    tokens = settings_for(index).passage_tokens
    write([corpus], folder=index, encoder=encoder, passage_tokens=tokens)


def _copy_of_base(folder: Path, base: int) -> Path:
    """A fresh copy of the large index; it is built where there is none yet."""
    kept, copy = folder / f"base-{base}", folder / "large"
    if not (kept / "CURRENT").exists():
        corpus = _articles(folder / f"corpus-{base}", base, seed=SEED)
        print("building the large index", file=sys.stderr)
        _build(build, corpus, kept, Pointless(make_encoder(settings_for(kept))))
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(kept, copy)
    os.sync()  # what copying left to write is not what is timed
    return copy


def _articles(folder: Path, count: int, *, seed: int) -> Path:
    """A folder of made-up articles, one file each."""
    if folder.exists():
        return folder
    draw = random.Random(seed)
    vocabulary = [
        "".join(draw.choices("abdegiklmnoprstu", k=draw.randint(3, 9))) for _ in range(VOCABULARY)
    ]
    weights = [1 / rank for rank in range(1, VOCABULARY + 1)]
    folder.mkdir(parents=True)
    for number in range(count):
        sentences = [
            " ".join(draw.choices(vocabulary, weights, k=WORDS_A_SENTENCE)).capitalize() + "."
            for _ in range(SENTENCES)
        ]
        text = f"---\ntitle: Story {number} of {seed}\nlanguage: en\n---\n" + " ".join(sentences)
        (folder / f"story{number:06}.md").write_text(text + "\n", "utf-8")
    return folder


def _marked(folder: Path, number: int) -> tuple[Path, str]:
    """An article that alone has a certain word."""
    word = f"quokka{number}"
    path = folder / "marked" / f"{word}.md"
    path.parent.mkdir(exist_ok=True)
    body = next(_articles(folder / "thousand", ADDED, seed=SEED + 1).glob(f"*{number:03}.md"))
    path.write_text(body.read_text("utf-8") + f"\nThe {word} was seen at the old ferry.\n", "utf-8")
    return path, word


def _found(url: str, word: str, *, wait: bool = True) -> None:
    """Return once the service finds an article with the word."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        query = urlencode({"q": f"Where was the {word} seen?", "k": 3})
        with urlopen(f"{url}/search?{query}", timeout=PATIENCE) as response:  # noqa: S310
            hits = json.load(response)["hits"]
        if not wait or any(word in hit["text"] for hit in hits):
            return
        time.sleep(0.02)
    raise TimeoutError(f"{word} was not found within {PATIENCE} s")


def _newest_segment(index: Path) -> int:
    newest = max((index / SEGMENTS).iterdir(), key=lambda path: path.stat().st_mtime_ns)
    return sum(path.stat().st_size for path in newest.iterdir())


def _written() -> int:
    """Bytes that this process has asked the system to write."""
    counts = dict(line.split(": ") for line in Path("/proc/self/io").read_text().splitlines())
    return int(counts["wchar"])


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _spread(values: Sequence[float]) -> dict[str, float]:
    return {"median": round(median(values), 3), "most": round(max(values), 3), "n": len(values)}


if __name__ == "__main__":
    main()
