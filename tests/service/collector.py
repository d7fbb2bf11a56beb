"""A collector of OpenTelemetry traces on loopback: what it is sent, it decodes and keeps."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)

from patience import PATIENCE_S


@dataclass
class Collector:
    """Its address, the bytes and the spans that came, what it answers with, and how often."""

    url: str = ""
    status: int = 200
    bodies: list[bytes] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    release: Event = field(default_factory=Event)
    answered: int = 0

    @property
    def spans(self) -> list[Any]:
        """Every span that came, in order of its beginning."""
        found = []
        for body in self.bodies:
            for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
                for scope in resource.scope_spans:
                    found += scope.spans
        return sorted(found, key=lambda span: span.start_time_unix_nano)

    def attributes(self, span: Any) -> dict[str, Any]:
        """The attributes of a span."""
        return {
            one.key: getattr(one.value, one.value.WhichOneof("value")) for one in span.attributes
        }


@contextmanager
def collecting(*, holds: bool = False) -> Iterator[Collector]:
    """A collector under way; one that ``holds`` takes what comes and does not answer."""
    collector = Collector()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            collector.paths.append(self.path)
            if holds:
                collector.release.wait(PATIENCE_S)
            collector.bodies.append(body)
            self.send_response(collector.status)
            self.end_headers()
            self.wfile.write(ExportTraceServiceResponse().SerializeToString())
            collector.answered += 1

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    collector.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield collector
    finally:
        collector.release.set()
        server.shutdown()
        thread.join()
        server.server_close()
