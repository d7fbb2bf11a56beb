"""The child process in which ``extract`` has files parsed: bytes in, JSON out, within limits.

A request is a line of JSON (``job``, ``bytes``, ``cpu_seconds``, options) and that many bytes; a
reply is a line with a length and that much JSON, ``{"result": ...}`` or ``{"error": reason}``.
"""

import json
import os
import resource
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict
from typing import Any, BinaryIO

from groundwire.corpus.read.documents import read_docx, read_pdf
from groundwire.corpus.read.feeds import read_feed
from groundwire.corpus.read.mail import read_mail
from groundwire.corpus.read.pages import read_page
from groundwire.corpus.read.sitemaps import read_sitemap
from groundwire.errors import ArticleError

_JOBS: Mapping[str, Callable[[bytes, Mapping[str, Any]], Any]] = {
    "page": lambda data, ask: read_page(data, "", charset=ask.get("charset", "")),
    "feed": lambda data, ask: read_feed(data, url=ask.get("url", "")),
    "sitemap": lambda data, ask: read_sitemap(data),
    "mail": lambda data, ask: read_mail(data),
    "docx": lambda data, ask: read_docx(data),
    "pdf": lambda data, ask: read_pdf(data),
}


def main() -> None:
    """Answer requests until the parent closes the pipe."""
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not stand between the replies
    _limit(int(sys.argv[1]))
    while line := sys.stdin.buffer.readline():
        ask = json.loads(line)
        data = sys.stdin.buffer.read(ask["bytes"])
        _grant_cpu(ask["cpu_seconds"])
        _send(replies, _reply(ask, data))


def _limit(memory_bytes: int) -> None:
    """No more memory than this, no files written, no core dumps."""
    for what, most in (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):  # macOS knows no limit of memory
            resource.setrlimit(what, (most, most))


def _grant_cpu(seconds: int) -> None:
    """So many more seconds of CPU from now; beyond them the system ends this process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = int(used.ru_utime + used.ru_stime) + seconds + 1
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _reply(ask: Mapping[str, Any], data: bytes) -> dict[str, Any]:
    try:
        return {"result": asdict(_JOBS[ask["job"]](data, ask))}
    except ArticleError as error:
        return {"error": str(error)}
    except MemoryError:
        return {"error": "takes too much memory to parse; save the text alone."}
    except RecursionError:
        return {"error": "is nested too deep to parse; save the text alone."}
    # The outermost boundary to parsers of hostile input: whatever they trip over, the reason goes
    # back and the next file is parsed.
    except Exception as error:  # noqa: BLE001
        return {"error": f"cannot be parsed ({type(error).__name__}); save the text alone."}


def _send(replies: BinaryIO, reply: dict[str, Any]) -> None:
    body = json.dumps(reply).encode()
    replies.write(b"%d\n" % len(body) + body)
    replies.flush()


if __name__ == "__main__":
    main()
