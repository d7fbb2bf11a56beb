"""An app over a fake answerer with a client and its log, and a real server on loopback."""

import io
import json
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fake_answerer import FakeAnswerer
from fastapi import FastAPI
from fastapi.testclient import TestClient

from groundwire.service.app import create_app
from groundwire.service.edge.listening import listen, url_of
from groundwire.service.edge.protocol import Door
from groundwire.service.server import Server, configuration
from groundwire.settings import Settings
from groundwire.wiring import make_answerer
from patience import PATIENCE_S


@dataclass
class Served:
    """An app, a client of it, and its log."""

    answerer: Any
    app: FastAPI
    client: TestClient
    log_text: io.StringIO

    def log(self) -> list[dict[str, Any]]:
        """What was logged, one dictionary a line."""
        return [json.loads(line) for line in self.log_text.getvalue().splitlines()]


Serve = Callable[..., Served]


def make(answerer: Any = None, *, settings: Settings | None = None, **behaviour: Any) -> Served:
    """An app over an answerer, or over a fake one that behaves as told."""
    answerer = answerer or FakeAnswerer(**behaviour)
    log = io.StringIO()
    app = create_app(answerer, settings or Settings(), log_to=log)
    return Served(answerer, app, TestClient(app, raise_server_exceptions=False), log)


@dataclass(frozen=True)
class Samples:
    """The sample articles with their index."""

    settings: Settings

    def served(self, **changes: Any) -> Served:
        """A service over them, with other settings."""
        settings = Settings.model_validate({**self.settings.model_dump(), **changes})
        return make(make_answerer(settings), settings=settings)

    def copied(self, folder: Path) -> "Samples":
        """The same in another folder, to be changed."""
        for name in ("corpus", "index"):
            shutil.copytree(getattr(self.settings, name), folder / name)
        changes = {"corpus": folder / "corpus", "index": folder / "index"}
        return Samples(self.settings.model_copy(update=changes))


@contextmanager
def running(app: FastAPI, door: Door | None = None) -> Iterator[str]:
    """The URL of the app on a real server on loopback."""
    listener = listen("127.0.0.1", 0, insecure=False)
    config = configuration(app, door or Door(connections=512))
    config.lifespan = "off"
    server = Server(config, app.state.service, lambda: None)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield url_of("127.0.0.1", listener)
    finally:
        server.should_exit = True
        thread.join(PATIENCE_S)
        listener.close()
