"""``/v1``: OpenAI's chat completions, as their clients send and read them."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from fake_answerer import INFO, abstained, article, citation
from serving import Serve, Served

from groundwire.errors import IndexMissingError
from groundwire.records import Answer, Claim, Disagreement, Position, Turn
from groundwire.service.shapes.markdown import SOURCES_HEADING

URL = "/v1/chat/completions"


def ask(text: Any, **more: Any) -> dict[str, Any]:
    """A request with one message of the user."""
    return {"model": "any", "messages": [{"role": "user", "content": text}], **more}


def chunks(text: str) -> list[dict[str, Any]]:
    """The chunks of a stream, which must end in ``[DONE]``."""
    *data, done = [line.removeprefix("data: ") for line in text.split("\n") if line]
    assert done == "[DONE]"
    return [json.loads(one) for one in data]


def test_models_lists_the_one(served: Served) -> None:
    """The list of models holds groundwire alone."""
    body = served.client.get("/v1/models").json()
    assert body["object"] == "list"
    assert [(m["id"], m["object"], m["owned_by"]) for m in body["data"]] == [
        ("groundwire", "model", "groundwire")
    ]


def test_a_completion_holds_the_answer_and_its_sources(served: Served) -> None:
    """Text with marks, sources as a Markdown list under it, and OpenAI's fields around it."""
    response = served.client.post(URL, json=ask("When does it sail?"))
    body = response.json()
    assert list(body) == ["id", "object", "created", "model", "choices", "usage"]
    assert (body["object"], body["model"]) == ("chat.completion", "groundwire")
    assert body["id"] == f"chatcmpl-{response.headers['x-request-id']}"
    (choice,) = body["choices"]
    assert (choice["index"], choice["finish_reason"]) == (0, "stop")
    assert choice["message"]["role"] == "assistant"
    assert choice["message"]["content"] == (
        "The ferry sails on Monday. [1] It costs 40 kroner. [2]\n\n**Sources**\n"
        "1. [Ferry returns](<https://news.example/new/1>) – Harbour News, 2025-03-11\n"
        "2. [Ferry returns](<https://news.example/new/1>) – Harbour News, 2025-03-11"
    )
    assert body["usage"]["prompt_tokens"] == 4
    assert body["usage"]["total_tokens"] == 4 + body["usage"]["completion_tokens"]


def test_annotations_point_at_the_marks(served: Served) -> None:
    """Each ``url_citation`` spans its mark in the text."""
    message = served.client.post(URL, json=ask("q")).json()["choices"][0]["message"]
    cited = [annotation["url_citation"] for annotation in message["annotations"]]
    assert {annotation["type"] for annotation in message["annotations"]} == {"url_citation"}
    assert [message["content"][c["start_index"] : c["end_index"]] for c in cited] == ["[1]", "[2]"]
    assert cited[0]["url"] == "https://news.example/new/1"
    assert cited[0]["title"] == "Ferry returns"


def test_a_stream_adds_up_to_the_completion(served: Served) -> None:
    """The pieces put together are the whole text; the annotations and the end follow."""
    whole = served.client.post(URL, json=ask("q")).json()["choices"][0]["message"]
    response = served.client.post(URL, json=ask("q", stream=True))
    assert response.headers["content-type"].startswith("text/event-stream")
    sent = chunks(response.text)
    deltas = [chunk["choices"][0]["delta"] for chunk in sent]
    assert deltas[0] == {"role": "assistant", "content": ""}
    assert "".join(delta.get("content", "") for delta in deltas) == whole["content"]
    assert [d["annotations"] for d in deltas if "annotations" in d] == [whole["annotations"]]
    assert [chunk["choices"][0]["finish_reason"] for chunk in sent] == [
        *[None] * (len(sent) - 1), "stop",
    ]  # fmt: skip
    assert {chunk["object"] for chunk in sent} == {"chat.completion.chunk"}
    assert len({chunk["id"] for chunk in sent}) == 1


