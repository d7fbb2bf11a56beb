"""What becomes of the service when far more is asked than it can answer, and among hostile sockets.

    python bench/overload.py
    python bench/overload.py --seconds 20 --times 5 --only load

The service is the real one, `groundwire serve`, in a process of its own over the sample articles of
corpus/; the load comes from this process, on the same cores. Questions are the articles' titles,
each on a connection of its own, sent when they are due and not when the one before was answered.
In order:

- `alone`: one client, one question after the other: what an answer takes when nobody else asks.
- `capacity`: as many clients as questions are answered at a time, beside the same answer function
  called in this process by as many threads; alternately, so that a busy minute hits both.
- `load`: 5 times that capacity for 60 seconds, with `/health` asked 20 times a second.
- `after`: the clients of `capacity` again, from the moment that the load ends.
- `sockets`: 200 sockets that send a byte a second, half a request or nothing, beside one client.

Each line is JSON; the last one holds the targets of issue 7 and whether they were met. The load
average stands beside the figures: on a busy machine they say little.
"""

import argparse
import asyncio
import contextlib
import gc
import json
import os
import socket
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any
from urllib.request import urlopen

from chat import serving_process
from corpora import index_of, settings_for
from groundwire.records import Question
from groundwire.wiring import make_answerer
from open_loop import (
    Outcome,
    Target,
    at_rate,
    chat,
    get,
    in_turn,
    rate_of,
    spread,
    statuses,
)

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
ALONE = 400  # questions of one client: a 99th percentile of 100 is their second worst
ROUNDS = 3  # of service and plain function by turns
ROUND_SECONDS = 6.0
AFTER_SECONDS = 4.0
HEALTH_RATE = 20.0  # a second
SOCKETS = 200
SOCKET_SECONDS = 14.0  # longer than the 10 seconds in which a request must have arrived
PARTS = ("load", "sockets")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path("build/bench/overload"))
    parser.add_argument("--seconds", type=float, default=60.0, help="of overload")
    parser.add_argument("--times", type=float, default=5.0, help="the capacity")
    parser.add_argument("--workers", type=int, default=1, help="processes of the service")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS))
    args = parser.parse_args()
    if not (args.folder / "CURRENT").exists():
        index_of([CORPUS], args.folder)
    figures: dict[str, Any] = {"cores": len(os.sched_getaffinity(0)), "workers": args.workers}
    print(json.dumps(figures | {"load_average": os.getloadavg()[0]}), flush=True)
    with serving_process(args.folder, *_options(args)) as (url, process):
        for name, found in measured(url, process.pid, args):
            figures[name] = found
            print(json.dumps({name: found}), flush=True)
    print(json.dumps({"targets": verdict(figures), "load_average": os.getloadavg()[0]}))


def _options(args: argparse.Namespace) -> list[str]:
    return ["--workers", str(args.workers)] if args.workers > 1 else []


def measured(url: str, pid: int, args: argparse.Namespace) -> Iterator[tuple[str, dict[str, Any]]]:
    """The figures of each part, as soon as they are there."""
    target, questions = Target.of(url), titles(url)
    requests = [chat(question) for question in questions]
    asyncio.run(in_turn(target, requests, clients=2, seconds=3.0))  # warm
    outcomes = asyncio.run(one_by_one(target, requests, ALONE))
    yield "alone", {"milliseconds": spread(o.milliseconds for o in outcomes)}
    found = capacity(target, requests, questions, args)
    yield "capacity", found
    if "load" in args.only:
        yield from under_load(target, requests, pid, found["per second"], args)
    if "sockets" in args.only:
        yield "sockets", asyncio.run(among_sockets(target, requests))


def titles(url: str) -> list[str]:
    with urlopen(f"{url}/articles?limit=200", timeout=60) as response:  # noqa: S310
        return [article["title"] for article in json.load(response)["articles"]]


