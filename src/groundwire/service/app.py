"""The HTTP service: every route of groundwire as one ASGI application."""

from typing import TYPE_CHECKING, Any, TextIO

from fastapi import FastAPI

from groundwire import __version__
from groundwire.service import articles, chat, health, openai, page, problems
from groundwire.service.boundary import Boundary
from groundwire.service.observe import Metrics, make_logger
from groundwire.service.state import Service
from groundwire.service.workers import Workers
from groundwire.settings import Settings

if TYPE_CHECKING:
    from groundwire.answer.answer import Answerer

_DESCRIPTION = """Ask your newswire: every sentence of every answer is quoted from an article.

Errors are problem documents (RFC 9457); under `/v1` they have OpenAI's shape."""


def create_app(
    answerer: "Answerer", settings: Settings, *, log_to: TextIO | None = None
) -> FastAPI:
    """The service over one answerer; its log goes to ``log_to``, else to stderr."""
    metrics, log = Metrics(), make_logger(log_to)
    service = Service(answerer, Workers(settings.concurrency), metrics, log)
    # The pages of FastAPI under /docs load their scripts from a CDN: nothing of ours does.
    app = FastAPI(
        title="groundwire", version=__version__, description=_DESCRIPTION, docs_url=None,
        redoc_url=None, redirect_slashes=False,
    )  # fmt: skip
    app.add_middleware(Boundary, metrics=metrics, log=log)
    problems.install(app)
    for part in (chat, articles, openai, health):
        app.include_router(part.router(service))
    page.install(app)
    _document_problems(app)
    return app


def _document_problems(app: FastAPI) -> None:
    """Name the media type of problem documents in the API's description, which FastAPI takes
    for plain JSON."""
    describe = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            for path, methods in describe()["paths"].items():
                if not path.startswith(problems.OPENAI_PREFIX):
                    _rename(methods)
        return describe()

    app.openapi = openapi  # type: ignore[method-assign]  # FastAPI's documented way to extend it


def _rename(methods: dict[str, Any]) -> None:
    for operation in methods.values():
        for status, response in operation["responses"].items():
            if status >= "400":
                content = response["content"]
                content[problems.MEDIA_TYPE] = content.pop("application/json")
