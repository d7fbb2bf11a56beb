"""One HTTP exchange with a host whose addresses were checked: bounded in time and in bytes.

The connection goes to the checked IP address, while the Host header and the name that TLS asks
for and verifies stay the host's: what was checked and what is reached are the same, whatever the
name server says a moment later.
"""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundwire.corpus.fetch.addresses import Target
from groundwire.errors import ArticleError

if TYPE_CHECKING:
    import httpx2

SECONDS = 30.0  # of a whole exchange; what takes longer is down or drips on purpose
CONNECT_SECONDS = 10.0
MAX_BYTES = 50_000_000  # unpacked: what a PDF or a day's archive may have; pages have less
_GZIP = zlib.MAX_WBITS | 32  # gzip or zlib, told by the header


@dataclass(frozen=True, slots=True)
class Reply:
    """What a host answered; header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def exchange(
    url: str, target: Target, headers: Mapping[str, str], *, limit: int = MAX_BYTES
) -> Reply:
    """Ask one address once, with no redirect followed and no proxy of the environment used.

    Raises:
        ArticleError: nobody answered, or not to the end in time (both with a ``wait``); the
            answer has more than ``limit`` bytes or cannot be unpacked.
    """
    import anyio

    try:
        return anyio.run(_within_time, url, target, headers, limit)
    except TimeoutError as error:
        raise ArticleError(f"no whole answer within {SECONDS:.0f} s.", wait=0) from error


async def _within_time(url: str, target: Target, headers: Mapping[str, str], limit: int) -> Reply:
    import anyio

    with anyio.fail_after(SECONDS):
        return await _ask(url, target, headers, limit)


async def _ask(url: str, target: Target, headers: Mapping[str, str], limit: int) -> Reply:
    import httpx2

    timeout = httpx2.Timeout(SECONDS, connect=CONNECT_SECONDS)
    # No connection is kept: two hosts at one IP address must not share one.
    limits = httpx2.Limits(max_keepalive_connections=0)
    # The certificates that the system or SSL_CERT_FILE trusts; of the environment nothing else.
    client = httpx2.AsyncClient(
        timeout=timeout, limits=limits, trust_env=False, verify=httpx2.create_ssl_context()
    )
    async with client:
        for address in target.addresses:
            request = _request(client, url, address, headers)
            try:
                response = await client.send(request, stream=True, follow_redirects=False)
            except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
                if address == target.addresses[-1]:
                    raise ArticleError(
                        f"{target.host} cannot be reached ({error}).", wait=0
                    ) from error
                continue
            except (httpx2.TransportError, httpx2.InvalidURL) as error:
                raise _broken(target, error) from error
            try:
                body = await _body(response, limit)
            except httpx2.TransportError as error:
                raise _broken(target, error) from error
            finally:
                await response.aclose()
            named = {name.lower(): value for name, value in response.headers.items()}
            return Reply(response.status_code, named, body)
    raise ArticleError(f"{target.host} has no address.", wait=0)


def _broken(target: Target, error: Exception) -> ArticleError:
    return ArticleError(f"{target.host} broke off ({type(error).__name__}).", wait=0)


def _request(
    client: "httpx2.AsyncClient", url: str, address: str, headers: Mapping[str, str]
) -> "httpx2.Request":
    import httpx2

    asked = httpx2.URL(url)
    return client.build_request(
        "GET",
        asked.copy_with(host=address, fragment=None),
        headers={**headers, "Host": asked.netloc.decode("ascii"), "Accept-Encoding": "gzip"},
        extensions={"sni_hostname": asked.raw_host.decode("ascii")},
    )


async def _body(response: "httpx2.Response", limit: int) -> bytes:
    """The body, unpacked here: a library that unpacks whole chunks has no bound to give."""
    packing = response.headers.get("content-encoding", "identity").strip().lower()
    if packing not in ("identity", "", "gzip", "x-gzip", "deflate"):
        raise ArticleError(f"the answer is packed as {packing!r}, which was not asked for.")
    unpack = None if packing in ("identity", "") else zlib.decompressobj(_GZIP)
    body = bytearray()
    came = 0
    async for chunk in response.aiter_raw():
        came += len(chunk)
        try:
            body += unpack.decompress(chunk, limit + 1 - len(body)) if unpack else chunk
        except zlib.error as error:
            raise ArticleError(f"the answer cannot be unpacked ({error}).") from error
        if len(body) > limit or came > limit:
            raise ArticleError(f"the answer has more than {limit:,} bytes.")
        if unpack and unpack.eof:
            break  # whatever follows is no part of it
    if unpack and came and not unpack.eof:
        raise ArticleError("the answer broke off.", wait=0)
    return bytes(body)
