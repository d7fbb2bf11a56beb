"""The API's description as OpenAPI: what FastAPI writes of itself, completed."""

import json
from typing import Any

from fastapi import FastAPI
from fastapi.responses import JSONResponse

from groundwire.service import examples, problems, reply

Responses = dict[int | str, dict[str, Any]]
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
    for path, methods in description["paths"].items():
        for operation in methods.values():
            if not path.startswith(problems.OPENAI_PREFIX):
                _name_problems(operation["responses"])
            if path in examples.RECORDS:
                _show(operation["responses"]["200"], examples.RECORDS[path])


def _name_problems(responses: dict[str, Any]) -> None:
    """FastAPI takes problem documents for plain JSON."""
    for status, response in responses.items():
        if status >= "400" and "content" in response:
            content = response["content"]
            content[problems.MEDIA_TYPE] = content.pop("application/json")


def _show(response: dict[str, Any], record: object) -> None:
    """FastAPI drops every null of an example that it is given with the route."""
    response["content"]["application/json"]["example"] = json.loads(reply.dump(record))
