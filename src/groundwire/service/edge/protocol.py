"""Connections that do not wait for ever: uvicorn's HTTP protocol with deadlines and a bound.

One timer of a connection covers the head and the body of a request; another one a response that
the client does not read. Neither runs while an answer is being made or streamed and read.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from uuid import uuid4

from fastapi import Request
from uvicorn.protocols.http.auto import AutoHTTPProtocol

from groundwire.errors import GroundwireError, OverloadedError, SlowRequestError
from groundwire.service.edge import problems
from groundwire.service.edge.boundary import HEADERS
from groundwire.service.work.workers import WAIT_SECONDS

RECEIVE_SECONDS = 10.0  # for all of a request: 64 kB take that long at 50 kbit/s
STALL_SECONDS = 15.0  # in which not a byte of a response is taken
_LATE = "The request did not arrive within {seconds:g} seconds. Send it at once."
_TOO_MANY = "As many connections are open as may. Try again in a moment."


@dataclass(slots=True)
class Door:
    """How long connections may take, how many there may be, and which of them wait for a request.

    ``waiting`` holds them by the time since when they wait, longest first.
    """

    connections: int
    receive_seconds: float = RECEIVE_SECONDS
    stall_seconds: float = STALL_SECONDS
    waiting: dict["Guarded", None] = field(default_factory=dict)
    rejected: Callable[[str], None] = lambda _: None  # told of each, by the kind of its error


class Guarded(asyncio.Protocol):
    """What is added to uvicorn's protocol, whichever parser it uses; made by ``guarded``."""

    door: Door
    # What uvicorn's protocols have in common.
    cycle: Any
    connections: set[Any]
    loop: asyncio.AbstractEventLoop
    transport: asyncio.Transport

    _receiving: asyncio.TimerHandle | None = None  # runs from the first byte of a request
    _stalling: asyncio.TimerHandle | None = None
    _unsent = 0
    _begun = False  # whether part of a request has come

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Let a client in; where the house is full, the one that has waited longest goes."""
        super().connection_made(transport)
        # Zero: writing counts as paused from the first byte that the client does not take.
        self.transport.set_write_buffer_limits(high=0)
        if len(self.connections) > self.door.connections:
            self._make_room()
        if not self.transport.is_closing():
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self._stop_waiting()
        self._stop_stalling()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what came, and see whether the request is whole now."""
        super().data_received(data)
        if self._in_work():
            self._begun = False
            self._stop_waiting()
        elif not self.transport.is_closing():
            self._begun = True
            self._wait()

    def on_response_complete(self) -> None:
        """Wait for the next request; uvicorn closes what waits for it in silence."""
        super().on_response_complete()  # type: ignore[misc]
        if not self._in_work() and not self.transport.is_closing():
            self.door.waiting.setdefault(self)

    def pause_writing(self) -> None:
        """The client does not take what it is sent: give it some seconds."""
        super().pause_writing()
        self._unsent = self.transport.get_write_buffer_size()
        self._stop_stalling()
        self._stalling = self.loop.call_later(self.door.stall_seconds, self._stalled)

    def resume_writing(self) -> None:
        """It has taken all."""
        self._stop_stalling()
        super().resume_writing()

    def leave(self, error: GroundwireError) -> None:
        """Close the connection, and say why where part of a request has come."""
        cycle = self.cycle
        answered = cycle is not None and cycle.more_body and cycle.response_started
        if self._begun and not answered:
            self.door.rejected(error.kind())
            self.transport.write(self._response(error))
        self._stop_waiting()
        self.transport.close()

    def _make_room(self) -> None:
        error = OverloadedError(_TOO_MANY, wait=WAIT_SECONDS)
        longest = next(iter(self.door.waiting), None)
        if longest is not None:
            longest.leave(error)
        else:  # all are being answered
            self.door.rejected(error.kind())
            self.transport.write(self._response(error))
            self.transport.close()

    def _response(self, error: GroundwireError) -> bytes:
        """The error as it goes over the wire: there is no request that the app could answer."""
        path = self.cycle.scope["path"] if self.cycle and self.cycle.more_body else ""
        state = {"request_id": uuid4().hex}
        request = Request({"type": "http", "path": path, "headers": [], "state": state})
        response = problems.refusal(request, error)
        response.headers.update({"Connection": "close", "X-Request-ID": state["request_id"]})
        response.headers.update(HEADERS)
        lines = [b"HTTP/1.1 %d %s" % (response.status_code, _phrase(response.status_code))]
        lines += [b"%s: %s" % header for header in response.raw_headers]
        return b"\r\n".join([*lines, b"", bytes(response.body)])

    def _in_work(self) -> bool:
        cycle = self.cycle
        return cycle is not None and not cycle.more_body and not cycle.response_complete

    def _wait(self) -> None:
        self.door.waiting.setdefault(self)
        if self._receiving is None:
            self._receiving = self.loop.call_later(self.door.receive_seconds, self._late)

    def _stop_waiting(self) -> None:
        self.door.waiting.pop(self, None)
        if self._receiving is not None:
            self._receiving.cancel()
            self._receiving = None

    def _late(self) -> None:
        self.leave(SlowRequestError(_LATE.format(seconds=self.door.receive_seconds)))

    def _stop_stalling(self) -> None:
        if self._stalling is not None:
            self._stalling.cancel()
            self._stalling = None

    def _stalled(self) -> None:
        unsent = self.transport.get_write_buffer_size()
        if unsent >= self._unsent:
            self.transport.abort()
        else:  # slow, but it reads
            self._unsent = unsent
            self._stalling = self.loop.call_later(self.door.stall_seconds, self._stalled)


def guarded(door: Door) -> type[asyncio.Protocol]:
    """The protocol of one server: uvicorn's own, with what the door says."""
    return type("GuardedProtocol", (Guarded, AutoHTTPProtocol), {"door": door})


def _phrase(status: int) -> bytes:
    return HTTPStatus(status).phrase.encode()
