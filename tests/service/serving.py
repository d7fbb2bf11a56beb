"""An app over a fake answerer with a client and its log, and a real server on loopback."""

import io
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from fake_answerer import FakeAnswerer
from fastapi import FastAPI
from fastapi.testclient import TestClient

from groundwire.service.app import create_app
from groundwire.service.listening import listen, url_of
from groundwire.service.protocol import Door
from groundwire.service.server import Server, configuration
from groundwire.settings import Settings


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
        thread.join(10)
        listener.close()
