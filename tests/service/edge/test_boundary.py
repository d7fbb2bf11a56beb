"""What holds for every request: errors, limits, headers, the log and the metrics."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime

import httpx2
import pytest
from serving import Serve, Served, running

from groundwire import errors
from groundwire.service.edge.boundary import MAX_BODY_BYTES
from groundwire.service.edge.problems import Problem

JSON = "application/json"


def problem_of(response: httpx2.Response) -> Problem:
    """The problem document of a response, checked against its headers."""
    assert response.headers["content-type"] == "application/problem+json"
    problem = Problem.model_validate(response.json())
    assert problem.status == response.status_code
    assert problem.request_id == response.headers["x-request-id"]
    assert problem.title
    assert problem.detail
    return problem


@pytest.mark.parametrize("path", ["/nope", "/web/nope.js", "/docs", "/articles/"])
def test_an_unknown_address_is_a_problem(served: Served, path: str) -> None:
    """Nothing there is 404, as a problem document."""
    problem = problem_of(served.client.get(path))
    assert (problem.status, problem.instance) == (404, path)


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", "/chat", "POST"),
        ("POST", "/search", "GET"),
        ("PUT", "/articles", "GET, POST"),
        ("PATCH", "/articles/old", "DELETE, GET"),
    ],
)
def test_a_wrong_method_is_a_problem(served: Served, method: str, path: str, allowed: str) -> None:
    """A method that an address does not take is 405 and says which it takes."""
    response = served.client.request(method, path)
    assert problem_of(response).detail == f"This address takes {allowed}."
    assert (response.status_code, response.headers["allow"]) == (405, allowed)


@pytest.mark.parametrize(
    "body", [b"", b"{", b"nonsense", b"\xff\xfe", b"[" * 60_000, b'{"question": NaN', b"null"]
)
def test_a_body_that_is_no_request(served: Served, body: bytes) -> None:
    """A body that is not JSON is 400, one that is not an object 422."""
    response = served.client.post("/chat", content=body, headers={"Content-Type": JSON})
    expected = 422 if body in (b"", b"null") else 400
    assert problem_of(response).status == expected


def test_a_body_that_never_claimed_to_be_json(served: Served) -> None:
    """A body of another media type is 415, so that no form on another site can ask."""
    response = served.client.post(
        "/chat", content=b'{"question": "x"}', headers={"Content-Type": "text/plain"}
    )
    assert problem_of(response).status == 415


def _chunks(total: int) -> Iterator[bytes]:
    yield b'{"question": "'
    for _ in range(total // 1_000):
        yield b"x" * 1_000
    yield b'"}'


@pytest.mark.parametrize("path", ["/chat", "/v1/chat/completions"])
@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_over_64_kb_is_refused(served: Served, path: str, chunked: bool) -> None:
    """The bytes that arrive count, with a length announced or without."""
    body = _chunks(70_000) if chunked else b"".join(_chunks(70_000))
    with running(served.app) as url:
        response = httpx2.post(f"{url}{path}", content=body, headers={"Content-Type": JSON})
    assert response.status_code == 413
    if path == "/chat":
        assert "64,000" in problem_of(response).detail
    assert served.answerer.asked == []


def test_the_limit_is_exact(served: Served) -> None:
    """A body of exactly the limit is read, one byte more is not."""
    room = MAX_BODY_BYTES - len('{"question": ""}')
    for extra, status in ((0, 422), (1, 413)):
        body = b'{"question": "%s"}' % (b"x" * (room + extra))
        response = served.client.post("/chat", content=body, headers={"Content-Type": JSON})
        assert response.status_code == status


@pytest.mark.parametrize(
    "error",
    [
        errors.IndexMissingError("There is no index at index: run `groundwire build`."),
        errors.IndexCorruptError("A file is cut."),
        errors.EncoderError("No weights."),
        errors.GroundwireError("Hm."),
    ],
)
def test_our_errors_become_their_status(serve: Serve, error: errors.GroundwireError) -> None:
    """A groundwire error answers with its status, title and message."""
    served = serve(fail=error)
    problem = problem_of(served.client.post("/chat", json={"question": "x"}))
    assert problem.status == error.http_status
    assert (problem.title, problem.detail) == (error.title, str(error))
    assert problem.type.startswith("urn:groundwire")


def test_what_nobody_foresaw_is_500_without_a_stack(serve: Serve) -> None:
    """The client learns the request id, the log the cause."""
    served = serve(fail=ZeroDivisionError("a secret"))
    response = served.client.post("/chat", json={"question": "x"})
    problem = problem_of(response)
    assert problem.status == 500
    assert "secret" not in response.text
    assert "Traceback" not in response.text
    unexpected, request = served.log()
    assert unexpected["request_id"] == request["request_id"] == problem.request_id
    assert "ZeroDivisionError: a secret" in unexpected["exception"]
    assert request["status"] == 500


def test_every_response_is_guarded(served: Served) -> None:
    """Pages, answers and errors alike: only our own scripts, no sniffing, no referrer."""
    for path in ("/", "/health", "/nope", "/web/index.html", "/articles"):
        headers = served.client.get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'self';")
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "server" not in headers
        assert "access-control-allow-origin" not in headers


def test_a_request_id_is_kept_if_it_is_one(served: Served) -> None:
    """A proxy's id is kept; what could forge a log line is replaced."""
    kept = served.client.get("/health", headers={"X-Request-ID": "abc-1.2_3"})
    assert kept.headers["x-request-id"] == "abc-1.2_3"
    for bad in ("a b", "x" * 65, '"', ""):
        response = served.client.get("/health", headers={"X-Request-ID": bad})
        assert response.headers["x-request-id"] != bad
        assert len(response.headers["x-request-id"]) == 32


