"""Runs of capitalised words: where a name may stand, before anything is known of what it names."""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from groundwire.language import lexicon, numerals
from groundwire.language.content import STOPWORDS
from groundwire.language.countries import COUNTRY_OF
from groundwire.language.text import fold

# Letters that have a small form, up to Cyrillic and Greek: Python's patterns have no class of them.
_UPPER = "".join(letter for letter in map(chr, range(0x530)) if letter.isupper())
_HYPHEN = "[-‐‑]"
_OWN = r"(?!(?:s|re|ve|ll|d|m)\b)"  # what follows an apostrophe is no part of the name
_SPACE = r"[ \u00a0]"
# "U.S.", "J.", "iPhone", "9to5Mac", "al-Amin", "O'Neill", "Anna-Lena", "Covid-19"
_WORD = (
    rf"(?:(?:[{_UPPER}]\.)+(?:{_HYPHEN}[{_UPPER}]\.)*(?=\W|$)"
    rf"|(?:[a-z]{{1,2}}|\d\w*?)[{_UPPER}][\w&]*"
    rf"|(?:(?:al|el|as|ash|ar|an|at){_HYPHEN})?[{_UPPER}][\w&]*"
    rf"(?:['’][{_UPPER}]?{_OWN}\w+|{_HYPHEN}(?:[{_UPPER}][\w&]*|\d+\b|(?:al|el|ul){_HYPHEN}[{_UPPER}]\w*))*)"
)
_NICKNAME = rf"[\"“‘'](?:{_WORD}{_SPACE}?){{1,3}}[\"”’']"
_SUFFIX = r",? (?:Jr|Sr)\b\.?"
# What stands before a capital that opens a sentence: nothing, or the end of another.
_OPENING = re.compile(r"(?:^|[.!?…:;\n]|[\"“‘]|(?:^|\s)['(\[]|\]|[-–—*•])\s*[\"“‘'(\[]*\s*$")
_CAPITAL = re.compile(f"[{_UPPER}]")
_BEFORE_CAPITAL = re.compile(
    rf"(?<![\w’'-])(?:[a-z]{{1,2}}|\d\w*|(?:al|el|as|ash|ar|an|at){_HYPHEN})$"
)
_WITHIN_WORD = frozenset("’'&-‐‑_")
_FIRST_IN_NAMES = ("titles", "before_titles", "bodies", "places", "place_openings", "things")
_NOT_SPACE = re.compile(r"\S+")
_NEXT_CAPITAL = re.compile(rf", (?P<name>[{_UPPER}]\w+)")
_LOOK_BACK = 6  # characters: quotes, brackets and spaces before a sentence's first word
_GIVEN = "will"  # an auxiliary that is a given name before a capital, where nothing is asked


class Word(NamedTuple):
    """A word of a run as written, and folded without stops: ``text[start:end]``."""

    written: str
    folded: str
    start: int
    end: int

    @property
    def is_capitalised(self) -> bool:
        """Whether it is no small word within the name."""
        return self.written != self.written.lower()


@dataclass(frozen=True, slots=True)
class Run:
    """Words of a sentence that may be one name; ``opens``: its first word opens a sentence, so
    that its capital says nothing; ``article``: "The" stood before it and is left out."""

    words: tuple[Word, ...]
    opens: bool = False
    article: bool = False


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    short = "|".join(sorted(word.capitalize() for word in lexicon.words("names.abbreviated")))
    small = "|".join(sorted(lexicon.words("names.particles"), key=lambda one: (-len(one), one)))
    word = rf"(?:(?:{short})\.|{_WORD})"
    return re.compile(
        rf"{word}"
        rf"(?:{_SPACE}(?:&{_SPACE}|(?:of|for){_SPACE}(?:the{_SPACE})?|(?:(?:{small}){_SPACE}){{1,2}}"
        rf"|(?:d|l)['’])?{word}"
        rf"|{_SPACE}{_NICKNAME}(?={_SPACE}[{_UPPER}])|{_SUFFIX})*"
    )


def runs(text: str, small: Container[str] | None = None, *, folded: str | None = None) -> list[Run]:
    """The runs of capitalised words, without the small words that open a sentence.

    ``small`` are folded words known to be written without a capital elsewhere: where it is given,
    a single word that opens a sentence and is not among them is taken for a name. Where it is not,
    only a country, or one that is in capitals or stands capitalised again. A text in capitals has
    none. ``folded`` is the text folded, where it is known.
    """
    if text.isupper():
        return []
    folded = fold(text) if folded is None else folded
    found = (_run(text, folded, match, small) for match in _capitalised(text))
    return [run for run in found if run.words and _may_be_name(text, run, small)]


