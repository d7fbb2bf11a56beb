"""What a streamed answer arrives as: hits, then claims, then citations, then the whole answer."""

from dataclasses import dataclass
from typing import TypeVar

import httpx2

from groundwire.client.connection import Connection
from groundwire.client.failures import reported
from groundwire.client.replies import read
from groundwire.errors import ServiceError
from groundwire.records import Answer, Citation, Claim, SearchResult


@dataclass(frozen=True, slots=True)
class HitsEvent:
    """What the search found; it comes first."""

    result: SearchResult


@dataclass(frozen=True, slots=True)
class ClaimEvent:
    """One sentence of the answer, verified."""

    claim: Claim


@dataclass(frozen=True, slots=True)
class CitationsEvent:
    """All quotes that the claims point at."""

    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class DoneEvent:
    """The whole answer; it comes last."""

    answer: Answer


T = TypeVar("T")
AnswerEvent = HitsEvent | ClaimEvent | CitationsEvent | DoneEvent


class Events:
    """Reads the events of one stream."""

    def __init__(self, to: Connection, path: str) -> None:
        self._to = to
        self._path = path
        self._whole = False

    def read(self, sent: httpx2.ServerSentEvent) -> AnswerEvent | None:
        """An event of the stream; None for one that only a newer service knows.

        Raises:
            GroundwireError: the event is an error, or not of the shape that its name promises.
        """
        match sent.event:
            case "hits":
                return HitsEvent(self._record(SearchResult, sent.data))
            case "claim":
                return ClaimEvent(self._record(Claim, sent.data))
            case "citations":
                return CitationsEvent(self._record(tuple[Citation, ...], sent.data))
            case "done":
                self._whole = True
                return DoneEvent(self._record(Answer, sent.data))
            case "error":
                raise reported(self._to, self._path, sent.data)
            case _:
                return None

    def _record(self, kind: type[T], data: str) -> T:
        return read(kind, data, url=f"{self._to.base}{self._path}")

    def end(self) -> None:
        """The stream has ended.

        Raises:
            ServiceError: before the answer was whole.
        """
        if not self._whole:
            raise ServiceError(
                f"{self._to.base}{self._path}: the stream ended before the answer. Ask again."
            )