def test_questions_are_not_logged(served: Served) -> None:
    """A line tells route, status and time, the question's length and a digest; not a word."""
    for send in (
        lambda: served.client.post("/chat", json={"question": "Who is Zanzibar?"}),
        lambda: served.client.post("/chat", json={"question": "Zanzibar" * 300}),
        lambda: served.client.get("/search?q=Zanzibar"),
        lambda: served.client.post(
            "/v1/chat/completions",
            json={"messages": [{"role": "user", "content": "Who is Zanzibar?"}]},
        ),
    ):
        send()
    lines = served.log()
    assert "anzibar" not in served.log_text.getvalue()
    assert [line["question_characters"] for line in lines] == [16, 2_400, 8, 16]
    assert lines[0]["question_digest"] == lines[3]["question_digest"]
    assert [line["route"] for line in lines] == [
        "/chat", "/chat", "/search", "/v1/chat/completions",
    ]  # fmt: skip
    assert all(line["ms"] >= 0 and line["timestamp"] for line in lines)


def test_what_a_client_sends_cannot_forge_a_log_line(served: Served) -> None:
    """Line breaks in an address stay inside one JSON line, which names the route only."""
    served.client.get("/articles/a%22%7D%1b[31m")
    served.client.get("/search%0A%7B%22event%22:%22x%22%7D")
    assert [line["route"] for line in served.log()] == ["/articles/{article_id:path}", "unmatched"]


def test_the_description_names_every_route(served: Served) -> None:
    """The OpenAPI document lists the routes, their examples and the problem documents."""
    description = served.client.get("/openapi.json").json()
    assert sorted(description["paths"]) == [
        "/articles", "/articles/{article_id}", "/chat", "/health", "/metrics", "/ready", "/search",
        "/timeline", "/v1/chat/completions", "/v1/models",
    ]  # fmt: skip
    chat = description["paths"]["/chat"]["post"]["responses"]
    assert chat["200"]["content"]["application/json"]["example"]["status"] == "answered"
    assert list(chat["422"]["content"]) == ["application/problem+json"]
    assert "Answer" in description["components"]["schemas"]
    assert "HTTPValidationError" not in json.dumps(description)


def test_the_page_and_its_files_are_served(served: Served) -> None:
    """The page is at /, what it loads under /web, and nothing outside that folder."""
    page = served.client.get("/")
    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert served.client.get("/web/page.js").status_code == 200
    assert served.client.get("/web/%2e%2e/app.py").status_code == 404
    assert "<script>" not in page.text


def test_an_error_of_ours_holds_no_input(served: Served) -> None:
    """A problem repeats field names and paths only up to a length, and only as valid UTF-8."""
    body = b'{"question": "x", "%s": 1, "\\ud800": 2}' % (b"k" * 5_000)
    response = served.client.post("/chat", content=body, headers={"Content-Type": JSON})
    assert problem_of(response).status == 422
    assert len(response.content) < 2_000


def _metric(served: Served, name: str) -> float | None:
    for line in served.client.get("/metrics").text.splitlines():
        if line.startswith(name + " "):
            return float(line.rpartition(" ")[2])
    return None


def test_metrics_count_requests_answers_and_stages(served: Served) -> None:
    """Requests by route and status, answers by status, seconds by stage, and the index."""
    served.client.post("/chat", json={"question": "x"})
    served.client.post("/chat", json={})
    served.client.get("/nope")
    served.client.get("/also/nope")
    count = 'groundwire_requests_total{method="%s",route="%s",status="%s"}'
    assert _metric(served, count % ("POST", "/chat", 200)) == 1
    assert _metric(served, count % ("POST", "/chat", 422)) == 1
    assert _metric(served, count % ("GET", "unmatched", 404)) == 2
    assert _metric(served, 'groundwire_answers_total{status="answered"}') == 1
    assert _metric(served, 'groundwire_stage_seconds_sum{stage="search"}') == 0.0015
    assert _metric(served, 'groundwire_request_seconds_count{route="/chat"}') == 2
    index = 'groundwire_index_articles{encoder="fake",generation="g-test"}'
    assert _metric(served, index) == 3
    assert _metric(served, "groundwire_requests_in_progress") == 1  # this very one


def test_two_apps_count_for_themselves(serve: Serve) -> None:
    """Two apps in one process do not share counters."""
    first, second = serve(), serve()
    first.client.post("/chat", json={"question": "x"})
    assert _metric(second, 'groundwire_answers_total{status="answered"}') is None


def test_ready_says_which_index_and_encoder(served: Served) -> None:
    """Ready means that a search has just gone through encoder and index, and says how old it is."""
    ready = served.client.get("/ready").json()
    age = datetime.now(UTC) - datetime(2025, 3, 12, tzinfo=UTC)
    assert abs(ready.pop("age_seconds") - age.total_seconds()) < 60
    assert ready == {
        "status": "ready", "encoder": "fake", "index": {"generation": "g-test", "articles": 3},
        "written": "2025-03-12T00:00:00Z",
    }  # fmt: skip
    assert len(served.answerer.asked) == 1


def test_not_ready_is_503_and_healthy_still(serve: Serve) -> None:
    """Without an encoder the service is up and not ready."""
    served = serve(fail=errors.EncoderError("The weights are missing."))
    assert problem_of(served.client.get("/ready")).status == 503
    assert served.client.get("/health").json() == {"status": "ok"}
