"""``/v1``: the same answers for clients that speak OpenAI's chat completions.

System messages and keys that groundwire has no use for are ignored: whatever they say, an answer
is quoted from the articles.
"""

import time
from collections.abc import AsyncGenerator, AsyncIterator
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request, Response
from fastapi.sse import format_sse_event
from pydantic import BaseModel, Field, StrictBool, field_validator

from groundwire.answer.steps import Done, Step
from groundwire.errors import InputError
from groundwire.language.text import words
from groundwire.records import Question, Turn
from groundwire.requests import MAX_TURN_CHARACTERS, MAX_TURNS, Text, checked_text, encodable
from groundwire.service.edge import problems
from groundwire.service.shapes import reply
from groundwire.service.shapes.description import STREAM, Responses
from groundwire.service.shapes.events import Events
from groundwire.service.shapes.markdown import SOURCES_HEADING, Annotation, Written, write
from groundwire.service.state import Service, failure, log_question

MODEL = "groundwire"
_DONE = b"data: [DONE]\n\n"


class ContentPart(BaseModel):
    """A part of a message; groundwire reads those of type ``text``."""

    type: str
    text: str | None = None


class Message(BaseModel):
    """One message of the conversation."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[ContentPart] | None = None

    @field_validator("content")
    @classmethod
    def _encodable(cls, content: str | list[ContentPart] | None) -> str | list[ContentPart] | None:
        for part in content if isinstance(content, list) else ():
            encodable(part.text)
        encodable(content)
        return content

    def words(self) -> str:
        """What the message says.

        Raises:
            InputError: it holds an image, a sound or a file.
        """
        if isinstance(self.content, str):
            return self.content
        parts = self.content or []
        for part in parts:
            if part.text is None:
                raise InputError(f"A part of type {part.type[:40]!r} cannot be read: send text.")
        return "\n".join(part.text or "" for part in parts)


class StreamOptions(BaseModel):
    """What a stream reports besides the answer."""

    include_usage: StrictBool | None = None


class CompletionRequest(BaseModel):
    """What OpenAI's clients send; keys without a meaning here are ignored."""

    model: Text = Field(MODEL, description="Any name is taken; the answer is groundwire's.")
    messages: Annotated[list[Message], Field(min_length=1)]
    stream: StrictBool | None = None
    stream_options: StreamOptions | None = None

    def to_question(self) -> Question:
        """The last message as a question, those before it as its history.

        Raises:
            InputError: the last message is not the user's, is empty, or cannot be read.
        """
        *before, last = self.messages
        if last.role != "user":
            raise InputError(f"The last message has the role {last.role!r}; it must be 'user'.")
        turns = [_turn(m.role, m.words()) for m in before if m.role in ("user", "assistant")]
        return Question(checked_text(last.words()), tuple(turns[-MAX_TURNS:]))


def _turn(role: str, text: str) -> Turn:
    # An answer comes back with the list of sources that we put under it: not part of the talk.
    said = text.partition(SOURCES_HEADING)[0].strip() if role == "assistant" else text
    return Turn("assistant" if role == "assistant" else "user", said[:MAX_TURN_CHARACTERS])


class Usage(BaseModel):
    """Words of question and answer: no language model counts tokens here."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class ReplyMessage(BaseModel):
    """The answer with its marks, and its sources as a list under it."""

    role: Literal["assistant"] = "assistant"
    content: str
    refusal: None = None
    annotations: list[Annotation]


class Choice(BaseModel):
    """The one answer."""

    index: int = 0
    message: ReplyMessage
    logprobs: None = None
    finish_reason: Literal["stop"] = "stop"


class Completion(BaseModel):
    """An answer as OpenAI's clients read it."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    model: str = MODEL
    choices: list[Choice]
    usage: Usage


class ChunkChoice(BaseModel):
    """The one answer, as far as it has come."""

    index: int = 0
    delta: dict[str, Any]  # only what is new: clients take a null for a value
    finish_reason: Literal["stop"] | None = None


class Chunk(BaseModel):
    """A part of a streamed answer."""

    id: str
    object: Literal["chat.completion.chunk"] = "chat.completion.chunk"
    created: int
    model: str = MODEL
    choices: list[ChunkChoice]
    usage: Usage | None = None


class Model(BaseModel):
    """The one model there is."""

    id: str = MODEL
    object: Literal["model"] = "model"
    created: int
    owned_by: str = MODEL


class Models(BaseModel):
    """The list of models."""

    object: Literal["list"] = "list"
    data: list[Model]


_RESPONSES: Responses = {200: {"model": Completion, "content": STREAM}, **problems.OPENAI}


def router(service: Service) -> APIRouter:
    """The routes under ``/v1``."""
    routes = APIRouter(prefix="/v1", tags=["openai"])
    started = int(time.time())

    @routes.get("/models", response_model=Models)
    async def models() -> Response:
        """List the one model."""
        return reply.json_response(Models(data=[Model(created=started)]))

    @routes.post("/chat/completions", responses=_RESPONSES)
    async def completions(request: Request, body: CompletionRequest) -> Response:
        """Answer the last message of a conversation, streaming or not."""
        question = body.to_question()
        log_question(request, question.text)
        if body.stream:
            return Events(_chunks(service, request, body, service.ask_steps(question)))
        answer = await service.ask(question)
        service.answered(answer)
        written = write(answer, _base(request))
        return reply.json_response(_completion(request, body, written))

    return routes


def _base(request: Request) -> str:
    return str(request.base_url)


def _completion(request: Request, body: CompletionRequest, written: Written) -> Completion:
    message = ReplyMessage(content=written.text, annotations=written.annotations)
    return Completion(
        id=_id(request),
        created=int(time.time()),
        choices=[Choice(message=message)],
        usage=_usage(body, written),
    )


async def _chunks(
    service: Service,
    request: Request,
    body: CompletionRequest,
    steps: AsyncIterator[Step],
) -> AsyncGenerator[bytes, None]:
    chunk = _Chunks(_id(request), int(time.time()))
    try:
        yield chunk.delta(role="assistant", content="")
        async for step in steps:
            if isinstance(step, Done):
                service.answered(step.answer)
                written = write(step.answer, _base(request))
                for piece in written.pieces:
                    yield chunk.delta(content=piece)
                yield chunk.delta(annotations=written.annotations)
                yield chunk.end()
                if body.stream_options and body.stream_options.include_usage:
                    yield chunk.usage(_usage(body, written))
        yield _DONE
    except Exception as error:  # noqa: BLE001  the stream has begun: only an event can tell
        yield format_sse_event(data_str=failure(service, request, error).decode())


class _Chunks:
    """The chunks of one streamed answer."""

    def __init__(self, name: str, created: int) -> None:
        self._name, self._created = name, created

    def delta(self, **delta: object) -> bytes:
        return self._event([ChunkChoice(delta=delta)])

    def end(self) -> bytes:
        return self._event([ChunkChoice(delta={}, finish_reason="stop")])

    def usage(self, usage: Usage) -> bytes:
        return self._event([], usage)

    def _event(self, choices: list[ChunkChoice], usage: Usage | None = None) -> bytes:
        chunk = Chunk(id=self._name, created=self._created, choices=choices, usage=usage)
        return format_sse_event(data_str=chunk.model_dump_json())


def _id(request: Request) -> str:
    return f"chatcmpl-{request.state.request_id}"


def _usage(body: CompletionRequest, written: Written) -> Usage:
    asked = sum(len(words(message.words())) for message in body.messages)
    answered = len(words(written.text))
    return Usage(prompt_tokens=asked, completion_tokens=answered, total_tokens=asked + answered)
