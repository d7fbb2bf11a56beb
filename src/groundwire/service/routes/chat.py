"""``POST /chat``: one answer as JSON, or step by step as server-sent events."""

from collections.abc import AsyncGenerator, AsyncIterator

from fastapi import APIRouter, Request, Response
from fastapi.sse import format_sse_event
from pydantic import Field, StrictBool

from groundwire.answer.steps import Begun, Done, Found, Step
from groundwire.records import Answer
from groundwire.requests import AskRequest
from groundwire.service.shapes import reply
from groundwire.service.shapes.description import STREAM, answers
from groundwire.service.shapes.events import Events
from groundwire.service.state import Service, failure, log_question


class ChatRequest(AskRequest):
    """A question, and how its answer is sent."""

    stream: StrictBool = Field(
        False, description="Send server-sent events instead of one document."
    )


_RESPONSES = answers(Answer, 400, 413, 415, 422)
_RESPONSES[200]["content"] = STREAM


def router(service: Service) -> APIRouter:
    """The chat route."""
    routes = APIRouter(tags=["ask"])

    @routes.post("/chat", responses=_RESPONSES)
    async def chat(request: Request, body: ChatRequest) -> Response:
        """Answer a question from the articles, every sentence quoted and cited.

        Where the articles do not answer it, `status` is `abstained` and `reason` says why. With
        `stream` the events are `hits`, one `claim` each, `citations`, and `done` with the whole
        answer; `error` carries a problem document and ends the stream.
        """
        log_question(request, body.question)
        question = body.to_question()
        if body.stream:
            return Events(_events(service, request, service.ask_steps(question)))
        answer = await service.ask(question)
        service.answered(answer)
        return reply.json_response(answer)

    return routes


async def _events(
    service: Service, request: Request, steps: AsyncIterator[Step]
) -> AsyncGenerator[bytes, None]:
    said = 0
    try:
        async for step in steps:
            match step:
                case Found(result):
                    yield _event("hits", reply.dump(result))
                case Begun(claim):
                    said += 1
                    yield _event("claim", reply.dump(claim))
                case Done(answer):
                    service.answered(answer)
                    for event in _answer_events(answer, said):
                        yield event
    except Exception as error:  # noqa: BLE001  the stream has begun: only an event can tell
        yield _event("error", failure(service, request, error))


def _answer_events(answer: Answer, said: int) -> list[bytes]:
    """What is left to tell of an answer whose first claims, so many, are out."""
    claims = [_event("claim", reply.dump(claim)) for claim in answer.claims[said:]]
    citations = _event("citations", reply.dump_all(answer.citations))
    return [*claims, citations, _event("done", reply.dump(answer))]


def _event(name: str, data: bytes) -> bytes:
    return format_sse_event(event=name, data_str=data.decode())
