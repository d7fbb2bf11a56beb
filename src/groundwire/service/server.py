"""Listening: the address is checked and bound before anything is promised."""

import asyncio
import contextlib
import errno
import ipaddress
import socket
import sys
import time
from collections.abc import Callable
from types import FrameType

import uvicorn
from fastapi import FastAPI

from groundwire.errors import ServeError
from groundwire.service.access import read_token
from groundwire.service.protocol import Door, guarded
from groundwire.service.state import Service
from groundwire.settings import Settings

DRAIN_SECONDS = 20.0  # for answers under way when the service is told to stop
SWITCH_SECONDS = 0.0005  # measured with bench/overload.py, docs/measurements.md
_LOOK_SECONDS = 0.05
_CLOSE_SECONDS = 5  # for responses that are made to be read
_BACKLOG = 1024  # connections that wait to be accepted: those of a burst, told at once to come back
_NOT_OURS = "{host} is no address of this machine. Try --host 127.0.0.1."
_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
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
    has_token = read_token(settings) is not None
    listener = listen(settings.host, settings.port, insecure=insecure or has_token)
    with contextlib.closing(listener):
        run(app, settings, listener, announce or _announce)


def run(app: FastAPI, settings: Settings, listener: socket.socket, announce: Announce) -> None:
    """Serve on a socket that listens, until told to stop."""
    # An answer is Python and native code by turns; at the 5 ms that Python waits by default before
    # one thread takes the lock from another, each step of the event loop would wait that long.
    sys.setswitchinterval(SWITCH_SECONDS)
    config = configuration(app, Door(settings.connections))
    server = Server(config, app.state.service, lambda: announce(url_of(settings.host, listener)))
    with contextlib.suppress(KeyboardInterrupt):
        server.run(sockets=[listener])


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
        backlog=_BACKLOG,
        timeout_graceful_shutdown=_CLOSE_SECONDS,
    )


def listen(host: str, port: int, *, insecure: bool) -> socket.socket:
    """A socket that listens on the address.

    Raises:
        ServeError: as ``serve``.
    """
    address = _resolve(host)
    if not insecure and not address.is_loopback:
        raise ServeError(
            f"{host} can be reached from other machines, and the service has no token to ask "
            "for. Use --host 127.0.0.1, set GROUNDWIRE_TOKEN or GROUNDWIRE_TOKEN_FILE, or add "
            "--insecure if the network is yours."
        )
    family = socket.AF_INET6 if address.version == 6 else socket.AF_INET
    # The protocol is named because asyncio turns Nagle's algorithm off only where it is: without,
    # every response waits 40 ms for the client's delayed acknowledgement.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((str(address), port))
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        raise ServeError(_why_not(error, host, port)) from error
    return listener


def url_of(host: str, listener: socket.socket) -> str:
    """Where a browser on this machine finds the service."""
    # A wildcard is no address to visit: it listens on loopback too.
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    port = listener.getsockname()[1]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


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


def _announce(url: str) -> None:
    print(f"groundwire is listening on {url} (Ctrl+C stops it)", file=sys.stderr, flush=True)


def _resolve(host: str) -> _Address:
    """The address that the host is, or the first that its name has."""
    with contextlib.suppress(ValueError):
        return ipaddress.ip_address(host)
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise ServeError(_NOT_OURS.format(host=repr(host))) from error
    return ipaddress.ip_address(found[0][4][0])


def _why_not(error: OSError, host: str, port: int) -> str:
    match error.errno:
        case errno.EADDRINUSE:
            return (
                f"Port {port} on {host} is in use. Stop what listens there, or choose another "
                "with --port (0 takes a free one)."
            )
        case errno.EACCES:
            return f"Port {port} needs more rights than this user has. Use one above 1023."
        case errno.EADDRNOTAVAIL:
            return _NOT_OURS.format(host=host)
        case _:
            return f"Cannot listen on {host} port {port}: {error.strerror}."
