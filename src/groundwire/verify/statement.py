"""A sentence as tokens that can be held against another sentence's: numbers and dates by their
value, names, negations, words of doubt, and the stems of its other words."""

import re
from bisect import bisect_right
from collections.abc import Container
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from groundwire.language import lexicon
from groundwire.language.analysis import Analysis
from groundwire.language.content import STOPWORDS
from groundwire.language.dates.calendar import WEEKDAYS, is_year
from groundwire.language.dates.distance import near_days
from groundwire.language.dates.parts import month_parts
from groundwire.language.denials import is_no_denial
from groundwire.language.figures import Figure
from groundwire.language.runs import runs
from groundwire.language.sentences import sentence_spans
from groundwire.language.text import Text, fold, stem, word_spans
from groundwire.language.verbs import verb_of

Kind = Literal["number", "date", "name", "word", "negation", "doubt", "small"]
STRICT: frozenset[Kind] = frozenset({"number", "date", "name"})
CONTENT: frozenset[Kind] = STRICT | {"word"}

_DAYS = frozenset([*WEEKDAYS, *near_days()])
_NEW_CLAUSE = re.compile(r"[,;:()\[\]\"“”«».!?…—–]|\s-+\s|-{2,}")


@dataclass(frozen=True, slots=True)
class Token:
    """``key`` is what is compared, ``written`` what a reader sees; ``clause`` counts the marks
    before it that part clauses. ``opening`` words are capitalised by their place."""

    key: str
    kind: Kind
    written: str
    start: int
    clause: int
    opening: bool = False


@lru_cache(maxsize=1)
def _doubts() -> frozenset[str]:
    """What makes a statement less than sure: dropped, the claim says more than its source."""
    return lexicon.words("polarity.doubts") | lexicon.words("polarity.conditions")


def read_statement(text: str, lowercase: Container[str]) -> list[Token]:
    """The tokens of a sentence in order. ``lowercase`` holds the folded words that the corpus also
    writes without a capital: at the start of a sentence such a word is no name."""
    return _Reading(text, lowercase).tokens()


def _amount_key(amount: float) -> str:
    return f"n{amount:.10g}"


class _Reading:
    """One pass over the words of a text."""

    def __init__(self, text: str, lowercase: Container[str]) -> None:
        self._text = text
        self._words = word_spans(text)
        self._figures = self._figures_by_place()
        self._starts = self._first_words()
        self._months = month_parts(Text(text))
        self._named = [(w.start, w.end) for run in runs(text, lowercase) for w in run.words]
        self._found: list[Token] = []
        self._clause = 0

    def tokens(self) -> list[Token]:
        place = 0
        end = 0
        while place < len(self._words):
            if _NEW_CLAUSE.search(self._text, end, self._words[place][1]):
                self._clause += 1
            taken = self._date(place) or self._number(place) or self._word(place)
            place += taken
            end = self._words[place - 1][2]
        return self._found

    def _add(self, key: str, kind: Kind, first: int, last: int, *, opening: bool = False) -> None:
        start = self._words[first][1]
        written = self._text[start : self._words[last][2]]
        self._found.append(Token(key, kind, written, start, self._clause, opening))

    # Dates: a month is m3, its day d3-12, so that a day never meets another month's.

    def _date(self, place: int) -> int:
        """How many words from here are a date, after adding it; 0 if none are."""
        word = self._words[place][0]
        if word in _DAYS or (word.endswith("s") and word[:-1] in _DAYS):
            self._add(word.removesuffix("s"), "date", place, place)
            return 1
        part = self._months.get(place)
        if part is None:
            return 0
        self._add(f"m{part.month}", "date", place, part.last)
        for day in part.days:
            self._add(f"d{part.month}-{day}", "date", place, part.last)
        return part.last - place + 1

    def _at(self, place: int) -> str | None:
        return self._words[place][0] if place < len(self._words) else None

    # Numbers

    def _number(self, place: int) -> int:
        """How many words from here are a number, after adding it and its unit; 0 if none are."""
        figure = self._figures.get(place)
        if figure is not None:
            return self._figure(place, figure)
        word = self._words[place][0]
        if not word[0].isdigit():
            return 0
        # A year, a score, a version, a model: as it is written.
        plain = word.replace(".", "", 1).isdigit()
        key = _amount_key(float(word)) if plain else word
        self._add(key, "date" if is_year(word) else "number", place, place)
        return 1

    def _figure(self, place: int, figure: Figure) -> int:
        """Add what the figure is worth and its unit; how many words were taken for it."""
        last = place
        while last + 1 < len(self._words) and self._words[last + 1][1] < figure.end:
            last += 1
        year = is_year(figure.digits)
        kind: Kind = "date" if year and not figure.unit.name else "number"
        amounts = [one for one in (figure.least, figure.amount) if one is not None]
        keys = [*map(_amount_key, amounts), *filter(None, [figure.unit.name])]
        written = self._text[figure.start : figure.end]
        self._found += [Token(key, kind, written, figure.start, self._clause) for key in keys]
        return last + 1 - place

    def _figures_by_place(self) -> dict[int, Figure]:
        """The figures, by the first word that belongs to each."""
        ends = [end for _, _, end in self._words]
        return {
            bisect_right(ends, figure.start): figure for figure in Analysis.of(self._text).figures
        }

    # Words

    def _word(self, place: int) -> int:
        word, start, end = self._words[place]
        opening = self._is_opening(place)
        for key, kind in self._kinds(place, word, self._text[start:end], opening=opening):
            self._add(key, kind, place, place, opening=opening)
        return 1

    def _kinds(
        self, place: int, word: str, written: str, *, opening: bool
    ) -> list[tuple[str, Kind]]:
        capital = written[0].isupper()
        folded = fold(written)
        if folded.endswith("n't") or word == "cannot":
            able = word.removesuffix("not").removesuffix("nt")
            return [(able, "doubt" if able in _doubts() else "small"), ("not", "negation")]
        if word in lexicon.words("polarity.negations") and not (capital and not opening):
            return [(word, "small" if self._denies_nothing(place) else "negation")]
        if word in _doubts() and not (capital and not opening):
            return [(word, "doubt")]
        if word in STOPWORDS and not (written.isupper() and len(written) > 1):
            return [(word, "small")]
        start = self._words[place][1]
        if any(first <= start < last for first, last in self._named):
            return [(stem(word), "name")]
        return [(verb_of(word), "word")]

    def _denies_nothing(self, place: int) -> bool:
        """Whether the word says that something is so ("not only"), or is the "No." of a number."""
        word, _, end = self._words[place]
        following = self._at(place + 1) or ""
        numbered = word == "no" and self._text[end : end + 1] == "." and following[:1].isdigit()
        return numbered or is_no_denial([one for one, _, _ in self._words[place : place + 3]])

    def _is_opening(self, place: int) -> bool:
        return place in self._starts

    def _first_words(self) -> set[int]:
        """Which words open a sentence: the splitter knows that "Gov." ends none."""
        places = iter(range(len(self._words)))
        spans = sentence_spans(self._text)
        return {
            place
            for span in spans
            if (place := next((p for p in places if self._words[p][1] >= span.start), -1)) >= 0
        }
