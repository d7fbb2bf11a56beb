"""What a client does when the service is busy, gone, broken, or somebody else's."""

import json
import socket
from urllib.parse import unquote

import anyio
import pytest
from both_clients import Connect
from scripted_host import reply, scripted

from groundwire.client import AsyncClient, Retries, Timeouts
from groundwire.client.retries import FIRST_WAIT, JITTER
from groundwire.errors import OverloadedError, RateLimitError, ServiceError

OK = reply(200, b'{"status": "ok"}')
BUSY = json.dumps(
    {"type": "urn:groundwire:overloaded", "title": "Too busy", "status": 503, "detail": "Full.",
     "instance": "/health", "request_id": "abc"}
).encode()  # fmt: skip


def events(*sent: tuple[str, str], charset: str = "utf-8") -> bytes:
    """A stream of events."""
    body = "".join(f"event: {name}\ndata: {data}\n\n" for name, data in sent).encode()
    return reply(200, body, Content_Type=f"text/event-stream; charset={charset}")


def test_a_busy_service_is_asked_again_when_it_says(connect: Connect) -> None:
    """429 and 503 are waited for as long as Retry-After asks, and a little by chance."""
    with scripted(reply(503, BUSY, Retry_After="2"), reply(429, Retry_After="3"), OK) as host:
        client, waits = connect(host.url, retries=Retries(seed=1))
        assert "ok" == client.health().status
    assert 2 == len(waits)
    assert 2 <= waits[0] <= 2 * (1 + JITTER)
    assert 3 <= waits[1] <= 3 * (1 + JITTER)


def test_a_seed_repeats_the_waits(connect: Connect) -> None:
    """What is left to chance is the same for the same seed."""
    both = []
    for _ in range(2):
        with scripted(reply(503, Retry_After="0"), OK) as host:
            client, waits = connect(host.url, retries=Retries(seed=7))
            client.health()
            both.append(waits)
    assert both[0] == both[1]
    assert FIRST_WAIT <= both[0][0] <= FIRST_WAIT * (1 + JITTER)


def test_the_tries_are_bounded(connect: Connect) -> None:
    """After three tries the error of the last is raised, with what the service said."""
    with scripted(*[reply(503, BUSY, Retry_After="1")] * 4) as host:
        client, waits = connect(host.url)
        with pytest.raises(OverloadedError, match=r"Full\. \(503, request abc\)") as error:
            client.health()
    assert (3, 2) == (len(host.asked), len(waits))
    assert ("abc", 1) == (error.value.request_id, error.value.wait)


@pytest.mark.parametrize("asked", ["31", "9" * 400, "Fri, 31 Dec 2999 23:59:59 GMT"])
def test_a_long_wait_is_not_waited_for(connect: Connect, asked: str) -> None:
    """Who asks for more than 30 s is not asked again: the caller decides."""
    document = BUSY.replace(b"overloaded", b"rate-limit").replace(b"503", b"429")
    with scripted(reply(429, document, Retry_After=asked)) as host:
        client, waits = connect(host.url)
        with pytest.raises(RateLimitError) as error:
            client.health()
    assert [] == waits
    assert 31 <= error.value.wait <= 86_400


@pytest.mark.parametrize("status", [429, 503, 500, 502, 504])
def test_without_retry_after_nothing_is_sent_twice(connect: Connect, status: int) -> None:
    """An error that names no time may mean that the work was done: it is raised at once."""
    with scripted(reply(status, b"upstream is down", X_Request_ID="r-1")) as host:
        client, waits = connect(host.url)
        with pytest.raises(ServiceError, match=rf"upstream is down \({status}, request r-1\)") as e:
            client.ask("Who?")
    assert ([], 1, status) == (waits, len(host.asked), e.value.status)


def test_a_service_that_is_not_there(connect: Connect) -> None:
    """A refused connection is tried three times; then the address is named, and what to do."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    client, waits = connect(f"http://127.0.0.1:{port}")
    with pytest.raises(ServiceError, match=rf"127\.0\.0\.1:{port}: the service does not answer"):
        client.ask("Who?")
    assert 2 == len(waits)


def test_a_service_that_is_silent(connect: Connect) -> None:
    """The read timeout ends the waiting; what was sent is not sent again."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        client, waits = connect(f"http://127.0.0.1:{port}", timeouts=Timeouts(read=0.1))
        with pytest.raises(ServiceError, match=r"nothing came for 0\.1 s"):
            client.health()
    assert [] == waits


def test_a_reply_that_breaks_off(connect: Connect) -> None:
    """Half a body is an error, not half an answer."""
    with scripted(OK.replace(b"Content-Length: 16", b"Content-Length: 99")) as host:
        client, waits = connect(host.url)
        with pytest.raises(ServiceError, match="broke off"):
            client.health()
    assert [] == waits


