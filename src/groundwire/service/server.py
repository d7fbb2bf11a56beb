"""Listening: the address is checked and bound before anything is promised."""

import contextlib
import errno
import ipaddress
import socket
import sys
from collections.abc import Callable
from typing import Any

import uvicorn
from fastapi import FastAPI

from groundwire.errors import ServeError
from groundwire.settings import Settings

_BACKLOG = 128  # connections that wait to be accepted; more than that is overload
_SHUTDOWN_SECONDS = 5  # for responses under way when the service is told to stop
Announce = Callable[[str], None]


def serve(
    app: FastAPI, settings: Settings, *, insecure: bool, announce: Announce | None = None
) -> None:
    """Serve until interrupted; ``announce`` is told the URL once the service listens.

    Raises:
        ServeError: the address is not this machine's own loopback and ``insecure`` was not
            given, it is in use, or it cannot be bound.
    """
    with contextlib.closing(listen(settings.host, settings.port, insecure=insecure)) as listener:
        config = uvicorn.Config(
            app,
            lifespan="off",
            ws="none",
            log_config=None,
            access_log=False,  # our own line says more
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=_SHUTDOWN_SECONDS,
        )
        server = _Server(config, announce or _announce, url_of(settings.host, listener))
        with contextlib.suppress(KeyboardInterrupt):
            server.run(sockets=[listener])


def listen(host: str, port: int, *, insecure: bool) -> socket.socket:
    """A socket that listens on the address.

    Raises:
        ServeError: as ``serve``.
    """
    family, address = _resolve(host, port)
    if not insecure and not ipaddress.ip_address(address[0].partition("%")[0]).is_loopback:
        raise ServeError(
            f"{host} can be reached from other machines, and the service asks nobody for a "
            "password. Use --host 127.0.0.1, or add --insecure if the network is yours."
        )
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        raise ServeError(_why_not(error, host, port)) from error
    return listener


def url_of(host: str, listener: socket.socket) -> str:
    """Where a browser finds the service."""
    port = listener.getsockname()[1]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


class _Server(uvicorn.Server):
    """uvicorn, and a word when it listens."""

    def __init__(self, config: uvicorn.Config, announce: Announce, url: str) -> None:
        super().__init__(config)
        self._announce, self._url = announce, url

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._announce(self._url)


def _announce(url: str) -> None:
    print(f"groundwire is listening on {url} (Ctrl+C stops it)", file=sys.stderr, flush=True)


def _resolve(host: str, port: int) -> tuple[int, tuple[Any, ...]]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError) as error:
        raise ServeError(
            f"{host!r} is no address of this machine. Try --host 127.0.0.1."
        ) from error
    family, _, _, _, address = found[0]
    return family, address


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
            return f"{host} is no address of this machine. Try --host 127.0.0.1."
        case _:
            return f"Cannot listen on {host} port {port}: {error.strerror}."
