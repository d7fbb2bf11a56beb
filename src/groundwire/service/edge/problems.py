"""Errors as the clients see them: RFC 9457 problem JSON, and OpenAI's own shape under ``/v1``.

Every error becomes a ``Problem`` here, so each carries the request id and none a stack trace.
"""

import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from groundwire.errors import (
    GroundwireError,
    IndexLockedError,
    OverloadedError,
    RateLimitError,
    UnauthorizedError,
)

MEDIA_TYPE = "application/problem+json"
OPENAI_PREFIX = "/v1/"
LOCKED_SECONDS = 2  # said where another process writes the index: most changes take less
_ECHO_CHARACTERS = 200  # what a client sent is repeated to it up to here, never a whole body
_OPENAI_NAMES: Mapping[int, tuple[str, str]] = {
    401: ("invalid_request_error", "invalid_api_key"),
    413: ("invalid_request_error", "request_too_large"),
    429: ("rate_limit_error", "rate_limit_exceeded"),
}
_MESSAGES = {"extra_forbidden": "Not a field of this request", "missing": "Missing"}
_UNFORESEEN = "Nothing is wrong with the request. The log has the cause under the request id."


class FieldError(BaseModel):
    """One field of the request and what is wrong with it."""

    field: str = Field(description="Where it stands, such as `history.0.role`.")
    message: str


class Problem(BaseModel):
    """An error as RFC 9457 writes it."""

    type: str = Field(description="The kind: a URN, or `about:blank` where the status says it all.")
    title: str
    status: int
    detail: str = Field(description="What is wrong, where, and what to do.")
    instance: str = Field(description="The path that was asked for.")
    request_id: str = Field(description="The same as in `X-Request-ID` and in the log.")
    errors: list[FieldError] | None = Field(None, description="The fields that are wrong.")


def install(app: FastAPI) -> None:
    """Make every error that the app knows of a problem document."""
    for kind in (GroundwireError, RequestValidationError, HTTPException):
        app.add_exception_handler(kind, _handle)


def from_exception(request: Request, error: Exception) -> Problem:
    """The problem that an exception becomes; one that nobody foresaw tells nothing of itself."""
    match error:
        case GroundwireError():
            request.state.problem = error.kind()
            kind = f"urn:groundwire:{error.kind()}"
            found = _problem(request, error.http_status, str(error), kind=kind, title=error.title)
        case RequestValidationError():
            found = _from_validation(request, error.errors())
        case HTTPException():
            found = _problem(request, error.status_code, _http_detail(error))
        case _:
            found = _problem(request, HTTPStatus.INTERNAL_SERVER_ERROR, _UNFORESEEN)
    return found


def respond(
    request: Request, problem: Problem, headers: Mapping[str, str] | None = None
) -> Response:
    """The response that carries a problem, in the shape that clients of this path expect."""
    openai = is_openai(request)
    return Response(
        dump(request, problem),
        status_code=_openai_status(problem.status) if openai else problem.status,
        headers=headers,
        media_type="application/json" if openai else MEDIA_TYPE,
    )


def dump(request: Request, problem: Problem) -> bytes:
    """The problem as JSON on one line."""
    if is_openai(request):
        return OpenAIProblem.of(problem).model_dump_json().encode()
    return problem.model_dump_json(exclude_none=True).encode()


def is_openai(request: Request) -> bool:
    """Whether the client of this path speaks OpenAI's protocol."""
    return str(request.scope["path"]).startswith(OPENAI_PREFIX)


def refusal(request: Request, error: Exception) -> Response:
    """The response that an error becomes, with the headers that its status asks for."""
    return respond(request, from_exception(request, error), _headers(error))


async def _handle(request: Request, error: Exception) -> Response:
    if isinstance(error, HTTPException) and error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        allowed = _allowed(request) or (error.headers or {}).get("Allow", "")
        error = HTTPException(error.status_code, headers={"Allow": allowed})
    return refusal(request, error)


def _allowed(request: Request) -> str:
    """Every method that this address takes, as the API describes it: the framework names those of
    one route of several at the same address."""
    template = getattr(request.scope.get("route"), "path_format", None)
    return ", ".join(sorted(map(str.upper, request.app.openapi()["paths"].get(template, ()))))


