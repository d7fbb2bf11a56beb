"""What every route shares: the parts of one running service."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fastapi import Request

from groundwire.errors import GroundwireError
from groundwire.records import Answer, SearchResult
from groundwire.service import problems
from groundwire.service.metrics import Metrics
from groundwire.service.observe import describe_question
from groundwire.service.workers import Workers

if TYPE_CHECKING:
    from groundwire.answer.answer import Answerer


@dataclass(slots=True)
class Service:
    """One answerer, the threads it works on, what is counted and where it is logged.

    ``answerer`` is another one after each swap of the index (following.py): a request takes it
    once.
    """

    answerer: "Answerer"
    workers: Workers
    metrics: Metrics
    log: Any

    def answered(self, answer: Answer) -> None:
        """Count an answer, whichever route gave it."""
        self.metrics.answer(answer)

    def searched(self, result: SearchResult) -> None:
        """Count a search, whichever route made it."""
        self.metrics.search(result)


def log_question(request: Request, question: str) -> None:
    """Let the request's log line describe the question without its words."""
    request.state.logged = describe_question(question)


def failure(service: Service, request: Request, error: Exception) -> bytes:
    """What a stream that has begun tells of an error; one that nobody foresaw is logged."""
    if not isinstance(error, GroundwireError):
        service.log.error("unexpected", request_id=request.state.request_id, exc_info=error)
    return problems.dump(request, problems.from_exception(request, error))
