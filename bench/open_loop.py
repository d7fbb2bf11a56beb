"""A load that does not wait for its answers: latency counts from when a request was due.

A client that waits for each answer before it asks again slows down with the service and hides how
long others would have waited. Used by bench/overload.py.
"""

import asyncio
import json
import random
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import numpy as np

PATIENCE = 65.0  # seconds; the service's own deadline is 60
FAILED = 0  # the status of a request that got no answer at all
SEED = 11


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a request: ``due`` and ``ended`` in seconds of the clock that never jumps."""

    due: float
    ended: float
    status: int
    body: bytes

    @property
    def milliseconds(self) -> float:
        return (self.ended - self.due) * 1000


@dataclass(frozen=True, slots=True)
class Target:
    """A service on loopback."""

    host: str
    port: int

    @classmethod
    def of(cls, url: str) -> "Target":
        parts = urlsplit(url)
        return cls(str(parts.hostname), int(parts.port or 80))

    async def send(self, request: bytes, due: float) -> Outcome:
        """Send a request on a connection of its own and read the answer."""
        try:
            status, body = await asyncio.wait_for(self._exchange(request), PATIENCE)
        except (OSError, ValueError, IndexError, TimeoutError):
            status, body = FAILED, b""
        return Outcome(due, time.monotonic(), status, body)

    async def _exchange(self, request: bytes) -> tuple[int, bytes]:
        reader, writer = await asyncio.open_connection(self.host, self.port)
        try:
            writer.write(request)
            answer = await reader.read(-1)
        finally:
            writer.close()
        head, _, body = answer.partition(b"\r\n\r\n")
        return int(head.split(b" ", 2)[1]), body


def get(path: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n".encode()


def chat(question: str) -> bytes:
    body = json.dumps({"question": question}).encode()
    head = (
        "POST /chat HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def at_rate(
    target: Target, requests: Sequence[bytes], *, rate: float, seconds: float
) -> list[Outcome]:
    """Send so many a second, at random distances, whether or not earlier ones were answered."""
    draw = random.Random(SEED)
    begun, at = time.monotonic(), 0.0
    sent: list[asyncio.Task[Outcome]] = []
    while (at := at + draw.expovariate(rate)) < seconds:
        due = begun + at
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        request = requests[len(sent) % len(requests)]
        sent.append(asyncio.create_task(target.send(request, due)))
    return list(await asyncio.gather(*sent))


async def in_turn(
    target: Target, requests: Sequence[bytes], *, clients: int, seconds: float
) -> list[Outcome]:
    """Clients that each wait for an answer before they ask again."""
    ends = time.monotonic() + seconds
    outcomes: list[Outcome] = []

    async def client(number: int) -> None:
        turn = number
        while (due := time.monotonic()) < ends:
            outcomes.append(await target.send(requests[turn % len(requests)], due))
            turn += clients

    await asyncio.gather(*(client(number) for number in range(clients)))
    return outcomes


def spread(values: Iterable[float]) -> dict[str, float]:
    """Median, 99th percentile and the most of some milliseconds, and how many there are."""
    held = list(values)
    if not held:
        return {"n": 0}
    p50, p99 = np.percentile(held, (50, 99))
    found = {"p50": p50, "p99": p99, "most": max(held)}
    return {**{name: round(float(value), 1) for name, value in found.items()}, "n": len(held)}


def statuses(outcomes: Iterable[Outcome]) -> dict[str, int]:
    return {str(status): n for status, n in sorted(Counter(o.status for o in outcomes).items())}


def rate_of(outcomes: Sequence[Outcome], wanted: Callable[[Outcome], bool]) -> float:
    """Wanted outcomes a second, from the first request to the last end."""
    seconds = max(o.ended for o in outcomes) - min(o.due for o in outcomes)
    return sum(map(wanted, outcomes)) / seconds
