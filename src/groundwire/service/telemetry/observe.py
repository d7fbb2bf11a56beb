"""The log of the service: one line a request, and one for what else happens.

Questions are not logged, only their length and a digest that tells whether two were the same;
``log_questions`` adds their words.
"""

import hashlib
import logging
import sys
import time
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any, TextIO

import structlog

from groundwire.settings import LogFormat, LogLevel

_DIGEST_CHARACTERS = 16  # 64 bits: no two questions of a log share one by chance
_REPEAT_SECONDS = 60.0  # a collector that is down would else be told of every few seconds
_MOST_MESSAGES = 1_000  # remembered to tell repeats; a library that writes more kinds is repeated


def make_logger(
    stream: TextIO | None = None, *, form: LogFormat = "json", level: LogLevel = "info"
) -> Any:
    """A logger that writes one line a message, as JSON or as text; without a stream to stderr.

    Both forms escape control characters, so what a client sends cannot forge a line.
    """
    return structlog.wrap_logger(
        structlog.WriteLogger(stream or sys.stderr),
        wrapper_class=structlog.make_filtering_bound_logger(level),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer() if form == "json" else _as_text,
        ],
    )


def describe_question(question: str, *, words: bool = False) -> dict[str, object]:
    """What the log says of a question: its length in characters and a digest; its words only
    where that is asked for."""
    digest = hashlib.sha256(question.encode("utf-8", "replace")).hexdigest()
    described: dict[str, object] = {
        "question_characters": len(question),
        "question_digest": digest[:_DIGEST_CHARACTERS],
    }
    return {**described, "question": question} if words else described


@contextmanager
def libraries_logged(log: Any) -> Iterator[None]:
    """While the block runs, what uvicorn and other libraries warn of becomes lines of this log."""
    # Our own modules warn on the terminal in other commands; here they are a library too.
    root, ours = logging.getLogger(), logging.getLogger("groundwire")
    handler, before = _Libraries(log), ours.handlers
    root.addHandler(handler)
    ours.handlers = []
    try:
        yield
    finally:
        root.removeHandler(handler)
        ours.handlers = before


class _Libraries(logging.Handler):
    """Passes warnings on; the same one at most once a minute, with how often it came."""

    def __init__(self, log: Any) -> None:
        super().__init__(logging.WARNING)
        self._log = log
        self._last: dict[tuple[str, str], float] = {}
        self._held: dict[tuple[str, str], int] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Log one record of a library."""
        kind, now = (record.name, str(record.msg)), time.monotonic()
        if now - self._last.get(kind, -_REPEAT_SECONDS) < _REPEAT_SECONDS:
            self._held[kind] = self._held.get(kind, 0) + 1
            return
        if len(self._last) >= _MOST_MESSAGES:
            self._last.clear()
        self._last[kind] = now
        write = self._log.error if record.levelno >= logging.ERROR else self._log.warning
        write(
            "library",
            logger=record.name,
            message=record.getMessage(),
            repeated=self._held.pop(kind, 0),
            exc_info=record.exc_info,
        )


def _as_text(_logger: object, _method: str, event: MutableMapping[str, Any]) -> str:
    """``TIME LEVEL EVENT key=value ...``, values as Python writes them; a stack trace below it."""
    opening = [str(event.pop(name)) for name in ("timestamp", "level", "event")]
    trace = event.pop("exception", "")
    line = " ".join([*opening, *(f"{name}={value!r}" for name, value in event.items())])
    # What stands in the trace may be a client's: a bar before it shows that it is no line of ours.
    return "\n    | ".join([line, *map(_printable, trace.splitlines())])


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)
