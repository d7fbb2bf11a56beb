"""A question as it arrives at any door: its limits, and what they say."""

from datetime import date, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from groundwire.errors import InputError
from groundwire.records import Filters, Question, Turn
from groundwire.requests import (
    MAX_QUESTION_CHARACTERS,
    MAX_TURN_CHARACTERS,
    MAX_TURNS,
    AskRequest,
    checked_filters,
    checked_text,
)

DAYS = ("as_of", "published_from", "published_to")


def request(**fields: Any) -> AskRequest:
    return AskRequest.model_validate({"question": "Who?", **fields})


def refused(**fields: Any) -> tuple[str, str]:
    """The field that is refused, and what is said of it."""
    with pytest.raises(ValidationError) as caught:
        request(**fields)
    (error,) = caught.value.errors()
    return ".".join(map(str, error["loc"])), error["msg"]


def test_a_question_alone_is_enough() -> None:
    """Everything else is left open."""
    assert Question("Who?") == request().to_question()


def test_every_field_reaches_the_question() -> None:
    """History, days, sources and ids, as records."""
    asked = request(
        history=[{"role": "user", "content": "When?"}, {"role": "assistant", "content": "Now."}],
        as_of="2025-03-11",
        published_from=date(2025, 1, 1),
        published_to="2025-03-10",
        sources=["AFP"],
        articles=["a1", "a2"],
    ).to_question()
    assert asked == Question(
        "Who?",
        (Turn("user", "When?"), Turn("assistant", "Now.")),
        Filters(date(2025, 1, 1), date(2025, 3, 10), date(2025, 3, 11), ("AFP",), ("a1", "a2")),
    )


@pytest.mark.parametrize("text", ["", " \n\t", "?!", "…—“”", "\u200b\u202e"])
def test_a_question_without_a_letter_or_digit_is_empty(text: str) -> None:
    """Marks alone ask nothing; the message shows how to ask."""
    with pytest.raises(InputError, match="is empty"):
        checked_text(text)


def test_a_question_in_any_script_is_one() -> None:
    """Letters are letters, digits are digits."""
    for text in ("2061?", "Кто?", "誰", "é"):
        assert text == checked_text(text)


def test_the_longest_question() -> None:
    """2,000 characters are read, one more is refused with both figures."""
    assert len(checked_text("w" * MAX_QUESTION_CHARACTERS)) == 2_000
    with pytest.raises(InputError, match="2,001 characters; at most 2,000"):
        request(question="w" * 2_001).to_question()


def test_white_space_is_folded() -> None:
    """A question over several lines is one line, without space at its ends."""
    asked = request(question="  Who\n\tcame\u00a0\u2003to  Brest?\r\n").to_question()
    assert asked.text == "Who came to Brest?"


def test_a_range_has_a_day_in_it() -> None:
    """One day is a range; one that ends before it begins is refused with both ends."""
    day = date(2025, 3, 11)
    assert checked_filters(Filters(day, day)) == Filters(day, day)
    assert checked_filters(Filters(day)) == Filters(day)
    with pytest.raises(InputError, match="starts on 2025-03-11 and ends on 2025-03-10"):
        request(published_from=day, published_to="2025-03-10").to_question()


@pytest.mark.parametrize("field", DAYS)
@pytest.mark.parametrize(
    "value",
    [
        *(20250311, 20217600, "20217600", "20250311", 0, True, 1.5, datetime(2025, 3, 11)),
        *("2025-03-11T00:00", "11/03/2025", "yesterday", "", "٢٠٢٥-03-11", ["2025-03-11"]),
    ],
)
def test_a_day_is_written_one_way(field: str, value: object) -> None:
    """Nothing is read as seconds since 1970; the message shows how to write a day."""
    assert (field, "Write the day as 2025-03-11") == refused(**{field: value})


def test_a_day_that_no_calendar_has() -> None:
    """The form is right and the day is not."""
    field, message = refused(as_of="2025-02-30")
    assert field == "as_of"
    assert "day" in message


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("question", {"question": "Who is \ud800?"}),
        ("sources.1", {"sources": ["AFP", "\udfff"]}),
        ("articles.0", {"articles": ["\ud800"]}),
        ("history.0.content", {"history": [{"role": "user", "content": "x\ud800"}]}),
    ],
)
def test_half_a_character_is_no_text(field: str, fields: dict[str, Any]) -> None:
    """A lone surrogate, which no answer could carry, is refused where it stands."""
    assert (field, "Holds half of a character (a lone surrogate)") == refused(**fields)


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("top_k", {"top_k": 3}),
        ("question", {"question": None}),
        ("question", {"question": 7}),
        ("sources", {"sources": "AFP"}),
        ("history.0.role", {"history": [{"role": "system", "content": "x"}]}),
        ("history.0.name", {"history": [{"role": "user", "content": "x", "name": "y"}]}),
        ("history", {"history": [{"role": "user", "content": "x"}] * (MAX_TURNS + 1)}),
        (
            "history.0.content",
            {"history": [{"role": "user", "content": "x" * (MAX_TURN_CHARACTERS + 1)}]},
        ),
    ],
)
def test_what_a_request_does_not_take(field: str, fields: dict[str, Any]) -> None:
    """Unknown fields, other types, other roles and too long a talk are refused by name."""
    assert field == refused(**fields)[0]
