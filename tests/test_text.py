"""Folding and words: how text is compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundwire.text import fold, terms, word_spans, words


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
