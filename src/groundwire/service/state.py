"""What every route shares: the parts of one running service."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fastapi import Request

from groundwire.answer.steps import Step, answer_of
from groundwire.errors import GroundwireError
from groundwire.records import Answer, IndexInfo, Question, SearchResult
from groundwire.service.edge import problems
from groundwire.service.telemetry.metrics import Metrics
from groundwire.service.telemetry.tracing import Tracing
from groundwire.service.work.workers import Workers

if TYPE_CHECKING:
    from groundwire.answer.answer import Answerer
    from groundwire.search.library import Library


@dataclass(slots=True)
class Service:
    """One answerer, the threads it works on, what is counted and where it is logged.

    ``answerer`` is another one after each swap of the index (following.py): a request takes it
    once. ``lookups`` is for articles and searches, which take milliseconds and wait for no answer.
    """

    answerer: "Answerer"
    workers: Workers
    lookups: Workers
    metrics: Metrics
    log: Any
    tracing: Tracing
    when_loaded: Callable[[], None] = lambda: None  # after the first question, which loads the rest

    @property
    def library(self) -> "Library":
        """The articles of the index that is asked now."""
        return self.answerer.library

    def ask_steps(self, question: Question) -> AsyncIterator[Step]:
        """The steps of an answer; raises as ``Workers.run``, of no room at once."""
        return self.workers.steps(lambda: self.answerer.ask_steps(question))

    async def ask(self, question: Question) -> Answer:
        """The answer; where the request is cancelled its work ends after the step it is in."""
        return answer_of([await self.workers.last(lambda: self.answerer.ask_steps(question))])

    def answered(self, answer: Answer) -> None:
        """Count an answer, whichever route gave it."""
        self.metrics.answer(answer)
        about = {"groundwire.answer.status": answer.status, "groundwire.claims": len(answer.claims)}
        self.tracing.stages(answer.timings_ms, {**about, **_index(answer.index)})

    def searched(self, result: SearchResult) -> None:
        """Count a search, whichever route made it."""
        self.metrics.search(result)
        self.tracing.stages(
            result.timings_ms, {"groundwire.hits": len(result.hits), **_index(result.index)}
        )


def _index(index: IndexInfo) -> dict[str, str]:
    return {"groundwire.index.generation": index.generation}


def log_question(request: Request, question: str) -> None:
    """Let the request's log line describe the question (boundary.py)."""
    request.state.question = question


def failure(service: Service, request: Request, error: Exception) -> bytes:
    """What a stream that has begun tells of an error; one that nobody foresaw is logged."""
    if not isinstance(error, GroundwireError):
        service.log.error("unexpected", request_id=request.state.request_id, exc_info=error)
    return problems.dump(request, problems.from_exception(request, error))
