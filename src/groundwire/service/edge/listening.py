"""The address: checked and bound before anything is promised."""

import contextlib
import errno
import ipaddress
import socket
import sys

from groundwire.errors import ServeError
from groundwire.service.edge.token import read_token
from groundwire.settings import Settings

BACKLOG = 1024  # connections that wait to be accepted: those of a burst, told at once to come back
_NOT_OURS = "{host} is no address of this machine. Try --host 127.0.0.1."
_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def listen_as(settings: Settings, *, insecure: bool) -> socket.socket:
    """A socket that listens as the settings say; with a token on every address.

    Raises:
        InputError: the token of the settings cannot be read.
        ServeError: as ``listen``.
    """
    has_token = read_token(settings) is not None
    return listen(settings.host, settings.port, insecure=insecure or has_token)


def listen(host: str, port: int, *, insecure: bool) -> socket.socket:
    """A socket that listens on the address.

    Raises:
        ServeError: others can reach the address and ``insecure`` was not given; it is in use, or
            it cannot be bound.
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
        listener.listen(BACKLOG)
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


def announced(url: str) -> None:
    """Say where the service listens."""
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
