"""The API's description as OpenAPI: what FastAPI writes of itself, completed."""

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.responses import JSONResponse

from groundwire.service.edge import access, problems
from groundwire.service.shapes import examples, reply

Responses = dict[int | str, dict[str, Any]]
# What a route answers beside JSON when it is asked to stream; each event as a client sees it.
_EVENT = {
    "type": "object",
    "properties": {
        "event": {"type": "string"},
        "data": {"type": "string", "contentMediaType": "application/json"},
    },
    "required": ["data"],
}
STREAM: Mapping[str, Any] = {"text/event-stream": {"schema": _EVENT}}
_JSON = "application/json"
_TOKEN = {
    "type": "http",
    "scheme": "bearer",
    "description": "The token of the service, where it has one. Writing needs one.",
}
# Without the token, too often, no room, too slow.
_REFUSALS = (
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.SERVICE_UNAVAILABLE,
    HTTPStatus.GATEWAY_TIMEOUT,
)
_TAG = {
    "description": "Names this document; send it as `If-None-Match`.",
    "schema": {"type": "string"},
}


def answers(model: type, *problem_statuses: int) -> Responses:
    """What a route answers: a record, or a problem document with one of these statuses."""
    return {200: {"model": model}, **failures(*problem_statuses)}


def revalidating(model: type, *problem_statuses: int) -> Responses:
    """What a route answers whose documents have a tag (``reply.revalidated``)."""
    responses = answers(model, *problem_statuses)
    responses[200]["headers"] = {"ETag": _TAG}
    responses[304] = {"description": "What `If-None-Match` names is still what is there."}
    return responses


def failures(*statuses: int) -> Responses:
    """The problem documents that a route may answer with."""
    return {status: {"model": problems.Problem} for status in statuses}


def install(app: FastAPI) -> None:
    """Serve the description at ``/openapi.json``; ``app.openapi()`` is the same."""
    describe = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            _complete(describe())
        return describe()

    app.openapi = openapi  # type: ignore[method-assign]  # FastAPI's documented way to extend it

    @app.get("/openapi.json", include_in_schema=False)
    async def description() -> JSONResponse:
        """What every route takes and returns, as OpenAPI."""
        return JSONResponse(app.openapi())


def _complete(description: dict[str, Any]) -> None:
    description["components"]["securitySchemes"] = {"token": _TOKEN}
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            operation["security"] = _security(method, path)
            _add_refusals(operation["responses"], path)
            if not path.startswith(problems.OPENAI_PREFIX):
                _name_problems(operation["responses"])
            _show(operation, (method, path))


def _security(method: str, path: str) -> list[dict[str, list[str]]]:
    """Where the token goes: nowhere, everywhere that the service has one, or always."""
    if access.is_open(path):
        return []
    writes = path.startswith("/articles") and method != "get"
    return [{"token": []}] if writes else [{}, {"token": []}]


def _add_refusals(responses: dict[str, Any], path: str) -> None:
    """What any request may be answered with, whatever its route."""
    if path.startswith(problems.OPENAI_PREFIX):
        responses.update({status: _refusal("OpenAIProblem") for status in ("4XX", "5XX")})
    elif not access.is_open(path):
        for status in _REFUSALS:
            responses.setdefault(str(int(status)), _refusal("Problem", status.phrase))


def _refusal(schema: str, description: str = "An error.") -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    return {"description": description, "content": content}


def _name_problems(responses: dict[str, Any]) -> None:
    """FastAPI takes problem documents for plain JSON."""
    for status, response in responses.items():
        if status >= "400" and "content" in response:
            content = response["content"]
            content[problems.MEDIA_TYPE] = content.pop("application/json")


def _show(operation: dict[str, Any], key: tuple[str, str]) -> None:
    """FastAPI drops every null of an example that it is given with the route."""
    if key in examples.BODIES:
        operation["requestBody"]["content"][_JSON]["example"] = examples.BODIES[key]
    for parameter in operation.get("parameters", ()):
        if (name := parameter["name"]) in examples.PARAMETERS.get(key, {}):
            parameter["example"] = examples.PARAMETERS[key][name]
    for status, record in examples.ANSWERS.get(key, {}).items():
        shown = json.loads(reply.dump(record))
        operation["responses"][status]["content"][_JSON]["example"] = shown
