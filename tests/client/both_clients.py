"""What makes one suite of tests run over both clients."""

from collections.abc import Callable, Iterator
from typing import Any

from anyio.from_thread import BlockingPortal

from groundwire.client import AnswerEvent, ArticleSummary, AsyncClient

TOKEN = "let-me-in"  # noqa: S105  of a service that lives as long as the tests


class Awaited:
    """An ``AsyncClient`` that is used like a ``Client``, in a loop of its own."""

    def __init__(self, portal: BlockingPortal, client: AsyncClient) -> None:
        self._portal, self._client = portal, client

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method = getattr(self._client, name)
        return lambda *args, **named: self._portal.call(lambda: method(*args, **named))

    def stream(self, question: str, **given: Any) -> Iterator[AnswerEvent]:
        """The events, each awaited when it is asked for."""
        return self._each(self._client.stream(question, **given))

    def articles(self) -> Iterator[ArticleSummary]:
        """The articles, each awaited when it is asked for."""
        return self._each(self._client.articles())

    def _each(self, items: Any) -> Iterator[Any]:
        try:
            while True:
                yield self._portal.call(items.__anext__)
        except StopAsyncIteration:
            return
        finally:
            self._portal.call(items.aclose)


Connect = Callable[..., Any]
