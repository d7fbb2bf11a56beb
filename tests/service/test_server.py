"""Listening: what is refused before a socket opens, and what is said once one is open."""

import asyncio
import http.client
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import pytest
from serving import Served, running

from groundwire.errors import ServeError
from groundwire.service.edge.listening import listen, url_of
from groundwire.service.edge.protocol import Guarded
from groundwire.service.server import serve
from groundwire.settings import Settings
from patience import PATIENCE_S

HERE = Path(__file__).parent
# A service over the fake answerer, as a process of its own.
PROGRAM = """
import sys
sys.path.insert(0, sys.argv[1])
from fake_answerer import FakeAnswerer
from groundwire.service.app import create_app
from groundwire.service.server import serve
from groundwire.settings import Settings
settings = Settings(port=0, index=sys.argv[1] + "/none")  # not the one that `make run` made
serve(create_app(FakeAnswerer(), settings), settings, insecure=False)
"""

# Says when objects are left out of the search for garbage.
SETTLING = f"""
import gc, threading, time
def tell():
    ends = time.monotonic() + 60
    while not gc.get_freeze_count() and time.monotonic() < ends:
        time.sleep(.01)
    print(bool(gc.get_freeze_count()), flush=True)
threading.Thread(target=tell, daemon=True).start()
{PROGRAM}"""


def test_a_port_in_use_is_one_clear_line(served: Served) -> None:
    """Where another program listens, the error names the port and what to do."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(ServeError, match=f"Port {port} on 127.0.0.1 is in use.*--port"):
            serve(served.app, Settings(port=port), insecure=False)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1"])  # noqa: S104  refused, that is
def test_an_address_that_others_reach_is_refused(served: Served, host: str) -> None:
    """Only loopback is served without ``--insecure``."""
    with pytest.raises(ServeError, match="--insecure"):
        serve(served.app, Settings(host=host, port=0), insecure=False)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.1", "localhost"])
def test_loopback_needs_no_leave(host: str) -> None:
    """Every address of the loopback network may be served."""
    with listen(host, 0, insecure=False) as listener:
        assert url_of(host, listener) == f"http://{host}:{listener.getsockname()[1]}"


def test_insecure_serves_what_it_is_told() -> None:
    """With ``--insecure`` every address of the machine may be served."""
    with listen("0.0.0.0", 0, insecure=True) as listener:  # noqa: S104  what is tested
        assert url_of("0.0.0.0", listener).startswith("http://127.0.0.1:")  # noqa: S104


@pytest.mark.parametrize("host", ["192.0.2.1", "no such host", "a" * 70, ""])
def test_an_address_that_is_not_ours_is_one_clear_line(host: str) -> None:
    """An address of another machine, or none at all, is an error that says what to try."""
    with pytest.raises(ServeError):
        listen(host, 0, insecure=host == "192.0.2.1")


def test_a_response_waits_for_no_acknowledgement(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A response comes at once: Nagle's algorithm, which would add 40 ms to each, is off."""
    off = []
    made = Guarded.connection_made

    def look(self: Guarded, transport: asyncio.BaseTransport) -> None:
        made(self, transport)
        connection = transport.get_extra_info("socket")
        off.append(connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))

    monkeypatch.setattr(Guarded, "connection_made", look)
    with running(served.app) as url:
        assert 200 == httpx2.get(f"{url}/health", timeout=PATIENCE_S).status_code
    assert [True] == [bool(one) for one in off]


def test_it_says_where_and_stops_at_ctrl_c() -> None:
    """The URL is printed once the service answers; an interrupt ends it without a traceback."""
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(HERE)], stderr=subprocess.PIPE, text=True,
        stdout=subprocess.PIPE, env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    try:
        assert process.stderr is not None
        line = process.stderr.readline()
        assert line.startswith("groundwire is listening on http://127.0.0.1:")
        connection = http.client.HTTPConnection(
            urlsplit(line.split()[4]).netloc, timeout=PATIENCE_S
        )
        connection.request("GET", "/health")
        response = connection.getresponse()
        assert response.read() == b'{"status":"ok"}'
        assert response.headers["Server"] is None
        connection.close()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=PATIENCE_S)
    finally:
        process.kill()
        process.communicate()
    assert process.returncode == 0
    assert out == ""
    assert "Traceback" not in err


def test_what_was_loaded_is_not_searched_for_garbage() -> None:
    """Such a search stops every thread, the longer the more is loaded."""
    process = subprocess.Popen(
        [sys.executable, "-c", SETTLING, str(HERE)], stderr=subprocess.DEVNULL, text=True,
        stdout=subprocess.PIPE,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "True\n"
    finally:
        process.kill()
        process.communicate()