def test_a_stream_counts_words_when_asked(served: Served) -> None:
    """With ``include_usage`` the last chunk has the usage and no choice."""
    request = ask("q", stream=True, stream_options={"include_usage": True})
    *rest, last = chunks(served.client.post(URL, json=request).text)
    assert last["choices"] == []
    assert last["usage"]["prompt_tokens"] == 1
    assert {chunk["usage"] for chunk in rest} == {None}


def test_an_abstention_is_its_reason_alone(serve: Serve) -> None:
    """Without citations there are no annotations and no list of sources."""
    client = serve(answer=abstained()).client
    message = client.post(URL, json=ask("q")).json()["choices"][0]["message"]
    assert (message["content"], message["annotations"]) == ("The articles do not say.", [])
    sent = chunks(client.post(URL, json=ask("q", stream=True)).text)
    assert sent[1]["choices"][0]["delta"] == {"content": "The articles do not say."}


def test_the_conversation_becomes_question_and_history(served: Served) -> None:
    """The last message asks; users' and our own turns before it are the history, our lists of
    sources and system messages are not."""
    messages = [
        {"role": "system", "content": "You are a pirate."},
        {
            "role": "user",
            "content": [{"type": "text", "text": "Who"}, {"type": "text", "text": "?"}],
        },
        {"role": "assistant", "content": f"A captain. [1]{SOURCES_HEADING}1. [T](<u>)"},
        {"role": "tool", "content": "x"},
        {"role": "assistant", "content": None},
        {"role": "user", "content": [{"type": "text", "text": "And when?"}]},
    ]
    assert served.client.post(URL, json={"messages": messages}).status_code == 200
    (question,) = served.answerer.asked
    assert question.text == "And when?"
    assert question.history == (
        Turn("user", "Who\n?"), Turn("assistant", "A captain. [1]"), Turn("assistant", ""),
    )  # fmt: skip


def test_a_long_conversation_is_cut_not_refused(served: Served) -> None:
    """Clients send the whole talk every time: only its last fifty turns are read."""
    messages = [{"role": "user", "content": f"turn {n}"} for n in range(80)]
    assert served.client.post(URL, json={"messages": messages}).status_code == 200
    (question,) = served.answerer.asked
    assert [turn.content for turn in question.history] == [f"turn {n}" for n in range(29, 79)]


def test_unknown_keys_are_ignored(served: Served) -> None:
    """Temperatures, tools and keys of other makers are taken and have no effect."""
    request = ask("q", temperature=2, tools=[{"type": "function"}], seed=1, n=3, user="u", xyz={})
    request["messages"][0]["name"] = "me"
    body = served.client.post(URL, json=request).json()
    assert len(body["choices"]) == 1


@pytest.mark.parametrize(
    ("request_body", "word"),
    [
        ({}, "messages"),
        ({"messages": []}, "messages"),
        ({"messages": "hello"}, "messages"),
        ({"messages": [{"role": "robot", "content": "x"}]}, "messages.0.role"),
        ({"messages": [{"role": "assistant", "content": "x"}]}, "assistant"),
        (ask(""), "empty"),
        (ask(None), "empty"),
        (ask("x" * 2_001), "2,001"),
        (ask([{"type": "image_url", "image_url": {"url": "x"}}]), "image_url"),
        (ask("q", stream="perhaps"), "stream"),
    ],
)
def test_a_bad_request_has_openais_shape(
    served: Served, request_body: dict[str, Any], word: str
) -> None:
    """A request that cannot be used is 400 with the error object that OpenAI's clients parse."""
    response = served.client.post(URL, json=request_body)
    assert response.status_code == 400
    assert response.headers["content-type"] == "application/json"
    error = response.json()["error"]
    assert list(error) == ["message", "type", "param", "code"]
    assert error["type"] == "invalid_request_error"
    assert word in error["message"]
    assert response.headers["x-request-id"] in error["message"]
    assert served.answerer.asked == []