async def one_by_one(target: Target, requests: Sequence[bytes], number: int) -> list[Outcome]:
    """One client that asks so many questions."""
    return [
        await target.send(requests[turn % len(requests)], time.monotonic())
        for turn in range(number)
    ]


def capacity(
    target: Target, requests: Sequence[bytes], questions: Sequence[str], args: argparse.Namespace
) -> dict[str, Any]:
    """Answers a second over HTTP and from the plain function, with as many clients as threads."""
    settings = settings_for(args.folder)
    answerer = make_answerer(settings)
    clients = settings.concurrency
    rates: dict[str, list[float]] = {"service": [], "function": []}
    for _ in range(ROUNDS):
        answered = in_turn(target, requests, clients=clients, seconds=ROUND_SECONDS)
        rates["service"].append(rate_of(asyncio.run(answered), is_answer))
        rates["function"].append(called(answerer, questions, clients))
    usual = {name: median(values) for name, values in rates.items()}
    return {
        "clients": clients,
        "per second": round(usual["service"], 2),
        "function per second": round(usual["function"], 2),
        "ratio": round(usual["service"] / usual["function"], 3),
        "rounds": {name: [round(rate, 2) for rate in values] for name, values in rates.items()},
    }


def called(answerer: Any, questions: Sequence[str], threads: int) -> float:
    """Answers a second of the plain function."""
    begun = time.monotonic()
    ends = begun + ROUND_SECONDS

    def client(number: int) -> int:
        for turn in count():
            if time.monotonic() >= ends:
                return turn
            answerer.ask(Question(questions[(number + turn * threads) % len(questions)]))
        return 0

    with ThreadPoolExecutor(threads) as pool:
        answered = sum(pool.map(client, range(threads)))
    return answered / (time.monotonic() - begun)


