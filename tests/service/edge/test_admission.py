"""More than the service can do: what is refused, and that the next request works."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import httpx2
import pytest
from fake_answerer import FakeAnswerer, answered
from serving import Served, make, running
from talking import ASK, STREAM, connected, heard_until, request
from test_boundary import problem_of

from groundwire.answer.steps import Done, Found, Step
from groundwire.errors import InputError
from groundwire.records import Question
from groundwire.service.edge import rate
from groundwire.service.shapes import events
from groundwire.service.work import workers
from groundwire.settings import Settings
from patience import PATIENCE_S, until

COMPLETION = {"messages": [{"role": "user", "content": "When?"}]}


def small(**settings: Any) -> tuple[Served, threading.Event]:
    """An app that answers one question at a time when the event is set, and lets one wait."""
    hold = threading.Event()
    chosen = Settings.model_validate({"concurrency": 1, "queue": 1, **settings})
    return make(settings=chosen, hold=hold), hold


@contextmanager
def asking(url: str, served: Served, number: int) -> Iterator[list[int]]:
    """So many questions, asked and not answered yet; their statuses are there after the block."""
    statuses: list[int] = []

    def ask() -> None:
        statuses.append(httpx2.post(f"{url}/chat", json=ASK, timeout=PATIENCE_S).status_code)

    threads = [threading.Thread(target=ask) for _ in range(number)]
    for thread in threads:
        thread.start()
    until(lambda: served.app.state.service.workers.busy >= number)
    yield statuses
    for thread in threads:
        thread.join(PATIENCE_S)


@pytest.mark.parametrize("body", [ASK, STREAM])
def test_a_question_too_many_is_503(body: dict[str, Any]) -> None:
    """With one answered and one waiting the third is told when to come back; then all works."""
    served, hold = small()
    with running(served.app) as url:
        with asking(url, served, 2) as statuses:
            response = httpx2.post(f"{url}/chat", json=body)
            problem = problem_of(response)
            assert (problem.status, problem.type) == (503, "urn:groundwire:overloaded")
            assert response.headers["retry-after"] == "1"
            assert httpx2.get(f"{url}/health").status_code == 200
            assert httpx2.get(f"{url}/articles/old").status_code == 200
            hold.set()
        assert statuses == [200, 200]
        assert httpx2.post(f"{url}/chat", json=body).status_code == 200


def test_a_queue_that_overflows_is_for_bursts_only(clock: SimpleNamespace) -> None:
    """Then the first goes on waiting and the others are refused, as is who comes before a moment
    has passed without a refusal; after that as many may wait as before."""
    served, hold = small(queue=4)
    work = served.app.state.service.workers
    with running(served.app) as url:
        with asking(url, served, 5) as statuses:
            assert httpx2.post(f"{url}/chat", json=ASK).status_code == 503
            until(lambda: work.busy == 2)
            assert httpx2.post(f"{url}/chat", json=ASK).status_code == 503
            clock.now += workers.CALM_SECONDS
            with asking(url, served, 3) as later:
                until(lambda: work.busy == 5)
                hold.set()
        assert (sorted(statuses), later) == ([200, 200, 503, 503, 503], [200, 200, 200])


def test_openai_clients_are_told_in_their_words() -> None:
    """Under /v1 the refusal has OpenAI's shape, and the header that its clients wait by."""
    served, hold = small()
    with running(served.app) as url:
        with asking(url, served, 2):
            response = httpx2.post(f"{url}/v1/chat/completions", json=COMPLETION)
            error = response.json()["error"]
            assert (response.status_code, error["code"]) == (503, "overloaded")
            assert response.headers["retry-after"] == "1"
            hold.set()
        assert httpx2.post(f"{url}/v1/chat/completions", json=COMPLETION).status_code == 200


def test_refusing_takes_no_thread() -> None:
    """A hundred refusals come while every thread is busy, and stays so."""
    served, hold = small()
    with running(served.app) as url, httpx2.Client(base_url=url) as client, asking(url, served, 2):
        assert {client.post("/chat", json=ASK).status_code for _ in range(100)} == {503}
        assert served.answerer.answers == 0
        hold.set()
    assert served.answerer.answers == 2


def test_an_answer_past_its_deadline_is_504() -> None:
    """Waiting counts; the problem says how long it waited, and the next question is answered."""
    served, hold = small(deadline=1.5)
    with running(served.app) as url:
        problem = problem_of(httpx2.post(f"{url}/chat", json=ASK))
        assert (problem.status, problem.type) == (504, "urn:groundwire:deadline")
        assert "1.5 seconds" in problem.detail
        hold.set()
        until(lambda: served.app.state.service.workers.busy == 0)
        assert httpx2.post(f"{url}/chat", json=ASK).status_code == 200


