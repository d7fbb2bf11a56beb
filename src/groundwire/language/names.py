"""The names in a sentence: of people, places, countries, bodies, of the calendar and of the rest.

A run of capitalised words is cut where it holds several names ("Supreme Court Justice Ana Roe") and
its kind told by what English says around it (``name_kinds``). Two to four plain words of which
nothing else is known are taken for a person's: most are.
"""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from groundwire.language import lexicon
from groundwire.language.content import STOPWORDS
from groundwire.language.countries import COUNTRY_OF
from groundwire.language.name_kinds import (
    CALENDAR,
    SUFFIXES,
    Kind,
    Setting,
    is_there,
    kind_of,
    title_start,
)
from groundwire.language.runs import Run, Word, runs
from groundwire.language.text import Text

_GIVEN_MONTHS = frozenset({"april", "may", "june", "august", "jan"})  # given names as well


@dataclass(frozen=True, slots=True)
class Name:
    """A name: ``text[start:end]``, without title, article and possessive.

    ``key`` is what it is known by: a person's last word, of others every word, folded. ``title`` is
    what stands before a person as written, such as "former finance minister". ``evident``: that it
    is of its kind is said by more than its form, as by a title.
    """

    start: int
    end: int
    kind: Kind
    key: str
    title: str = ""
    evident: bool = False


def names(text: Text, small: Container[str] | None = None) -> tuple[Name, ...]:
    """Every name in order. ``small`` are folded words that are also written without a capital
    (``runs`` says what they are for)."""
    return tuple(
        _name(text, part)
        for run in runs(text.written, small, folded=text.folded)
        for part in _parts(run)
        if part.words
    )


def places(text: Text, found: Sequence[Name]) -> list[Name]:
    """Where something is: the places, and any other name but a person's that a preposition of place
    stands before ("in Norway", "at the Ministry of Health")."""
    return [
        name
        for name in found
        if name.kind == "place"
        or (name.kind not in ("person", "calendar") and is_there(text, name.start))
    ]


def name_stems(text: str) -> list[str]:
    """Stems of the words that names are made of, in order; small words are none."""
    found = names(Text(text))
    return [
        token.stem
        for name in found
        for token in Text(text[name.start : name.end]).tokens
        if token.word not in STOPWORDS
    ]


@dataclass(frozen=True, slots=True)
class _Part:
    """The words of one name within a run, and the title before them that the run holds."""

    words: Sequence[Word]
    title: Sequence[Word] = ()
    article: bool = False


def _parts(run: Run) -> Iterator[_Part]:
    words = list(run.words)
    lead, words, trail = _calendar_edges(words)
    if lead:
        yield _Part(lead)
    if run.opens and not lead and words and _only_opens(words):
        words = words[2 + (words[2].folded == "the") :]
    for number, piece in enumerate(_cut_at_of(words)):
        yield from _cut_at_title(piece, article=run.article and not lead and not number)
    if trail:
        yield _Part(trail)


def _only_opens(words: Sequence[Word]) -> bool:
    """ "Shares of Ana Roe": the first word has its capital from its place."""
    of = len(words) > 2 and words[1].folded in ("of", "for")
    return of and words[0].folded not in _called_by() and not words[0].written.isupper()


def _calendar_edges(words: list[Word]) -> tuple[list[Word], list[Word], list[Word]]:
    """The days and months that a run begins and ends with, parted from the rest."""
    first, last = 0, len(words)
    while first < last and _is_calendar(words[first], alone=last - first == 1):
        first += 1
    while last > first and _is_calendar(words[last - 1], alone=last - first == 1):
        last -= 1
    return words[:first], words[first:last], words[last:]


def _is_calendar(word: Word, *, alone: bool) -> bool:
    return word.folded in CALENDAR and (alone or word.folded not in _GIVEN_MONTHS)


def _cut_at_of(words: list[Word]) -> Iterator[list[Word]]:
    """ "Bank of Ostra" is one name, "Ana Roe of Ostra" two, "King of Ostra" an office and one."""
    start = 0
    for place, word in enumerate(words):
        inside = start < place < len(words) - 1
        if word.folded in ("of", "for") and inside and not _goes_on(words, start, place):
            yield words[start:place]
            start = place + 1
            start += words[start].folded == "the" and start < len(words) - 1
    yield words[start:]


