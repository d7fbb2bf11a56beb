"""The examples in Python and JSON of README.md, docs/client.md and docs/mcp.md do what they say."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import Client
from pydantic import SecretStr
from serving import make, running

from groundwire.index.build import build
from groundwire.settings import Settings
from groundwire.wiring import make_answerer, make_encoder

DOCS = Path(__file__).resolve().parents[3] / "docs"
LOCAL = "http://127.0.0.1:8080"
TOKEN = "let-me-in"  # noqa: S105  of a service that lives as long as the tests


def blocks(page: str, language: str) -> list[str]:
    """The code blocks of a page in one language."""
    text = (DOCS / page).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def numbered(code: list[str]) -> list[Any]:
    """The blocks as parameters, numbered from 1."""
    return [pytest.param(one, id=f"{number}") for number, one in enumerate(code, start=1)]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the sample articles."""
    folder = tmp_path_factory.mktemp("examples")
    corpus = shutil.copytree(DOCS.parent / "corpus", folder / "corpus")
    settings = Settings(index=folder / "index", encoder="hashing")
    build([corpus], folder=settings.index, encoder=make_encoder(settings), passage_tokens=128)
    return settings.index


@pytest.fixture(scope="module")
def addresses(index: Path) -> Iterator[dict[bool, str]]:
    """Two services over the sample articles: with a token (True) and without."""
    settings = Settings(index=index, corpus=index.parent / "corpus", encoder="hashing", rate="off")
    guarded = settings.model_copy(update={"token": SecretStr(TOKEN)})
    answerer = make_answerer(settings)
    with ExitStack() as open_services:
        yield {
            has_token: open_services.enter_context(running(make(answerer, settings=chosen).app))
            for has_token, chosen in ((False, settings), (True, guarded))
        }


@pytest.mark.parametrize("code", numbered(blocks("client.md", "python")))
def test_the_examples_of_the_client_run(
    code: str, addresses: dict[bool, str], monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """Each block of Python works as it is pasted, against a service at the usual address."""
    monkeypatch.setenv("GROUNDWIRE_TOKEN", TOKEN)
    url = addresses["GROUNDWIRE_TOKEN" in code]
    run(code.replace(LOCAL, url).replace("Client()", f"Client({url!r})").replace(
        "Client(t", f"Client({url!r}, t"
    ).replace("Client(\n", f"Client(\n    {url!r},\n"))  # fmt: skip
    assert capsys.readouterr().out or "print" not in code


def test_the_first_example_prints_an_answer(
    addresses: dict[bool, str], capsys: pytest.CaptureFixture[str]
) -> None:
    """The quick start shows the answer and its sources with their days."""
    run(blocks("client.md", "python")[0].replace(LOCAL, addresses[False]))
    out = capsys.readouterr().out
    assert "21 July" in out
    assert "Port Esker Gazette, 2025-05-19: The Tern Bridge will reopen" in out


@pytest.mark.parametrize("code", numbered(blocks("../README.md", "python")))
def test_the_examples_of_the_readme_run(
    code: str, addresses: dict[bool, str], capsys: pytest.CaptureFixture[str]
) -> None:
    """OpenAI's client and ours tell the day that the bridge reopens."""
    run(code.replace(LOCAL, addresses[False]))
    assert "21 July" in capsys.readouterr().out


def test_the_python_example_of_mcp_runs(
    addresses: dict[bool, str], capsys: pytest.CaptureFixture[str]
) -> None:
    """The official client asks as the page says."""
    (code,) = blocks("mcp.md", "python")
    run(code.replace(LOCAL, addresses[False]))
    assert "The Tern Bridge will reopen on 21 July" in capsys.readouterr().out


def test_the_curl_example_of_mcp_runs(addresses: dict[bool, str]) -> None:
    """A call by hand is answered with JSON."""
    (line,) = [code for code in blocks("mcp.md", "sh") if code.startswith("curl")]
    script = line.replace(LOCAL, addresses[False])
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)
    assert 1 == len(json.loads(done.stdout)["result"]["structuredContent"]["hits"])


def configurations() -> list[dict[str, Any]]:
    """The servers that the configuration snippets name."""
    found = []
    for block in blocks("mcp.md", "json"):
        ((_, servers),) = json.loads(block).items()
        found.append(servers["groundwire"])
    return found


def test_the_configurations_start_the_command() -> None:
    """Clients are told to start `groundwire mcp`, as test_mcp.py does, with whole paths."""
    commands = [one for one in configurations() if "command" in one]
    assert commands
    for one in commands:
        assert "/srv/groundwire/.venv/bin/groundwire" == one["command"]
        assert ["mcp", "--index", "/srv/index"] == one["args"]


def test_the_configurations_reach_a_service(addresses: dict[bool, str]) -> None:
    """The address that a client is told to ask has the tools; the header carries the token."""
    reached = [one for one in configurations() if "url" in one]
    assert [False, True] == ["headers" in one for one in reached]
    assert {"/mcp"} == {one["url"][-4:] for one in reached}
    assert {"Authorization": "Bearer TOKEN"} == reached[1]["headers"]
    assert {"ask", "search", "show_article"} == tools_of(f"{addresses[False]}/mcp")


def tools_of(server: Any) -> set[str]:
    """The names of a server's tools."""

    async def names() -> set[str]:
        with anyio.fail_after(30):
            async with Client(server) as client:
                return {tool.name for tool in (await client.list_tools()).tools}

    return anyio.run(names)


def run(code: str) -> None:
    """Run a block as a program."""
    exec(compile(code, "example", "exec"), {"__name__": "__main__"})  # noqa: S102  ours, from docs
