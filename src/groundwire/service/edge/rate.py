"""How often one client may ask."""

import contextlib
import ipaddress
import math
import time

from fastapi import FastAPI, Request
from limits import RateLimitItem, parse
from limits.storage import Storage
from limits.strategies import FixedWindowRateLimiter
from starlette.types import ASGIApp, Receive, Scope, Send

from groundwire.errors import InputError, RateLimitError
from groundwire.service.edge import problems
from groundwire.service.edge.access import is_open
from groundwire.settings import Settings

OFF = "off"
# Two questions a second for a minute: nobody reads so fast, and four cores can answer it.
FOR_OTHERS = "120/minute"
MAX_CLIENTS = (
    10_000  # counted at a time, about 3 MB; then the one not seen for longest is forgotten
)
_IPV6_NETWORK = 64  # bits: what one household is given, so addresses below it are one client


def read_rate(written: str) -> RateLimitItem | None:
    """The rate as the setting writes it, None where it is off.

    Raises:
        InputError: it is no rate.
    """
    if written == OFF:
        return None
    try:
        rate = parse(written)
    except ValueError:
        rate = None
    if rate is None or rate.amount < 1:
        raise InputError(
            f"GROUNDWIRE_RATE: {written!r} is no rate. Write it as 120/minute or 5/second, or off."
        )
    return rate


def install(app: FastAPI, settings: Settings) -> None:
    """Count what each client asks, of other machines only where the setting says nothing.

    Raises:
        InputError: a setting that is no rate.
    """
    everyone = settings.rate is not None
    rate = read_rate(FOR_OTHERS if settings.rate is None else settings.rate)
    if rate is not None:
        app.add_middleware(Rate, rate=rate, everyone=everyone)


class Rate:
    """Lets a client ask as often as the rate says, and refuses what is more with 429.

    What the page itself is made of is not counted.
    """

    def __init__(self, app: ASGIApp, *, rate: RateLimitItem, everyone: bool) -> None:
        self._app, self._rate, self._everyone = app, rate, everyone
        self._limiter = FixedWindowRateLimiter(Counts(MAX_CLIENTS))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve or refuse one request."""
        if scope["type"] == "http" and not is_open(scope["path"]):
            client = client_of(scope)
            counted = self._everyone or not _is_here(client)
            if counted and not self._limiter.hit(self._rate, client):
                request = Request(scope)
                refusal = problems.refusal(request, self._error(client))
                await refusal(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _error(self, client: str) -> RateLimitError:
        ends = self._limiter.get_window_stats(self._rate, client).reset_time
        wait = max(1, math.ceil(ends - time.time()))
        return RateLimitError(
            f"More requests than {self._rate} came from this address. Ask again in {wait} seconds.",
            wait=wait,
        )


def client_of(scope: Scope) -> str:
    """Who asks: an address, or the network of an IPv6 address.

    Not what a proxy says in a header: anyone can write that.
    """
    host = str(scope["client"][0]) if scope.get("client") else "unknown"
    with contextlib.suppress(ValueError):
        address = ipaddress.ip_address(host)
        if isinstance(address, ipaddress.IPv6Address) and not address.is_loopback:
            mapped = address.ipv4_mapped
            network = ipaddress.ip_network((address, _IPV6_NETWORK), strict=False)
            return str(mapped or network)
    return host


def _is_here(client: str) -> bool:
    """Whether a client is on this machine; what has no address is."""
    try:
        return ipaddress.ip_network(client).network_address.is_loopback
    except ValueError:
        return True


class Counts(Storage):
    """Requests of each client in its window, for so many clients at the most.

    Stands in for the library's own storage in memory, which has no bound and starts a thread for
    every hit to forget what is over.
    """

    STORAGE_SCHEME = None

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most
        self._counts: dict[str, tuple[int, float]] = {}  # count and end, last seen last

    @property
    def base_exceptions(self) -> type[Exception]:
        """What storing may raise: nothing."""
        return ValueError

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Count, and return the count of the window."""
        count, ends = self._current(key)
        self._counts.pop(key, None)
        self._counts[key] = count + amount, ends or time.time() + expiry
        while len(self._counts) > self._most:
            del self._counts[next(iter(self._counts))]
        return count + amount

    def get(self, key: str) -> int:
        """The count of the window."""
        return self._current(key)[0]

    def get_expiry(self, key: str) -> float:
        """When the window ends, in seconds since 1970."""
        return self._current(key)[1] or time.time()

    def check(self) -> bool:
        """It always works."""
        return True

    def reset(self) -> int:
        """Forget all."""
        count = len(self._counts)
        self._counts.clear()
        return count

    def clear(self, key: str) -> None:
        """Forget one."""
        self._counts.pop(key, None)

    def _current(self, key: str) -> tuple[int, float]:
        count, ends = self._counts.get(key, (0, 0.0))
        return (count, ends) if ends > time.time() else (0, 0.0)
