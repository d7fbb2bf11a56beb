"""``POST /chat`` over the sample articles: follow-ups, filters, and the day asked for."""

from typing import Any

import pytest
from serving import Samples, Served
from test_chat import events

QUESTION = "When does the Tern Bridge reopen?"


@pytest.fixture(scope="module")
def bridge(samples: Samples) -> Served:
    """A service over the sample articles."""
    return samples.served()


def ask(served: Served, question: str, **more: Any) -> dict[str, Any]:
    """The answer to a question."""
    response = served.client.post("/chat", json={"question": question, **more})
    assert response.status_code == 200
    return response.json()


def talked(*turns: str) -> list[dict[str, str]]:
    """The turns of a conversation, the user's first."""
    return [
        {"role": "assistant" if number % 2 else "user", "content": turn}
        for number, turn in enumerate(turns)
    ]


def test_the_question_shown_stands_alone(bridge: Served) -> None:
    """What "it" points to in the conversation stands beside it, and is what is answered."""
    first = ask(bridge, QUESTION)
    assert first["question"] == QUESTION
    later = ask(bridge, "And why was it closed?", history=talked(QUESTION, first["text"]))
    assert "it [Tern Bridge]" in later["question"]
    assert "Tern Bridge" in later["text"]


def test_an_answer_alone_tells_what_is_talked_about(bridge: Served) -> None:
    """A name that only the answer has can be pointed to."""
    history = talked("Who leads the council?", "Mayor Ida Lund leads the council. [1]")
    assert (
        "she [Mayor Ida Lund]" in ask(bridge, "When was she elected?", history=history)["question"]
    )


def test_a_streamed_follow_up_is_the_same(bridge: Served) -> None:
    """The hits and the answer of a stream show the question that stands alone, too."""
    history = talked(QUESTION, "The Tern Bridge will reopen on 21 July. [1]")
    body = {"question": "And why was it closed?", "history": history, "stream": True}
    sent = dict(events(bridge.client.post("/chat", json=body).text))
    whole = ask(bridge, "And why was it closed?", history=history)
    assert sent["done"]["question"] == sent["hits"]["query"] == whole["question"]


def test_the_day_asked_for_decides(bridge: Served) -> None:
    """Each day has the answer that the articles gave by then, and says for which day it is."""
    early, late = (ask(bridge, QUESTION, as_of=day) for day in ("2025-03-01", "2025-06-01"))
    assert ("2 June" in early["text"], "21 July" in early["text"]) == (True, False)
    assert late["short_answer"] == "21 July"
    assert (early["as_of"], late["as_of"]) == ("2025-03-01", "2025-06-01")
    before = ask(bridge, QUESTION, as_of="2020-01-01")
    assert (before["status"], before["citations"]) == ("abstained", [])


@pytest.mark.parametrize(
    ("filters", "name", "allowed"),
    [
        ({"sources": ["the harbour post"]}, "source", {"The Harbour Post"}),
        ({"published_from": "2025-05-01"}, "published", {"2025-05-19"}),
        ({"published_to": "2025-03-01"}, "published", {"2025-02-03"}),
    ],
)
def test_a_follow_up_keeps_to_the_filters(
    bridge: Served, filters: dict[str, Any], name: str, allowed: set[str]
) -> None:
    """Only articles that the filters let through are cited, whatever the conversation said."""
    history = talked("Tell me about the Tern Bridge.", "The Tern Bridge is closed. [1]")
    answer = ask(bridge, "When does it reopen?", history=history, **filters)
    assert {citation[name] for citation in answer["citations"]} == allowed


def test_articles_to_ask_within(bridge: Served) -> None:
    """Only the articles named are asked; of none that is known, nothing is answered."""
    (cited, *_) = ask(bridge, QUESTION)["citations"]
    within = ask(bridge, QUESTION, articles=[cited["article_id"]])
    assert {citation["article_id"] for citation in within["citations"]} == {cited["article_id"]}
    assert ask(bridge, QUESTION, articles=["nobody"])["status"] == "abstained"
