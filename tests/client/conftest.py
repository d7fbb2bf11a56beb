"""Fixtures of the clients' tests: a client of each kind, and a real service over a small index."""

import io
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from anyio.from_thread import start_blocking_portal
from both_clients import TOKEN, Awaited, Connect
from pydantic import SecretStr

from groundwire.client import AsyncClient, Client
from groundwire.index.build import build
from groundwire.service.app import create_app
from groundwire.service.edge.listening import listen, url_of
from groundwire.settings import Settings
from groundwire.wiring import make_answerer, make_encoder

ARTICLES = {
    "ferry.md": """---
title: Ferry to Skagen sails again
source: Harbour News
published: 2025-03-11
---
The ferry to Skagen sails again from 17 March. A ticket costs 40 kroner, the harbour office said.
""",
    "bridge.md": """---
id: valley.bridge
title: Bridge closes for repairs
source: Valley Post
published: 2024-05-01
---
The bridge over the Tarn closes for fourteen weeks. Engineers found rust in nine of its cables.
""",
    "library.md": """---
title: Library buys maps
source: Harbour News
---
The library bought 300 old maps at an auction. They will be shown in the reading room.
""",
}


@pytest.fixture(params=["sync", "async"])
def connect(request: pytest.FixtureRequest) -> Iterator[Connect]:
    """Make a client of one of the two kinds; it is closed after the test. ``waits`` of it are the
    seconds that it would have slept."""
    with start_blocking_portal() as portal:
        made: list[Any] = []

        def sync(*args: Any, **named: Any) -> Any:
            waits: list[float] = []
            made.append(Client(*args, sleep=waits.append, **named))
            return made[-1], waits

        def asynchronous(*args: Any, **named: Any) -> Any:
            waits: list[float] = []

            async def sleep(seconds: float) -> None:
                waits.append(seconds)

            made.append(Awaited(portal, AsyncClient(*args, sleep=sleep, **named)))
            return made[-1], waits

        yield {"sync": sync, "async": asynchronous}[request.param]
        for client in made:
            client.close() if isinstance(client, Client) else client.aclose()


@pytest.fixture(scope="session")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A service over three articles, on loopback, that asks for a token."""
    folder: Path = tmp_path_factory.mktemp("client")
    corpus = folder / "corpus"
    corpus.mkdir()
    for name, text in ARTICLES.items():
        (corpus / name).write_text(text, encoding="utf-8")
    settings = Settings(
        index=folder / "index", corpus=corpus, encoder="hashing", token=SecretStr(TOKEN)
    )
    encoder = make_encoder(settings)
    build([corpus], folder=settings.index, encoder=encoder, passage_tokens=settings.passage_tokens)
    app = create_app(make_answerer(settings), settings, log_to=io.StringIO())
    listener = listen("127.0.0.1", 0, insecure=False)
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    yield url_of("127.0.0.1", listener)
    server.should_exit = True
    thread.join(10)
    listener.close()
