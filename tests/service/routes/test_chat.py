"""``POST /chat``, whole and streamed."""

import json
import threading
import time
from contextlib import closing
from datetime import date
from typing import Any

import httpx2
import pytest
from fake_answerer import abstained, answered
from pydantic import TypeAdapter
from serving import Serve, Served, running

from groundwire.client import Client, DoneEvent, HitsEvent
from groundwire.errors import IndexCorruptError
from groundwire.records import Answer, Filters, Turn
from groundwire.settings import Settings
from patience import PATIENCE_S, until


def events(text: str) -> list[tuple[str, Any]]:
    """The events of a stream: name and data."""
    blocks = [block.split("\n") for block in text.split("\n\n") if block]
    return [(name[len("event: ") :], json.loads(data[len("data: ") :])) for name, data in blocks]


def test_the_answer_is_the_record_as_json(served: Served) -> None:
    """The body is byte for byte what ``ask --json`` prints of the record."""
    response = served.client.post("/chat", json={"question": "When?"})
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    assert response.content == TypeAdapter(Answer).dump_json(answered())


def test_every_field_reaches_the_answerer(served: Served) -> None:
    """History, days, sources and article ids arrive as the question's own."""
    body = {
        "question": "  Who   came? ", "as_of": "2025-03-11", "published_from": "2025-01-01",
        "published_to": "2025-02-01", "sources": ["A"], "articles": ["x"],
        "history": [{"role": "user", "content": "Hello"}],
    }  # fmt: skip
    assert served.client.post("/chat", json=body).status_code == 200
    (question,) = served.answerer.asked
    assert question.text == "Who came?"
    assert question.history == (Turn("user", "Hello"),)
    assert question.filters == Filters(
        date(2025, 1, 1), date(2025, 2, 1), date(2025, 3, 11), ("A",), ("x",)
    )


def test_an_abstention_is_an_answer(serve: Serve) -> None:
    """Not knowing is status 200 and a reason."""
    response = serve(answer=abstained()).client.post("/chat", json={"question": "Why?"})
    assert (response.status_code, response.json()["status"]) == (200, "abstained")
    assert response.json()["reason"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "question"),
        ({"question": None}, "question"),
        ({"question": "x", "questions": "y"}, "questions"),
        ({"question": "x", "as_of": "yesterday"}, "as_of"),
        ({"question": "x", "as_of": 20250311}, "as_of"),
        ({"question": "x", "published_to": "20250311"}, "published_to"),
        ({"question": "x", "published_from": "2025-02-30"}, "published_from"),
        ({"question": "x", "sources": "A"}, "sources"),
        ({"question": "x", "stream": "maybe"}, "stream"),
        ({"question": "x", "history": [{"role": "system", "content": ""}]}, "history.0.role"),
        ({"question": "x", "history": [{"role": "user", "content": "a"}] * 51}, "history"),
        ({"question": "half a \ud800 character"}, "question"),
    ],
)
def test_a_bad_field_is_named(served: Served, body: dict[str, Any], field: str) -> None:
    """A field that cannot be used is 422 and named; nothing is asked."""
    response = served.client.post(
        "/chat", content=json.dumps(body), headers={"Content-Type": "application/json"}
    )
    assert response.status_code == 422
    assert [error["field"] for error in response.json()["errors"]] == [field]
    assert field in response.json()["detail"]
    assert served.answerer.asked == []


@pytest.mark.parametrize("question", ["", "   ", "?!", "x" * 2_001, "word " * 2_000])
def test_a_question_of_nothing_or_too_much(served: Served, question: str) -> None:
    """An empty question and one of over 2,000 characters are 422 with what to do."""
    response = served.client.post("/chat", json={"question": question})
    assert response.status_code == 422
    assert response.json()["type"] == "urn:groundwire:input"
    assert "question" in response.json()["detail"]


def test_a_range_that_ends_before_it_begins(served: Served) -> None:
    """An impossible range of days is 422."""
    body = {"question": "x", "published_from": "2025-02-01", "published_to": "2025-01-01"}
    assert served.client.post("/chat", json=body).status_code == 422


def test_a_stream_sends_its_events_in_order(served: Served) -> None:
    """Hits, one event a claim, citations, and the whole answer last."""
    response = served.client.post("/chat", json={"question": "When?", "stream": True})
    assert response.headers["content-type"].startswith("text/event-stream")
    sent = events(response.text)
    assert [name for name, _ in sent] == ["hits", "claim", "claim", "citations", "done"]
    done = sent[-1][1]
    assert sent[0][1]["hits"][0]["article_id"] == "old"
    assert [data for name, data in sent if name == "claim"] == done["claims"]
    assert sent[3][1] == done["citations"]
    assert done == json.loads(TypeAdapter(Answer).dump_json(answered()))