def _goes_on(words: Sequence[Word], start: int, place: int) -> bool:
    """Whether "of" or "for" at the place goes on with the same name."""
    own = [word.folded for word in words[start:place] if word.is_capitalised]
    if own and _is_title(own[-1]):
        return words[place + 1].folded in _offices()
    single = len(own) == 1 and words[place].folded == "of"
    return single or any(word in _heads() for word in own)


def _cut_at_title(words: list[Word], *, article: bool) -> Iterator[_Part]:
    """What stands before the title, and the person behind it."""
    while words and not words[0].is_capitalised:
        words = words[1:]
    before_last = len(words) - 1 - (words[-1].folded in SUFFIXES) if words else 0
    titles = (at for at, word in enumerate(words[:before_last]) if _is_title(word.folded))
    last = max(titles, default=-1)
    behind = _behind_office(words, last + 1)
    named = last >= 0 and behind and not any(word.folded in _heads() for word in behind)
    if not named:
        yield from _without_people(words, article=article)
        return
    first = last
    while first > 0 and words[first - 1].folded in _with_titles():
        first -= 1
    if first:
        yield _Part(words[:first], article=article)
    yield _Part(behind, words[first : last + 1])


def _behind_office(words: list[Word], place: int) -> list[Word]:
    """The words behind a title, without what the office is of: "Secretary | of State | Ana Roe"."""
    if place < len(words) and words[place].folded == "of":
        place += 1
        while place < len(words) - 1 and words[place].folded in _offices():
            place += 1
    while place < len(words) and words[place].folded in ("of", "for", "the"):
        place += 1
    return words[place:]


def _without_people(words: list[Word], *, article: bool) -> Iterator[_Part]:
    """ "Norwegian Ole Berg", "WHO doctor Ana Roe": the first is no part of the person's name."""
    own = [word for word in words if word.is_capitalised]
    others = (word.folded for word in words[1:])
    leads = len(own) > 2 and _leads(words[0])
    if leads and not any(word in _heads() or word in COUNTRY_OF for word in others):
        yield _Part(words[:1], article=article)
        words = words[1:]
    yield _Part(words, article=article)


def _leads(word: Word) -> bool:
    """Whether it is a people or an acronym, which begin no person's name."""
    return word.folded in COUNTRY_OF or (word.written.isupper() and len(word.folded) > 2)


def _name(text: Text, part: _Part) -> Name:
    start, end = part.words[0].start, part.words[-1].end
    written = tuple(word.written for word in part.words)
    setting = Setting(text, start, end, written, part.article, bool(part.title))
    kind, evident = kind_of(setting)
    title = ""
    if kind == "person":
        since = part.title[0].start if part.title else start
        comma = not part.title and text.folded.startswith(",", end)
        first = title_start(text, since, own=bool(part.title), comma=comma)
        title = text.written[first:start].rstrip(" ,")
    return Name(start, end, kind, _key(kind, setting.words), title, evident)


def _key(kind: Kind, words: Sequence[str]) -> str:
    if kind != "person":
        return " ".join(words)
    return next((word for word in reversed(words) if word not in SUFFIXES), words[-1])


@lru_cache(maxsize=1)
def _titles() -> frozenset[str]:
    return lexicon.words("names.titles")


def _is_title(word: str) -> bool:
    return word in _titles() or (word.endswith("s") and word[:-1] in _titles())  # "Presidents"


@lru_cache(maxsize=1)
def _offices() -> frozenset[str]:
    """What a secretary or a minister is of."""
    return lexicon.words("names.before_titles") | {"state", "treasury", "commerce", "labor"}


@lru_cache(maxsize=1)
def _with_titles() -> frozenset[str]:
    return _titles() | lexicon.words("names.before_titles") | COUNTRY_OF.keys() | {"us"}


@lru_cache(maxsize=1)
def _heads() -> frozenset[str]:
    """The nouns that bodies, places and things are called by."""
    return frozenset().union(
        *(lexicon.words(f"names.{entry}") for entry in ("bodies", "places", "things"))
    )


@lru_cache(maxsize=1)
def _called_by() -> frozenset[str]:
    return _heads() | _titles() | lexicon.words("names.place_openings")
