"""The guard itself: tests reach loopback and nothing else."""

import socket

import pytest


def test_another_machine_cannot_be_reached() -> None:
    """Connecting to an address that is not loopback is refused before a packet leaves."""
    with (
        socket.socket() as client,
        pytest.raises(OSError, match="only loopback"),
    ):
        client.connect(("192.0.2.1", 80))  # TEST-NET-1, RFC 5737: nobody's address


def test_names_are_not_looked_up() -> None:
    """A host name other than localhost is not resolved."""
    with pytest.raises(OSError, match="only loopback"):
        socket.create_connection(("news.invalid", 80))


def test_datagrams_are_blocked_too() -> None:
    """A datagram to an address that is not loopback is refused."""
    with (
        socket.socket(type=socket.SOCK_DGRAM) as client,
        pytest.raises(OSError, match="only loopback"),
    ):
        client.sendto(b"x", ("192.0.2.1", 53))


def test_loopback_works() -> None:
    """A server on 127.0.0.1 can be reached by address and by name."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        socket.create_connection(("127.0.0.1", port)).close()
        socket.create_connection(("localhost", port)).close()
