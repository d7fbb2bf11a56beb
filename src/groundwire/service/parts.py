"""What one running service is made of: the half of the composition root that ``wiring`` is not."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from groundwire.service.state import Service
from groundwire.service.telemetry.metrics import Metrics
from groundwire.service.telemetry.observe import make_logger
from groundwire.service.telemetry.tracing import make_tracing
from groundwire.service.work.following import Following
from groundwire.service.work.posted import PostedArticles
from groundwire.service.work.workers import Workers
from groundwire.service.work.writer import Writer
from groundwire.settings import Settings
from groundwire.wiring import renewed

if TYPE_CHECKING:
    from groundwire.answer.answer import Answerer

LOOKUPS = 64  # that wait: a page opens a dozen articles at once, and each takes a millisecond


@dataclass(frozen=True, slots=True)
class Parts:
    """The service, what follows its index, and what changes it."""

    service: Service
    following: Following
    writer: Writer


def make_parts(
    answerer: "Answerer", settings: Settings, *, log_to: TextIO | None, counts: Path | None
) -> Parts:
    """The parts of a service over one answerer; see ``create_app``."""
    metrics = Metrics(shared=counts)
    service = Service(
        answerer,
        _workers(settings, metrics),
        _lookups(settings),
        metrics,
        make_logger(log_to, form=settings.log_format, level=settings.log_level),
        make_tracing(settings.otlp_endpoint),
    )
    following = Following(service, settings.index, renewed)
    writer = Writer(service, following, settings.index, PostedArticles(settings.corpus))
    return Parts(service, following, writer)


def _workers(settings: Settings, metrics: Metrics) -> Workers:
    return Workers(
        settings.concurrency,
        queue=settings.queue,
        shed=True,
        seconds=settings.deadline,
        waited=metrics.waited,
        queued=metrics.queued,
    )


def _lookups(settings: Settings) -> Workers:
    return Workers(2, queue=LOOKUPS, seconds=settings.deadline)