def test_a_stream_of_an_abstention_has_no_claims(serve: Serve) -> None:
    """An abstention streams hits, no citations, and itself."""
    served = serve(answer=abstained())
    sent = events(served.client.post("/chat", json={"question": "q", "stream": True}).text)
    assert [name for name, _ in sent] == ["hits", "citations", "done"]
    assert sent[1][1] == []


@pytest.mark.parametrize(
    ("error", "status"), [(IndexCorruptError("A file is cut."), 503), (ValueError("secret"), 500)]
)
def test_an_error_inside_a_stream_is_an_event(serve: Serve, error: Exception, status: int) -> None:
    """What fails after the stream began ends it with a problem document, without internals."""
    served = serve(fail=error)
    sent = events(served.client.post("/chat", json={"question": "q", "stream": True}).text)
    assert [name for name, _ in sent] == ["hits", "error"]
    assert sent[1][1]["status"] == status
    assert "secret" not in str(sent)
    assert ("unexpected" in [line["event"] for line in served.log()]) == (status == 500)


def test_events_arrive_as_they_happen(serve: Serve) -> None:
    """Over a real connection the hits arrive while the answer is still being made."""
    hold = threading.Event()
    served = serve(hold=hold)
    with running(served.app) as url, Client(url) as client:
        stream = client.stream("When?")
        assert isinstance(next(stream), HitsEvent)
        assert served.answerer.answers == 0
        hold.set()
        assert isinstance([*stream][-1], DoneEvent)


def test_a_client_that_leaves_stops_the_work(serve: Serve) -> None:
    """After a disconnect the step in progress ends and no further one begins."""
    hold = threading.Event()
    served = serve(hold=hold)
    with running(served.app) as url:
        with Client(url) as client, closing(client.stream("When?")) as stream:
            assert isinstance(next(stream), HitsEvent)
        until(served.log)  # the server has heard of it, and the step is still held
        hold.set()
        until(lambda: served.app.state.service.workers.busy == 0)
    assert 'groundwire_answers_total{status="answered"}' not in _metrics(served)


def _metrics(served: Served) -> str:
    return served.client.get("/metrics").text


def test_health_answers_while_an_answer_is_being_made(serve: Serve) -> None:
    """Answering is off the event loop: with every thread busy, health and readiness answer."""
    hold = threading.Event()
    served = serve(settings=Settings(concurrency=2, queue=2), hold=hold)
    with running(served.app) as url, httpx2.Client(base_url=url, timeout=PATIENCE_S) as client:
        asking = [
            threading.Thread(target=httpx2.post, args=(f"{url}/chat",),
                             kwargs={"json": {"question": "q"}, "timeout": PATIENCE_S})
            for _ in range(4)
        ]  # fmt: skip
        for thread in asking:
            thread.start()
        until(lambda: served.app.state.service.workers.busy == 4)
        until(lambda: len(served.answerer.asked) == 2)
        assert client.get("/health").json() == {"status": "ok"}
        assert client.get("/ready").status_code == 200
        assert served.answerer.answers == 0
        hold.set()
        for thread in asking:
            thread.join(PATIENCE_S)
    assert served.answerer.answers == 4


def test_at_most_as_many_answers_at_once_as_the_settings_say(serve: Serve) -> None:
    """A concurrency of two lets two questions in; the third waits outside."""
    hold = threading.Event()
    served = serve(settings=Settings(concurrency=2, queue=2), hold=hold)
    with running(served.app) as url:
        asking = [
            threading.Thread(target=httpx2.post, args=(f"{url}/chat",),
                             kwargs={"json": {"question": "q"}, "timeout": PATIENCE_S})
            for _ in range(3)
        ]  # fmt: skip
        for thread in asking:
            thread.start()
        until(lambda: served.app.state.service.workers.busy == 3)
        until(lambda: len(served.answerer.asked) >= 2)
        time.sleep(0.2)  # in which a third would come in
        waiting = len(served.answerer.asked)
        hold.set()
        for thread in asking:
            thread.join(PATIENCE_S)
    assert waiting == 2
    assert len(served.answerer.asked) == 3