def _headers(error: Exception) -> Mapping[str, str] | None:
    match error:
        case HTTPException():
            return error.headers
        case OverloadedError() | RateLimitError():
            return {"Retry-After": str(error.wait)}
        case IndexLockedError():
            return {"Retry-After": str(LOCKED_SECONDS)}
        case UnauthorizedError():
            return {"WWW-Authenticate": 'Bearer realm="groundwire"'}
        case _:
            return None


def _problem(
    request: Request,
    status: int,
    detail: str,
    *,
    kind: str = "about:blank",
    title: str | None = None,
) -> Problem:
    return Problem(
        type=kind,
        title=title or HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        instance=_echo(request.scope["path"]),
        request_id=request.state.request_id,
        errors=None,
    )


def _http_detail(error: HTTPException) -> str:
    if error.detail != HTTPStatus(error.status_code).phrase:
        return error.detail
    match error.status_code:
        case HTTPStatus.NOT_FOUND:
            return "There is nothing at this address. GET /openapi.json lists every route."
        case HTTPStatus.METHOD_NOT_ALLOWED:
            return f"This address takes {(error.headers or {}).get('Allow', 'another method')}."
        case _:
            return error.detail


def _from_validation(request: Request, errors: Sequence[Any]) -> Problem:
    """Bad fields are 422; a body that is not JSON at all is 400, or 415 where it never claimed
    to be JSON."""
    first = errors[0]
    if first["type"] == "json_invalid":
        reason = first.get("ctx", {}).get("error", "it cannot be read")
        at = first["loc"][-1]
        detail = f"The body is not JSON: {reason} at character {at}."
        return _problem(request, HTTPStatus.BAD_REQUEST, detail)
    if first["loc"] == ("body",) and not _claims_json(request):
        detail = "Send the body as JSON with the header `Content-Type: application/json`."
        return _problem(request, HTTPStatus.UNSUPPORTED_MEDIA_TYPE, detail)
    fields = [_field_error(error) for error in errors]
    more = f" ({len(fields) - 1} more under `errors`.)" if len(fields) > 1 else ""
    detail = f"{fields[0].field}: {fields[0].message}.{more}"
    kind = "urn:groundwire:input"
    title = "The request cannot be used"
    found = _problem(request, HTTPStatus.UNPROCESSABLE_ENTITY, detail, kind=kind, title=title)
    return found.model_copy(update={"errors": fields})


def _claims_json(request: Request) -> bool:
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    return media_type == "application/json" or media_type.endswith("+json")


def _field_error(error: Mapping[str, Any]) -> FieldError:
    place = ".".join(str(part) for part in error["loc"][1:]) or str(error["loc"][0])
    message = _MESSAGES.get(error["type"]) or str(error["msg"])
    return FieldError(field=_echo(place), message=_echo(message))


def _echo(text: str) -> str:
    # A name that the client chose may hold lone surrogates, which no JSON can carry.
    return text[:_ECHO_CHARACTERS].encode("utf-8", "replace").decode()


def _kebab(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name.removesuffix("Error")).lower()


class _OpenAIError(BaseModel):
    message: str
    type: str
    param: str | None
    code: str | None


class OpenAIProblem(BaseModel):
    """An error as clients of OpenAI's API read it."""

    error: _OpenAIError

    @classmethod
    def of(cls, problem: Problem) -> "OpenAIProblem":
        param = problem.errors[0].field if problem.errors else None
        message = f"{problem.detail} (request {problem.request_id})"
        kind, code = _openai_names(problem)
        return cls(error=_OpenAIError(message=message, type=kind, param=param, code=code))


def _openai_names(problem: Problem) -> tuple[str, str]:
    """The type and code of an error: OpenAI's own where its clients know them, else ours."""
    if problem.status in _OPENAI_NAMES:
        return _OPENAI_NAMES[problem.status]
    server = problem.status >= HTTPStatus.INTERNAL_SERVER_ERROR
    code = problem.type.removeprefix("urn:groundwire:")
    if code == "about:blank":
        code = _kebab(problem.title.title().replace(" ", ""))
    return "server_error" if server else "invalid_request_error", code.replace("-", "_")


def _openai_status(status: int) -> int:
    """OpenAI answers 400 to what is 422 here."""
    return HTTPStatus.BAD_REQUEST if status == HTTPStatus.UNPROCESSABLE_ENTITY else status


# What the routes under /v1 may answer with instead of an answer.
OPENAI: dict[int | str, dict[str, Any]] = {
    "4XX": {"model": OpenAIProblem},
    "5XX": {"model": OpenAIProblem},
}
