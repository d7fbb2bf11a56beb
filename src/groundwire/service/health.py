"""``GET /health``, ``/ready`` and ``/metrics``: what whoever runs the service asks it."""

from datetime import UTC, datetime
from typing import Literal

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST
from pydantic import AwareDatetime, BaseModel

from groundwire.records import IndexInfo, Question
from groundwire.service import reply
from groundwire.service.description import Responses, failures
from groundwire.service.state import Service
from groundwire.service.workers import Workers


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
    prober = Workers(1)

    @routes.get("/health", response_model=Health)
    async def health() -> Response:
        """Whether the process answers at all, however busy it is."""
        return reply.json_response(Health())

    @routes.get("/ready", response_model=Ready, responses=failures(503))
    async def ready() -> Response:
        """Whether a question would be answered: one search through encoder and index."""
        return reply.json_response(await prober.run(lambda: probe(service)))

    @routes.get("/metrics", response_model=None, responses=_METRICS)
    async def metrics() -> Response:
        """Counters and timings in Prometheus' text format."""
        text = service.metrics.text(service.answerer.index)
        return Response(text, headers={"Content-Type": CONTENT_TYPE_LATEST})

    return routes


_METRICS: Responses = {
    200: {"description": "Metrics.", "content": {"text/plain": {"schema": {"type": "string"}}}}
}


def probe(service: Service) -> Ready:
    """One question through encoder, index and reader; the first loads the weights of both.

    Raises:
        EncoderError: weights cannot be loaded.
    """
    answerer = service.answerer
    index = answerer.index
    answerer.readings(Question("ready"))
    age = (datetime.now(UTC) - index.written).total_seconds()
    return Ready(
        encoder=index.encoder, index=index.info, written=index.written, age_seconds=max(0, int(age))
    )