def test_a_stream_past_its_deadline_ends_in_an_error_event() -> None:
    """The stream has begun, so only an event can tell."""
    served, hold = small(deadline=1.0)
    with running(served.app) as url:
        text = httpx2.post(f"{url}/chat", json=STREAM).text
        assert text.startswith("event: hits\n")
        assert text.rstrip().rpartition("\n\n")[2].startswith("event: error\n")
        assert '"status":504' in text
        completion = httpx2.post(
            f"{url}/v1/chat/completions", json={**COMPLETION, "stream": True}
        ).text
        assert '"code":"deadline"' in completion
        hold.set()


def test_a_client_that_leaves_the_queue_makes_room() -> None:
    """The place of a question that nobody waits for any more is free at once."""
    served, hold = small()
    work = served.app.state.service.workers
    with running(served.app) as url:
        with asking(url, served, 1) as statuses:
            leaving = connected(url, request())
            until(lambda: work.busy == 2)
            leaving.close()
            until(lambda: work.busy == 1)
            assert served.answerer.answers == 0
            hold.set()
        assert statuses == [200]
    assert served.answerer.answers == 1


class Endless(FakeAnswerer):
    """Takes step after step for longer than a test waits, and counts them."""

    steps = 0

    def ask_steps(self, question: Question) -> Iterator[Step]:
        found = Found(self.search(question, k=1))
        ends = time.monotonic() + 2 * PATIENCE_S
        while time.monotonic() < ends:
            self.steps += 1
            time.sleep(0.02)
            yield found
        yield Done(answered())


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/chat", ASK), ("/chat", STREAM), ("/v1/chat/completions", COMPLETION),
        ("/v1/chat/completions", {**COMPLETION, "stream": True}),
    ],
)  # fmt: skip
def test_work_stops_when_the_client_has_gone(path: str, body: dict[str, Any]) -> None:
    """After the disconnect no step is taken any more, streaming or not."""
    endless = Endless()
    served = make(endless)
    with running(served.app) as url:
        leaving = connected(url, request(path.encode(), body))
        if "stream" in body:
            heard_until(leaving, b"\n\n")
        until(lambda: endless.steps)
        leaving.close()
        until(lambda: served.app.state.service.workers.busy == 0)
        taken = endless.steps
        time.sleep(0.1)
        assert taken == endless.steps
        until(served.log)
        (line,) = served.log()
        assert line["status"] in (200, 499)


def test_a_stream_that_waits_is_not_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    """While nothing comes a comment does, which clients skip; the events are the same."""
    monkeypatch.setattr(events, "HEARTBEAT_SECONDS", 0.05)
    served, hold = small()
    with (
        running(served.app) as url,
        httpx2.Client(base_url=url, timeout=PATIENCE_S) as client,
        client.stream("POST", "/chat", json=STREAM) as response,
    ):
        lines = response.iter_lines()
        assert any(line == ": ping" for line in lines)
        hold.set()
        assert "event: done" in list(lines)


@pytest.mark.parametrize(
    "body",
    [
        {"question": "x" * 2_001},
        {"question": "x", "history": [{"role": "user", "content": "a"}] * 51},
        {"question": "x", "history": [{"role": "user", "content": "a" * 8_001}]},
        {"question": "x" * 64_000},
    ],
)
def test_every_limit_of_a_question(served: Served, body: dict[str, Any]) -> None:
    """A question, a history, a turn or a body too large is a problem, and the next one works."""
    expected = 413 if len(body["question"]) > 60_000 else 422
    assert problem_of(served.client.post("/chat", json=body)).status == expected
    assert served.client.post("/chat", json=ASK).status_code == 200


def test_a_client_that_asks_too_often_is_429() -> None:
    """The third request in a minute is told how long to wait; health and other clients are not."""
    served = make(settings=Settings(rate="2/minute"))
    with running(served.app) as url:
        for _ in range(2):
            assert httpx2.post(f"{url}/chat", json=ASK).status_code == 200
        response = httpx2.get(f"{url}/articles")
        problem = problem_of(response)
        assert (problem.status, problem.type) == (429, "urn:groundwire:rate-limit")
        assert 0 < int(response.headers["retry-after"]) <= 60
        assert httpx2.get(f"{url}/health").status_code == 200
        assert httpx2.get(f"{url}/").status_code == 200
        other = httpx2.HTTPTransport(local_address="127.0.0.2")
        with httpx2.Client(transport=other) as client:
            assert client.post(f"{url}/chat", json=ASK).status_code == 200


