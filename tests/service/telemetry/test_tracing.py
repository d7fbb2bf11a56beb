"""Traces for an OpenTelemetry collector: what they hold, and that they cost nobody an answer."""

import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from collector import Collector, collecting
from opentelemetry import trace
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor, SpanExporter, SpanExportResult
from serving import Served, make

from groundwire.errors import EncoderError, ServeError
from groundwire.service.telemetry import tracing
from groundwire.service.telemetry.tracing import NoTracing, make_tracing
from groundwire.settings import Settings
from patience import PATIENCE_S, until

TRACE, PARENT = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
TRACEPARENT = {"traceparent": f"00-{TRACE}-{PARENT}-01"}
ASKED = {"question": "Who is Zanzibar?"}


@pytest.fixture
def collector() -> Iterator[Collector]:
    with collecting() as collector:
        yield collector


def traced(url: str, **behaviour: Any) -> Served:
    """A service that sends its traces there; they are complete when its client is closed."""
    return make(settings=Settings(otlp_endpoint=url, log_questions=True), **behaviour)


def test_a_request_is_a_span_with_its_stages(collector: Collector) -> None:
    """One span a request, named after method and route, and one below it for each stage."""
    served = traced(collector.url)
    with served.client as client:
        client.post("/chat", json=ASKED, headers={"X-Request-ID": "abc"})
    request, search = (span for span in collector.spans if span.name in ("POST /chat", "search"))
    if request.name == "search":
        request, search = search, request
    assert set(collector.paths) == {"/v1/traces"}
    assert collector.attributes(request) == {
        "http.request.method": "POST", "http.route": "/chat", "http.response.status_code": 200,
        "groundwire.request_id": "abc", "groundwire.question_characters": 16,
        "groundwire.answer.status": "answered", "groundwire.claims": 2,
        "groundwire.index.generation": "g-test",
    }  # fmt: skip
    assert search.parent_span_id == request.span_id
    assert search.end_time_unix_nano - search.start_time_unix_nano == 1_500_000
    assert search.end_time_unix_nano <= request.end_time_unix_nano


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/chat", {**ASKED, "stream": True}),
        ("/v1/chat/completions", {"messages": [{"role": "user", "content": "Zanzibar?"}]}),
    ],
)
def test_every_way_to_ask_is_traced_without_words(
    collector: Collector, path: str, body: dict[str, Any]
) -> None:
    """Streams and OpenAI's clients too; no word of a question, also where the log has them."""
    served = traced(collector.url)
    with served.client as client:
        client.post(path, json=body)
        client.get("/search?q=Zanzibar")
    assert {f"POST {path}", "GET /search", "search"} <= {span.name for span in collector.spans}
    assert "anzibar" in served.log_text.getvalue()
    assert b"anzibar" not in b"".join(collector.bodies)


def test_a_trace_goes_on_from_who_asks(collector: Collector) -> None:
    """W3C Trace Context: the trace and its span above are taken from ``traceparent``, and the log
    line names the trace; without one, or with a forged one, a new trace begins."""
    served = traced(collector.url)
    with served.client as client:
        client.get("/health", headers=TRACEPARENT)
        client.get("/articles", headers={"traceparent": "00-\x20nonsense"})
    spans = {span.name: span for span in collector.spans}
    went_on, new = spans["GET /health"], spans["GET /articles"]
    assert (went_on.trace_id.hex(), went_on.parent_span_id.hex()) == (TRACE, PARENT)
    assert new.parent_span_id == b""
    logged = {line["route"]: line["trace_id"] for line in served.log() if "route" in line}
    assert logged == {"/health": TRACE, "/articles": new.trace_id.hex()}


def test_what_went_wrong_is_marked(collector: Collector) -> None:
    """A 5xx is an error by its status, without the message; a 4xx is the client's own."""
    served = traced(collector.url, fail=EncoderError("The weights are missing."))
    with served.client as client:
        client.post("/chat", json=ASKED)
        client.get("/nope")
    failed, missed = (span for span in collector.spans if span.name != "request")
    assert (failed.status.code, collector.attributes(failed)["error.type"]) == (2, "503")
    assert (missed.name, missed.status.code) == ("GET unmatched", 0)
    assert b"weights" not in b"".join(collector.bodies)


def test_a_collector_that_is_down_costs_no_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nobody listens: every request is answered, and the log says once that traces are lost."""
    monkeypatch.setattr(tracing, "_CLOSE_SECONDS", 0.3)
    monkeypatch.setattr(tracing, "_BATCH_MS", 20)
    monkeypatch.setattr(tracing, "_EXPORT_SECONDS", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        nobody = taken.getsockname()[1]
    served = traced(f"http://127.0.0.1:{nobody}")
    with served.client as client:
        statuses = {client.post("/chat", json=ASKED).status_code for _ in range(20)}
        until(lambda: "library" in served.log_text.getvalue())
    assert statuses == {200}
    lost = [line for line in served.log() if line["event"] == "library"]
    assert lost
    assert all(line["logger"].startswith("opentelemetry") for line in lost)
    assert len(lost) == len({line["message"].split(" in ")[0] for line in lost})


def test_a_collector_that_hangs_costs_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes spans and never answers: neither a request nor, for long, the end waits for it."""
    monkeypatch.setattr(tracing, "_CLOSE_SECONDS", 0.3)
    monkeypatch.setattr(tracing, "_BATCH_MS", 20)
    monkeypatch.setattr(tracing, "_EXPORT_SECONDS", 2 * PATIENCE_S)
    with collecting(holds=True) as collector:
        served = traced(collector.url)
        with served.client as client:
            client.get("/health")
            until(lambda: collector.paths)
            for _ in range(20):
                assert client.get("/health").status_code == 200
        assert collector.answered == 0


def test_off_by_default_and_not_imported() -> None:
    """Without an endpoint the SDK is not loaded (FastAPI itself loads its bare interface)."""
    program = (
        "import sys, groundwire.service.app as a\n"
        "from groundwire.settings import Settings\n"
        "a.create_app(None, Settings())\n"
        "print(*(m for m in sys.modules if m.startswith(('opentelemetry.sdk', "
        "'opentelemetry.exporter', 'google.protobuf'))))"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (ran.returncode, ran.stdout.strip()) == (0, "")
    assert isinstance(make_tracing(None), NoTracing)


def test_fastapi_follows_nothing_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its own spans would hold the query of an address, the question: they are off, also where
    the process has a collector of its own."""
    ended: list[str] = []
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(_Names(ended)))
    monkeypatch.setattr(trace, "_TRACER_PROVIDER", provider)
    served = make()
    with served.client as client:
        client.get("/search?q=Zanzibar")
        client.post("/chat", json=ASKED)
    assert ended == []
    provider.get_tracer("this").start_span("test").end()
    assert ended == ["test"]


class _Names(SpanExporter):
    """Keeps the names of spans."""

    def __init__(self, into: list[str]) -> None:
        self._into = into

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        self._into += [span.name for span in spans]
        return SpanExportResult.SUCCESS


def test_a_missing_extra_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """An endpoint without the extra stops the service with what to install."""
    monkeypatch.setitem(sys.modules, "opentelemetry.sdk.trace", None)
    with pytest.raises(ServeError, match=r"groundwire\[telemetry\]"):
        make_tracing("http://127.0.0.1:4318")
