"""The log: its two forms, its levels, what it says of questions, and what libraries write."""

import io
import json
import logging

import pytest
from serving import make

from groundwire.service.telemetry import observe
from groundwire.service.telemetry.observe import libraries_logged, make_logger
from groundwire.settings import Settings

ASKED = {"question": "Who is Zanzibar?"}


def test_questions_are_logged_where_that_is_asked_for() -> None:
    """`log_questions` adds the words, escaped, to length and digest; without it there are none."""
    served = make(settings=Settings(log_questions=True))
    served.client.post("/chat", json={"question": "Who is\u202e Zanzibar?"})
    served.client.get("/health")
    asked, health = served.log()
    assert asked["question"] == "Who is\u202e Zanzibar?"
    assert "\u202e" not in served.log_text.getvalue()
    assert {"question_characters", "question_digest"} <= set(asked)
    assert "question" not in health


def test_as_text_a_request_is_one_readable_line() -> None:
    """`log_format` text: time, level, event, then what is known as name and value."""
    served = make(settings=Settings(log_format="text"))
    served.client.post("/chat", json=ASKED, headers={"X-Request-ID": "abc"})
    (line,) = served.log_text.getvalue().splitlines()
    time, level, event, request_id, method, *_ = line.split()
    assert (level, event, request_id, method) == ("info", "request", "request_id='abc'",
                                                  "method='POST'")  # fmt: skip
    assert time.endswith("Z")


def test_as_text_nothing_forges_a_line() -> None:
    """What a client chose stays inside its line, a stack trace behind a bar."""
    served = make(
        settings=Settings(log_format="text", log_questions=True),
        fail=ZeroDivisionError("x\n2025-01-01T00:00:00Z info request\x1b[31m"),
    )
    question = "a\u2028b\u001b[31m c"
    served.client.post("/chat", json={"question": question})
    text = served.log_text.getvalue()
    lines = text.split("\n")[:-1]
    assert len([line for line in lines if not line.startswith("    | ")]) == 2
    assert all(line.isprintable() for line in lines)
    assert "| ZeroDivisionError: x" in text
    assert r"question='a\u2028b\x1b[31m c'" in lines[-1]


@pytest.mark.parametrize(("level", "expected"), [("info", 1), ("warning", 0), ("error", 0)])
def test_the_level_is_the_least_that_is_logged(level: str, expected: int) -> None:
    """A request is `info`: above that it leaves no line."""
    served = make(settings=Settings(log_level=level))  # type: ignore[arg-type]
    served.client.get("/health")
    assert len(served.log()) == expected


def test_an_unforeseen_error_is_logged_at_every_level() -> None:
    """What is not foreseen stands in the log however little is asked for."""
    served = make(settings=Settings(log_level="error"), fail=ZeroDivisionError("hm"))
    served.client.post("/chat", json=ASKED)
    (line,) = served.log()
    assert (line["level"], line["event"]) == ("error", "unexpected")


def test_a_refused_request_is_logged_with_its_kind() -> None:
    """The line names the kind of the problem that the client got."""
    served = make(settings=Settings(token="sesame"))  # type: ignore[arg-type]  # noqa: S106
    served.client.post("/chat", json=ASKED)
    (line,) = served.log()
    assert (line["status"], line["problem"]) == (401, "unauthorized")
    assert "sesame" not in served.log_text.getvalue()


@pytest.fixture
def library() -> logging.Logger:
    return logging.getLogger("some.library")


def test_libraries_write_into_the_same_log(library: logging.Logger) -> None:
    """Their warnings are lines like ours while the service runs, and what is less is not."""
    stream = io.StringIO()
    with libraries_logged(make_logger(stream)):
        library.warning("slow: %s", "disk\n{}")
        library.info("nothing")
    library.warning("afterwards")
    (line,) = map(json.loads, stream.getvalue().splitlines())
    assert {name: line[name] for name in ("event", "level", "logger", "message", "repeated")} == {
        "event": "library", "level": "warning", "logger": "some.library",
        "message": "slow: disk\n{}", "repeated": 0,
    }  # fmt: skip


def test_what_libraries_repeat_is_logged_once_a_minute(
    library: logging.Logger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A collector that is down does not fill the disk: the next line says how often it came."""
    stream = io.StringIO()
    now = [1_000.0]
    monkeypatch.setattr(observe.time, "monotonic", lambda: now[0])
    with libraries_logged(make_logger(stream)):
        for number in range(5):
            library.error("no %d", number)
            now[0] += 10
        now[0] += 20
        library.error("no %d", 9)
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [(line["message"], line["repeated"]) for line in lines] == [("no 0", 0), ("no 9", 4)]


def test_our_own_warnings_are_lines_of_the_log(capsys: pytest.CaptureFixture[str]) -> None:
    """What groundwire's modules warn of goes into the log, and not beside it too."""
    stream = io.StringIO()
    ours = logging.getLogger("groundwire")
    beside = logging.StreamHandler()
    ours.addHandler(beside)
    try:
        with libraries_logged(make_logger(stream)):
            logging.getLogger("groundwire.index.generation").warning("an older one is served")
        assert ours.handlers == [beside]
    finally:
        ours.removeHandler(beside)
    assert "an older one is served" in stream.getvalue()
    assert capsys.readouterr().err == ""
