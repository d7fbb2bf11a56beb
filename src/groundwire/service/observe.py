"""What an operator sees of the service: one log line a request, and Prometheus metrics.

Questions are not logged, only their length and a digest that tells whether two were the same.
"""

import hashlib
import sys
from typing import Any, TextIO

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from groundwire.records import Answer, IndexInfo

UNMATCHED = "unmatched"  # one label for every address that is not ours: clients choose those
_DIGEST_CHARACTERS = 16  # 64 bits: no two questions of a log share one by chance
# Seconds, from a cached page to a question that waited for others.
_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2.5, 10, 60)


class Metrics:
    """The counters of one app; each app has its own registry, so two never collide."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "groundwire_requests",
            "Requests by method, route and status.",
            ["method", "route", "status"],
            registry=self._registry,
        )
        self._seconds = Histogram(
            "groundwire_request_seconds",
            "Seconds from the request to the end of its response.",
            ["route"],
            buckets=_BUCKETS,
            registry=self._registry,
        )
        self._in_progress = Gauge(
            "groundwire_requests_in_progress", "Requests in progress.", registry=self._registry
        )
        self._answers = Counter(
            "groundwire_answers", "Answers by status.", ["status"], registry=self._registry
        )
        self._stages = Histogram(
            "groundwire_stage_seconds",
            "Seconds that a stage of searching or answering took.",
            ["stage"],
            buckets=_BUCKETS,
            registry=self._registry,
        )
        self._index = Gauge(
            "groundwire_index_articles",
            "Articles in the index that is being served.",
            ["generation", "encoder"],
            registry=self._registry,
        )

    def start(self) -> None:
        """Count a request that has begun."""
        self._in_progress.inc()

    def finish(self, *, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request whose response has ended."""
        self._in_progress.dec()
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def answer(self, answer: Answer) -> None:
        """Count an answer and what its stages took."""
        self._answers.labels(answer.status).inc()
        self.stages(answer.timings_ms)

    def stages(self, timings_ms: dict[str, float]) -> None:
        """Count what the stages of one search or answer took, in milliseconds."""
        for stage, milliseconds in timings_ms.items():
            self._stages.labels(stage).observe(milliseconds / 1000)

    def text(self, index: IndexInfo, encoder: str) -> bytes:
        """Everything in Prometheus' text format, for the index that is served now."""
        self._index.clear()
        self._index.labels(index.generation, encoder).set(index.articles)
        return generate_latest(self._registry)


def make_logger(stream: TextIO | None = None) -> Any:
    """A logger that writes one JSON object a line; without a stream to stderr.

    JSON escapes control characters, so what a client sends cannot forge a line.
    """
    return structlog.wrap_logger(
        structlog.WriteLogger(stream or sys.stderr),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
    )


def describe_question(question: str) -> dict[str, object]:
    """What the log says of a question: its length in characters and a digest, not a word of it."""
    digest = hashlib.sha256(question.encode("utf-8", "replace")).hexdigest()
    return {"question_characters": len(question), "question_digest": digest[:_DIGEST_CHARACTERS]}
