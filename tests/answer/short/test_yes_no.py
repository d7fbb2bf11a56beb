"""Yes or no: only where wording and reader agree."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from groundwire.answer.short.yes_no import statement, yes_no
from groundwire.reading.reader import Entailment, Reading
from handmade import article, query, reading

ASKED = query("Will the council close the Tern Bridge?")
SAYS_SO = reading("The council will close the Tern Bridge in May.", 10)
DENIES = reading("The council will not close the Tern Bridge in May.", 9)


def agrees(pairs: Sequence[tuple[str, str]]) -> list[Entailment]:
    """A reader that takes every claim for backed."""
    return [Entailment(0.9, 0.0, 0.1) for _ in pairs]


def cannot_tell(_: Sequence[tuple[str, str]]) -> None:
    """A reader that judges nothing."""


def denies(pairs: Sequence[tuple[str, str]]) -> list[Entailment]:
    """A reader that takes every claim for contradicted."""
    return [Entailment(0.1, 0.0, 0.9) for _ in pairs]


def test_yes_and_no() -> None:
    """As the best sentence says, if the reader is not of the other opinion."""
    assert yes_no(ASKED, [SAYS_SO], agrees) == "Yes"
    assert yes_no(ASKED, [DENIES], denies) == "No"
    assert yes_no(ASKED, [SAYS_SO], denies) is None
    assert yes_no(ASKED, [DENIES], agrees) is None
    assert yes_no(ASKED, [SAYS_SO], cannot_tell) == "Yes"


@pytest.mark.parametrize(
    ("question", "ranked"),
    [
        ("Will the council close the Tern Bridge?", [SAYS_SO, DENIES]),  # the articles differ
        ("Will the council close 3 Tern Bridges?", [SAYS_SO]),  # another number
        ("Will the council in Ostrand close Harbour Road before autumn?", [SAYS_SO]),
        ("Will the council close the Tern Bridge or the tunnel?", [SAYS_SO]),  # a choice
        ("Will the council close the Tern Bridge?", []),
    ],
)
def test_no_answer_where_it_is_not_sure(question: str, ranked: list[Reading]) -> None:
    """Quotes are enough there."""
    assert yes_no(query(question), ranked, agrees) is None


def test_two_sources_must_both_say_it() -> None:
    """Each by a sentence of its own."""
    asked = query("Did both Coast Radio and Harbour Post report that the Tern Bridge closed?")
    assert set(asked.sources) == {"Coast Radio", "Harbour Post"}
    radio, post = (
        reading(text, of=replace(article(text, name=source[0]), source=source))
        for source, text in (
            ("Coast Radio", "The Tern Bridge closed on Monday."),
            ("Harbour Post", "Officials closed the Tern Bridge."),
        )
    )
    rain = replace(article("Rain fell.", name="x"), source="Harbour Post")
    assert yes_no(asked, [radio, post], agrees) == "Yes"
    assert yes_no(asked, [radio, post], denies) is None
    assert yes_no(asked, [radio], agrees) is None
    assert yes_no(asked, [radio, reading("Rain fell.", of=rain)], agrees) is None


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Was the bridge closed?", "the bridge closed"),
        ("And hasn't it rained?", "it rained"),
        ("Did both report that the bridge closed?", "the bridge closed"),
        ("Did both report in June 2022 that it rained?", "it rained"),
        ("Did both say on 3 May that it rained?", "it rained"),
        ("While one says it rained, does the other say that it snowed?", "it snowed"),
    ],
)
def test_the_statement_of_a_question(question: str, expected: str) -> None:
    """What is to be confirmed: without the auxiliary, and what is said to be reported."""
    assert expected == statement(question)


@pytest.mark.parametrize(
    ("expected", "question"),
    [
        ("No", "Did Barcelona beat Real Madrid?"),
        ("No", "Was Real Madrid beaten by Barcelona?"),
        ("Yes", "Did Real Madrid beat Barcelona?"),
        ("Yes", "Was Barcelona beaten by Real Madrid?"),
        (None, "Did Barcelona beat Atletico Madrid?"),
        (None, "Was Barcelona relegated by Real Madrid?"),
    ],
)
def test_who_did_it_to_whom(expected: str | None, question: str) -> None:
    """The words are the same four times; who beat whom is not."""
    told = reading("Barcelona were beaten by Real Madrid.", 10)
    assert expected == yes_no(query(question), [told], lambda _: None)
