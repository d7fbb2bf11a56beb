"""The log of the service: one line a request, and one for what else happens.

Questions are not logged, only their length and a digest that tells whether two were the same.
"""

import hashlib
import sys
from typing import Any, TextIO

import structlog

_DIGEST_CHARACTERS = 16  # 64 bits: no two questions of a log share one by chance


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
