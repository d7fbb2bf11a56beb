"""``GET /health``, ``/ready`` and ``/metrics``: what whoever runs the service asks it."""

import asyncio
from datetime import UTC, datetime
from typing import Literal

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST
from pydantic import AwareDatetime, BaseModel

from groundwire.records import IndexInfo, Question
from groundwire.service.shapes import reply
from groundwire.service.shapes.description import Responses, failures
from groundwire.service.state import Service
from groundwire.service.work.workers import Workers, stopping

PROBE_SECONDS = 60.0  # the first one loads the weights


class Health(BaseModel):
    """The process answers."""

    status: Literal["ok"] = "ok"


class Ready(BaseModel):
    """The index is loaded and its encoder has just answered. ``written`` is when its generation
    was committed, and ``age_seconds`` how long ago that is."""

    status: Literal["ready"] = "ready"
    encoder: str
    index: IndexInfo
    written: AwareDatetime
    age_seconds: int


def router(service: Service) -> APIRouter:
    """The routes for supervisors; none of them waits behind a question."""
    routes = APIRouter(tags=["operations"])
    prober = _Prober(service)

    @routes.get("/health", response_model=Health)
    async def health() -> Response:
        """Whether the process answers at all, however busy it is."""
        return reply.json_response(Health())

    @routes.get("/ready", response_model=Ready, responses=failures(503))
    async def ready() -> Response:
        """Whether a question would be answered: one search through encoder and index."""
        return reply.json_response(await prober.ready())

    @routes.get("/metrics", response_model=None, responses=_METRICS)
    async def metrics() -> Response:
        """Counters and timings in Prometheus' text format."""
        text = service.metrics.text(service.library.index)
        return Response(text, headers={"Content-Type": CONTENT_TYPE_LATEST})

    return routes


_METRICS: Responses = {
    200: {"description": "Metrics.", "content": {"text/plain": {"schema": {"type": "string"}}}}
}


class _Prober:
    """Asks the index on behalf of everyone who wants to know: one question at a time, however
    many ask."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._workers = Workers(1, queue=1, seconds=PROBE_SECONDS)  # not behind the questions
        self._probing: asyncio.Task[Ready] | None = None

    async def ready(self) -> Ready:
        """What the probe under way finds, or a new one.

        Raises:
            OverloadedError: the service is stopping.
        """
        if self._service.workers.draining:
            raise stopping()
        if self._probing is None or self._probing.done():
            work = self._workers.run(lambda: probe(self._service))
            self._probing = asyncio.create_task(work)
        return await asyncio.shield(self._probing)  # one who leaves does not end it for the others


def probe(service: Service) -> Ready:
    """One question through encoder, index and reader; the first loads the weights of both.

    Raises:
        EncoderError: weights cannot be loaded.
    """
    answerer = service.answerer
    index = answerer.library.index
    answerer.readings(Question("ready"))
    age = (datetime.now(UTC) - index.written).total_seconds()
    return Ready(
        encoder=index.encoder, index=index.info, written=index.written, age_seconds=max(0, int(age))
    )
