"""Pages of other sites: closed to them, but for the origins that a setting names."""

import re

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware

from groundwire.errors import InputError
from groundwire.settings import Settings

_ORIGIN = re.compile(r"https?://[A-Za-z0-9.-]+(:\d{1,5})?|https?://\[[0-9a-fA-F:]+\](:\d{1,5})?")


def install(app: FastAPI, settings: Settings) -> None:
    """Let pages of these origins use the API; of none where none is named.

    Cookies play no part: whoever has a token sends it.

    Raises:
        InputError: a setting that is no list of origins.
    """
    if origins := _origins(settings.cors_origins or ""):
        app.add_middleware(
            CORSMiddleware,
            allow_origins=origins,
            allow_methods=["GET", "POST", "DELETE"],
            allow_headers=["Authorization", "Content-Type", "If-None-Match", "X-Request-ID"],
            expose_headers=["ETag", "Link", "Location", "Retry-After", "X-Request-ID"],
        )


def _origins(written: str) -> list[str]:
    origins = written.split()
    for origin in origins:
        if not _ORIGIN.fullmatch(origin):
            raise InputError(
                f"GROUNDWIRE_CORS_ORIGINS: {origin!r} is no origin. Write scheme, host and port "
                "and nothing after them, such as https://desk.example; there is no sign for all."
            )
    return origins
