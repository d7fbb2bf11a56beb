"""Folding and words: how two pieces of text are compared, everywhere in groundwire.

Folding keeps the length, so an offset in the folded text is an offset in the text.
"""

import re
import unicodedata
from functools import cached_property, lru_cache
from typing import NamedTuple

import Stemmer

from groundwire.language.countries import COUNTRY_OF

# Quotes, dashes and spaces that mean the same as their plain key on the keyboard.
_PLAIN = {
    **dict.fromkeys("‘’‚‛′ʼ`´", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u3000", " "),
}
# Short texts are kept folded and cut into words: those of the hits of some fifty questions, 10 MB.
KEPT = 4096
LONGEST_KEPT = 2000  # characters; longer than any passage
_WORD = re.compile(
    r"united (?:states|kingdom)\b|(?:[^\W\d_]\.){2,}|\d+(?:[.,]\d+)*(?![^\W_])"
    r"|[^\W_]+(?:'[^\W\d_]+)?"
)
_SHORT_FORMS = {"u.s.": "usa", "u.s.a.": "usa", "united states": "usa", "united kingdom": "uk"}
_STEMMER = Stemmer.Stemmer("english")  # Porter2 (Snowball), in C: 40 times the pure Python one


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    plain = _PLAIN.get(character)
    if plain:
        return plain
    # The base letter of an accented one; a character that has no single-letter form stays.
    base = unicodedata.normalize("NFKD", character)[0].lower()
    return base if len(base) == 1 else character


def fold(text: str) -> str:
    """Lower case, accents off, plain quotes and dashes; ``len(fold(text)) == len(text)``.

    A sentence that was folded lately is not folded again: many ask about the same one.
    """
    return _folded(text) if len(text) <= LONGEST_KEPT else _fold(text)


def _fold(text: str) -> str:
    if text.isascii():
        return text.lower()
    return "".join(map(_fold_character, text))


_folded = lru_cache(KEPT)(_fold)


def words(text: str) -> list[str]:
    """Folded words and numbers in order; ``1,000`` is ``1000``, ``U.S.`` and ``US`` are ``usa``."""
    return [word for word, _, _ in word_spans(text)]


def contains_phrase(text: str, phrase: str) -> bool:
    """Whether the phrase occurs in the text as whole folded words.

    Case, accents, quotes, hyphens, a possessive ``'s`` and the commas of thousands do not count.
    A phrase without a word occurs nowhere.
    """
    wanted = words(phrase)
    return bool(wanted) and f" {' '.join(wanted)} " in f" {' '.join(words(text))} "


def word_spans(text: str) -> list[tuple[str, int, int]]:
    """``(word, start, end)`` of every word, with offsets in ``text``."""
    return list(_spans(text)) if len(text) <= LONGEST_KEPT else _word_spans(text)


def _word_spans(text: str) -> list[tuple[str, int, int]]:
    return folded_word_spans(fold(text), text)


_spans = lru_cache(KEPT)(_word_spans)


def folded_word_spans(folded: str, text: str) -> list[tuple[str, int, int]]:
    """The same of a text that is folded already."""
    found = [(m.group(), m.start(), m.end()) for m in _WORD.finditer(folded)]
    return [
        (word if word.isalpha() and word != "us" else _normal(word, text[start:end]), start, end)
        for word, start, end in found
    ]


def _normal(word: str, written: str) -> str:
    if word == "us":  # the pronoun, or the country in capitals
        return "usa" if written == "US" else word
    if word in _SHORT_FORMS:
        return _SHORT_FORMS[word]
    if word[0].isdigit() and not word.isalnum():
        # A comma between three digits groups thousands; elsewhere it is kept as written.
        return re.sub(r",(?=\d{3}(?!\d))", "", word)
    if word.endswith("'s"):
        return word[:-2]
    return word.replace(".", "").replace("'", "") if not word.isalnum() else word


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The Porter2 stem of a folded word; numbers stay, and a people becomes its country."""
    if word[0].isdigit():
        return word
    return COUNTRY_OF.get(word) or str(_STEMMER.stemWord(word))


def terms(text: str) -> list[str]:
    """Stemmed words in order: what the word search indexes and what a question is matched by."""
    return [stem(word) for word in words(text)]


class Token(NamedTuple):
    """A folded word or number, its stem, and where it stands in the text."""

    word: str
    stem: str
    start: int
    end: int


class Text:
    """A text, folded and cut into tokens once, however many finders read it."""

    __slots__ = ("__dict__", "written")

    def __init__(self, written: str, *, folded: str | None = None) -> None:
        """``folded`` where it is known already, as for a sentence of a folded passage."""
        self.written = written
        if folded is not None:
            self.__dict__["folded"] = folded

    @cached_property
    def folded(self) -> str:
        """Lower case, accents off, plain quotes and dashes; as long as ``written``."""
        return fold(self.written)

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Every word and number in order."""
        return tuple(
            Token(word, stem(word), start, end)
            for word, start, end in folded_word_spans(self.folded, self.written)
        )
