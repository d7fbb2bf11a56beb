"""Whether a request that failed is sent again, and when.

Only where nothing can have been done twice: the connection never stood, so nothing was sent; or
the service says that it is too busy, and when to come back (429 or 503 with ``Retry-After``).
"""

from dataclasses import dataclass
from random import Random

import httpx2

from groundwire.corpus.fetch.fetcher import wait_asked_for

FIRST_WAIT = 0.2  # seconds before the second try, doubled before each further one
# Of a wait, added by chance: who is sent away together does not come back together.
JITTER = 0.25
_BUSY = frozenset({429, 503})
_NOTHING_SENT = (httpx2.ConnectError, httpx2.ConnectTimeout)


@dataclass(frozen=True, slots=True)
class Retries:
    """How often a request is sent at the most, and how many seconds its waits may take together.

    ``seed`` makes what is left to chance the same each time.
    """

    attempts: int = 3
    longest: float = 30.0
    seed: int | None = None


class Patience:
    """What is left of the tries and of the time of one request."""

    def __init__(self, retries: Retries, chance: Random) -> None:
        self._attempts = retries.attempts - 1
        self._seconds = retries.longest
        self._wait = FIRST_WAIT
        self._chance = chance

    def after(self, error: httpx2.RequestError) -> float | None:
        """Seconds to wait before sending a request again that got no answer; None: do not."""
        return self._spend(0.0) if isinstance(error, _NOTHING_SENT) else None

    def after_reply(self, reply: httpx2.Response) -> float | None:
        """Seconds to wait before sending a request again that was refused; None: do not."""
        asked = reply.headers.get("retry-after")
        if reply.status_code not in _BUSY or asked is None:
            return None
        return self._spend(wait_asked_for(asked))

    def _spend(self, asked: float) -> float | None:
        wait = max(asked, self._wait) * (1 + JITTER * self._chance.random())
        if self._attempts < 1 or wait > self._seconds:
            return None
        self._attempts -= 1
        self._seconds -= wait
        self._wait *= 2
        return wait
