"""Records as JSON responses: the same bytes that ``groundwire ask --json`` prints."""

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from typing import Any

from fastapi import Request, Response
from pydantic import TypeAdapter

JSON = "application/json"
_TAG_DIGITS = 32  # hexadecimal, of SHA-256: no two documents share one by chance


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def dump(record: object) -> bytes:
    """A record as JSON on one line, its fields in their order."""
    kind: Any = type(record)
    return _adapter(kind).dump_json(record)


def dump_all(records: tuple[object, ...]) -> bytes:
    """Records of one kind as a JSON array on one line."""
    return b"[" + b",".join(map(dump, records)) + b"]"


def json_response(
    record: object, *, status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    """A record as the body of a response that no cache keeps."""
    return Response(
        dump(record),
        status_code=status,
        media_type=JSON,
        headers={"Cache-Control": "no-store", **(headers or {})},
    )


def revalidated(
    request: Request, record: object, headers: Mapping[str, str] | None = None
) -> Response:
    """A record that a cache may keep and must ask about: 304 where it has this one already.

    The tag (RFC 9110, 8.8.3) is a digest of the document, so that neither a new generation that
    left it as it was changes it, nor a new version of groundwire that shows it otherwise keeps it.
    """
    body = dump(record)
    tag = f'"{sha256(body).hexdigest()[:_TAG_DIGITS]}"'
    sent = {"Cache-Control": "no-cache", "ETag": tag, **(headers or {})}
    if _has(request, tag):
        return Response(status_code=304, headers=sent)
    return Response(body, media_type=JSON, headers=sent)


def _has(request: Request, tag: str) -> bool:
    """Whether the client names this tag, or any, as one that it has."""
    given = [
        one.strip().removeprefix("W/")
        for line in request.headers.getlist("if-none-match")
        for one in line.split(",")
    ]
    return tag in given or "*" in given
