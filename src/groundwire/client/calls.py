"""The requests of both clients: which route, with what, and how the reply is read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Generic, TypedDict, TypeVar
from urllib.parse import quote

from pydantic_core import to_jsonable_python

from groundwire.client.replies import ArticlePage, Health, Ready, RemovedArticle, WrittenArticle
from groundwire.records import Answer, SearchResult, ShownArticle, Timeline, Turn

PAGE = 200  # articles that one page of the list holds at the most
T = TypeVar("T")
Day = date | str  # a text is written 2025-03-11


class Where(TypedDict, total=False):
    """Which articles may be used: by their day of publication, and by their sources.

    ``as_of`` leaves out what was published later. As soon as a day is given, articles without a
    date are left out.
    """

    as_of: Day | None
    published_from: Day | None
    published_to: Day | None
    sources: Sequence[str]


class Asking(Where, total=False):
    """What may be given with a question: earlier turns, oldest first, and which articles may be
    used, also by their ids."""

    history: Sequence[Turn]
    articles: Sequence[str]


class About(TypedDict, total=False):
    """What is known of an article that is added; the rest is read from its text where it stands
    there. An article of the same ``id`` that was added before is replaced."""

    id: str
    title: str
    source: str
    author: str
    url: str
    published: Day
    language: str


@dataclass(frozen=True, slots=True)
class Call(Generic[T]):
    """One request; its reply is a ``kind``.

    ``query`` becomes parameters of its address, ``body`` is sent as JSON.
    """

    method: str
    path: str
    kind: type[T]
    query: Mapping[str, Any] | None = None
    body: Mapping[str, Any] | None = None

    def arguments(self) -> dict[str, Any]:
        """The request as ``httpx2.Client.build_request`` takes it."""
        written: dict[str, Any] = {"method": self.method, "url": self.path}
        if self.query is not None:
            written["params"] = self.query
        if self.body is not None:
            written["json"] = self.body
        return written


def ask(question: str, given: Asking) -> Call[Answer]:
    """``POST /chat``."""
    return Call("POST", "/chat", Answer, body=_given({"question": question, **given}))


def stream(question: str, given: Asking) -> Call[Answer]:
    """``POST /chat``, answered by events."""
    call = ask(question, given)
    return replace(call, body={**(call.body or {}), "stream": True})


def search(query: str, k: int, given: Where) -> Call[SearchResult]:
    """``GET /search``."""
    return Call("GET", "/search", SearchResult, query={"q": query, "k": k, **_where(given)})


def timeline(topic: str | None, given: Where) -> Call[Timeline]:
    """``GET /timeline``."""
    about = {} if topic is None else {"topic": topic}
    return Call("GET", "/timeline", Timeline, query={**about, **_where(given)})


def articles(offset: int) -> Call[ArticlePage]:
    """``GET /articles``: the page that begins at ``offset``."""
    return Call("GET", "/articles", ArticlePage, query={"limit": PAGE, "offset": offset})


def article(article_id: str) -> Call[ShownArticle]:
    """``GET /articles/{id}``."""
    return Call("GET", _path_of(article_id), ShownArticle)


def add_article(text: str, given: About) -> Call[WrittenArticle]:
    """``POST /articles``."""
    return Call("POST", "/articles", WrittenArticle, body=_given({"text": text, **given}))


def remove_article(article_id: str) -> Call[RemovedArticle]:
    """``DELETE /articles/{id}``."""
    return Call("DELETE", _path_of(article_id), RemovedArticle)


def health() -> Call[Health]:
    """``GET /health``."""
    return Call("GET", "/health", Health)


def ready() -> Call[Ready]:
    """``GET /ready``."""
    return Call("GET", "/ready", Ready)


def _where(given: Where) -> dict[str, Any]:
    """The filters as parameters of an address, which name one source each."""
    named = {"source" if name == "sources" else name: value for name, value in given.items()}
    return _given(named)


def _given(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that say something, as JSON has them."""
    said = {name: value for name, value in fields.items() if value is not None}
    written: dict[str, Any] = to_jsonable_python(said)
    return {name: value for name, value in written.items() if value != []}


def _path_of(article_id: str) -> str:
    # Dots too: an id of two of them would lead out of the articles.
    return f"/articles/{quote(article_id, safe='').replace('.', '%2E')}"
