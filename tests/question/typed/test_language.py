"""Questions in other languages are told from English ones, and their names still found."""

import pytest

from groundwire.index.lexical import Words, make_postings
from groundwire.language.text import terms
from groundwire.question.typed.language import foreign_notice, language_of, searchable


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("de", "Wie viele Fähren wurden gestrichen?"),
        ("de", "wer ist caradec"),
        ("de", "Hat Deutschland Schiffe geschickt?"),
        ("fr", "Qui a photographié la comète ?"),
        ("fr", "quel est le rôle de l'Italie"),
        ("es", "¿Quién dirige el puerto?"),
        ("it", "Perché la nave è andata a Ostrand?"),
        ("it", "Cosa pensa Berg dell'Ucraina?"),
        ("pt", "Quantos países enviaram navios?"),
        ("nl", "Hoeveel schepen zijn er in de haven?"),
        ("sv", "Hur många färjor ställdes in på måndag?"),
        ("ru", "Кто сфотографировал комету?"),
        ("el", "Πόσα πλοία ήταν στο λιμάνι;"),
    ],
)
def test_language_of_a_question(language: str, question: str) -> None:
    """Small words tell the neighbours apart, letters the others."""
    assert language == language_of(question)


@pytest.mark.parametrize(
    "question",
    [
        "Who met Ana de la Cruz in São Paulo?",
        "What did Le Monde say about der Spiegel?",
        "why did the war die down",
        "macron summit paris",
        "die hard",
        "El Niño",
        "What does “coup d'état” mean?",
        "Was Berg in Ostrand?",
        "WHO IS INÈS CARADEC",
        "???",
        "42",
        "asdf ???",
        "",
    ],
)
def test_english_with_foreign_names_is_english(question: str) -> None:
    """Names, and words that two languages share, make no question foreign."""
    assert language_of(question) == "en"


def test_names_numbers_and_shared_words_are_searched() -> None:
    """What the articles hold stays, countries under their English names; small words go."""
    words = Words(make_postings([terms("Ukraine, Germany: 26 die in the war, Moreau said.")]))
    text = "Was sagt Moreau über die 26 Soldaten, die Deutschland der Ukraine schickt?"
    assert searchable(text, "de", words) == "Moreau 26 Germany Ukraine"
    assert searchable("Wo ist das?", "de", words) == ""


def test_notice_says_which_language_and_what_was_searched() -> None:
    """A reader learns why the answer is thin; an English question needs no notice."""
    notice = foreign_notice("de", "Moreau 26")
    assert notice is not None
    assert "German" in notice
    assert "“Moreau 26”" in notice
    assert foreign_notice("en", "") is None
    assert "another language" in (foreign_notice("xx", "") or "")
