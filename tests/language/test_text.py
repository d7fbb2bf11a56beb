"""Folding and words: how text is compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundwire.language.text import contains_phrase, fold, terms, word_spans, words

PORT = "The port reopened on Monday. It had been shut for 1,200 days."


@given(st.text(max_size=200))
def test_folding_keeps_the_length(text: str) -> None:
    """An offset in the folded text is an offset in the text."""
    assert len(fold(text)) == len(text)


@given(st.text(max_size=200))
def test_word_spans_are_the_words(text: str) -> None:
    """Spans and words are the same words, and a span is never empty."""
    assert words(text) == [word for word, _, _ in word_spans(text)]
    assert all(start < end for _, start, end in word_spans(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The U.N. and the UN", ["the", "un", "and", "the", "un"]),
        ("Élysée’s “plan”", ["elysee", "plan"]),
        ("1,000 men, 3.5%, E5", ["1000", "men", "3.5", "e5"]),
        ("post‑war post-war", ["post", "war", "post", "war"]),
        ("don't", ["dont"]),
        ("", []),
    ],
)
def test_words_are_folded(text: str, expected: list[str]) -> None:
    """Accents, case, curly quotes and the points of acronyms make no difference."""
    assert expected == words(text)


def test_terms_are_stems() -> None:
    """Forms of a word share a term; numbers stay as they are."""
    assert terms("country 26 pledges") == terms("countries 26 pledged")


@pytest.mark.parametrize(
    ("phrase", "found"),
    [
        ("reopened on monday", True),
        ("1200 days", True),
        ("1,200", True),
        ("open", False),
        ("200 days", False),
        ("Monday. It", True),
        ("", False),
        ("…", False),
    ],
)
def test_a_phrase_is_found_as_whole_folded_words(phrase: str, found: bool) -> None:
    """Case and number marks do not count; half a word or number is no match."""
    assert found == contains_phrase(PORT, phrase)


def test_quotes_hyphens_accents_and_possessives_are_folded() -> None:
    """However a name or a quote was typed, it is the same phrase."""
    text = "Sébastien Lecornu‘s “first stone” for post‑war guarantees"
    for phrase in ("sebastien lecornu", "'first stone'", "post-war", "post war", "Lecornu's"):
        assert contains_phrase(text, phrase)
