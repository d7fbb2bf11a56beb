"""What went wrong, in the tree of ``errors.py``: a problem document becomes the error it names."""

from dataclasses import dataclass, replace
from functools import cache
from http import HTTPStatus
from math import ceil

import httpx2
from pydantic import TypeAdapter, ValidationError

from groundwire.client.connection import Connection
from groundwire.corpus.fetch.fetcher import wait_asked_for
from groundwire.errors import GroundwireError, OverloadedError, RateLimitError, ServiceError

SHOWN_CHARACTERS = 300  # of a reply that is no problem document: enough to see whose it is
_LONGEST_WAIT = 86_400.0  # seconds: what asks for more than a day is told as a day
_URN = "urn:groundwire:"
_START = "Start one with 'groundwire serve', or name the address of one that runs."


@dataclass(frozen=True, slots=True)
class Problem:
    """What of a problem document (RFC 9457) an error is made of."""

    type: str
    status: int
    detail: str
    request_id: str | None = None
    wait: int = 1  # seconds until the service may have time, as ``Retry-After`` says


def unanswered(to: Connection, path: str, error: httpx2.RequestError) -> ServiceError:
    """The error for a request that got no whole answer."""
    match error:
        case httpx2.ConnectError() | httpx2.ConnectTimeout():
            why = str(error) or f"no connection within {to.timeouts.connect:g} s"
            return ServiceError(f"{to.base}: the service does not answer ({why}). {_START}")
        case httpx2.ReadTimeout():
            return ServiceError(
                f"{to.base}{path}: nothing came for {to.timeouts.read:g} s. The service is busy or "
                "gone: ask later, or give it more time (Timeouts.read)."
            )
        case httpx2.SSEError():
            return ServiceError(f"{to.base}{path}: {error} Is the address right?")
        case _:
            why = str(error) or type(error).__name__
            return ServiceError(f"{to.base}{path}: the service broke off ({why}). Ask again.")


def refused(to: Connection, path: str, reply: httpx2.Response) -> GroundwireError:
    """The error that a reply stands for, whatever it holds."""
    problem = _problem(reply.content)
    if problem is None:
        asked = reply.headers.get("x-request-id")
        problem = Problem("about:blank", reply.status_code, _shown(reply), asked)
    wait = min(wait_asked_for(reply.headers.get("retry-after")), _LONGEST_WAIT)
    return named(to, path, replace(problem, wait=max(1, ceil(wait))))


def reported(to: Connection, path: str, document: str) -> GroundwireError:
    """The error that an ``error`` event of a stream stands for."""
    unknown = Problem("about:blank", HTTPStatus.INTERNAL_SERVER_ERROR, document[:SHOWN_CHARACTERS])
    return named(to, path, _problem(document) or unknown)


def named(to: Connection, path: str, problem: Problem) -> GroundwireError:
    """The error of the tree that a problem names, else a ``ServiceError``; with the request id."""
    told = f", request {problem.request_id}" if problem.request_id else ""
    error = _error(problem, f"{to.base}{path}: {problem.detail} ({problem.status}{told})")
    error.request_id = problem.request_id
    return error


def _error(problem: Problem, message: str) -> GroundwireError:
    kinds = {kind.kind(): kind for kind in GroundwireError.__subclasses__()}
    kind = kinds.get(problem.type.removeprefix(_URN), ServiceError)
    if kind is ServiceError:
        return ServiceError(message, status=problem.status)
    if issubclass(kind, OverloadedError | RateLimitError):
        return kind(message, wait=problem.wait)
    return kind(message)


def _problem(document: bytes | str) -> Problem | None:
    try:
        return _problems().validate_json(document)
    except ValidationError:
        return None


def _shown(reply: httpx2.Response) -> str:
    to = reply.headers.get("location")
    if to and reply.is_redirect:
        return f"the service has moved to {to}. Name that address."
    text = " ".join(reply.text[:SHOWN_CHARACTERS].split())
    return text or f"{reply.reason_phrase or 'no reason given'}."


@cache
def _problems() -> TypeAdapter[Problem]:
    return TypeAdapter(Problem)
