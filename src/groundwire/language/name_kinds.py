"""What kind of thing a name is of: told by its own words, or by what stands around it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from groundwire.language import lexicon, numerals
from groundwire.language.countries import COUNTRY_OF
from groundwire.language.dates.calendar import MONTHS, WEEKDAYS
from groundwire.language.text import Text

Kind = Literal["person", "place", "country", "organisation", "calendar", "other"]

MOST_WORDS = 4  # of a person's name, particles apart
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
CALENDAR = frozenset((*MONTHS, *WEEKDAYS))
_LOOK_BACK = 60  # characters: the longest title before a name
_LONGEST_ACRONYM = 6
_SIDES = frozenset("north south east west northern southern eastern western new".split())
_HALVES = frozenset({"africa", "zealand"})  # countries only behind one of those
_ARTICLE = re.compile(r"\b(?:the|an?) [\"']?$")
_IN = re.compile(r"\b(?:in|at|near|into|across|outside|inside|around|throughout) (?P<the>the )?$")
_BEHIND_PREPOSITION = re.compile(r"\b(?:in|at|near|from|to|of|across|around|outside) (?:the )?$")
_NOT = ("n't", "n’t")
_PLACE_BEFORE = re.compile(
    r"\b(?:city|town|village|port|capital|province|region|district|suburb|island) (?:of )?$"
)
_PLACE_BEHIND = re.compile(
    r" (?:city|region|province|area|suburb|peninsula|valley|coast)\b|-based\b"
)
_COUNTRY_BEHIND = re.compile(r", (?:in )?(?P<country>\w+)(?:,|\.?\W*$)")
# Something personal: an age, "who".
_PERSONAL = re.compile(r" ?(?:, (?:aged )?\d{1,3}\b(?![,.:]?\d)(?=[,.; ])|,? who\b|\(\d{2}\))")
_APPOSED = re.compile(
    r", (?:(?:the|its|their|his|her|our|an?|[\w-]+'s?) )?"
    r"(?P<office>(?:(?!(?:of|to|for|and|who|with)\b)[\w-]+ ){0,3}[\w-]+)\b"
)
_WORD = re.compile(r"[\w'’-]+\.?")


@dataclass(frozen=True)
class Setting:
    """A name where it stands: ``text.written[start:end]``, its words as written.

    ``article``: "the" was cut off before it. ``titled``: a title with a capital was.
    """

    text: Text
    start: int
    end: int
    written: tuple[str, ...]
    article: bool
    titled: bool

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words folded, without stops and quotation marks."""
        folded = self.text.folded[self.start : self.end].split()
        return tuple(word.strip(".,\"'") for word in folded)

    @cached_property
    def before(self) -> str:
        """The folded text before it."""
        return self.text.folded[max(0, self.start - _LOOK_BACK) : self.start]

    def behind(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """What stands right behind it."""
        return pattern.match(self.text.folded, self.end)


def kind_of(name: Setting) -> tuple[Kind, bool]:
    """The kind of a name, and whether something besides its form says so."""
    for kind, tells in _RULES:
        if tells(name):
            return kind, True
    return ("person", False) if _reads_as_person(name) else ("other", False)


def is_there(text: Text, start: int) -> bool:
    """Whether a preposition of place stands before what begins there."""
    return _IN.search(text.folded, max(0, start - _LOOK_BACK), start) is not None


def title_start(text: Text, since: int, *, own: bool, comma: bool = False) -> int:
    """Where the title in small letters begins that ends before ``since``: "former finance minister
    Ilse Dorn". ``own``: what stands there is a title already; ``comma``: one may part them."""
    parts = list(_WORD.finditer(text.folded, max(0, since - _LOOK_BACK), since))
    first, end = len(parts), since
    while first:
        gap = text.folded[parts[first - 1].end() : end]
        near = first == len(parts) and not own
        if gap not in (" ", ", " if near and comma else " "):
            break
        if not _is_of_title(parts[first - 1].group().rstrip("."), nearest=near):
            break
        first, end = first - 1, parts[first - 1].start()
    return end


def _is_of_title(word: str, *, nearest: bool) -> bool:
    if word in lexicon.words("names.titles"):
        return True
    return not nearest and (word in lexicon.words("names.before_titles") or word in COUNTRY_OF)


def _is_calendar(name: Setting) -> bool:
    return CALENDAR.issuperset(name.words)


def _is_country(name: Setting) -> bool:
    if len(name.words) == 1:
        word = name.words[0].replace(".", "")
        return word in COUNTRY_OF or word in ("us", "usa", "uk")
    if " ".join(name.words) in ("united states", "united kingdom"):
        return True
    first, last = name.words[0], name.words[-1]
    return len(name.words) == 2 and first in _SIDES and (last in COUNTRY_OF or last in _HALVES)


def _is_office(name: Setting) -> bool:
    """Whether it is an office without its holder: "the President"."""
    return all(
        word in lexicon.words("names.titles") or word in lexicon.words("names.before_titles")
        for word in name.words
    )


def _is_titled(name: Setting) -> bool:
    return name.titled and len(name.words) <= MOST_WORDS


def _is_quoted(name: Setting) -> bool:
    """Whether it stands alone between quotation marks: a work's title."""
    marks = name.text.folded[max(0, name.start - 1) : name.start], name.behind(_CLOSES)
    return marks[0] in ("'", '"') and marks[1] is not None


_CLOSES = re.compile(r"[,.]?[\"'](?!\w)")


def _has_head(name: Setting, entry: str) -> bool:
    """Whether the noun that the name is built on is of the list: "Bank" of "Bank of Ostra"."""
    words = name.words
    cut = next((n for n, word in enumerate(words) if n and word in ("of", "for")), len(words))
    cut -= cut > 1 and words[cut - 1] in SUFFIXES  # "World War II"
    return words[cut - 1] in lexicon.words(entry)


def _is_body(name: Setting) -> bool:
    return _has_head(name, "names.bodies") or _is_acronym(name)


def _is_thing(name: Setting) -> bool:
    several = len(name.words) > 1
    opens = several and name.words[0] in lexicon.words("names.things")
    made = several and numerals.is_word(name.words[-1])
    counted = any(map(str.isdigit, "".join(name.words)))
    return opens or made or counted or _has_head(name, "names.things")


def _is_acronym(name: Setting) -> bool:
    letters = name.written[0].replace(".", "")
    return len(name.written) == 1 and letters.isupper() and 1 < len(letters) <= _LONGEST_ACRONYM


def _is_place(name: Setting) -> bool:
    if " ".join(name.words) in lexicon.lines("names.several_words"):
        return True
    opens = len(name.words) > 1 and name.words[0] in lexicon.words("names.place_openings")
    return opens or _has_head(name, "names.places")


def _is_somebody(name: Setting) -> bool:
    """Whether an office, an age or "who" stands beside it."""
    if not _may_be_person(name):
        return False
    if len(name.words) == 1 and _BEHIND_PREPOSITION.search(name.before):
        return False  # "people in Ostrand, who"
    closed = name.text.folded.startswith(",", name.end)
    if title_start(name.text, name.start, own=False, comma=closed) < name.start:
        return True
    return bool(name.behind(_PERSONAL)) or _is_apposed(name)


def _is_apposed(name: Setting) -> bool:
    """ "Ilse Dorn, the finance minister"."""
    found = name.behind(_APPOSED)
    titles = lexicon.words("names.titles")
    return bool(found and any(word in titles for word in found["office"].split()))


def _is_located(name: Setting) -> bool:
    """Whether what stands beside it says that it is a place."""
    country = name.behind(_COUNTRY_BEHIND)
    if (country and country["country"] in COUNTRY_OF) or name.behind(_PLACE_BEHIND):
        return not _is_formed_as_person(name)
    if _PLACE_BEFORE.search(name.before):
        return True
    owns = name.text.folded.startswith("'", name.end) and len(name.words) > 1
    return is_there(name.text, name.start) and not owns and not _is_formed_as_person(name)


def _is_formed_as_person(name: Setting) -> bool:
    """Initials, "Jr." or a name used among friends: "J. K. Aldane", 'Ana "Red" Roe'."""
    initial = any(len(word) == 2 and word.endswith(".") for word in name.written[:-1])
    nick = any(word[0] in "\"“‘'" for word in name.written[1:-1])
    return len(name.words) > 1 and (initial or nick or name.words[-1] in SUFFIXES)


def _is_nobodys(word: str) -> bool:
    """Whether no person's name has such a word: "CNN Weather", "Boys Don't Cry"."""
    return (word.isupper() and word.isalpha() and len(word) > 2) or word.endswith(_NOT)


def _may_be_person(name: Setting) -> bool:
    own = [word for word in name.written if word != word.lower()]
    if any(map(_is_nobodys, own)):
        return False
    if not 0 < len(own) <= MOST_WORDS + 1 or _ARTICLE.search(name.before) or name.article:
        return False
    return name.words[0] not in lexicon.words("names.no_first_names") and not any(
        word in COUNTRY_OF or word in CALENDAR - _GIVEN or word == "of" for word in name.words
    )


_GIVEN = frozenset({"april", "may", "june", "august", "jan", "march"})  # names of people as well


def _reads_as_person(name: Setting) -> bool:
    own = [word for word in name.written if word != word.lower()]
    return 1 < len(own) <= MOST_WORDS and _may_be_person(name)


_RULES: tuple[tuple[Kind, Callable[[Setting], bool]], ...] = (
    ("calendar", _is_calendar),
    ("country", _is_country),
    ("other", _is_office),
    ("person", _is_titled),
    ("other", _is_quoted),
    ("organisation", _is_body),
    ("other", _is_thing),
    ("place", _is_place),
    ("person", _is_somebody),
    ("person", _is_formed_as_person),
    ("place", _is_located),
)
