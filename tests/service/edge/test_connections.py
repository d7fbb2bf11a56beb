"""Connections that say too little, too slowly or too often, and those that do not listen."""

import json
import socket
import threading
import time
from dataclasses import replace
from typing import Any

import httpx2
import pytest
from fake_answerer import answered
from serving import Served, make, running
from talking import ASK, HEAD, STREAM, connected, heard, heard_until, request
from test_admission import asking

from groundwire.service.edge.problems import OpenAIProblem, Problem
from groundwire.service.edge.protocol import Door
from groundwire.settings import Settings
from patience import PATIENCE_S, until

# A deadline that passes within a test, yet is longer than a busy machine takes to send a request.
SOON = 1.0  # seconds
LONG = 6_000_000  # characters: more than the system keeps for a client that does not read


def door(**changes: Any) -> Door:
    """A door whose deadlines pass within a test."""
    return replace(Door(connections=50, receive_seconds=SOON, stall_seconds=SOON), **changes)


def answer_in(said: bytes) -> tuple[int, dict[str, str], Any]:
    """Status, headers in small letters and the JSON of a response."""
    head, _, body = said.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    headers = dict(line.lower().split(": ", 1) for line in lines)
    return int(first.split()[1]), headers, json.loads(body)


@pytest.mark.parametrize(
    "say", [b"POST /chat HTT", request()[:-1], HEAD % (b"/v1/chat/completions", 9)]
)
def test_a_request_that_does_not_arrive_is_408(served: Served, say: bytes) -> None:
    """Head or body: after the deadline the connection is closed with the reason."""
    with running(served.app, door()) as url:
        status, headers, body = answer_in(heard(connected(url, say)))
        assert (status, headers["connection"]) == (408, "close")
        assert headers["x-content-type-options"] == "nosniff"
        if b"/v1/" in say:
            assert OpenAIProblem.model_validate(body).error.code == "slow_request"
        else:
            problem = Problem.model_validate(body)
            assert problem.type == "urn:groundwire:slow-request"
            assert problem.request_id == headers["x-request-id"]
        assert httpx2.post(f"{url}/chat", json=ASK).status_code == 200
    assert len(served.answerer.asked) == 1


def test_a_connection_that_says_nothing_is_closed_in_silence(served: Served) -> None:
    """A browser that connects ahead of time is no error."""
    with running(served.app, door()) as url:
        assert heard(connected(url)) == b""


@pytest.mark.parametrize("start", [b"GET /health HTTP/1.1\r\nX: ", HEAD % (b"/chat", 9_999)])
def test_bytes_that_drip_do_not_put_the_deadline_off(served: Served, start: bytes) -> None:
    """One timer runs from the first byte to the last, however many come between."""
    with running(served.app, door()) as url:
        begun = time.monotonic()
        connection = connected(url, start)
        dripping = threading.Thread(target=_drip, args=(connection,), daemon=True)
        dripping.start()
        assert heard(connection).startswith(b"HTTP/1.1 408 ")
        assert time.monotonic() - begun > 0.9 * SOON
        dripping.join(PATIENCE_S)
        assert not dripping.is_alive()


def _drip(connection: socket.socket) -> None:
    """Send a byte every now and then, until the other side has closed."""
    try:
        while True:
            connection.sendall(b"a")
            time.sleep(0.05)
    except OSError:
        pass


def test_an_answer_that_takes_longer_than_the_deadline_is_left_alone() -> None:
    """The deadline is the request's, not the answer's: a stream runs on, and so does a wait."""
    hold = threading.Event()
    served = make(hold=hold)
    with running(served.app, door()) as url:
        streaming, waiting = connected(url, request(body=STREAM)), connected(url, request())
        until(lambda: served.app.state.service.workers.busy == 2)
        time.sleep(1.5 * SOON)
        hold.set()
        assert b"event: done" in heard_until(streaming, b"event: done")
        assert b'"status":"answered"' in heard_until(waiting, b'"timings_ms"')
        streaming.close()
        waiting.close()


