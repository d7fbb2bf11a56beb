"""Names typed without capitals."""

import pytest

from groundwire.index.lexical import Words, make_postings
from groundwire.language.text import terms
from groundwire.question.typed.capitals import Capitals

PASSAGES = (
    "The harbour of Oslo was closed by NATO divers in March.",
    "Divers march along the harbour of Oslo every spring, O'Neill said.",
    "A Harbour Fit For Kings: divers at work.",
)


@pytest.fixture
def capitals() -> Capitals:
    words = Words(make_postings([terms(text) for text in PASSAGES]))
    return Capitals(words, passage=lambda row: PASSAGES[row])


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("who closed the harbour of oslo?", "who closed the harbour of Oslo?"),
        ("WHO CLOSED THE HARBOUR OF OSLO?", "Who closed the harbour of Oslo?"),
        ("did nato divers close it", "did NATO divers close it"),
        ("what of oslo's harbour", "what of Oslo's harbour"),
    ],
)
def test_names_get_their_capitals(capitals: Capitals, typed: str, read: str) -> None:
    """A name is written as the articles write it where the question has no capital of its own."""
    assert capitals.restored(typed) == read


@pytest.mark.parametrize(
    "typed",
    [
        "Who closed Bergen and oslo?",  # has capitals: what has none is meant so
        "do divers march along the harbour?",  # as often a plain word
        "who lives in reykjavik?",  # no article writes it
    ],
)
def test_the_rest_is_left_as_typed(capitals: Capitals, typed: str) -> None:
    """Capitals that were typed are believed, and a word that articles write small is no name."""
    assert capitals.restored(typed) == typed
