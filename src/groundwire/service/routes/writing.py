"""``POST /articles`` and ``DELETE /articles/{article_id}``: the index changed over HTTP.

An article is first a file of the corpus and then in the index, as if it had been put into the
folder and added on the command line: a later ``groundwire build`` of the corpus changes nothing.
"""

from collections.abc import Callable, Coroutine
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.routing import APIRoute
from pydantic import BaseModel

from groundwire.records import IndexInfo
from groundwire.service.edge.access import require_token
from groundwire.service.routes.articles import ArticleSummary
from groundwire.service.shapes import reply
from groundwire.service.shapes.description import answers, failures
from groundwire.service.work.workers import Workers
from groundwire.service.work.writer import PostedArticle, RemovedArticle, Writer

WAITING = 8  # changes that wait for the one before; each takes a fraction of a second
SECONDS = 60.0  # until a client is told that its change is not done yet


class WrittenArticle(BaseModel):
    """The article as it is indexed, and the index that holds it: the service answers from it."""

    article: ArticleSummary
    index: IndexInfo


_POSTED = {
    200: {"model": WrittenArticle, "description": "An article that was posted before is replaced."},
    201: {"model": WrittenArticle, "description": "A new article is indexed."},
    **failures(400, 403, 409, 413, 415, 422),
}
_REMOVED = answers(RemovedArticle, 403, 404, 409, 422)


class GuardedRoute(APIRoute):
    """A route that asks for the token before the body is read: FastAPI's dependencies come after
    it."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler of the route behind the guard."""
        handle = super().get_route_handler()

        async def guarded(request: Request) -> Response:
            require_token(request)
            return await handle(request)

        return guarded


def router(writer: Writer) -> APIRouter:
    """The routes that change what is indexed."""
    routes = APIRouter(tags=["articles"], route_class=GuardedRoute)
    # One writer at a time: a second change waits for the first one, a tenth is told to come again.
    workers = Workers(1, queue=WAITING, seconds=SECONDS)

    @routes.post("/articles", status_code=201, responses=_POSTED)
    async def post(body: PostedArticle) -> Response:
        """Store an article in the corpus and index it; 201 (200 where it replaces one) comes when
        the service answers from it."""
        written = await workers.run(lambda: writer.post(body))
        article = ArticleSummary.of(written.article)
        return reply.json_response(
            WrittenArticle(article=article, index=written.index),
            status=HTTPStatus.CREATED if written.new else HTTPStatus.OK,
            headers={"Location": f"/articles/{quote(article.id, safe='')}"},
        )

    @routes.delete("/articles/{article_id:path}", responses=_REMOVED)
    async def delete(article_id: str) -> Response:
        """Take an article out of the index, and its file out of the corpus if it was posted."""
        return reply.json_response(await workers.run(lambda: writer.delete(article_id)))

    return routes