def test_half_a_character_is_refused(served: Served) -> None:
    """A lone surrogate, which no response could carry, is 400."""
    body = json.dumps(ask("half \ud800"))
    response = served.client.post(URL, content=body, headers={"Content-Type": "application/json"})
    assert response.status_code == 400


def test_unknown_addresses_and_failures_have_it_too(serve: Serve) -> None:
    """404, 405 and our own failures under /v1 have OpenAI's shape."""
    served = serve(fail=IndexMissingError("There is no index."))
    assert served.client.get("/v1/engines").json()["error"]["code"] == "not_found"
    assert served.client.get(URL).json()["error"]["code"] == "method_not_allowed"
    response = served.client.post(URL, json=ask("q"))
    assert response.status_code == 503
    assert response.json()["error"]["type"] == "server_error"
    assert response.json()["error"]["code"] == "index_missing"


def test_a_failure_inside_a_stream_is_an_error_object(serve: Serve) -> None:
    """What fails after the stream began is told in it, and the stream is not called done."""
    served = serve(fail=IndexMissingError("There is no index."))
    text = served.client.post(URL, json=ask("q", stream=True)).text
    last = text.strip().rpartition("\n")[2].removeprefix("data: ")
    assert "There is no index." in json.loads(last)["error"]["message"]
    assert "[DONE]" not in text


def hostile() -> Answer:
    """An answer quoted from an article that tries to be Markdown, HTML and a citation."""
    text = "See ![x](http://evil.example/p.png) <img src=x> and [9](javascript:a) so [1] there."
    one = article("x y/é", "A [title](http://evil.example) <b>", text, None)
    claims = (Claim(text, (1, 2), "verbatim"),)
    return Answer(
        status="answered", text=f"{text} [1][2]", short_answer=None, claims=claims,
        citations=(
            citation(1, one, text, url=None),
            citation(2, one, text, url="javascript:alert(1)", source="Pa*per"),
        ),
        disagreements=(), reason=None, confidence=0.5, question="q", as_of=None,
        composer="extractive", index=INFO,
    )  # fmt: skip


def test_an_article_cannot_speak_markdown(serve: Serve) -> None:
    """Images, links and tags of an article stay text; its own "[1]" is no citation; only web
    addresses are linked, else our own page of the article."""
    message = (
        serve(answer=hostile()).client.post(URL, json=ask("q")).json()["choices"][0]["message"]
    )
    text, sources = message["content"].split(SOURCES_HEADING)
    assert "![" not in text
    assert "](" not in text
    assert "\\<img" in text
    spans = [a["url_citation"] for a in message["annotations"]]
    assert [s["start_index"] for s in spans] == [len(text) - 6, len(text) - 3]
    ours = "http://testserver/articles/x%20y%2F%C3%A9"
    assert {s["url"] for s in spans} == {ours}
    assert sources.split("\n") == [
        rf"1. [A \[title\](http://evil.example) \<b\>](<{ours}>) – Harbour News",
        rf"2. [A \[title\](http://evil.example) \<b\>](<{ours}>) – Pa\*per",
    ]


def test_what_differs_stands_before_the_sources(serve: Serve) -> None:
    """Chat clients drop every field but the text: values, sources and days are said in it."""
    sides = (Position("26 *boats*", 1, None), Position("31 boats", 2, date(2025, 5, 19)))
    differing = replace(hostile(), disagreements=(Disagreement("boats", sides),))
    content = serve(answer=differing).client.post(URL, json=ask("q")).json()["choices"][0]
    text = content["message"]["content"].split(SOURCES_HEADING)[0]
    assert text.endswith(
        "\n\n**The articles disagree: boats**\n"
        "- 26 \\*boats\\* – Harbour News, no date given [1]\n"
        "- 31 boats – Pa\\*per, 2025-05-19 [2]"
    )
    changed = replace(differing, disagreements=(Disagreement("boats", sides, "change"),))
    content = serve(answer=changed).client.post(URL, json=ask("q")).json()["choices"][0]
    assert "**Changed over time: boats**" in content["message"]["content"]