@pytest.mark.parametrize(
    ("body", "place"),
    [(b"<html>", "all of it"), (b"[]", "all of it"), (b"{}", "status"), (b'{"status": 1}', "stat")],
)
def test_something_else_at_the_address(connect: Connect, body: bytes, place: str) -> None:
    """A reply that lacks a field, or has one of another type, is told with its place."""
    with scripted(reply(200, body)) as host:
        client, _ = connect(host.url)
        with pytest.raises(ServiceError, match=rf"/health: .* not groundwire's \({place}"):
            client.health()


@pytest.mark.parametrize("charset", ["zlib_codec", "idna", "utf-16", "rot13", "nonsense"])
def test_a_charset_is_not_believed(connect: Connect, charset: str) -> None:
    """Whatever encoding a reply claims, it is read as UTF-8, as JSON and events are."""
    kind = f"text/event-stream; charset={charset}"
    fault = reply(500, b"event: caf\xc3\xa9\n\n\xff", Content_Type=kind)
    with scripted(fault, events(("error", BUSY.decode()), charset=charset)) as host:
        client, _ = connect(host.url)
        with pytest.raises(ServiceError, match="café"):
            client.ask("Who?")
        with pytest.raises(OverloadedError):
            list(client.stream("Who?"))


def test_a_newer_service_may_say_more(connect: Connect) -> None:
    """Fields that this client does not know are passed over."""
    with scripted(reply(200, b'{"status": "ok", "mood": {"good": true}}')) as host:
        client, _ = connect(host.url)
        assert "ok" == client.health().status


def test_a_service_that_has_moved(connect: Connect) -> None:
    """Redirects are not followed: they would carry the token elsewhere."""
    with scripted(reply(307, Location="https://elsewhere.example/")) as host:
        client, _ = connect(host.url, token="secret")  # noqa: S106
        with pytest.raises(ServiceError, match=r"moved to https://elsewhere\.example/"):
            client.health()


def test_the_environment_has_no_say(connect: Connect, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a proxy nor a password of the environment is used."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    with scripted(OK) as host:
        client, _ = connect(host.url, token="secret")  # noqa: S106
        assert "ok" == client.health().status
    assert "Bearer secret" == host.asked[0][1]["Authorization"]


@pytest.mark.parametrize("article_id", ["a/../b?c#d", "..", "é %2F"])
def test_an_id_leads_nowhere_else(connect: Connect, article_id: str) -> None:
    """Slashes, dots and question marks of an id stay one part of the address."""
    with scripted(reply(404)) as host:
        client, _ = connect(host.url)
        with pytest.raises(ServiceError):
            client.article(article_id)
    folder, _, written = host.asked[0][0].rpartition("/")
    assert ("/articles", article_id) == (folder, unquote(written))


def test_an_error_inside_a_stream_is_raised(connect: Connect) -> None:
    """An ``error`` event becomes the error that it names; unknown events are passed over."""
    with scripted(events(("mood", "{}"), ("error", BUSY.decode()))) as host:
        client, _ = connect(host.url)
        with pytest.raises(OverloadedError, match="request abc"):
            list(client.stream("Who?"))


@pytest.mark.parametrize(
    ("stream", "why"),
    [
        (events(), "ended before the answer"),
        (events(("mood", "{}")), "ended before the answer"),
        (events(("claim", "{}")), "not groundwire's"),
        (events(("error", "<oops>")), "<oops>"),
        (reply(200, b"<html>", Content_Type="text/html"), "address right"),
        (events(("claim", "x" * 2_000_000)), "byte limit"),
        (events(("mood", "{}")).replace(b"Content-Length: ", b"Content-Length: 9"), "broke off"),
    ],
    ids=["empty", "cut", "garbled", "no problem document", "a page", "flood", "broken"],
)
def test_a_stream_that_is_none(connect: Connect, stream: bytes, why: str) -> None:
    """A stream that is cut, garbled or endless is an error, never part of an answer."""
    with scripted(stream) as host:
        client, _ = connect(host.url)
        with pytest.raises(ServiceError, match=why):
            list(client.stream("Who?"))


def test_the_async_client_runs_under_trio() -> None:
    """Its waits and its connections are those of the loop that it is awaited in."""
    pytest.importorskip("trio", reason="trio is not installed")

    async def ask(url: str) -> str:
        async with AsyncClient(url) as client:
            return (await client.health()).status

    with scripted(reply(503, BUSY, Retry_After="0"), OK) as host:
        assert "ok" == anyio.run(ask, host.url, backend="trio")