def test_openai_clients_over_the_rate_are_told_in_their_words() -> None:
    """Under /v1 it is 429 in OpenAI's shape."""
    served = make(settings=Settings(rate="1/minute"))
    for status in (200, 429):
        response = served.client.post("/v1/chat/completions", json=COMPLETION)
        assert response.status_code == status
    assert response.json()["error"]["code"] == "rate_limit_exceeded"


def test_a_window_ends(clock: SimpleNamespace) -> None:
    """When the time is over the client may ask again."""
    served = make(settings=Settings(rate="1/second"))
    assert served.client.get("/articles").status_code == 200
    assert served.client.get("/articles").status_code == 429
    clock.now += 0.5
    assert served.client.get("/articles").status_code == 429
    clock.now += 0.5
    assert served.client.get("/articles").status_code == 200


def test_clients_of_this_machine_are_not_counted_unless_asked() -> None:
    """Without the setting only clients of other machines have a limit."""
    served = make()
    assert {served.client.get("/v1/models").status_code for _ in range(130)} == {200}


@pytest.mark.parametrize(
    ("host", "client"),
    [
        ("192.0.2.7", "192.0.2.7"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"), ("::1", "::1"),
    ],
)  # fmt: skip
def test_who_a_client_is(host: str, client: str) -> None:
    """An address; of IPv6 the network that one household is given."""
    assert rate.client_of({"client": (host, 1), "type": "http"}) == client


def test_counting_takes_bounded_memory() -> None:
    """However many clients come, so many are remembered: those that were seen last."""
    counts = rate.Counts(100)
    for number in range(10_000):
        counts.incr(f"client {number}", 60)
        counts.incr("regular", 60)
    assert counts.get("regular") == 10_000
    assert counts.get("client 9999") == 1
    assert counts.get("client 9") == 0
    assert counts.reset() == 100


@pytest.mark.parametrize("written", ["", "often", "5", "0/minute", "-1/second"])
def test_what_is_no_rate(written: str) -> None:
    """A rate that cannot be read stops the start, with how to write one."""
    with pytest.raises(InputError, match="120/minute"):
        make(settings=Settings(rate=written))


def test_other_sites_are_closed_out(served: Served) -> None:
    """Without the setting no page of another site is let in, not even to ask whether it may."""
    origin = {"Origin": "https://desk.example", "Access-Control-Request-Method": "POST"}
    for response in (
        served.client.options("/chat", headers=origin),
        served.client.post("/chat", json=ASK, headers=origin),
    ):
        assert not any(name.startswith("access-control") for name in response.headers)


def test_named_sites_are_let_in() -> None:
    """Only the origins that are named; also to a refusal for want of the token."""
    settings = {"cors_origins": "https://desk.example http://127.0.0.1:3000", "token": "x" * 20}
    served = make(settings=Settings.model_validate(settings))
    for origin, allowed in (
        ("https://desk.example", "https://desk.example"), ("http://127.0.0.1:3000",) * 2,
        ("https://desk.example.evil", None), ("null", None),
    ):  # fmt: skip
        headers = {"Origin": origin, "Access-Control-Request-Method": "POST"}
        asked = served.client.options("/chat", headers=headers)
        assert asked.headers.get("access-control-allow-origin") == allowed
        refused = served.client.post("/chat", json=ASK, headers={"Origin": origin})
        assert refused.status_code == 401
        assert refused.headers.get("access-control-allow-origin") == allowed
    assert "access-control-allow-credentials" not in asked.headers


@pytest.mark.parametrize("written", ["*", "desk.example", "https://desk.example/", "null"])
def test_what_is_no_origin(written: str) -> None:
    """A star or an address with a path opens nothing: it stops the start."""
    with pytest.raises(InputError, match="is no origin"):
        make(settings=Settings(cors_origins=written))


def test_a_service_that_stops_says_so() -> None:
    """Ready is 503 with the reason, work is refused, health and the page answer."""
    served = make()
    served.app.state.service.workers.drain()
    for response in (served.client.get("/ready"), served.client.post("/chat", json=ASK)):
        problem = problem_of(response)
        assert (problem.status, problem.type) == (503, "urn:groundwire:overloaded")
        assert "stopping" in problem.detail
        assert response.headers["retry-after"] == "5"
    assert served.client.get("/health").status_code == 200
