"""Records as JSON responses: the same bytes that ``groundwire ask --json`` prints."""

from functools import cache
from typing import Any

from fastapi import Response
from pydantic import TypeAdapter


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


def json_response(record: object) -> Response:
    """A record as the body of a response that no cache keeps."""
    return Response(
        dump(record), media_type="application/json", headers={"Cache-Control": "no-store"}
    )
