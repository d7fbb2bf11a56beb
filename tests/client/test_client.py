"""Both clients against a real service over real HTTP."""

import subprocess
import sys
from contextlib import closing
from datetime import date

import pytest
from both_clients import TOKEN, Connect

from groundwire.client import (
    CitationsEvent,
    ClaimEvent,
    Client,
    DoneEvent,
    HitsEvent,
    Turn,
)
from groundwire.errors import InputError, NotFoundError, UnauthorizedError
from groundwire.records import Answer

QUESTION = "How much does a ticket for the ferry to Skagen cost?"


def test_an_answer_quotes_its_articles(connect: Connect, url: str) -> None:
    """What is cited stands in the article that the client gets, at those offsets."""
    client, _ = connect(url, token=TOKEN)
    answer = client.ask(QUESTION)
    assert isinstance(answer, Answer)
    assert ("answered", True) == (answer.status, "40 kroner" in answer.text)
    for citation in answer.citations:
        article = client.article(citation.article_id)
        assert article.text[citation.start : citation.end] == citation.quote


def test_a_stream_ends_with_the_answer_that_ask_gives(connect: Connect, url: str) -> None:
    """Hits, claims, citations and the whole answer come in this order."""
    client, _ = connect(url, token=TOKEN)
    events = list(client.stream(QUESTION))
    whole = client.ask(QUESTION)
    assert isinstance(events[0], HitsEvent)
    claims = tuple(event.claim for event in events if isinstance(event, ClaimEvent))
    assert whole.claims == claims
    assert CitationsEvent(whole.citations) == events[-2]
    assert isinstance(events[-1], DoneEvent)
    assert (whole.text, whole.citations) == (events[-1].answer.text, events[-1].answer.citations)


def test_a_stream_may_be_left(connect: Connect, url: str) -> None:
    """Whoever closes the stream early can go on asking."""
    client, _ = connect(url, token=TOKEN)
    with closing(client.stream(QUESTION)) as events:
        assert isinstance(next(events), HitsEvent)
    assert "ok" == client.health().status


def test_filters_and_history_are_sent(connect: Connect, url: str) -> None:
    """Days as dates or as text, sources, ids of articles and earlier turns reach the service."""
    client, _ = connect(url, token=TOKEN)
    answer = client.ask(
        "And how much is a ticket?",
        history=[Turn("user", "When does the ferry to Skagen sail?")],
        as_of=date(2025, 3, 12), published_from="2025-01-01", sources=["harbour news"],
    )  # fmt: skip
    assert date(2025, 3, 12) == answer.as_of
    assert {"Harbour News"} == {citation.source for citation in answer.citations}
    assert () == client.ask(QUESTION, articles=["valley.bridge"]).citations
    hits = client.search("the", k=100, sources=["Valley Post"], published_to="2024-12-31").hits
    assert ["Valley Post"] == [hit.source for hit in hits]


def test_the_list_of_articles_is_read_page_by_page(
    connect: Connect, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The iterator gives every article once, in the order of the service."""
    monkeypatch.setattr("groundwire.client.calls.PAGE", 2)
    client, _ = connect(url, token=TOKEN)
    assert [
        "Ferry to Skagen sails again", "Bridge closes for repairs", "Library buys maps",
    ] == [article.title for article in client.articles()]  # fmt: skip


def test_an_article_comes_and_goes(connect: Connect, url: str) -> None:
    """What is added is answered from at once, and what is removed no longer."""
    client, _ = connect(url, token=TOKEN)
    written = client.add_article(
        "The tram to Vellby runs every nine minutes from Monday, the council said.",
        id="tram", title="More trams to Vellby", source="Valley Post", published="2025-04-01",
    )  # fmt: skip
    assert ("tram", 4) == (written.article.id, written.index.articles)
    assert "nine minutes" in client.ask("How often does the tram to Vellby run?").text
    removed = client.remove_article("tram")
    assert ("removed", 3) == (removed.file, removed.index.articles)
    with pytest.raises(NotFoundError):
        client.article("tram")
    with pytest.raises(InputError, match="text"):
        client.add_article("")


def test_writing_needs_the_token(connect: Connect, url: str) -> None:
    """Nobody adds or removes an article without it."""
    client, _ = connect(url)
    with pytest.raises(UnauthorizedError):
        client.add_article("Some text.")
    with pytest.raises(UnauthorizedError):
        client.remove_article("valley.bridge")


def test_the_timeline_of_a_topic(connect: Connect, url: str) -> None:
    """Dated events come with their sentence."""
    client, _ = connect(url, token=TOKEN)
    (event,) = client.timeline("ferry to Skagen", as_of="2025-12-31").events
    assert ("2025-03-17", "17 March") == (event.when, event.written)
    assert 1 == len(client.timeline().events)


def test_ready_tells_what_answers(connect: Connect, url: str) -> None:
    """The encoder and the index are named; neither health nor readiness needs the token."""
    client, _ = connect(url)
    ready = client.ready()
    assert ("ready", 3) == (ready.status, ready.index.articles)


def test_errors_are_those_of_the_tree(connect: Connect, url: str) -> None:
    """A problem document becomes the error that it names, with its detail and its request id."""
    client, _ = connect(url, token=TOKEN)
    with pytest.raises(NotFoundError, match=r"/articles/nobody: 'nobody'.*\(404, req") as no:
        client.article("nobody")
    assert no.value.request_id in str(no.value)
    with pytest.raises(InputError, match=r"/chat: The question is empty"):
        client.ask("?")
    with pytest.raises(InputError, match="as_off"):
        client.ask(QUESTION, as_off="2025-01-01")
    with pytest.raises(InputError, match="as_of: Write the day"):
        list(client.stream(QUESTION, as_of="yesterday"))


@pytest.mark.parametrize("token", [None, "wrong"])
def test_the_token_is_asked_for(connect: Connect, url: str, token: str | None) -> None:
    """A service with a token answers nobody without it, and the error shows no token."""
    client, _ = connect(url, token=token)
    with pytest.raises(UnauthorizedError, match=r"401") as error:
        client.ask(QUESTION)
    assert "wrong" not in str(error.value)


@pytest.mark.parametrize(
    "written", ["", "nowhere", "ftp://x", "http://[", "http://a b", "http://a:b", "http://a\n"]
)
def test_an_address_that_is_none(written: str) -> None:
    """It is told before anything is asked, with how to write one."""
    with pytest.raises(InputError, match=r"such as http://127\.0\.0\.1:8080"):
        Client(written)


@pytest.mark.parametrize("token", ["", "two words", "né", "line\nbreak"])
def test_a_token_that_no_header_can_carry(token: str) -> None:
    """It is refused before anything is sent, and not shown."""
    with pytest.raises(InputError, match="token is empty, or") as error:
        Client(token=token)
    assert not token or token not in str(error.value)


def test_the_client_loads_neither_models_nor_the_service() -> None:
    """``import groundwire.client`` is light: no torch, no index, no web framework."""
    program = "import sys, groundwire.client; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout.split()
    heavy = {"torch", "openvino", "faiss", "numpy", "fastapi", "uvicorn", "groundwire.index"}
    assert set() == set(loaded) & heavy
