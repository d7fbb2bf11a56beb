"""docs/api.md and README.md: their examples run as they stand, and the page names all there is."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx2
import pytest
from serving import Samples, Served, make, running

from groundwire.service.routes import openai
from groundwire.service.shapes import examples
from groundwire.service.work.posted import FOLDER

ROOT = Path(__file__).resolve().parents[3]
PAGE = (ROOT / "docs" / "api.md").read_text("utf-8")
ADDRESS = "http://127.0.0.1:8080"
TOKEN = "tern-7"  # noqa: S105  made up
JQ = Path(__file__).parents[1] / "jq.py"


def examples_of(page: str) -> list[str]:
    """The shell blocks of a page that ask the service."""
    blocks = re.findall(r"^```sh\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    return [block for block in blocks if ADDRESS in block]


EXAMPLES = examples_of(PAGE) + examples_of((ROOT / "README.md").read_text("utf-8"))


@pytest.fixture(scope="module")
def guarded(samples: Samples, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A service with a token, over a copy of the sample articles that may be changed."""
    world = samples.copied(tmp_path_factory.mktemp("guarded"))
    with running(world.served(token=TOKEN).app) as where:
        yield where
    assert not list((world.settings.corpus / FOLDER).glob("to-be-deleted*"))


@pytest.fixture
def shell() -> dict[str, str]:
    """The environment of the shell that examples are pasted into."""
    if not shutil.which("curl"):
        pytest.skip("curl is not installed")
    return {**os.environ, "GROUNDWIRE_TOKEN": TOKEN}


@pytest.fixture
def own_jq(shell: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """The same with our stand-in for jq."""
    script = tmp_path / "jq"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{JQ}" "$@"\n')
    script.chmod(0o755)
    return {**shell, "PATH": f"{tmp_path}:{shell['PATH']}"}


def pasted(example: str, url: str, environment: dict[str, str]) -> str:
    """What an example prints; it must not fail."""
    command = example.replace(ADDRESS, url).replace("curl ", "curl --fail ")
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", command],
        capture_output=True, text=True, timeout=30, env=environment,
    )  # fmt: skip
    assert done.returncode == 0, f"{command}\n{done.stderr}"
    return done.stdout


def documents(text: str) -> Iterator[Any]:
    """The JSON documents that were printed one after the other."""
    decoder, at = json.JSONDecoder(), 0
    while at < len(text.rstrip()):
        document, at = decoder.raw_decode(text, at)
        yield document
        at += len(text[at:]) - len(text[at:].lstrip())


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_works_when_pasted(
    url: str, guarded: str, own_jq: dict[str, str], example: str
) -> None:
    """Each shell example succeeds and prints JSON, events whose data is JSON, or what jq took."""
    said = pasted(example, guarded if "$GROUNDWIRE_TOKEN" in example else url, own_jq)
    assert said.strip()
    if "jq -r" in example:
        return
    if "curl -sN" in example:
        said = said[said.index("event:" if "/chat " in example else "data:") :]
        data = [line[len("data: ") :] for line in said.splitlines() if line.startswith("data: ")]
        assert all(json.loads(line) for line in data if line != "[DONE]")
        assert "event: error" not in said
        return
    metrics = said.find("# HELP")
    assert list(documents(said[: metrics if metrics >= 0 else None]))


@pytest.mark.parametrize("example", [example for example in EXAMPLES if "jq" in example])
def test_jq_takes_the_same(
    url: str, shell: dict[str, str], own_jq: dict[str, str], example: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """Where jq is installed it prints what our stand-in does."""
    if not shutil.which("jq"):
        pytest.skip("jq is not installed: the stand-in ran")
    # Completions tell the second they were made in, and an example is pasted twice.
    monkeypatch.setattr(openai, "time", SimpleNamespace(time=lambda: 1.0))
    differs = r'\s+|chatcmpl-\w+|"timings_ms":\{[^}]*\}'
    theirs, ours = (re.sub(differs, "", pasted(example, url, one)) for one in (shell, own_jq))
    assert theirs == ours


def test_the_examples_of_chat_are_answered(url: str, shell: dict[str, str]) -> None:
    """The first question of the page has an answer in the sample articles."""
    answer = json.loads(pasted(EXAMPLES[0], url, shell))
    assert answer["status"] == "answered"
    assert "21 July" in answer["text"]


def test_the_examples_of_the_description_work(guarded: str, samples: Samples) -> None:
    """A request with the bodies and parameters that OpenAPI shows is answered as it shows."""
    description = samples.served().app.openapi()
    with httpx2.Client(base_url=guarded, headers={"Authorization": f"Bearer {TOKEN}"}) as client:
        for path, methods in description["paths"].items():
            for method, operation in methods.items():
                if method == "delete":
                    continue
                given = {p["name"]: p["example"] for p in operation.get("parameters", ())
                         if "example" in p}  # fmt: skip
                where = path.format(**given)
                query = {name: value for name, value in given.items() if f"{{{name}}}" not in path}
                body = operation.get("requestBody", {}).get("content", {}).get("application/json")
                response = client.request(
                    method, where, params=query, json=body["example"] if body else None
                )
                assert response.is_success, response.text
                shown = operation["responses"][str(response.status_code)]["content"]
                if example := shown.get("application/json", {}).get("example"):
                    assert list(response.json()) == list(example)


def test_the_articles_of_the_examples_are_real(url: str) -> None:
    """What the example answer cites stands in the sample articles at those offsets."""
    answer: Any = examples.ANSWERS["post", "/chat"]["200"]
    for citation in answer.citations:
        article = httpx2.get(f"{url}/articles/{citation.article_id}").json()
        assert article["text"][citation.start : citation.end] == citation.quote
        assert (article["title"], article["url"]) == (citation.title, citation.url)


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    """The OpenAPI document."""
    served: Served = make()
    return served.app.openapi()


def test_every_parameter_and_field_is_named(described: dict[str, Any]) -> None:
    """docs/api.md names each parameter, each field of a request and each of a response."""
    names = {
        parameter["name"]
        for methods in described["paths"].values()
        for operation in methods.values()
        for parameter in operation.get("parameters", ())
    } - {"article_id"}
    for schema in described["components"]["schemas"].values():
        names.update(schema.get("properties", ()))
    missing = {name for name in names if not re.search(rf'[`"]{name}[`"]', PAGE)}
    assert missing == set()


def test_every_status_is_named(described: dict[str, Any]) -> None:
    """docs/api.md says when each status comes."""
    statuses = {
        status
        for methods in described["paths"].values()
        for operation in methods.values()
        for status in operation["responses"]
        if status.isdecimal()
    }
    assert {status for status in statuses if not re.search(rf"\b{status}\b", PAGE)} == set()


def test_every_header_is_named(served: Served) -> None:
    """docs/api.md names each header that a response of ours carries."""
    client, names = served.client, set()
    for response in (
        client.get("/articles?limit=1"),
        client.get("/articles/old"),
        client.post("/chat", json={"question": "When?"}),
        client.get("/chat"),
    ):
        names |= {name.lower() for name in response.headers} - {"content-length", "content-type"}
    assert {name for name in names if f"`{name}`" not in PAGE.lower()} == set()
