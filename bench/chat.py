"""Time what a person waits for: the index being built, an answer over HTTP, and one by command.

    python bench/chat.py --data ../shared --articles 1000 --index build/bench/chat

The service is the real one, `groundwire serve`, reached over loopback: one client asks different
news questions on one kept connection, after some that warm it up. An index that is already in the
folder is used as it is, and then no passages per second are shown. The load average stands beside
the figures: on a busy machine they say little.
"""

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from corpora import default_data, index_of, news_articles, news_questions

SEED = 3  # of the draw of questions
WARM_UP = 20
PERCENTILES = (50, 95, 99)
START_SECONDS = 60.0  # a service that has not said where it listens by then has failed
ANSWER_SECONDS = 60.0
PROGRAM = [sys.executable, "-m", "groundwire"]


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured; ``milliseconds`` by stage, ``request`` being what the client waited.

    ``passages_per_second`` is None where the index was there already.
    """

    articles: int
    passages: int
    passages_per_second: float | None
    questions: int
    answered: int
    milliseconds: dict[str, dict[str, float]]
    command_seconds: float
    cores: int
    load_average: tuple[float, float]  # of the last minute, before and after


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=default_data())
    parser.add_argument("--articles", type=int, default=1_000)
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--commands", type=int, default=5, help="times the command is started")
    parser.add_argument("--index", type=Path, help="folder of the index; default: a temporary one")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = args.index or Path(temporary)
        rate = build_if_missing(folder, args.data, args.articles)
        texts = questions(args.data, WARM_UP + args.questions)
        figures = measure(folder, texts, rate=rate, commands=args.commands)
    print(json.dumps(asdict(figures), indent=2)) if args.json else print_table(figures)


def build_if_missing(folder: Path, data: Path, articles: int) -> float | None:
    """Passages embedded per second, or None where there is an index."""
    if (folder / "CURRENT").exists():
        return None
    with tempfile.TemporaryDirectory() as temporary:
        corpus = news_articles(data, articles, Path(temporary) / "articles.jsonl")
        return index_of([corpus], folder).passages_per_second


def questions(data: Path, count: int) -> list[str]:
    """Different questions of the quiz, drawn by seed."""
    texts = sorted({question["question"] for question in news_questions(data)})
    return random.Random(SEED).sample(texts, count)


def measure(folder: Path, texts: Sequence[str], *, rate: float | None, commands: int) -> Figures:
    """Ask the service all questions but the first ones in earnest, then the command line."""
    load = os.getloadavg()[0]
    with serving(folder) as url:
        answers = ask(url, texts)[WARM_UP:]
    command = median(seconds_of_command(folder, text) for text in texts[:commands])
    info = json.loads(_output(["info", "--index", str(folder), "--json"]))
    return Figures(
        articles=info["articles"],
        passages=info["passages"],
        passages_per_second=rate and round(rate, 1),
        questions=len(answers),
        answered=sum(answer["status"] == "answered" for answer in answers),
        milliseconds=percentiles([answer["timings_ms"] for answer in answers]),
        command_seconds=round(command, 2),
        cores=len(os.sched_getaffinity(0)),
        load_average=(round(load, 2), round(os.getloadavg()[0], 2)),
    )


@contextmanager
def serving(folder: Path, **environment: str) -> Iterator[str]:
    """The URL of a service over the index, in a process of its own, while the block runs."""
    with serving_process(folder, **environment) as (url, _):
        yield url


@contextmanager
def serving_process(
    folder: Path, *options: str, **environment: str
) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """The same with the process."""
    command = [*PROGRAM, "serve", "--index", str(folder), "--port", "0", *options]
    with tempfile.NamedTemporaryFile("r") as messages:  # a pipe that nobody reads would fill up
        process = subprocess.Popen(
            command,
            stdout=messages.fileno(),
            stderr=messages.fileno(),
            env={**os.environ, **environment},
        )
        try:
            yield _url_told(process, Path(messages.name)), process
        finally:
            process.terminate()
            process.wait()


def _url_told(process: "subprocess.Popen[bytes]", messages: Path) -> str:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        if found := re.search(r"listening on (http://\S+)", messages.read_text("utf-8")):
            return found[1]
        time.sleep(0.05)
    raise SystemExit(f"The service did not start:\n{messages.read_text('utf-8')}")


def ask(url: str, texts: Sequence[str]) -> list[dict[str, Any]]:
    """The answers, one after the other, each with what the client waited among its timings."""
    import httpx

    answers = []
    with httpx.Client(base_url=url, timeout=ANSWER_SECONDS, trust_env=False) as client:
        for text in texts:
            started = time.perf_counter()
            response = client.post("/chat", json={"question": text})
            waited = (time.perf_counter() - started) * 1e3
            answer = response.raise_for_status().json()
            answer["timings_ms"]["request"] = waited
            answers.append(answer)
    return answers


def percentiles(timings: Sequence[dict[str, float]]) -> dict[str, dict[str, float]]:
    """Milliseconds by stage; a stage that an answer did not reach (an abstention composes
    nothing) counts only where it was reached."""
    longest = max(timings, key=len)
    stages = ["request", *(stage for stage in longest if stage != "request")]
    return {
        stage: {
            f"p{percent}": round(float(np.percentile(spent, percent)), 1) for percent in PERCENTILES
        }
        for stage in stages
        if (spent := [timing[stage] for timing in timings if stage in timing])
    }


def seconds_of_command(folder: Path, text: str) -> float:
    """From starting `groundwire ask` to its end, in a new process."""
    started = time.perf_counter()
    _output(["ask", text, "--index", str(folder), "--json"])
    return time.perf_counter() - started


def _output(arguments: Sequence[str]) -> str:
    done = subprocess.run([*PROGRAM, *arguments], capture_output=True, text=True, check=True)
    return done.stdout


def print_table(figures: Figures) -> None:
    """What was measured of what, then a line a stage."""
    rate = figures.passages_per_second
    built = f"{rate} passages a second to build" if rate else "an index that was there"
    print(f"{figures.articles:,} articles, {figures.passages:,} passages: {built}")
    before, after = figures.load_average
    print(f"{figures.cores} cores, load average {before} before and {after} after")
    print(
        f"{figures.questions} questions by POST /chat, {figures.answered} answered; milliseconds:"
    )
    print(f"{'':<10}" + "".join(f"{f'p{percent}':>9}" for percent in PERCENTILES))
    for stage, spent in figures.milliseconds.items():
        print(f"{stage:<10}" + "".join(f"{value:9.1f}" for value in spent.values()))
    print(f"groundwire ask as a new process: {figures.command_seconds} s (median)")


if __name__ == "__main__":
    main()
