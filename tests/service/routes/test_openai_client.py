"""``/v1`` as the real ``openai`` client reads it, and as raw events over a real connection."""

import asyncio
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from types import SimpleNamespace
from typing import Any

import httpx2
import openai
import pytest
from openai import AsyncOpenAI, OpenAI
from serving import Samples, Served, make, running

from groundwire.errors import IndexMissingError
from groundwire.service.shapes.markdown import SOURCES_HEADING
from groundwire.settings import Settings
from patience import PATIENCE_S

TOKEN = "tern-7"  # noqa: S105  made up
QUESTION = "When does the Tern Bridge reopen?"
# The client's own type for a message is a dictionary of any of a dozen shapes.
MESSAGES: Any = [{"role": "user", "content": QUESTION}]


Connect = Callable[..., OpenAI]


@pytest.fixture
def connect() -> Iterator[Connect]:
    """Make clients, which fail at once unless told to try again."""
    with ExitStack() as made:

        def connect(url: str, *, retries: int = 0, key: str = "any") -> OpenAI:
            client = OpenAI(
                base_url=f"{url}/v1", api_key=key, max_retries=retries, timeout=PATIENCE_S
            )
            return made.enter_context(client)

        yield connect


@pytest.fixture
def client(url: str, connect: Connect) -> OpenAI:
    """The client of a service over the sample articles."""
    return connect(url)


def create(client: OpenAI, **more: Any) -> Any:
    """One completion."""
    return client.chat.completions.create(model="gpt-4o", messages=MESSAGES, **more)


def test_it_lists_the_one_model(client: OpenAI) -> None:
    """What chat applications show in their list of models."""
    assert [model.id for model in client.models.list()] == ["groundwire"]


def test_it_reads_an_answer_with_its_citations(client: OpenAI, url: str) -> None:
    """Text, typed annotations, usage and the request's id, as of the answer of ``/chat``."""
    completion = create(client)
    answer = httpx2.post(f"{url}/chat", json={"question": QUESTION}).json()
    (choice,) = completion.choices
    assert choice.finish_reason == "stop"
    assert choice.message.content.split("\n\n")[0] == answer["text"]
    cited = [annotation.url_citation for annotation in choice.message.annotations]
    assert {cite.title for cite in cited} == {one["title"] for one in answer["citations"]}
    for cite in cited:
        assert choice.message.content[cite.start_index : cite.end_index][0] == "["
    assert completion.id == f"chatcmpl-{completion._request_id}"


def test_usage_counts_the_words_of_what_is_sent(client: OpenAI) -> None:
    """Words of all messages and of the text of the answer, sources included."""
    completion = create(client)
    counted = completion.usage
    assert counted.prompt_tokens == 6
    assert counted.completion_tokens > len(completion.choices[0].message.content.split()) * 0.8
    assert counted.total_tokens == counted.prompt_tokens + counted.completion_tokens


def test_what_it_sends_beside_the_question_is_taken(client: OpenAI, url: str) -> None:
    """Temperatures, tools, formats, parts and keys of others change nothing."""
    plain = create(client).choices[0].message
    adorned = client.chat.completions.create(
        model="any-name",
        messages=[
            {"role": "system", "content": "Answer in French."},
            {"role": "user", "content": [{"type": "text", "text": QUESTION}]},
        ],
        temperature=1.7, top_p=0.1, n=2, seed=7, stop=["."], max_tokens=5, logprobs=True,
        presence_penalty=1, user="me", store=True, metadata={"a": "b"},
        tools=[{"type": "function", "function": {"name": "f"}}], tool_choice="auto",
        response_format={"type": "json_object"}, extra_body={"top_k": 3, "x": {}},
    )  # fmt: skip
    assert adorned.choices[0].message == plain
    assert len(adorned.choices) == 1


def test_it_reads_a_stream(client: OpenAI) -> None:
    """The pieces add up to the completion; the annotations come once, the usage last."""
    whole = create(client)
    pieces, annotations, usage = [], [], None
    for chunk in create(client, stream=True, stream_options={"include_usage": True}):
        usage = chunk.usage or usage
        for choice in chunk.choices:
            pieces.append(choice.delta.content or "")
            annotations += choice.delta.model_extra.get("annotations", [])
    message = whole.choices[0].message
    assert "".join(pieces) == message.content
    assert annotations == [one.model_dump() for one in message.annotations]
    assert usage == whole.usage


def test_it_works_without_waiting(url: str) -> None:
    """The asynchronous client: several at a time, streaming and not, all the same answer."""

    async def both() -> tuple[str, str]:
        async with AsyncOpenAI(base_url=f"{url}/v1", api_key="any", max_retries=0) as client:
            return await asyncio.gather(whole(client), streamed(client))

    async def whole(client: AsyncOpenAI) -> str:
        made = await client.chat.completions.create(model="x", messages=MESSAGES)
        return made.choices[0].message.content or ""

    async def streamed(client: AsyncOpenAI) -> str:
        chunks = await client.chat.completions.create(model="x", messages=MESSAGES, stream=True)
        return "".join([chunk.choices[0].delta.content or "" async for chunk in chunks])

    first, second = asyncio.run(both())
    assert first == second
    assert SOURCES_HEADING in first


