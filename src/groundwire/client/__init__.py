"""A running groundwire service from Python.

``Client`` and ``AsyncClient`` ask over HTTP and give the records of ``groundwire.records``. Neither
an encoder nor an index is loaded here.

    from groundwire.client import Client

    with Client("http://127.0.0.1:8080") as client:
        print(client.ask("When does the Tern Bridge reopen?").text)
"""

from groundwire.client.async_client import AsyncClient
from groundwire.client.client import Client
from groundwire.client.connection import Timeouts
from groundwire.client.events import AnswerEvent, CitationsEvent, ClaimEvent, DoneEvent, HitsEvent
from groundwire.client.replies import (
    ArticleSummary,
    Health,
    Ready,
    RemovedArticle,
    WrittenArticle,
)
from groundwire.client.retries import Retries
from groundwire.records import Turn

__all__ = [
    "AnswerEvent",
    "ArticleSummary",
    "AsyncClient",
    "CitationsEvent",
    "ClaimEvent",
    "Client",
    "DoneEvent",
    "Health",
    "HitsEvent",
    "Ready",
    "RemovedArticle",
    "Retries",
    "Timeouts",
    "Turn",
    "WrittenArticle",
]
