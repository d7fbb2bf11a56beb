"""The one fetcher: everything that groundwire takes from a network comes through here.

It goes only where ``addresses`` lets it, again after each redirect; asks robots.txt first; waits
between two requests to one host; asks again where that is safe, as late as the host wishes; and
asks only for what has changed where a host told how.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urldefrag, urljoin

from groundwire import __version__
from groundwire.corpus.fetch.addresses import Resolve, Target, check, resolve
from groundwire.corpus.fetch.exchange import Reply, exchange
from groundwire.corpus.fetch.robots import Robots, read_robots
from groundwire.errors import ArticleError

AGENT = f"groundwire/{__version__} (news reader; obeys robots.txt as groundwire)"
DELAY = 1.0  # seconds between two requests to one host, as careful crawlers keep
REDIRECTS = 5
ATTEMPTS = 3
FIRST_WAIT = 1.0  # seconds before the second attempt, twice that before the third
LONGEST_WAIT = 60.0  # seconds; a host that asks for a longer one is asked in the next run
_MOVED = (301, 302, 303, 307, 308)


@dataclass(frozen=True, slots=True)
class Validators:
    """What a host said last time to tell by whether something has changed."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address holds: ``url`` is where redirects led; ``body`` is None when nothing has
    changed since the validators were given out."""

    url: str
    body: bytes | None
    content_type: str
    validators: Validators


class Fetcher:
    """Fetches addresses, one at a time.

    Args:
        allow_private: whether loopback and private addresses may be fetched.
        delay: seconds between two requests to one host, at least; robots.txt may ask for more.
        look_up, sleep, clock: the name service and the time.
    """

    def __init__(
        self,
        *,
        allow_private: bool = False,
        delay: float = DELAY,
        look_up: Resolve = resolve,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._allow_private = allow_private
        self._delay = delay
        self._look_up = look_up
        self._sleep = sleep
        self._clock = clock
        self._robots: dict[str, Robots] = {}
        self._asked: dict[str, float] = {}  # host -> when it was asked last

    def get(self, url: str, known: Validators | None = None) -> Fetched:
        """What an address holds, or that it is as it was when ``known`` was given out.

        Raises:
            ArticleError: it may not be fetched, is not there, or the host does not answer.
        """
        headers = _headers(known or Validators())
        for attempt in range(ATTEMPTS):
            try:
                return self._follow(url, headers)
            except ArticleError as error:
                wait = max(FIRST_WAIT * 2**attempt, error.wait or 0.0)
                if error.wait is None or attempt + 1 == ATTEMPTS or wait > LONGEST_WAIT:
                    raise
                self._sleep(wait)
        raise AssertionError("unreachable")  # the last attempt returns or raises

    def _follow(self, url: str, headers: dict[str, str]) -> Fetched:
        at, reply = self._redirected(url, headers, self._ask_leave)
        return _fetched(at, reply)

    def _redirected(
        self, url: str, headers: dict[str, str], before: Callable[[str, Target], None]
    ) -> tuple[str, Reply]:
        """The last of the redirects and what it answers; each of them is checked."""
        at = url
        for _ in range(REDIRECTS + 1):
            try:
                target = check(at, allow_private=self._allow_private, look_up=self._look_up)
            except ArticleError as error:
                led = "" if at == url else f"redirected to {at}: "
                raise ArticleError(f"{led}{error}", wait=error.wait) from error
            before(at, target)
            reply = exchange(at, target, headers)
            location = reply.headers.get("location")
            if reply.status not in _MOVED or not location:
                return at, reply
            at = urldefrag(urljoin(at, location)).url
        raise ArticleError(f"more than {REDIRECTS} redirects, the last of them to {at}.")

    def _ask_leave(self, url: str, target: Target) -> None:
        """Wait until the host may be asked again.

        Raises:
            ArticleError: its robots.txt says no, or cannot be had.
        """
        if target.origin not in self._robots:
            self._robots[target.origin] = self._read_robots(target)
        robots = self._robots[target.origin]
        if not robots.allows(url):
            raise ArticleError(f"the robots.txt of {target.host} disallows {url}.")
        if (last := self._asked.get(target.host)) is not None:
            rest = last + max(self._delay, robots.delay) - self._clock()
            if rest > 0:
                self._sleep(rest)
        self._asked[target.host] = self._clock()

    def _read_robots(self, target: Target) -> Robots:
        """The rules of a host; all is allowed where it has none. One that cannot say is not asked
        for anything else (RFC 9309, 2.3.1.4)."""
        host = f"[{target.host}]" if ":" in target.host else target.host
        url = f"{target.scheme}://{host}:{target.port}/robots.txt"
        _, reply = self._redirected(url, _headers(Validators()), lambda at, found: None)
        if reply.status >= 500 or reply.status == 429:
            raise _later("its robots.txt", reply)
        return read_robots(reply.body) if reply.status == 200 else Robots()


def _headers(known: Validators) -> dict[str, str]:
    headers = {
        "User-Agent": AGENT,
        "Accept": "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, "
        "application/xml;q=0.9, */*;q=0.5",
    }
    if known.etag:
        headers["If-None-Match"] = known.etag
    if known.last_modified:
        headers["If-Modified-Since"] = known.last_modified
    return headers


def _fetched(url: str, reply: Reply) -> Fetched:
    validators = Validators(reply.headers.get("etag"), reply.headers.get("last-modified"))
    kind = reply.headers.get("content-type", "")
    if reply.status == 304:
        return Fetched(url, None, kind, validators)
    if reply.status == 200:
        if not reply.body.strip():
            raise ArticleError("the answer is empty.")
        return Fetched(url, reply.body, kind, validators)
    if reply.status >= 500 or reply.status == 429:
        raise _later("the site", reply)
    raise ArticleError(f"the site answers {reply.status}: {_reason(reply)}.")


def _later(what: str, reply: Reply) -> ArticleError:
    wait = wait_asked_for(reply.headers.get("retry-after"))
    asks = f" It asks for a wait of {wait:.0f} s." if wait > LONGEST_WAIT else ""
    return ArticleError(f"{what} answers {reply.status}: {_reason(reply)}.{asks}", wait=wait)


def _reason(reply: Reply) -> str:
    return _REASONS.get(reply.status, "it failed" if reply.status >= 500 else "no page")


_REASONS = {
    401: "only those who log in may read the page",
    402: "the page is for those who pay",
    403: "it does not let this program read the page",
    404: "there is no such page",
    410: "the page was taken away",
    429: "too many requests; try again later, or with a longer --delay",
    451: "the page may not be shown for legal reasons",
    503: "it cannot answer now; try again later",
}


def wait_asked_for(retry_after: str | None) -> float:
    """The wait that a host asks for, in seconds or as a date; 0 where it asks for none."""
    if not retry_after:
        return 0.0
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        when = parsedate_to_datetime(retry_after)
    except ValueError:
        return 0.0
    now = datetime.now(UTC)
    return max(0.0, (when.replace(tzinfo=when.tzinfo or UTC) - now).total_seconds())
