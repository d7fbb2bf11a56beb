"""The outermost layer of the service: what holds for every request, whatever its route.

A plain ASGI middleware: request id, security headers, the body limit, one log line, metrics,
and a 500 without a stack trace for an error that nobody foresaw.
"""

import re
import time
from typing import Any
from uuid import uuid4

from fastapi import Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from groundwire.service.edge import problems
from groundwire.service.telemetry.metrics import UNMATCHED, Metrics
from groundwire.service.telemetry.observe import describe_question
from groundwire.service.telemetry.tracing import Span, Tracing

MAX_BODY_BYTES = 64_000  # a question with fifty turns before it; the rest is not a question
MAX_ARTICLE_BYTES = 1_000_000  # a long report in any script; a book is a file to be added
CLIENT_CLOSED = 499  # nginx's status for a client that left before the response began
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")  # what a proxy may hand us; else we make one
_LENGTH_DIGITS = 20  # of a Content-Length: all that 64 bits hold
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Boundary:
    """Wraps the app; ``log`` is the logger of ``observe.make_logger``, and ``log_questions`` adds
    the words of questions to it."""

    def __init__(
        self, app: ASGIApp, *, metrics: Metrics, log: Any, tracing: Tracing, log_questions: bool
    ) -> None:
        self._app = app
        self._metrics = metrics
        self._log = log
        self._tracing = tracing
        self._log_questions = log_questions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        exchange = _Exchange(scope, receive, send)
        self._metrics.start()
        with self._tracing.request(Headers(scope=scope)) as span:
            try:
                await self._app(scope, exchange.receive, exchange.send)
            except Exception as error:  # noqa: BLE001  the boundary: nothing passes it unexplained
                self._log.error("unexpected", request_id=exchange.request_id, exc_info=error)
                await exchange.fail(error)
            finally:
                self._finish(scope, exchange, span)

    def _finish(self, scope: Scope, exchange: "_Exchange", span: Span) -> None:
        route, seconds = _route(scope), time.perf_counter() - exchange.started
        method = scope["method"] if scope["method"] in _METHODS else "other"
        self._metrics.finish(method=method, route=route, status=exchange.status, seconds=seconds)
        if "problem" in scope["state"]:
            self._metrics.rejected(scope["state"]["problem"])
        told = self._told(scope)
        self._log.info(
            "request",
            request_id=exchange.request_id,
            method=method,
            route=route,
            status=exchange.status,
            ms=round(seconds * 1000, 2),
            **({"trace_id": span.trace_id} if span.trace_id else {}),
            **told,
        )
        span.finish(
            name=f"{method} {route}",
            status=exchange.status,
            attributes={
                "http.request.method": method,
                "http.route": route,
                "groundwire.request_id": exchange.request_id,
                "groundwire.question_characters": told.get("question_characters", 0),
            },
        )

    def _told(self, scope: Scope) -> dict[str, Any]:
        """What the route left for the log line, of a question what may be said of it."""
        state = scope["state"]
        told: dict[str, Any] = {"problem": state["problem"]} if "problem" in state else {}
        if "question" in state:
            told |= describe_question(state["question"], words=self._log_questions)
        return told


class _Exchange:
    """One request and its response as they pass."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.started = time.perf_counter()
        self.status = CLIENT_CLOSED
        self._scope, self._receive, self._send = scope, receive, send
        headers = Headers(scope=scope)
        given = headers.get("x-request-id", "")
        self.request_id = given if _REQUEST_ID.fullmatch(given) else uuid4().hex
        scope.setdefault("state", {})["request_id"] = self.request_id
        length = headers.get("content-length", "")
        self._announced = int(length[:_LENGTH_DIGITS]) if length.isdecimal() else 0
        self._received = 0
        self._most = _most_bytes(scope)

    async def receive(self) -> Message:
        """The next part of the request.

        Raises:
            HTTPException: 413, the body announces or has more bytes than this route takes.
        """
        if self._announced > self._most:
            raise _too_large(self._most)
        message = await self._receive()
        self._received += len(message.get("body", b""))
        if self._received > self._most:
            raise _too_large(self._most)
        return message

    async def send(self, message: Message) -> None:
        """Pass a part of the response on, its first with our headers."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            headers["X-Request-ID"] = self.request_id
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await self._send(message)

    async def fail(self, error: Exception) -> None:
        """Answer 500, or end the connection where the response has begun."""
        if self.status != CLIENT_CLOSED:
            raise error
        request = Request(self._scope)
        response = problems.respond(request, problems.from_exception(request, error))
        await response(self._scope, self.receive, self.send)


def _most_bytes(scope: Scope) -> int:
    """How large a body may be: more where an article is posted, which needs the token."""
    posted = (scope["method"], scope["path"]) == ("POST", "/articles")
    return MAX_ARTICLE_BYTES if posted else MAX_BODY_BYTES


def _too_large(most: int) -> HTTPException:
    return HTTPException(413, f"The body is larger than {most:,} bytes. Send less text.")


def _route(scope: Scope) -> str:
    """The route's template, so that metrics do not grow with what clients ask for."""
    path = getattr(scope.get("route"), "path", None) or scope.get("root_path")
    return path if isinstance(path, str) and path else UNMATCHED
