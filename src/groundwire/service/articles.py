"""``GET /search``, ``GET /articles`` and ``GET /articles/{article_id}``: what the index holds."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from groundwire.records import Article, Filters, IndexInfo, Question, SearchResult
from groundwire.search.request import (
    MAX_QUESTION_CHARACTERS,
    Day,
    Text,
    checked_filters,
    checked_text,
)
from groundwire.service import reply
from groundwire.service.description import answers, failures
from groundwire.service.state import Service, log_question

MAX_HITS = 100  # the most that one page of results is read to
MAX_PAGE = 200  # articles a page; the list of 200 is about 50 kB
DEFAULT_PAGE = 50


class SearchRequest(BaseModel):
    """The query parameters of a search."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    q: Text = Field(
        description=f"What to look for, at most {MAX_QUESTION_CHARACTERS:,} characters."
    )
    k: int = Field(10, ge=1, le=MAX_HITS, description="Hits at the most.")
    published_from: Day | None = Field(None, description="First day of publication.")
    published_to: Day | None = Field(None, description="Last day of publication.")
    as_of: Day | None = Field(None, description="Use only what was published by this day.")
    source: list[Text] = Field(default_factory=list, description="A source; may be repeated.")

    def to_question(self) -> Question:
        """The record that the search works on.

        Raises:
            InputError: no words, too many, or a date range that ends before it begins.
        """
        filters = Filters(
            published_from=self.published_from,
            published_to=self.published_to,
            as_of=self.as_of,
            sources=tuple(self.source),
        )
        return Question(checked_text(self.q), filters=checked_filters(filters))


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


class ArticlePage(BaseModel):
    """Part of the list of articles, newest first, those without a date last."""

    articles: list[ArticleSummary]
    total: int
    limit: int
    offset: int
    index: IndexInfo


def router(service: Service) -> APIRouter:
    """The routes that show what is indexed."""
    routes = APIRouter(tags=["articles"])

    @routes.get("/search", responses=answers(SearchResult, 422, 503))
    async def search(request: Request, query: Annotated[SearchRequest, Query()]) -> Response:
        """Find the passages that fit a query best, best first."""
        log_question(request, query.q)
        question = query.to_question()
        result = await service.workers.run(lambda: service.answerer.search(question, k=query.k))
        service.searched(result)
        return reply.json_response(result)

    @routes.get("/articles", responses=failures(422), response_model=ArticlePage)
    async def articles(page: Annotated[PageRequest, Query()]) -> Response:
        """List the indexed articles, newest first."""
        return reply.json_response(await service.workers.run(lambda: _page(service, page)))

    @routes.get(
        "/articles/{article_id:path}", responses=answers(Article, 404, 422), response_model=None
    )
    async def article(article_id: str) -> Response:
        """One article with its text; the offsets of citations count its characters."""
        return reply.json_response(
            await service.workers.run(lambda: service.answerer.index.find(article_id))
        )

    return routes


def _page(service: Service, page: PageRequest) -> ArticlePage:
    index = service.answerer.index
    # Stable, so that articles of one day keep the order of the index; unknown dates are 0.
    newest = (-index.published).argsort(kind="stable")
    rows = newest[page.offset : page.offset + page.limit]
    return ArticlePage(
        articles=[_summary(index.article(int(row))) for row in rows],
        total=len(newest),
        limit=page.limit,
        offset=page.offset,
        index=index.info,
    )


def _summary(article: Article) -> ArticleSummary:
    return ArticleSummary(
        id=article.id,
        title=article.label,
        source=article.source,
        url=article.url,
        published=article.published,
        characters=len(article.text),
    )
