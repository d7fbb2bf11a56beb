"""HTTP by hand: requests that stop in the middle, and clients that leave or do not listen."""

import json
import socket
from typing import Any
from urllib.parse import urlsplit

from patience import PATIENCE_S

ASK = {"question": "When?"}
STREAM = {**ASK, "stream": True}
HEAD = (
    b"POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
)


def request(path: bytes = b"/chat", body: dict[str, Any] = ASK) -> bytes:
    """A whole request."""
    written = json.dumps(body).encode()
    return HEAD % (path, len(written)) + written


def connected(url: str, say: bytes = b"", *, room: int = 0) -> socket.socket:
    """A connection on which so much has been said; ``room`` is that for bytes not read yet."""
    connection = socket.socket()
    connection.settimeout(PATIENCE_S)
    if room:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, room)
    connection.connect(("127.0.0.1", urlsplit(url).port or 0))
    connection.sendall(say)
    return connection


def heard(connection: socket.socket) -> bytes:
    """All that comes until the other side closes."""
    said = b""
    try:
        while part := connection.recv(65_536):
            said += part
    except ConnectionResetError:
        pass
    connection.close()
    return said


def heard_until(connection: socket.socket, last: bytes) -> bytes:
    """What comes until something has come; the connection stays open."""
    said = b""
    while last not in said:
        part = connection.recv(65_536)
        assert part, f"closed before {last!r} came"
        said += part
    return said
