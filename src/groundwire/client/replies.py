"""What a service sends, read strictly: a missing field or one of another type is an error, one
that a newer service adds is passed over."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Literal, TypeVar, cast

from pydantic import AwareDatetime, TypeAdapter, ValidationError

from groundwire.errors import ServiceError
from groundwire.records import IndexInfo

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """An article in a list; without a headline, ``title`` is its opening words."""

    id: str
    title: str
    source: str | None
    url: str | None
    published: date | None
    characters: int


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """Part of the list of articles, newest first, those without a date last."""

    articles: tuple[ArticleSummary, ...]
    total: int
    limit: int
    offset: int
    index: IndexInfo


@dataclass(frozen=True, slots=True)
class WrittenArticle:
    """An article as it is indexed now, and the index that holds it: the service answers from it."""

    article: ArticleSummary
    index: IndexInfo


@dataclass(frozen=True, slots=True)
class RemovedArticle:
    """What was taken out. ``file`` is ``kept`` where the article came from a file that was not
    posted: while that is there, the next build indexes it again."""

    id: str
    file: Literal["removed", "kept"]
    path: str
    index: IndexInfo


@dataclass(frozen=True, slots=True)
class Health:
    """The process answers."""

    status: str


@dataclass(frozen=True, slots=True)
class Ready:
    """The service would answer a question: with this encoder, from this index, whose generation
    was committed at ``written``."""

    status: str
    encoder: str
    index: IndexInfo
    written: AwareDatetime
    age_seconds: int


def read(kind: type[T], body: bytes | str, *, url: str) -> T:
    """A body as a record of this kind; ``url`` is where it came from.

    Raises:
        ServiceError: it is not JSON, or not of this kind.
    """
    try:
        found: T = _adapter(cast("Hashable", kind)).validate_json(body, strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(map(str, first["loc"])) or "all of it"
        raise ServiceError(
            f"{url}: the reply is not groundwire's ({place}: {first['msg']}). Is the address right?"
        ) from error
    return found


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)
