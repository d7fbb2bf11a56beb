"""Typing errors are read as words of the articles, right words are left alone."""

from collections.abc import Sequence

import pytest

from groundwire.index.lexical import Words, make_postings
from groundwire.language.text import terms
from groundwire.question.typed.spelling import Corrected, Speller, edits

PASSAGES = (
    "Inès Caradec chairs the Harbour Board of Ostrand.",
    "The ferries of Ostrand carried many countries' delegations to the meeting.",
    "Countries that pledged money met Caradec; the harbour stayed closed.",
)
RIGHT = frozenset("bake coffee sweden urban layoff know money see summarized".split())


def known(words: Sequence[str]) -> list[bool]:
    """A small dictionary."""
    return [word in RIGHT for word in words]


@pytest.fixture
def speller() -> Speller:
    """Over three passages."""
    words = Words(make_postings([terms(passage) for passage in PASSAGES]))
    return Speller(words, known=known, passage=lambda row: PASSAGES[row])


@pytest.mark.parametrize(
    ("read", "typed"),
    [
        ("which countries pledged money?", "wich countires pledgd mony?"),
        ("who is Caradec", "whi is cradec"),
        ("When did Caradec's board meet?", "When did Caradecc's board meet?"),
        ("WHERE IS THE HARBOUR", "WEHRE IS THE HARBUOR"),
        (
            "Which ferries carried countries to Ostrand",
            "Which ferriees carried countries to Ostrnad",
        ),
    ],
)
def test_slips_are_read_as_words_of_the_articles(speller: Speller, read: str, typed: str) -> None:
    """A letter swapped, dropped, doubled or replaced; case and possessive stay."""
    assert read == speller.correct(typed).text


def test_changes_are_told(speller: Speller) -> None:
    """What was read as what, in order."""
    assert speller.correct("Wich meetign?").changes == (("Wich", "Which"), ("meetign", "meeting"))


@pytest.mark.parametrize(
    "text",
    [
        "Who chairs the Harbour Board of Ostrand?",
        "How long do I bake coffee in Sweden?",  # right words that no article holds
        "Did Orban see the layoffs?",  # a name, and a form of a right word
        "the ad and the layoffs that HarbourX is coffeed in",
        "asdf ???",
        "Kwame Nkrumah",
        "Summarize it",  # a form of it is right
        "x 3.5 12a 2024",
        "",
    ],
)
def test_what_may_be_right_is_left_alone(speller: Speller, text: str) -> None:
    """A word that is right but in no article is no slip: the answer must say nobody mentions it."""
    assert speller.correct(text) == Corrected(text)


def test_name_is_read_as_a_name_only(speller: Speller) -> None:
    """A word with a capital inside a question is not read as a common word."""
    assert speller.correct("Who is Ferrise?").text == "Who is Ferrise?"
    assert speller.correct("who is ferrise?").text == "who is ferries?"


def test_every_single_slip_is_an_edit() -> None:
    """Swapping, dropping, doubling or replacing a letter can be undone by one edit."""
    word = "harbour"
    for place in range(len(word)):
        damaged = [word[:place] + word[place + 1 :], word[: place + 1] + word[place:]]
        damaged.append(word[:place] + "q" + word[place + 1 :])
        if place + 1 < len(word):
            damaged.append(word[:place] + word[place + 1] + word[place] + word[place + 2 :])
        for slip in damaged:
            assert word in {edited for _, edited in edits(slip)}
