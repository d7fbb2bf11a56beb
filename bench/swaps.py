"""Readers ask a service without pause while generation after generation is swapped in.

One article is told anew in every generation: "Version 7 ...". What a reader is told must be the
version of the generation that its answer names, and the same question in the same generation must
be answered by the same bytes. Used by bench/index.py.
"""

import json
import re
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import numpy as np

from chat import serving

READERS = 10
GENERATIONS = 50
QUIET_SECONDS = 30.0  # asked before without any swap, for comparison
PAUSE = 0.5  # seconds between two generations
QUESTION = "Which version of the quokka report is out?"
_VERSION = re.compile(r"version\d+")
_WRITER = """
import json, os, sys, time
from pathlib import Path
from groundwire.index.build import add
from groundwire.index.encoder import HashingEncoder
os.nice(10)  # as `serve --watch` writes
index, path = map(Path, sys.argv[1:3])
for number in range(int(sys.argv[3])):
    path.write_text(f"The quokka report is out in version{number} now.\\n", "utf-8")
    report = add([path], folder=index, encoder=HashingEncoder(), passage_tokens=128)
    print(json.dumps([report.generation, f"version{number}"]), flush=True)
    time.sleep(float(sys.argv[4]))
"""


@dataclass
class Heard:
    """What the readers were told: milliseconds, and ``(kind, generation, answer)``."""

    milliseconds: list[float] = field(default_factory=list)
    answers: list[tuple[str, str, str]] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


def swaps(index: Path, folder: Path) -> dict[str, Any]:
    """Failed requests, mixed answers, and the 99th percentile with and without swapping."""
    folder.mkdir(exist_ok=True)
    path = folder / "quokka.txt"
    versions = _write(index, path, 1, 0.0)
    with serving(index, GROUNDWIRE_ENCODER="hashing") as url:
        quiet = _asked(url, lambda: time.sleep(QUIET_SECONDS))
        busy = _asked(url, lambda: versions.update(_write(index, path, GENERATIONS, PAUSE)))
        busy_with_nothing = _asked(url, lambda: time.sleep(QUIET_SECONDS))
    p99 = {
        name: round(float(np.percentile(heard.milliseconds, 99)), 1)
        for name, heard in (("quiet", quiet), ("swapping", busy), ("after", busy_with_nothing))
    }
    heard = quiet.answers + busy.answers
    told: dict[tuple[str, str], set[str]] = {}
    for kind, generation, answer in heard:
        told.setdefault((kind, generation), set()).add(answer)
    quoting = [(generation, set(_VERSION.findall(answer))) for _, generation, answer in heard]
    mixed = sum(bool(quoted - {versions.get(generation)}) for generation, quoted in quoting)
    return {
        "readers": READERS,
        "generations": GENERATIONS,
        "generations answered from": len({generation for _, generation, _ in busy.answers}),
        "requests": len(busy.milliseconds),
        "requests without swapping": len(quiet.milliseconds),
        "answers that quote the version": sum(bool(quoted) for _, quoted in quoting),
        "failed": len(quiet.failures + busy.failures),
        "mixed": mixed + sum(len(answers) > 1 for answers in told.values()),
        "p99_ms": p99,
        "ratio": round(2 * p99["swapping"] / (p99["quiet"] + p99["after"]), 2),
        "first failures": (quiet.failures + busy.failures)[:3],
    }


def _write(index: Path, path: Path, count: int, pause: float) -> dict[str, str]:
    """Swap in that many generations; the version that each one tells."""
    command = [sys.executable, "-c", _WRITER, str(index), str(path), str(count), str(pause)]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    return dict(json.loads(line) for line in lines)


def _asked(url: str, meanwhile: Any) -> Heard:
    """All readers ask until the work is done."""
    heard, done = Heard(), threading.Event()
    readers = [
        threading.Thread(target=_ask, args=(url, number, heard, done)) for number in range(READERS)
    ]
    for reader in readers:
        reader.start()
    meanwhile()
    done.set()
    for reader in readers:
        reader.join()
    return heard


def _ask(url: str, number: int, heard: Heard, done: threading.Event) -> None:
    """Half of the readers search, half want an answer."""
    kind = ("search", "chat")[number % 2]
    while not done.is_set():
        started = time.perf_counter()
        try:
            told = json.load(urlopen(_request(url, kind), timeout=60))  # noqa: S310
        except OSError as error:
            heard.failures.append(f"{kind}: {error}")
            continue
        heard.milliseconds.append((time.perf_counter() - started) * 1e3)
        del told["timings_ms"]
        generation = told["index"]["generation"]
        heard.answers.append((kind, generation, json.dumps(told)))


def _request(url: str, kind: str) -> Request:
    if kind == "search":
        return Request(f"{url}/search?{urlencode({'q': QUESTION, 'k': 3})}")  # noqa: S310
    body = json.dumps({"question": QUESTION}).encode()
    return Request(f"{url}/chat", body, {"Content-Type": "application/json"})  # noqa: S310
