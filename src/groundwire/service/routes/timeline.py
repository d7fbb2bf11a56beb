"""``GET /timeline``: dated events, as ``groundwire timeline --json`` prints them."""

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from groundwire.answer.timeline import HITS, timeline_of
from groundwire.errors import InputError
from groundwire.records import Filters, Question, Timeline
from groundwire.requests import TEXT_LIMITS, Dated, Text, checked_text, filters_of
from groundwire.service.shapes import reply
from groundwire.service.shapes.description import revalidating
from groundwire.service.state import Service, log_question

if TYPE_CHECKING:
    from groundwire.answer.answer import Answerer

# Articles read whole for a timeline without a topic: they take half a second.
MAX_ARTICLES = 200


class TimelineRequest(Dated):
    """The query parameters of a timeline."""

    topic: Text | None = Field(
        None,
        description="Only events about this. Without it those of every article that the filters "
        f"let through, at most {MAX_ARTICLES}.",
        json_schema_extra=TEXT_LIMITS,
    )
    source: list[Text] = Field(default_factory=list, description="A source; may be repeated.")

    def filters(self) -> Filters:
        """Which articles may be used.

        Raises:
            InputError: the date range ends before it begins.
        """
        return filters_of(self, sources=self.source)


def router(service: Service) -> APIRouter:
    """The route of the timeline."""
    routes = APIRouter(tags=["articles"])

    @routes.get("/timeline", responses=revalidating(Timeline, 422))
    async def timeline(request: Request, query: Annotated[TimelineRequest, Query()]) -> Response:
        """What the articles say with a date, in order of time, each event with its sentence."""
        if query.topic is not None:
            log_question(request, query.topic)
        found = await service.lookups.run(lambda: _timeline(service.answerer, query))
        return reply.revalidated(request, found)

    return routes


def _timeline(answerer: "Answerer", query: TimelineRequest) -> Timeline:
    filters = query.filters()
    if query.topic is None:
        rows = answerer.library.permitted(filters)
        if len(rows) > MAX_ARTICLES:
            raise InputError(
                f"These are {len(rows):,} articles; at most {MAX_ARTICLES} are listed without a "
                "topic. Name a topic, or ask for fewer days or sources."
            )
        return timeline_of(answerer.library.index, topic=None, hits=None, rows=rows)
    question = Question(checked_text(query.topic), filters=filters)
    hits = answerer.search(question, k=HITS).hits
    return timeline_of(answerer.library.index, topic=query.topic, hits=hits)
