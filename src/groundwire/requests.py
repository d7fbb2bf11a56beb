"""A question as JSON, the same at every door: HTTP, the batch file, and the evaluation."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from groundwire.errors import InputError
from groundwire.records import Filters, Question, Turn

MAX_QUESTION_CHARACTERS = 2_000  # about 350 words: more is a document, not a question
MAX_TURNS = 50  # far more than a follow-up can point back to
MAX_TURN_CHARACTERS = 8_000  # an answer with its quotes
# As a schema tells it; what is refused, and why, is the business of ``checked_text``.
TEXT_LIMITS: JsonDict = {"minLength": 1, "maxLength": MAX_QUESTION_CHARACTERS}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def encodable(value: Any) -> Any:
    """The value, unless it is text that cannot be written as UTF-8: JSON may escape half of a
    surrogate pair.

    Raises:
        PydanticCustomError: it cannot; a ``ValueError``, so that pydantic reports the field.
    """
    try:
        if isinstance(value, str):
            value.encode()
    except UnicodeEncodeError as error:
        raise PydanticCustomError(
            "not_utf8", "Holds half of a character (a lone surrogate)"
        ) from error
    return value


def iso_day(value: Any) -> Any:
    """The value, if it is a day, or one as ISO 8601 writes it; pydantic would take 20250311 for
    seconds since 1970.

    Raises:
        PydanticCustomError: it is something else.
    """
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and _DAY.fullmatch(value):
        return value
    raise PydanticCustomError("not_a_day", "Write the day as 2025-03-11")


Text = Annotated[str, BeforeValidator(encodable)]
Day = Annotated[date, BeforeValidator(iso_day)]


class HistoryTurn(BaseModel):
    """One earlier message."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    role: Literal["user", "assistant"]
    content: Annotated[Text, Field(max_length=MAX_TURN_CHARACTERS)]


class Dated(BaseModel):
    """What every request has that may be kept to days: one more filter of dates is added here, in
    ``filters_of``, in ``records.Filters`` and in ``search/filters.py``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    as_of: Day | None = Field(None, description="Use only what was published by this day.")
    published_from: Day | None = Field(None, description="First day of publication.")
    published_to: Day | None = Field(None, description="Last day of publication.")


class AskRequest(Dated):
    """What is asked, the conversation before it, and which articles may answer."""

    question: Text = Field(
        description="The question, at most 2,000 characters.",
        json_schema_extra=TEXT_LIMITS,
    )
    history: list[HistoryTurn] = Field(
        default_factory=list, max_length=MAX_TURNS, description="Earlier turns, oldest first."
    )
    sources: list[Text] = Field(default_factory=list, description="Sources to ask within.")
    articles: list[Text] = Field(default_factory=list, description="Article ids to ask within.")

    def to_question(self) -> Question:
        """The record that search and answer work on.

        Raises:
            InputError: no question, one that is too long, or a date range that ends before it
                begins.
        """
        filters = filters_of(self, sources=self.sources, articles=self.articles)
        history = tuple(Turn(turn.role, turn.content) for turn in self.history)
        return Question(checked_text(self.question), history, filters)


def checked_text(text: str) -> str:
    """The question on one line.

    Raises:
        InputError: it holds no letter or digit, or is longer than 2,000 characters.
    """
    if len(text) > MAX_QUESTION_CHARACTERS:
        raise InputError(
            f"The question has {len(text):,} characters; at most {MAX_QUESTION_CHARACTERS:,} "
            "are read. Ask for one thing at a time."
        )
    line = " ".join(text.split())
    if not any(character.isalnum() for character in line):
        raise InputError('The question is empty. Ask in words, such as "Who attended the summit?"')
    return line


def filters_of(days: Dated, *, sources: Iterable[str], articles: Iterable[str] = ()) -> Filters:
    """The filters of a request.

    Raises:
        InputError: the first day asked for comes after the last.
    """
    return checked_filters(
        Filters(
            published_from=days.published_from,
            published_to=days.published_to,
            as_of=days.as_of,
            sources=tuple(sources),
            articles=tuple(articles),
        )
    )


def checked_filters(filters: Filters) -> Filters:
    """The filters, if they leave room for an article.

    Raises:
        InputError: the first day asked for comes after the last.
    """
    first, last = filters.published_from, filters.published_to
    if first and last and first > last:
        raise InputError(f"The range is empty: it starts on {first} and ends on {last}.")
    return filters
