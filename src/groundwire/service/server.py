"""Serving: uvicorn with our connections, and an end in good order."""

import asyncio
import contextlib
import gc
import socket
import sys
import time
from collections.abc import Callable
from types import FrameType

import uvicorn
from fastapi import FastAPI

from groundwire.service.edge.listening import BACKLOG, announced, listen_as, url_of
from groundwire.service.edge.protocol import Door, guarded
from groundwire.service.state import Service
from groundwire.settings import Settings

DRAIN_SECONDS = 20.0  # for answers under way when the service is told to stop
# At five times the capacity /health took at the 99th percentile 34 ms with this, 625 with 5 ms.
SWITCH_SECONDS = 0.0005
_LOOK_SECONDS = 0.05
_CLOSE_SECONDS = 5  # for responses that are made to be read
Announce = Callable[[str], None]


def serve(
    app: FastAPI, settings: Settings, *, insecure: bool, announce: Announce | None = None
) -> None:
    """Serve until interrupted; ``announce`` is told the URL once the service listens.

    Raises:
        InputError: the token of the settings cannot be read.
        ServeError: others can reach the address, there is no token and ``insecure`` was not
            given; it is in use, or it cannot be bound.
    """
    with contextlib.closing(listen_as(settings, insecure=insecure)) as listener:
        run(app, settings, listener, announce or announced)


def run(app: FastAPI, settings: Settings, listener: socket.socket, announce: Announce) -> None:
    """Serve on a socket that listens, until told to stop."""
    # An answer is Python and native code by turns; at the 5 ms that Python waits by default before
    # one thread takes the lock from another, each step of the event loop would wait that long.
    sys.setswitchinterval(SWITCH_SECONDS)
    app.state.service.when_loaded = settle
    rejected = app.state.service.metrics.rejected
    config = configuration(app, Door(settings.connections, rejected=rejected))
    server = Server(config, app.state.service, lambda: announce(url_of(settings.host, listener)))
    with contextlib.suppress(KeyboardInterrupt):
        server.run(sockets=[listener])


def settle() -> None:
    """Leave what is loaded by now out of every later search for garbage: it stays, and searching
    it stops all threads for a tenth of a second, every few hundred answers."""
    gc.collect()
    gc.freeze()


def configuration(app: FastAPI, door: Door) -> uvicorn.Config:
    """How uvicorn serves the app."""
    return uvicorn.Config(
        app,
        http=guarded(door),
        lifespan="on",
        ws="none",
        log_config=None,
        access_log=False,  # our own line says more
        server_header=False,
        proxy_headers=False,
        backlog=BACKLOG,
        timeout_graceful_shutdown=_CLOSE_SECONDS,
    )


class Server(uvicorn.Server):
    """uvicorn, with a word when it listens, and answers that are finished before it stops."""

    def __init__(
        self, config: uvicorn.Config, service: Service, listening: Callable[[], None]
    ) -> None:
        super().__init__(config)
        self._service, self._listening = service, listening

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, and say so."""
        await super().startup(sockets)
        self._listening()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take no new work, finish what was taken, then close."""
        await self._drain()
        await super().shutdown(sockets)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop soon; a second Ctrl-C stops at once."""
        super().handle_exit(sig, frame)
        self._captured_signals.clear()  # else uvicorn ends by the signal, and not with exit code 0

    async def _drain(self) -> None:
        # The door stays open meanwhile: whoever asks is told 503, and /ready says why.
        work = self._service.workers
        work.drain()
        ends = time.monotonic() + DRAIN_SECONDS
        while work.busy and time.monotonic() < ends and not self.force_exit:
            await asyncio.sleep(_LOOK_SECONDS)
