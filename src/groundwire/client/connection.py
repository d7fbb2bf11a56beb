"""How a service is reached: its address, a token, and how long is waited for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httpx2

from groundwire import __version__
from groundwire.errors import InputError

LOCAL = "http://127.0.0.1:8080"  # where `groundwire serve` listens unless told otherwise
# An idle connection is given up before the service closes it (uvicorn: after 5 s): a request that
# is sent on a connection that is being closed would be lost, and asking again is not always safe.
KEPT_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds: ``connect`` until a connection stands, ``read`` between two parts of a reply.

    A service gives an answer up after 60 s, so that one that is silent for longer is gone.
    """

    connect: float = 5.0
    read: float = 75.0


@dataclass(frozen=True, slots=True)
class Connection:
    """Where a service is, and what every request to it has.

    Raises:
        InputError: the address is none, or the token cannot stand in a header.
    """

    url: str
    token: str | None = field(default=None, repr=False)
    timeouts: Timeouts = Timeouts()

    def __post_init__(self) -> None:
        if not _is_address(self.url):
            raise InputError(f"{self.url!r}: no address of a service. Write one such as {LOCAL}.")
        if self.token is not None and not _fits_header(self.token):
            raise InputError("The token is empty, or holds a space or what is not ASCII.")

    @property
    def base(self) -> str:
        """The address that every path is put behind."""
        return self.url.rstrip("/")

    def options(self) -> Mapping[str, Any]:
        """What an HTTP client is made with; no proxy nor password of the environment is used."""
        read = self.timeouts.read
        return {
            "base_url": self.base,
            "headers": self._headers(),
            "timeout": httpx2.Timeout(read, connect=self.timeouts.connect),
            "limits": httpx2.Limits(keepalive_expiry=KEPT_SECONDS),
            "trust_env": False,
            # The certificates that the system or SSL_CERT_FILE trusts.
            "verify": httpx2.create_ssl_context(),
            "follow_redirects": False,
        }

    def _headers(self) -> dict[str, str]:
        headers = {"User-Agent": f"groundwire/{__version__}", "Accept": "application/json"}
        if self.token is not None:
            headers["Authorization"] = f"Bearer {self.token}"
        return headers


def _is_address(written: str) -> bool:
    """http or https, a host, and nothing that is no part of an address."""
    try:
        parts = urlsplit(written)
        named = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # half a bracket, a port that is no number
        return False
    return named and written.isprintable() and not written.split()[1:]


def _fits_header(token: str) -> bool:
    return bool(token) and all("!" <= character <= "~" for character in token)
