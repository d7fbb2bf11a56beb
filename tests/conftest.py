"""What every test shares: no network but loopback, and where the real articles lie."""

import ipaddress
import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
# The five real articles and the data sets lie beside a checkout, never in it.
SHARED = ROOT.parent / "shared"
# Libraries that would look for a newer model by themselves, also in the processes tests start.
OFFLINE = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1"}


class NetworkBlockedError(OSError):
    """A test tried to reach something that is not this machine."""


def _is_loopback(host: str | bytes) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    if name in ("", "localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def _check(address: Any) -> None:
    """Raise unless the address is a path (AF_UNIX) or loopback."""
    if isinstance(address, tuple) and not _is_loopback(address[0]):
        raise NetworkBlockedError(f"a test tried to reach {address[0]}: only loopback is allowed")


@pytest.fixture(scope="session", autouse=True)
def _hears_ctrl_c() -> None:
    """Let what tests start be ended by Ctrl-C, also where a shell runs them in its background."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    """Block every connection but loopback, in Python's own sockets and name look-ups."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex
    sendto, getaddrinfo = socket.socket.sendto, socket.getaddrinfo

    def guarded_connect(self: socket.socket, address: Any) -> None:
        _check(address)
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        _check(address)
        return connect_ex(self, address)

    def guarded_sendto(self: socket.socket, data: Any, *rest: Any) -> int:
        _check(rest[-1])
        return sendto(self, data, *rest)

    def guarded_getaddrinfo(host: Any, *rest: Any, **named: Any) -> Any:
        if host is not None:
            _check((host,))
        return getaddrinfo(host, *rest, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
        patch.setattr(socket.socket, "sendto", guarded_sendto)
        patch.setattr(socket, "getaddrinfo", guarded_getaddrinfo)
        for name in [name for name in os.environ if name.startswith("GROUNDWIRE_")]:
            patch.delenv(name)
        for name, value in OFFLINE.items():
            patch.setenv(name, value)
        yield


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real articles and data beside the checkout; skips where there is none."""
    if not SHARED.is_dir():
        pytest.skip("the real articles (../shared) are not beside this checkout")
    return SHARED


@pytest.fixture(scope="session")
def seeds(shared: Path) -> Path:
    """The folder of the five real articles."""
    return shared / "seeds"
