"""A service over a real index that changes."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from groundwire.index.build import add, build, remove
from groundwire.index.encoder import HashingEncoder
from groundwire.index.generation import open_index
from groundwire.index.manifest import CURRENT
from groundwire.service.app import create_app
from groundwire.service.work import following
from groundwire.settings import Settings
from groundwire.wiring import make_answerer
from patience import until

ENCODER = HashingEncoder()
BRIDGE = "The Tern Bridge closed on Monday after inspectors found rust in nine cables.\n"
FERRY = "The Petrel ferry returns on Friday, and it takes forty cars.\n"


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(following, "LOOK_EVERY", 0.02)
    path = tmp_path / "bridge.txt"
    path.write_text(BRIDGE, "utf-8")
    build([path], folder=tmp_path / "index", encoder=ENCODER, passage_tokens=32)
    return tmp_path / "index"


@pytest.fixture
def log() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def client(index: Path, log: io.StringIO) -> Iterator[TestClient]:
    settings = Settings.from_mapping(
        {"GROUNDWIRE_INDEX": str(index), "GROUNDWIRE_ENCODER": "hashing"}
    )
    with TestClient(create_app(make_answerer(settings), settings, log_to=log)) as client:
        yield client


def articles(client: TestClient) -> int:
    return client.get("/articles").json()["total"]


def test_an_added_article_is_answered_from(client: TestClient, index: Path) -> None:
    """A new generation is taken up while the service runs, and named by /ready with its age."""
    before = client.get("/ready").json()
    path = index.parent / "ferry.txt"
    path.write_text(FERRY, "utf-8")
    add([path], folder=index, encoder=ENCODER, passage_tokens=32)
    until(lambda: articles(client) == 2)
    found = client.get("/search", params={"q": "When does the Petrel ferry return?"}).json()
    after = client.get("/ready").json()
    assert FERRY.strip() in found["hits"][0]["text"]
    assert before["index"]["generation"] != after["index"]["generation"]
    assert 0 <= after["age_seconds"] < 60


def test_a_removed_article_is_not_found_again(client: TestClient, index: Path) -> None:
    """What was taken out can be neither searched nor read once the service has swapped."""
    path = index.parent / "ferry.txt"
    path.write_text(FERRY, "utf-8")
    add([path], folder=index, encoder=ENCODER, passage_tokens=32)
    until(lambda: articles(client) == 2)
    opened = open_index(index, encoder=ENCODER)
    ferry = next(a for a in opened.article_ids if "Petrel" in opened.find(a).text)
    remove([ferry], folder=index, encoder=ENCODER)
    until(lambda: articles(client) == 1)
    hits = client.get("/search", params={"q": "Petrel ferry"}).json()["hits"]
    assert all(hit["article_id"] != ferry for hit in hits)
    assert client.get(f"/articles/{ferry}").status_code == 404


def test_a_fault_of_the_system_is_tried_again(
    client: TestClient, index: Path, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What nobody foresaw, such as too many open files, does not end the following: it is logged,
    and the generation is taken up when it can be."""
    faults = iter([OSError(24, "Too many open files"), ZeroDivisionError("?")])

    def opening(*where: Any, **how: Any) -> Any:
        if fault := next(faults, None):
            raise fault
        return open_index(*where, **how)

    monkeypatch.setattr(following, "open_index", opening)
    monkeypatch.setattr(following, "AGAIN", 0.05)
    path = index.parent / "ferry.txt"
    path.write_text(FERRY, "utf-8")
    add([path], folder=index, encoder=ENCODER, passage_tokens=32)
    until(lambda: articles(client) == 2)
    logged = [json.loads(line) for line in log.getvalue().splitlines()]
    reasons = [one["reason"] for one in logged if one["event"] == "new generation not taken up"]
    assert reasons == ["[Errno 24] Too many open files", "?"]


def test_a_damaged_generation_is_not_taken_up(
    client: TestClient, index: Path, log: io.StringIO
) -> None:
    """What cannot be opened is logged, and the open generation goes on being served."""
    (index / CURRENT).write_bytes(b"damaged")
    until(lambda: "not taken up" in log.getvalue())
    assert articles(client) == 1
    logged = [json.loads(line) for line in log.getvalue().splitlines()]
    assert any("CURRENT" in line.get("reason", "") for line in logged)
