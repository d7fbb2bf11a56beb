"""The client for programs that do other things meanwhile, under asyncio or trio."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import aclosing
from random import Random
from typing import Self, TypeVar, Unpack

import httpx2
from anyio import sleep as sleep_for

import groundwire.client.calls as calls
from groundwire.client.calls import About, Asking, Call, Where
from groundwire.client.connection import LOCAL, Connection, Timeouts
from groundwire.client.events import AnswerEvent, Events
from groundwire.client.failures import refused, unanswered
from groundwire.client.replies import (
    ArticleSummary,
    Health,
    Ready,
    RemovedArticle,
    WrittenArticle,
    read,
)
from groundwire.client.retries import Patience, Retries
from groundwire.records import Answer, SearchResult, ShownArticle, Timeline

T = TypeVar("T")


class AsyncClient:
    """A service at ``url``; used in an ``async with``, or closed with ``aclose``.

    Its arguments, methods and errors are those of ``Client``; every method is awaited, and the
    iterators are read with ``async for``.
    """

    def __init__(
        self,
        url: str = LOCAL,
        *,
        token: str | None = None,
        timeouts: Timeouts | None = None,
        retries: Retries | None = None,
        sleep: Callable[[float], Awaitable[None]] = sleep_for,
    ) -> None:
        self._to = Connection(url, token, timeouts or Timeouts())
        self._retries = retries or Retries()
        self._chance = Random(self._retries.seed)  # noqa: S311  it spreads waits, no more
        self._sleep = sleep
        self._http = httpx2.AsyncClient(**self._to.options())

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close every connection."""
        await self._http.aclose()

    async def ask(self, question: str, **given: Unpack[Asking]) -> Answer:
        """The answer to a question, or an abstention with its reason.

        ``history`` holds earlier turns; ``as_of``, ``published_from``, ``published_to``,
        ``sources`` and ``articles`` say which articles may be used.
        """
        return await self._do(calls.ask(question, given))

    async def stream(self, question: str, **given: Unpack[Asking]) -> AsyncIterator[AnswerEvent]:
        """The answer as it comes: the hits, each verified claim, the citations, the whole answer.

        The arguments are those of ``ask``. Leaving the loop early stops the service's work, once
        the iterator is closed.
        """
        call = calls.stream(question, given)
        events = Events(self._to, call.path)
        async with aclosing(await self._reply(call)) as reply:
            try:
                async for sent in httpx2.EventSource(reply):
                    if event := events.read(sent):
                        yield event
            except httpx2.RequestError as error:
                raise unanswered(self._to, call.path, error) from error
        events.end()

    async def search(self, query: str, *, k: int = 10, **given: Unpack[Where]) -> SearchResult:
        """The ``k`` passages that fit a query best, best first."""
        return await self._do(calls.search(query, k, given))

    async def timeline(self, topic: str | None = None, **given: Unpack[Where]) -> Timeline:
        """What the articles say with a date, in order of time; with a topic, only about that."""
        return await self._do(calls.timeline(topic, given))

    async def articles(self) -> AsyncIterator[ArticleSummary]:
        """Every article of the index, newest first, read page by page.

        An index that changes meanwhile may show an article twice, or not at all.
        """
        offset, total = 0, 1
        while offset < total:
            page = await self._do(calls.articles(offset))
            for one in page.articles:
                yield one
            offset, total = offset + calls.PAGE, page.total

    async def article(self, article_id: str) -> ShownArticle:
        """One article with its text, its passages, its copies and the versions of its page.

        Raises:
            NotFoundError: no article has this id.
        """
        return await self._do(calls.article(article_id))

    async def add_article(self, text: str, **given: Unpack[About]) -> WrittenArticle:
        """Store an article and index it: the service answers from it when this returns.

        ``id``, ``title``, ``source``, ``author``, ``url``, ``published`` and ``language`` say
        what is known of it. The service lets only those write who have its token.

        Raises:
            ArticleError: it is no usable article; nothing was stored.
        """
        return await self._do(calls.add_article(text, given))

    async def remove_article(self, article_id: str) -> RemovedArticle:
        """Take an article out of the index, and its file out of the corpus if it was added here.

        Raises:
            NotFoundError: no article has this id.
        """
        return await self._do(calls.remove_article(article_id))

    async def health(self) -> Health:
        """That the process answers, however busy it is."""
        return await self._do(calls.health())

    async def ready(self) -> Ready:
        """What the service answers from, once it would answer a question."""
        return await self._do(calls.ready())

    async def _do(self, call: Call[T]) -> T:
        async with aclosing(await self._reply(call)) as reply:
            try:
                body = await reply.aread()
            except httpx2.RequestError as error:
                raise unanswered(self._to, call.path, error) from error
        return read(call.kind, body, url=f"{self._to.base}{call.path}")

    async def _reply(self, call: Call[T]) -> httpx2.Response:
        """A reply that is no error, its body not yet read."""
        patience = Patience(self._retries, self._chance)
        request = self._http.build_request(**call.arguments())
        while True:
            try:
                reply = await self._http.send(request, stream=True)
                reply.encoding = "utf-8"  # JSON and events are; a charset is not believed
                if reply.is_success:
                    return reply
                await reply.aread()
            except httpx2.RequestError as error:
                wait = patience.after(error)
                if wait is None:
                    raise unanswered(self._to, call.path, error) from error
            else:
                wait = patience.after_reply(reply)
                if wait is None:
                    raise refused(self._to, call.path, reply)
            await self._sleep(wait)
