"""Prometheus metrics of one service. docs/operations.md lists them, and a test holds it to that.

No label takes what a client chose: routes are templates, methods and reasons come from a closed
list, so the number of series is bounded whatever is asked.
"""

from collections.abc import Mapping
from pathlib import Path

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    disable_created_metrics,
)

from groundwire.index.generation import Index
from groundwire.records import Answer, SearchResult
from groundwire.service.telemetry.scrape import text_of

UNMATCHED = "unmatched"  # one label for every address that is not ours: clients choose those
# Errors that are the service's refusal, not a fault in it or in the question: by their `kind`.
REASONS = (
    "unauthorized", "forbidden", "rate-limit", "overloaded", "deadline", "slow-request",
)  # fmt: skip
# Seconds, from a cached page to a question that waited for others.
_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2.5, 10, 60)


class Metrics:
    """The counters of one app; each app has its own registry, so two never collide.

    ``shared`` is the folder in which several workers count together (scrape.py).
    """

    def __init__(self, *, shared: Path | None = None) -> None:
        self._shared = shared
        # The time at which each series began would double their number, and tells nothing.
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self._registry = CollectorRegistry()
        self._requests = self._counter(
            "requests", "Requests by method, route and status.", "method", "route", "status"
        )
        self._seconds = self._histogram(
            "request_seconds", "Seconds from the request to the end of its response.", "route"
        )
        self._in_progress = self._gauge("requests_in_progress", "Requests in progress.")
        self._rejections = self._counter(
            "rejections", "Requests refused or given up, by the kind of their problem.", "reason"
        )
        self._depth = self._gauge("queue_depth", "Requests that wait for a thread.")
        self._waits = self._histogram(
            "queue_wait_seconds", "Seconds that a request waited for a thread."
        )
        self._answers = self._counter("answers", "Answers by status.", "status")
        self._stages = self._histogram(
            "stage_seconds", "Seconds that a stage of searching or answering took.", "stage"
        )
        self._swaps = self._counter(
            "index_swaps", "New generations, by whether they were taken up.", "result"
        )
        for reason in REASONS:  # a rate shows the first one only if 0 was there before it
            self._rejections.labels(reason)
        for result in ("taken_up", "failed"):
            self._swaps.labels(result)

    def start(self) -> None:
        """Count a request that has begun."""
        self._in_progress.inc()

    def finish(self, *, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request whose response has ended."""
        self._in_progress.dec()
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def rejected(self, reason: str) -> None:
        """Count a request that was refused, where its problem is one of ``REASONS``."""
        if reason in REASONS:
            self._rejections.labels(reason).inc()

    def queued(self, depth: int) -> None:
        """Tell how many requests wait for a thread now."""
        self._depth.set(depth)

    def waited(self, seconds: float) -> None:
        """Count how long a request waited for a thread, those that found one free as well."""
        self._waits.observe(seconds)

    def answer(self, answer: Answer) -> None:
        """Count an answer and what its stages took."""
        self._answers.labels(answer.status).inc()
        self._stage(answer.timings_ms)

    def search(self, result: SearchResult) -> None:
        """Count what a search took; its total would not be comparable with that of an answer."""
        self._stage({"search": result.timings_ms["search"]})

    def swapped(self, *, taken_up: bool) -> None:
        """Count a new generation of the index that was taken up, or could not be."""
        self._swaps.labels("taken_up" if taken_up else "failed").inc()

    def text(self, index: Index) -> bytes:
        """Everything in Prometheus' text format, for the index that is served now."""
        return text_of(self._registry, index, shared=self._shared)

    def _stage(self, timings_ms: Mapping[str, float]) -> None:
        for stage, milliseconds in timings_ms.items():
            self._stages.labels(stage).observe(milliseconds / 1000)

    def _counter(self, name: str, says: str, *labels: str) -> Counter:
        return Counter(f"groundwire_{name}", says, labels, registry=self._registry)

    def _gauge(self, name: str, says: str, *labels: str) -> Gauge:
        return Gauge(
            f"groundwire_{name}", says, labels, registry=self._registry, multiprocess_mode="livesum"
        )

    def _histogram(self, name: str, says: str, *labels: str) -> Histogram:
        return Histogram(
            f"groundwire_{name}", says, labels, buckets=_BUCKETS, registry=self._registry
        )
