"""Where the fetcher may go: http(s) addresses whose every IP address lies on the public Internet.

A page that one fetches can name any address, also one inside the network of whoever fetches. The
ranges are those that the IANA registries of special-purpose addresses list as not global, and
those that carry an IPv4 address inside an IPv6 one; ``ipaddress.is_global`` lets some of the
latter pass.
"""

import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, ip_address, ip_network
from urllib.parse import urlsplit

from groundwire.errors import ArticleError

MAX_ADDRESS_CHARACTERS = 2_000
PORTS = {"http": 80, "https": 443}
Resolve = Callable[[str, int], Sequence[str]]

_DENIED_4 = tuple(map(ip_network, (
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
    "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24",
    "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
    "224.0.0.0/4", "240.0.0.0/4",
)))  # fmt: skip
# Of IPv6 only 2000::/3 is given out; inside it lie documentation, benchmarks, Teredo and 6to4.
_GIVEN_OUT_6 = ip_network("2000::/3")
_DENIED_6 = tuple(map(ip_network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")))
# One's own machine and network. Link-local addresses are never fetched: where clouds keep the
# credentials of a machine; the last is the same of IPv6.
_PRIVATE = tuple(map(ip_network, (
    "127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7",
)))  # fmt: skip
_NEVER = ip_network("fd00:ec2::254/128")


@dataclass(frozen=True, slots=True)
class Target:
    """An address that may be fetched: its parts, and the IP addresses that were checked."""

    scheme: str
    host: str
    port: int
    addresses: tuple[str, ...]

    @property
    def origin(self) -> str:
        """Scheme, host and port, as one string; what robots.txt and a delay hold for."""
        return f"{self.scheme}://{self.host}:{self.port}"


def is_public(address: str) -> bool:
    """Whether an IP address lies on the public Internet, in no range that is set apart."""
    parsed = ip_address(address.partition("%")[0])
    if isinstance(parsed, IPv4Address):
        return not any(parsed in network for network in _DENIED_4)
    return parsed in _GIVEN_OUT_6 and not any(parsed in network for network in _DENIED_6)


def is_private(address: str) -> bool:
    """Whether an IP address is this machine's or of a private network, as people number them."""
    parsed = ip_address(address.partition("%")[0])
    return any(parsed in network for network in _PRIVATE) and parsed not in _NEVER


def resolve(host: str, port: int) -> list[str]:
    """The IP addresses of a host, in the order in which the system would try them.

    Raises:
        OSError: the host has none, or cannot be looked up.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def check(url: str, *, allow_private: bool, look_up: Resolve = resolve) -> Target:
    """Resolve the host of an address, once, and check every IP address that it has.

    Raises:
        ArticleError: no http(s) address, a host that cannot be found, or one that has an address
            which is not public.
    """
    scheme, host, port = _parts(url)
    try:
        addresses = tuple(look_up(host, port))
    except (OSError, UnicodeError) as error:
        raise ArticleError(f"the host {host} cannot be found ({error}).", wait=0) from error
    if not addresses:
        raise ArticleError(f"the host {host} has no address.")
    for address in addresses:
        if not is_public(address) and not (allow_private and is_private(address)):
            raise ArticleError(_refusal(host, address))
    return Target(scheme, host, port, addresses)


def _refusal(host: str, address: str) -> str:
    if is_private(address):
        return (
            f"{host} is {address}, which is not on the public Internet. Use --allow-private if you "
            "mean to fetch from your own network."
        )
    return f"{host} is {address}, an address that is never fetched."


def _parts(url: str) -> tuple[str, str, int]:
    """Scheme, host and port of an http(s) address."""
    if len(url) > MAX_ADDRESS_CHARACTERS or not url.isprintable() or " " in url:
        raise ArticleError(f"{url[:80]!r} is no address that can be fetched.")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise ArticleError(f"not an address ({error}).") from error
    if parts.scheme not in PORTS or not host:
        raise ArticleError("only http:// and https:// addresses are fetched.")
    if parts.username is not None or parts.password is not None:
        raise ArticleError("an address with a password in it is refused.")
    return parts.scheme, host, port or PORTS[parts.scheme]


def is_link(url: str) -> bool:
    """Whether a string is an http(s) address; ``javascript:`` and ``data:`` links are not."""
    try:
        _parts(url)
    except ArticleError:
        return False
    return True
