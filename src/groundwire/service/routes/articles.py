"""``GET /search``, ``GET /articles`` and ``GET /articles/{article_id}``: what the index holds."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated, Self
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from groundwire.records import (
    Article,
    IndexInfo,
    Question,
    SearchResult,
    ShownArticle,
)
from groundwire.requests import (
    MAX_QUESTION_CHARACTERS,
    TEXT_LIMITS,
    Dated,
    Text,
    checked_text,
    filters_of,
)
from groundwire.service.shapes import reply
from groundwire.service.shapes.description import answers, revalidating
from groundwire.service.state import Service, log_question

if TYPE_CHECKING:
    from groundwire.search.library import Library

MAX_HITS = 100  # the most that one page of results is read to
MAX_PAGE = 200  # articles a page; the list of 200 is about 50 kB
DEFAULT_PAGE = 50


class SearchRequest(Dated):
    """The query parameters of a search."""

    q: Text = Field(
        description=f"What to look for, at most {MAX_QUESTION_CHARACTERS:,} characters.",
        json_schema_extra=TEXT_LIMITS,
    )
    k: int = Field(10, ge=1, le=MAX_HITS, description="Hits at the most.")
    source: list[Text] = Field(default_factory=list, description="A source; may be repeated.")

    def to_question(self) -> Question:
        """The record that the search works on.

        Raises:
            InputError: no words, too many, or a date range that ends before it begins.
        """
        return Question(checked_text(self.q), filters=filters_of(self, sources=self.source))


class PageRequest(BaseModel):
    """Which part of the list of articles."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    limit: int = Field(DEFAULT_PAGE, ge=1, le=MAX_PAGE, description="Articles at the most.")
    # An offset is an index of an array: what does not fit in 64 bits is no offset.
    offset: int = Field(0, ge=0, lt=2**63, description="Articles to skip.")


class ArticleSummary(BaseModel):
    """An article in a list; without a headline, ``title`` is its opening words."""

    id: str
    title: str
    source: str | None
    url: str | None
    published: date | None
    characters: int

    @classmethod
    def of(cls, article: Article) -> Self:
        """The summary of an article."""
        return cls(
            id=article.id,
            title=article.label,
            source=article.source,
            url=article.url,
            published=article.published,
            characters=len(article.text),
        )


class ArticlePage(BaseModel):
    """Part of the list of articles, newest first, those without a date last."""

    articles: list[ArticleSummary]
    total: int
    limit: int
    offset: int
    index: IndexInfo


_LISTED = revalidating(ArticlePage, 422)
_LISTED[200]["headers"]["Link"] = {
    "description": "The pages before (`prev`) and after (`next`), as RFC 8288 writes them.",
    "schema": {"type": "string"},
}


def router(service: Service) -> APIRouter:
    """The routes that show what is indexed."""
    routes = APIRouter(tags=["articles"])

    @routes.get("/search", responses=answers(SearchResult, 422))
    async def search(request: Request, query: Annotated[SearchRequest, Query()]) -> Response:
        """Find the passages that fit a query best, best first."""
        log_question(request, query.q)
        question = query.to_question()
        result = await service.lookups.run(lambda: service.answerer.search(question, k=query.k))
        service.searched(result)
        return reply.json_response(result)

    @routes.get("/articles", responses=_LISTED)
    async def articles(request: Request, page: Annotated[PageRequest, Query()]) -> Response:
        """List the indexed articles, newest first; `Link` leads to the pages before and after."""
        found = await service.lookups.run(lambda: _page(service.library, page))
        return reply.revalidated(request, found, _links(request, found))

    @routes.get(
        "/articles/{article_id:path}",
        responses=revalidating(ShownArticle, 404, 422),
        response_model=None,
    )
    async def article(request: Request, article_id: str) -> Response:
        """One article with its text, which the offsets of citations count, and its passages."""
        found = await service.lookups.run(lambda: service.library.shown(article_id))
        return reply.revalidated(request, found)

    return routes


def _page(library: "Library", page: PageRequest) -> ArticlePage:
    listed = library.page(limit=page.limit, offset=page.offset)
    return ArticlePage(
        articles=[ArticleSummary.of(article) for article in listed.articles],
        total=listed.total,
        limit=page.limit,
        offset=page.offset,
        index=library.info,
    )


def _links(request: Request, page: ArticlePage) -> dict[str, str]:
    """The header that leads to the pages beside this one (RFC 8288); none where there is none."""
    links = ", ".join(
        f'<{_address(request, page, at)}>; rel="{name}"' for name, at in _beside(page)
    )
    return {"Link": links} if links else {}


def _beside(page: ArticlePage) -> Iterator[tuple[str, int]]:
    if page.offset:
        yield "prev", max(0, min(page.offset, page.total) - page.limit)
    if page.offset + page.limit < page.total:
        yield "next", page.offset + page.limit


def _address(request: Request, page: ArticlePage, offset: int) -> str:
    # Without the host, which is what the client says it is.
    query = urlencode({"limit": page.limit, "offset": offset})
    return f"{request.scope.get('root_path', '')}/articles?{query}"