def test_a_conversation_goes_on(client: OpenAI) -> None:
    """The answers that the client sends back are history: "it" is the bridge."""
    first = create(client).choices[0].message
    later = client.chat.completions.create(
        model="groundwire",
        messages=[
            *MESSAGES,
            {"role": "assistant", "content": first.content},
            {"role": "user", "content": "Why was it closed?"},
        ],
    )
    assert "Tern Bridge" in (later.choices[0].message.content or "")


def test_the_raw_stream_is_events_with_data(url: str) -> None:
    """Over a connection each event is one line of ``data`` and an empty one; ``[DONE]`` ends."""
    request = {"model": "groundwire", "messages": MESSAGES, "stream": True}
    with httpx2.stream("POST", f"{url}/v1/chat/completions", json=request) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        assert response.headers["cache-control"] == "no-store"
        text = "".join(response.iter_text())
    *blocks, end = text.split("\n\n")
    assert end == ""
    assert all(block.startswith("data: ") and "\n" not in block for block in blocks)
    assert blocks[-1] == "data: [DONE]"
    first, *_, last = [json.loads(block[len("data: ") :]) for block in blocks[:-1]]
    assert first["choices"][0]["delta"]["role"] == "assistant"
    assert last["choices"][0]["finish_reason"] == "stop"


def failing(client: OpenAI, kind: type[openai.APIStatusError], **request: Any) -> Any:
    """The error that a request raises."""
    body = {"model": "m", "messages": MESSAGES, **request}
    with pytest.raises(kind) as raised:
        client.chat.completions.create(**body)
    assert raised.value.request_id
    assert raised.value.request_id in raised.value.message
    return raised.value


def test_bad_requests_are_bad_request_errors(client: OpenAI) -> None:
    """400, also for what is 422 elsewhere, with the parameter that is wrong."""
    error = failing(client, openai.BadRequestError, messages=[{"role": "robot", "content": "x"}])
    assert (error.param, error.code, error.type) == (
        "messages.0.role", "input", "invalid_request_error",
    )  # fmt: skip
    long = [{"role": "user", "content": "x" * 2_001}]
    assert "2,001" in failing(client, openai.BadRequestError, messages=long).message
    image = [{"type": "image_url", "image_url": {"url": "data:image/png;base64,AA=="}}]
    parts = [{"role": "user", "content": image}]
    assert "image_url" in failing(client, openai.BadRequestError, messages=parts).message


def test_a_body_too_large_is_told(client: OpenAI) -> None:
    """413, and the next request works."""
    huge = [{"role": "system", "content": "x" * 64_001}, *MESSAGES]
    error = failing(client, openai.APIStatusError, messages=huge)
    assert (error.status_code, error.code) == (413, "request_too_large")
    assert create(client).choices


def test_an_unknown_address_is_not_found(client: OpenAI) -> None:
    """404 in OpenAI's shape for what groundwire does not offer."""
    with pytest.raises(openai.NotFoundError) as raised:
        client.embeddings.create(model="m", input="x")
    assert raised.value.code == "not_found"


def test_its_key_is_the_token(samples: Samples, connect: Connect) -> None:
    """Where the service has a token, it is the client's key; another one is 401."""
    with running(samples.served(token=TOKEN).app) as url:
        wrong = failing(connect(url, key="other"), openai.AuthenticationError)
        assert (wrong.code, wrong.type) == ("invalid_api_key", "invalid_request_error")
        assert create(connect(url, key=TOKEN)).choices


def test_it_comes_again_when_told_to(
    connect: Connect, clock: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """429 names the seconds in Retry-After, and the client's own retry waits for them."""
    waited: list[float] = []

    def wait(seconds: float) -> None:
        waited.append(seconds)
        clock.now += seconds

    monkeypatch.setattr("openai._base_client.time", SimpleNamespace(sleep=wait, time=time.time))
    served = make(settings=Settings(rate="1/second"))
    with running(served.app) as url:
        create(connect(url))
        refused = failing(connect(url), openai.RateLimitError)
        assert (refused.code, refused.type) == ("rate_limit_exceeded", "rate_limit_error")
        assert refused.response.headers["retry-after"] == "1"
        assert create(connect(url, retries=2)).choices
    statuses = [line["status"] for line in served.log()]
    assert statuses[-2:] == [429, 200]
    assert [1.0] == waited


def test_it_comes_again_when_there_is_no_room(connect: Connect) -> None:
    """503 with Retry-After while others are answered; then the same request is answered."""
    hold = threading.Event()
    served = make(settings=Settings(concurrency=1, queue=0), hold=hold)
    with running(served.app) as url:
        first = threading.Thread(target=lambda: create(connect(url)))
        first.start()
        assert served.answerer.searching.wait(PATIENCE_S)
        full = failing(connect(url), openai.InternalServerError)
        assert (full.status_code, full.type) == (503, "server_error")
        assert full.response.headers["retry-after"] == "1"
        threading.Timer(0.3, hold.set).start()
        assert create(connect(url, retries=2)).choices
        first.join()


@pytest.mark.parametrize("stream", [False, True])
def test_a_failure_is_raised(connect: Connect, stream: bool) -> None:
    """A failure is the client's error too, also in the middle of a stream."""
    served: Served = make(fail=IndexMissingError("There is no index."))
    with running(served.app) as url:
        with pytest.raises(openai.APIError, match="There is no index") as raised:
            list(create(connect(url), stream=stream))
        assert raised.value.code == "index_missing"
        assert raised.value.type == "server_error"
