"""When the first verified claim of a streamed answer is out, beside the whole answer.

    python bench/first_claim.py --data ../shared
    python bench/first_claim.py --index build/bench/news --questions questions.txt

The service is the real one, `groundwire serve`, over the five source articles; one client asks the
hand-written questions of eval/questions.yaml on one kept connection, each as a stream. Times run
from the request to the event. All are asked twice, in the same order: the first time much is new to
the service, the second time it may know many of the sentences it reads. Abstentions have no claim
and do not count.
"""

import argparse
import json
import os
import time
from pathlib import Path
from typing import Any

import numpy as np

from chat import serving
from corpora import default_data, index_of
from groundwire.client.client import Client
from groundwire.client.events import ClaimEvent, DoneEvent
from groundwire.evaluation.dataset import load_dataset

QUESTIONS = Path(__file__).resolve().parents[1] / "eval" / "questions.yaml"
WARM_UP = 20  # questions that load the rest and let each shape of request be seen
ASKED = 0.6  # of the whole answer's time: what issue 7 asks for


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=default_data())
    parser.add_argument("--index", type=Path, default=Path("build/bench/first-claim"))
    parser.add_argument("--questions", type=Path, help="a text file, a question a line")
    args = parser.parse_args()
    if not (args.index / "CURRENT").exists():
        index_of([args.data / "seeds"], args.index)
    texts = _questions(args.questions)
    print(json.dumps({"cores": len(os.sched_getaffinity(0)), "load": os.getloadavg()[0]}))
    with serving(args.index) as url, Client(url) as client:
        for text in texts[:WARM_UP]:
            client.ask(text)
        for name in ("first time", "again"):
            print(json.dumps({name: figures([timed(client, text) for text in texts])}), flush=True)
    print(json.dumps({"load": os.getloadavg()[0]}))


def _questions(path: Path | None) -> list[str]:
    if path:
        return [line for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [question.question for question in load_dataset(QUESTIONS).questions]


def timed(client: Client, text: str) -> tuple[float, float] | None:
    """Seconds to the first claim and to the whole answer; None for an abstention."""
    first = None
    begun = time.perf_counter()
    for event in client.stream(text):
        now = time.perf_counter() - begun
        if isinstance(event, ClaimEvent) and first is None:
            first = now
        if isinstance(event, DoneEvent) and first is not None:
            return first, now
    return None


def figures(times: list[tuple[float, float] | None]) -> dict[str, Any]:
    """The claim's share of the time: median, mean, how many are below what is asked."""
    first, whole = np.array([one for one in times if one]).T
    shares = first / whole
    return {
        "answers": len(whole),
        "share": {"median": _rounded(np.median(shares)), "mean": _rounded(shares.mean())},
        "below .6": _rounded((shares < ASKED).mean()),
        "milliseconds": {
            "first claim": _rounded(np.median(first) * 1000),
            "whole answer": _rounded(np.median(whole) * 1000),
        },
    }


def _rounded(value: float) -> float:
    return round(float(value), 3 if value < 1 else 1)


if __name__ == "__main__":
    main()
