"""A running service as the one that answers: ``groundwire eval --url``."""

from collections.abc import Iterator
from dataclasses import asdict, fields
from typing import Self

from groundwire.client import Client, DoneEvent, HitsEvent, Timeouts
from groundwire.errors import ServiceError
from groundwire.records import Answer, Article, Question, SearchResult

ANSWER_SECONDS = 120.0  # a busy service answers late; one that answers later is not waited for


class Service:
    """A service at ``url``, asked with a stream, which shows the hits too.

    Raises:
        InputError: the address is none, or the token cannot stand in a header.
    """

    def __init__(self, url: str, *, token: str | None = None) -> None:
        self._url = url.rstrip("/")
        self._client = Client(url, token=token, timeouts=Timeouts(read=ANSWER_SECONDS))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def ask(self, question: Question) -> tuple[SearchResult, Answer]:
        """What was found, and the answer.

        Raises:
            GroundwireError: the service cannot be reached, or reports an error.
        """
        filters = asdict(question.filters)
        events = list(self._client.stream(question.text, history=question.history, **filters))
        match events:
            case [HitsEvent(found), *_, DoneEvent(answer)]:
                return found, answer
            case _:
                raise ServiceError(f"{self._url}/chat: not the events of an answer.")

    def articles(self) -> Iterator[Article]:
        """Every article of the service's index.

        Raises:
            GroundwireError: as ``ask``.
        """
        for summary in self._client.articles():
            shown = self._client.article(summary.id)
            yield Article(**{each.name: getattr(shown, each.name) for each in fields(Article)})

    def about(self) -> dict[str, str]:
        """The generation that the service answers from."""
        index = asdict(self._client.ready().index)
        return {**{name: str(value) for name, value in index.items()}, "url": self._url}
