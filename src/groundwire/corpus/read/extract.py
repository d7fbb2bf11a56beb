"""Parsing in a child process with limits, so that no page or file can take the machine along.

Some pages cost a parser minutes or gigabytes, and some crash the C library below it. One child
does the parsing and is used again for the next file; when it dies, or takes too long, that file
has failed with the reason, and the next one gets a new child. What goes through the pipes is
bytes and JSON (``worker`` is the other end).
"""

import json
import os
import select
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Any, Self

from groundwire.corpus.read.feeds import Entry, Feed
from groundwire.corpus.read.sitemaps import Listed, Sitemap
from groundwire.errors import ArticleError
from groundwire.records import RawArticle

MAX_REPLY_BYTES = 100_000_000  # no parser says more than it was given, and that is bounded too


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost: memory of the child, seconds of CPU, seconds by the clock.

    The slowest real news page took .4 s and a PDF of 300 pages 6 s; a page at the bounds of
    ``pages`` takes 5 s and 400 MB.
    """

    memory_bytes: int = 2_000_000_000
    cpu_seconds: int = 20
    seconds: float = 60.0


class Extractor:
    """One child process that parses, started when it is first needed. Use it with ``with``."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the child."""
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe:
                with suppress(OSError):  # what a dead child has not read is lost
                    pipe.close()

    def article(self, job: str, data: bytes, *, path: str, charset: str = "") -> RawArticle:
        """The article of a ``page``, ``mail``, ``docx`` or ``pdf``.

        Raises:
            ArticleError: there is none in it, or it cannot be parsed within the limits.
        """
        return replace(RawArticle(**self._ask(job, data, charset=charset)), path=path)

    def feed(self, data: bytes, *, url: str = "") -> Feed:
        """An RSS or Atom feed; raises as ``article`` does."""
        found = self._ask("feed", data, url=url)
        return Feed(**{**found, "entries": tuple(Entry(**entry) for entry in found["entries"])})

    def sitemap(self, data: bytes) -> Sitemap:
        """A sitemap or an index of sitemaps; raises as ``article`` does."""
        found = self._ask("sitemap", data)
        pages, sitemaps = (
            tuple(Listed(**each) for each in found[which]) for which in ("pages", "sitemaps")
        )
        return Sitemap(pages, sitemaps)

    def _ask(self, job: str, data: bytes, **options: str) -> Any:
        child = self._running()
        ask = {"job": job, "bytes": len(data), "cpu_seconds": self._limits.cpu_seconds, **options}
        try:
            _tell(child, json.dumps(ask).encode() + b"\n" + data)
            reply = _hear(child, time.monotonic() + self._limits.seconds)
        except TimeoutError as error:
            self.close()
            raise ArticleError(
                f"took longer than {self._limits.seconds:g} s to parse; save the text alone."
            ) from error
        except (OSError, EOFError) as error:
            reason = self._cause_of_death(child)
            self.close()
            raise ArticleError(f"{reason}; save the text alone.") from error
        if "error" in reply:
            raise ArticleError(reply["error"])
        return reply["result"]

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._child and self._child.poll() is not None:
            self.close()  # it died between two files, which is the fault of neither
        if self._child is None:
            # -P: a file named json.py in the folder we stand in is no module of ours.
            # A session of its own: Ctrl-C ends the parent, which ends the child.
            self._child = subprocess.Popen(  # noqa: S603 - our own module, no word of any article
                [sys.executable, "-P", "-m", _WORKER, str(self._limits.memory_bytes)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        return self._child

    def _cause_of_death(self, child: "subprocess.Popen[bytes]") -> str:
        try:
            code = child.wait(timeout=1)
        except subprocess.TimeoutExpired:
            return "the parser stopped answering"
        if code == -signal.SIGXCPU:
            return f"took more than {self._limits.cpu_seconds} s of CPU to parse"
        return f"the parser crashed on it ({_name(code)})"


_WORKER = "groundwire.corpus.read.worker"


def _name(code: int) -> str:
    return signal.Signals(-code).name if code < 0 else f"exit code {code}"


def _tell(child: "subprocess.Popen[bytes]", message: bytes) -> None:
    if child.stdin is None:
        raise EOFError
    child.stdin.write(message)
    child.stdin.flush()


def _hear(child: "subprocess.Popen[bytes]", deadline: float) -> Any:
    """The next reply: its length on a line, then JSON."""
    if child.stdout is None:
        raise EOFError
    heard = bytearray()
    while b"\n" not in heard:
        heard += _read_some(child.stdout.fileno(), deadline)
    head, _, rest = bytes(heard).partition(b"\n")
    length = int(head)
    if length > MAX_REPLY_BYTES:
        raise EOFError
    body = bytearray(rest)
    while len(body) < length:
        body += _read_some(child.stdout.fileno(), deadline)
    return json.loads(body)


def _read_some(descriptor: int, deadline: float) -> bytes:
    # Not select(), which knows no descriptor above 1,023: a service may have more open.
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    if not poll.poll(max(0.0, deadline - time.monotonic()) * 1000):
        raise TimeoutError
    if not (some := os.read(descriptor, 1 << 16)):
        raise EOFError
    return some
