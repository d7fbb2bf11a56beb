"""The HTTP service: every route of groundwire as one ASGI application."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from anyio import create_task_group, to_thread
from fastapi import FastAPI

from groundwire import __version__
from groundwire.service.agents import mcp
from groundwire.service.edge import cors, problems, rate
from groundwire.service.edge.access import Access
from groundwire.service.edge.boundary import Boundary
from groundwire.service.edge.departure import Departure
from groundwire.service.edge.token import read_token
from groundwire.service.parts import make_parts
from groundwire.service.routes import articles, chat, health, openai, page, timeline, writing
from groundwire.service.shapes import description
from groundwire.service.state import Service
from groundwire.service.telemetry.observe import libraries_logged
from groundwire.service.work.following import Following
from groundwire.settings import Settings

if TYPE_CHECKING:
    from fastapi.telemetry import TelemetryConfig

    from groundwire.answer.answer import Answerer

_DESCRIPTION = """Ask your newswire: every sentence of every answer is quoted from an article.

Errors are problem documents (RFC 9457); under `/v1` they have OpenAI's shape."""

# FastAPI's own spans hold the query of an address, which is a question: tracing.py has ours.
_OURS_ONLY: "TelemetryConfig" = {
    "tracing": False, "metrics": False, "logs": False, "operation_spans": False,
    "auto_configure": False,
}  # fmt: skip


def create_app(
    answerer: "Answerer",
    settings: Settings,
    *,
    log_to: TextIO | None = None,
    counts: Path | None = None,
) -> FastAPI:
    """The service over one answerer; its log goes to ``log_to``, else to stderr.

    ``counts`` is the folder where it counts together with other workers (scrape.py).
    """
    parts = make_parts(answerer, settings, log_to=log_to, counts=counts)
    service = parts.service
    # The pages of FastAPI under /docs load their scripts from a CDN: nothing of ours does.
    app = FastAPI(
        title="groundwire", version=__version__, description=_DESCRIPTION, openapi_url=None,
        docs_url=None, redoc_url=None, redirect_slashes=False, telemetry=_OURS_ONLY,
        lifespan=_background(service, parts.following),
    )  # fmt: skip
    app.state.service = service
    app.add_middleware(Departure)
    app.add_middleware(Access, token=read_token(settings))
    rate.install(app, settings)
    cors.install(app, settings)
    app.add_middleware(
        Boundary,
        metrics=service.metrics,
        log=service.log,
        tracing=service.tracing,
        log_questions=settings.log_questions,
    )  # fmt: skip
    problems.install(app)
    for part in (chat, articles, timeline, openai, health):
        app.include_router(part.router(service))
    app.include_router(writing.router(parts.writer))
    app.include_router(mcp.router(service, settings))
    page.install(app)
    description.install(app)
    return app


def _background(
    service: Service, following: Following
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """Beside the requests: load the encoder, so that no question waits for all of it, and take up
    what is new in the index."""

    async def warm_up() -> None:
        try:
            await to_thread.run_sync(lambda: health.probe(service))
            await to_thread.run_sync(service.when_loaded)
        except Exception as error:  # the boundary of a task; /ready goes on telling
            service.log.exception("not ready", reason=str(error))

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        with libraries_logged(service.log):
            async with create_task_group() as tasks:
                tasks.start_soon(warm_up)
                tasks.start_soon(following.run)
                yield
                tasks.cancel_scope.cancel()
            await to_thread.run_sync(service.tracing.close)

    return lifespan
