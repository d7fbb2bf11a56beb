"""A running service as the one that answers: ``groundwire eval --url``."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Self

from pydantic import TypeAdapter, ValidationError
from pydantic_core import to_jsonable_python

from groundwire.errors import GroundwireError, InputError
from groundwire.evaluation.address import is_address
from groundwire.records import Answer, Article, Question, SearchResult

if TYPE_CHECKING:
    import httpx2

ANSWER_SECONDS = 120.0  # a busy service answers late; one that answers later is not waited for
EXAMPLE = "http://127.0.0.1:8080"
PAGE = 200  # articles that one page of the list holds at the most

_HITS = TypeAdapter(SearchResult)
_ANSWER = TypeAdapter(Answer)
_ARTICLE = TypeAdapter(Article)


class Service:
    """A service at ``url``, asked by ``POST /chat`` with ``stream``, which shows the hits too."""

    def __init__(self, url: str) -> None:
        import httpx2

        if not is_address(url):
            raise InputError(f"{url!r}: no address of a service. Write one such as {EXAMPLE}.")
        self._url = url.rstrip("/")
        self._client = httpx2.Client(base_url=self._url, timeout=ANSWER_SECONDS)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def ask(self, question: Question) -> tuple[SearchResult, Answer]:
        """What was found, and the answer.

        Raises:
            GroundwireError: the service cannot be reached, or reports an error.
        """
        events = dict(_events(self._reply("POST", "/chat", json=_body(question)).text))
        if "error" in events:
            raise GroundwireError(f"{self._url}/chat: {events['error']}")
        try:
            return _HITS.validate_json(events["hits"]), _ANSWER.validate_json(events["done"])
        except (KeyError, ValidationError) as error:
            raise GroundwireError(
                f"{self._url}/chat: not groundwire's events ({error})."
            ) from error

    def articles(self) -> Iterator[Article]:
        """Every article of the service's index.

        Raises:
            GroundwireError: as ``ask``.
        """
        offset, total = 0, 1
        while offset < total:
            page = self._json("/articles", {"limit": PAGE, "offset": offset})
            for summary in page["articles"]:
                yield _ARTICLE.validate_python(self._json(f"/articles/{summary['id']}"))
            offset, total = offset + PAGE, page["total"]

    def about(self) -> dict[str, str]:
        """The generation that the service answers from."""
        index = self._json("/articles", {"limit": 1})["index"]
        return {**{name: str(value) for name, value in index.items()}, "url": self._url}

    def _json(self, path: str, query: dict[str, int] | None = None) -> Any:
        reply = self._reply("GET", path, params=query)
        try:
            return reply.json()
        except ValueError as error:
            raise GroundwireError(f"{self._url}{path}: the reply is not JSON.") from error

    def _reply(self, method: str, path: str, **how: Any) -> "httpx2.Response":
        import httpx2

        try:
            reply = self._client.request(method, path, **how)
        except httpx2.HTTPError as error:
            raise GroundwireError(
                f"{self._url}: the service does not answer ({error}). "
                "Start one with 'groundwire serve', or leave --url out."
            ) from error
        if reply.is_error:
            raise GroundwireError(f"{self._url}{path}: {reply.status_code} {reply.text[:300]}")
        return reply


def _body(question: Question) -> Any:
    """The request of ``POST /chat``: its filters have the names of ``Filters``."""
    asked = {"question": question.text, "history": question.history, "stream": True}
    return to_jsonable_python(asked | asdict(question.filters))


def _events(stream: str) -> Iterator[tuple[str, str]]:
    """``(name, data)`` of each server-sent event (WHATWG HTML, 9.2)."""
    for block in stream.replace("\r\n", "\n").split("\n\n"):
        fields = [line.partition(": ") for line in block.split("\n")]
        name = next((value for field, _, value in fields if field == "event"), None)
        if name:
            yield name, "\n".join(value for field, _, value in fields if field == "data")
