"""Traces of requests for an OpenTelemetry collector; off, and nothing imported, unless asked for.

A request is a span, and each stage of its answer one below it. A span holds routes, statuses and
counts, never the words of a question.
"""

import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from threading import Thread
from typing import TYPE_CHECKING, Any, Protocol

from groundwire import __version__
from groundwire.errors import ServeError

if TYPE_CHECKING:
    from opentelemetry.sdk.trace.export import SpanExporter

Attributes = Mapping[str, str | int | float]

_PATH = "/v1/traces"  # of OTLP over HTTP, where only the collector's address is given
_EXPORT_SECONDS = 3.0  # for one batch; a collector is near, or it is down
_CLOSE_SECONDS = 3.0  # to send what is left at the end; a service that stops waits no longer
_QUEUE = 2_048  # spans that wait for the collector, the SDK's own default: 600 answers; more drop
_BATCH_MS = 1_000  # between two batches
_SERVER_ERROR = 500


class Span(Protocol):
    """A request that is being followed."""

    trace_id: str | None

    def finish(self, *, name: str, status: int, attributes: Attributes) -> None:
        """Name the span and say how it ended."""


class Tracing(Protocol):
    """Follows requests through the service."""

    def request(self, headers: Mapping[str, str]) -> AbstractContextManager[Span]:
        """Follow the request that the block serves, as part of the trace its headers name."""

    def stages(self, timings_ms: Mapping[str, float], attributes: Attributes) -> None:
        """Tell what the stages that have just ended took, and what came of them."""

    def close(self) -> None:
        """Send what is left, and follow nothing more."""


class NoTracing:
    """What is there when no collector is named."""

    trace_id: str | None = None

    @contextmanager
    def request(self, headers: Mapping[str, str]) -> Iterator[Span]:
        """Follow nothing."""
        yield self

    def finish(self, *, name: str, status: int, attributes: Attributes) -> None:
        """Tell nobody."""

    def stages(self, timings_ms: Mapping[str, float], attributes: Attributes) -> None:
        """Tell nobody."""

    def close(self) -> None:
        """Nothing is open."""


class OpenTelemetry:
    """Sends spans in batches from a thread of its own: no request waits for the collector."""

    def __init__(self, endpoint: str) -> None:
        """``endpoint`` is the collector's address, such as ``http://127.0.0.1:4318``.

        Raises:
            ServeError: the extra ``telemetry`` is not installed.
        """
        try:
            from opentelemetry import trace
            from opentelemetry.sdk.resources import Resource
            from opentelemetry.sdk.trace import TracerProvider
            from opentelemetry.sdk.trace.export import BatchSpanProcessor
            from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

            exporter = _exporter(endpoint)
        except ImportError as error:
            raise ServeError(
                "otlp_endpoint is set, and OpenTelemetry is not installed: "
                "pip install 'groundwire[telemetry]', or leave the setting out."
            ) from error
        named = Resource.create({"service.name": "groundwire", "service.version": __version__})
        self._provider = TracerProvider(resource=named, shutdown_on_exit=False)
        self._provider.add_span_processor(
            BatchSpanProcessor(exporter, max_queue_size=_QUEUE, schedule_delay_millis=_BATCH_MS)
        )
        self._tracer = self._provider.get_tracer("groundwire", __version__)
        self._trace, self._propagator = trace, TraceContextTextMapPropagator()

    @contextmanager
    def request(self, headers: Mapping[str, str]) -> Iterator[Span]:
        """Follow the request that the block serves (W3C Trace Context: ``traceparent``)."""
        parent = self._propagator.extract(dict(headers))
        server = self._trace.SpanKind.SERVER
        span = self._tracer.start_span("request", context=parent, kind=server)
        with self._trace.use_span(span, end_on_exit=True, record_exception=False):
            yield _Followed(span, self._trace)

    def stages(self, timings_ms: Mapping[str, float], attributes: Attributes) -> None:
        """Spans of the stages below that of the request, which ended one after the other now."""
        now = time.time_ns()
        at = now - _nanoseconds(timings_ms.get("total", 0))
        for stage, milliseconds in timings_ms.items():
            if stage == "total":
                continue
            span = self._tracer.start_span(stage, start_time=at)
            at = min(now, at + _nanoseconds(milliseconds))
            span.end(end_time=at)
        self._trace.get_current_span().set_attributes(attributes)

    def close(self) -> None:
        """Send what is left, for as long as a service that stops can wait."""
        closing = Thread(target=self._provider.shutdown, daemon=True)
        closing.start()
        closing.join(_CLOSE_SECONDS)


class _Followed:
    """The span of one request."""

    def __init__(self, span: Any, trace: Any) -> None:
        self._span, self._trace = span, trace
        self.trace_id: str | None = trace.format_trace_id(span.get_span_context().trace_id)

    def finish(self, *, name: str, status: int, attributes: Attributes) -> None:
        """Name the span after method and route; a 5xx is an error."""
        self._span.update_name(name)
        self._span.set_attributes({**attributes, "http.response.status_code": status})
        if status >= _SERVER_ERROR:
            self._span.set_attribute("error.type", str(status))
            self._span.set_status(self._trace.StatusCode.ERROR)


def make_tracing(endpoint: str | None) -> Tracing:
    """The tracing that the setting asks for: none where no collector is named."""
    return OpenTelemetry(endpoint) if endpoint else NoTracing()


def _exporter(endpoint: str) -> "SpanExporter":
    import requests
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

    session = requests.Session()
    session.trust_env = False  # no proxy and no password that the environment happens to name
    address = endpoint if endpoint.endswith(_PATH) else endpoint.rstrip("/") + _PATH
    return OTLPSpanExporter(endpoint=address, timeout=_EXPORT_SECONDS, session=session)


def _nanoseconds(milliseconds: float) -> int:
    return round(milliseconds * 1_000_000)