def test_a_kept_connection_has_the_deadline_for_each_request(served: Served) -> None:
    """The second request on a connection has a timer of its own, which starts with it."""
    with running(served.app, door()) as url:
        connection = connected(url, request())
        heard_until(connection, b'"timings_ms"')
        time.sleep(1.5 * SOON)  # an idle connection may stay
        connection.sendall(request())
        heard_until(connection, b'"timings_ms"')
        connection.sendall(b"GET /hea")
        assert heard(connection).startswith(b"HTTP/1.1 408 ")


def test_a_client_that_does_not_read_is_let_go() -> None:
    """A response that nobody takes is dropped after the deadline; it never held a thread."""
    long = replace(answered(), text="x" * LONG)
    served = make(answer=long, settings=Settings(concurrency=1, queue=0))
    work = served.app.state.service.workers
    with running(served.app, door()) as url:
        deaf = connected(url, request(body=STREAM), room=4096)
        until(lambda: served.answerer.answers == 1 and work.busy == 0)
        small = httpx2.post(
            f"{url}/v1/chat/completions", json={"messages": [_TURN]}, timeout=PATIENCE_S
        )
        assert small.status_code == 200
        until(lambda: len(served.log()) == 2)  # the deaf one's request has ended
        said = heard(deaf)
        assert b"event: hits" in said
        assert len(said) < LONG


_TURN = {"role": "user", "content": "When?"}


def test_a_slow_reader_is_not_let_go() -> None:
    """Whoever takes some of it within the deadline gets all of it."""
    long = replace(answered(), text="x" * LONG)
    served = make(answer=long)
    with running(served.app, door()) as url:
        begun = time.monotonic()
        connection = connected(url, request(), room=100_000)
        said = 0
        while part := connection.recv(400_000):
            said += len(part)
            if said > LONG:
                break
            time.sleep(0.05)
        connection.close()
        assert said > LONG
        assert time.monotonic() - begun > SOON


def test_the_connection_that_waited_longest_makes_room(served: Served) -> None:
    """With as many open as may be, a new one takes the place of one that has asked nothing."""
    with running(served.app, door(connections=3, receive_seconds=PATIENCE_S)) as url:
        silent, half, third = connected(url), connected(url, b"GET /he"), connected(url)
        assert httpx2.post(f"{url}/chat", json=ASK).status_code == 200
        assert heard(silent) == b""
        third, fourth = connected(url), third
        assert httpx2.post(f"{url}/chat", json=ASK).status_code == 200
        status, headers, body = answer_in(heard(half))
        assert (status, headers["retry-after"]) == (503, "1")
        assert Problem.model_validate(body).type == "urn:groundwire:overloaded"
        third.close()
        fourth.close()


def test_when_all_are_being_answered_one_more_is_503() -> None:
    """No answer is given up for a newcomer; when one is done there is room again."""
    hold = threading.Event()
    served = make(hold=hold)
    with running(served.app, door(connections=2)) as url:
        with asking(url, served, 2) as statuses:
            status, headers, body = answer_in(heard(connected(url)))
            assert (status, headers["retry-after"]) == (503, "1")
            assert "connections" in Problem.model_validate(body).detail
            hold.set()
        assert statuses == [200, 200]
        assert httpx2.get(f"{url}/health").status_code == 200


def test_two_hundred_hostile_sockets_harm_nobody(served: Served) -> None:
    """Silent, half-said, cut and reset: a client beside them is answered, and all are closed."""
    beginnings = (
        b"",
        b"POST /chat HT",
        HEAD % (b"/chat", 500),
        request(body=STREAM),
        b"\x16\x03\x01",
    )
    with running(served.app, door(connections=250)) as url:
        hostile = [connected(url, beginnings[n % len(beginnings)]) for n in range(200)]
        for one in hostile[::7]:
            one.close()
        with httpx2.Client(base_url=url, timeout=PATIENCE_S) as client:
            ends = time.monotonic() + 1.5 * SOON
            while time.monotonic() < ends:
                assert client.get("/health").status_code == 200
        until(lambda: served.app.state.service.workers.busy == 0)
        for number, one in enumerate(hostile):
            if number % len(beginnings) != 3 and one.fileno() >= 0:  # an idle one may stay 5 s
                heard(one)
            one.close()
        assert httpx2.post(f"{url}/chat", json=ASK).status_code == 200