def _capitalised(text: str) -> Iterator[re.Match[str]]:
    end = 0
    for capital in _CAPITAL.finditer(text):
        start = capital.start()
        if start >= end and (match := _pattern().match(text, _word_start(text, start))):
            end = match.end()
            yield match


def _word_start(text: str, capital: int) -> int:
    """Where the word begins that this capital is of: before "al-", or the "i" of "iPhone"; the end
    of the text where it is a letter within another word."""
    before = text[capital - 1 : capital]
    if not before or not (before.isalnum() or before in _WITHIN_WORD):
        return capital
    small = _BEFORE_CAPITAL.search(text, max(0, capital - 6), capital)
    if small:
        return small.start()
    opens = before in "'’" and not text[capital - 2 : capital - 1].isalnum()
    return capital if opens else len(text)


def _run(text: str, folded: str, match: re.Match[str], small: Container[str] | None) -> Run:
    pieces = [piece.span() for piece in _NOT_SPACE.finditer(text, match.start(), match.end())]
    words = [Word(text[a:b], _plain(folded[a:b]), a, b) for a, b in pieces]
    opens = _is_opening(text, words[0].start)
    kept = _without_opening(words, asks=text.rstrip().endswith("?")) if opens else words
    if kept is words and opens and small is not None and _is_plain(words, small):
        kept = words[1:]
    article = bool(words) and words[0].folded in ("the", "a", "an") and (kept != words or not opens)
    kept = _trimmed(kept[1:] if article and kept == words else kept)
    return Run(tuple(kept), opens and kept[:1] == words[:1], article)


def _is_opening(text: str, start: int) -> bool:
    """Whether what begins there opens a sentence."""
    opens = _OPENING.search(text, max(0, start - _LOOK_BACK), start) is not None
    return opens or not text[:start].strip(" \"“‘'([")


def _trimmed(words: list[Word]) -> list[Word]:
    """The words without small ones at either end, and without the "I" of "Tonight I"."""
    first, last = 0, len(words)
    while last and (words[last - 1].written in ("I", "A") or not _may_end(words[last - 1])):
        last -= 1
    while first < last and not words[first].is_capitalised:
        first += 1
    return words[first:last]


def _may_end(word: Word) -> bool:
    return word.is_capitalised or word.written[0] in "\"“‘'"


def _plain(folded: str) -> str:
    return folded.replace(".", "").rstrip(",")


def _without_opening(words: list[Word], *, asks: bool) -> list[Word]:
    place = 0
    while place < len(words) and _only_opens(words, place, asks=asks):
        place += 1
    return words[place:] if place else words


def _is_plain(words: list[Word], small: Container[str]) -> bool:
    """Whether the first of several words is no part of the name: "Engineers Ana Roe"."""
    first = words[0]
    belongs = any(first.folded in lexicon.words(f"names.{entry}") for entry in _FIRST_IN_NAMES)
    return len(words) > 1 and first.folded in small and not belongs


def _only_opens(words: list[Word], place: int, *, asks: bool) -> bool:
    word = words[place]
    if word.written.isupper() and len(word.written) > 1:
        return False  # "WHO", "US"
    if word.folded == _GIVEN and len(words) > place + 1 and not asks:
        return False  # "Will Roe left."
    if word.folded.endswith("n't"):
        return True
    if word.folded.isalpha() and numerals.is_word(word.folded):
        return True  # "Three"
    return word.folded in STOPWORDS or word.folded in lexicon.words("names.openings")


def _may_be_name(text: str, run: Run, small: Container[str] | None) -> bool:
    word = run.words[0]
    if not run.opens or len(run.words) > 1 or word.folded in COUNTRY_OF:
        return True
    if word.written.isupper() and len(word.written) > 1:
        return True
    if small is not None:
        return word.folded not in small
    if word.written[1:] != word.written[1:].lower():
        return True  # "McCloud"
    behind = _NEXT_CAPITAL.match(text, word.end)
    if behind and fold(behind["name"]) in COUNTRY_OF:
        return True  # "Ostrand, Norway,"
    return re.search(rf"[\w,] {re.escape(word.written)}(?!\w)", text) is not None