def under_load(
    target: Target,
    requests: Sequence[bytes],
    pid: int,
    per_second: float,
    args: argparse.Namespace,
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Overload, and what the service is worth from the moment that it ends."""
    rate = args.times * per_second * args.workers
    gc.freeze()  # a search of this process for garbage would be read as the service's delay
    asked, health, memory = asyncio.run(_loaded(target, requests, pid, rate, args.seconds))
    accepted = [o for o in asked if is_answer(o)]
    refused = [o for o in asked if o.status in (429, 503)]
    yield (
        "load",
        {
            "seconds": args.seconds,
            "asked per second": round(rate, 1),
            "answered per second": round(len(accepted) / args.seconds, 1),
            "statuses": statuses(asked),
            "accepted milliseconds": spread(o.milliseconds for o in accepted),
            "refused milliseconds": spread(o.milliseconds for o in refused),
            "health milliseconds": spread(o.milliseconds for o in health),
            "health statuses": statuses(health),
            "memory MB": memory,
        },
    )
    begun = time.monotonic()
    clients = settings_for(args.folder).concurrency * args.workers
    after = asyncio.run(in_turn(target, requests, clients=clients, seconds=AFTER_SECONDS))
    late = [o for o in after if o.ended - begun > AFTER_SECONDS / 2]
    yield (
        "after",
        {
            "statuses": statuses(after),
            "last refusal at second": max(
                (round(o.ended - begun, 2) for o in after if not is_answer(o)), default=0.0
            ),
            "per second from second 2": round(rate_of(late, is_answer), 2),
            "of capacity": round(rate_of(late, is_answer) / per_second, 3),
        },
    )


async def _loaded(
    target: Target, requests: Sequence[bytes], pid: int, rate: float, seconds: float
) -> tuple[list[Outcome], list[Outcome], list[float]]:
    memory: list[float] = []

    async def watch() -> None:
        while True:
            memory.append(megabytes(pid))
            await asyncio.sleep(seconds / 6)

    watching = asyncio.create_task(watch())
    asked, health = await asyncio.gather(
        at_rate(target, requests, rate=rate, seconds=seconds),
        at_rate(target, [get("/health")], rate=HEALTH_RATE, seconds=seconds),
    )
    watching.cancel()
    return asked, health, memory


def megabytes(pid: int) -> float:
    """Resident memory of a process and its children.

    Not from ``smaps``: making that up takes a tenth of a second, in which the process is held.
    """
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    pages = sum(int(Path(f"/proc/{one}/statm").read_text().split()[1]) for one in (pid, *children))
    return round(pages * os.sysconf("SC_PAGESIZE") / 1e6, 1)


async def among_sockets(target: Target, requests: Sequence[bytes]) -> dict[str, Any]:
    """One client beside sockets that say nothing, half of it, or a byte a second."""
    hostile = [socket.create_connection((target.host, target.port)) for _ in range(SOCKETS)]
    begun = time.monotonic()
    for number, one in enumerate(hostile):
        one.setblocking(False)
        one.send(_BEGINNINGS[number % len(_BEGINNINGS)] or b"")
    dripping = asyncio.create_task(_drip(hostile))
    asked, health = await asyncio.gather(
        in_turn(target, requests, clients=1, seconds=SOCKET_SECONDS),
        at_rate(target, [get("/health")], rate=HEALTH_RATE, seconds=SOCKET_SECONDS),
    )
    dripping.cancel()
    closed = sum(map(_is_closed, hostile))
    for one in hostile:
        one.close()
    return {
        "sockets": SOCKETS,
        "seconds": round(time.monotonic() - begun, 1),
        "closed by the service": closed,
        "statuses": statuses(asked),
        "milliseconds": spread(o.milliseconds for o in asked),
        "health statuses": statuses(health),
        "health milliseconds": spread(o.milliseconds for o in health),
    }


# Slow in its head, slow in its body, half a head, nothing at all.
_SLOW = (b"GET / HTTP/1.1\r\nX-Slow: ", b"POST /chat HTTP/1.1\r\nContent-Length: 9999\r\n\r\n")
_BEGINNINGS = (*_SLOW, b"POST /chat HT", b"")


async def _drip(hostile: Sequence[socket.socket]) -> None:
    while True:
        await asyncio.sleep(1.0)
        for number, one in enumerate(hostile):
            if number % len(_BEGINNINGS) < len(_SLOW):
                with contextlib.suppress(OSError):
                    one.send(b"a")


def _is_closed(one: socket.socket) -> bool:
    try:
        while one.recv(4096):
            pass
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True


def is_answer(outcome: Outcome) -> bool:
    return outcome.status == 200


def verdict(figures: dict[str, Any]) -> dict[str, Any]:
    """The targets of the issue: what was measured, what was asked, whether it holds."""
    found: dict[str, Any] = {}

    def target(name: str, value: float, most: float, *, least: bool = False) -> None:
        met = value >= most if least else value <= most
        found[name] = {"measured": round(value, 2), "asked": round(most, 2), "met": met}

    target("service / function", figures["capacity"]["ratio"], 0.85, least=True)
    if load := figures.get("load"):
        alone = figures["alone"]["milliseconds"]["p99"]
        target("health p99", load["health milliseconds"]["p99"], 100)
        target("accepted p99", load["accepted milliseconds"]["p99"], 3 * alone)
        target("refused p99", load["refused milliseconds"]["p99"], 50)
        first, *_, last = load["memory MB"]
        target("memory grown, %", (last / first - 1) * 100, 5)
        others = {"200", "429", "503"}
        target("lost", sum(n for s, n in load["statuses"].items() if s not in others), 0)
        target("speed after 2 s", figures["after"]["of capacity"], 0.9, least=True)
    if sockets := figures.get("sockets"):
        target("sockets closed", sockets["closed by the service"], SOCKETS, least=True)
        refused = sum(n for status, n in sockets["statuses"].items() if status != "200")
        target("refused beside sockets", refused, 0)
    return found


if __name__ == "__main__":
    main()
