"""The names that a conversation mentions, each with what is said around it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from groundwire.language import numerals
from groundwire.language.content import STOPWORDS
from groundwire.language.countries import COUNTRY_OF
from groundwire.language.dates.calendar import MONTHS, WEEKDAYS
from groundwire.language.text import fold, stem, words
from groundwire.records import Turn

MOST_CHARACTERS = 600  # of a turn: what a long answer goes on to say is not what "he" points to
MOST_TURNS = 30  # what the talk is about may have been named fifteen questions ago, by name once
_CAPITAL = r"(?:(?:Mrs?|Ms|Dr|St|Gen|Sen|Gov|Lt|Col)\.|(?:[A-Z]\.)+|[A-ZÀ-ÖØ-Þ][\w'’&-]*)"
_NAME = re.compile(
    rf"(?<![\w'’]){_CAPITAL}"
    rf"(?:\s+(?:(?:of|de|da|di|del|van|von|der|den|bin|al|la|le)\s+(?:the\s+)?)*{_CAPITAL}"
    r"|\s+\d{1,4}\b(?![,.]\d))*"
)
_OPENS_SENTENCE = re.compile(r"(?:^|[.!?:;\"“]\s*|\]\s*)$")
_POSSESSIVE = re.compile(r"['’]s?$")
# Words that are written with a capital and open a sentence without naming anything.
_NOT_NAMES = STOPWORDS.union(
    MONTHS,
    WEEKDAYS,
    """yes no also although however despite since besides aside addition following anyone someone
    everyone everything nothing many several others another""".split(),
)
_BODIES = frozenset(
    """academy agency alliance army association authority bank board bureau centre center church
    club coalition college commission committee company congress corporation council court
    department federation force foundation fund government group house institute league ministry
    navy network office organisation organization parliament party police school senate service
    society team tribunal union university""".split()
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name as one turn writes it. ``turn`` counts from the oldest; ``after`` is the folded word
    before it and ``before`` the one behind it, empty where none is."""

    text: str
    words: tuple[str, ...]
    stems: frozenset[str]
    turn: int
    after: str
    before: str

    @property
    def is_place(self) -> bool:
        """Whether it is a country."""
        return any(stem(word) in _COUNTRIES for word in self.words)

    @property
    def is_body(self) -> bool:
        """Whether a word of it says that it is a body of people ("Council")."""
        return any(word in _BODIES for word in self.words)


_COUNTRIES = frozenset(COUNTRY_OF.values())


def mentions(turns: Sequence[Turn]) -> list[Mention]:
    """Every mention of a name in the turns, in order."""
    lower = {
        word
        for turn in turns
        for word in re.findall(r"\b[a-z][\w'’-]+", turn.content[:MOST_CHARACTERS])
    }
    return [
        found
        for number, turn in enumerate(turns)
        for found in _in_turn(turn.content[:MOST_CHARACTERS], number, lower)
    ]


def _in_turn(text: str, turn: int, lower: set[str]) -> list[Mention]:
    found: list[Mention] = []
    for match in _NAME.finditer(text):
        name = _trimmed(match.group())
        parts = words(name)
        before = text[: match.start()]
        opens = bool(_OPENS_SENTENCE.search(before))
        if not parts or (opens and len(parts) == 1 and fold(name) in lower):
            continue
        start = match.start() + match.group().find(name)
        previous = words(text[max(0, start - 30) : start])
        found.append(
            Mention(
                text=name,
                words=tuple(parts),
                stems=frozenset(map(stem, parts)) - _SMALL,
                turn=turn,
                after="" if opens and start == match.start() else (previous or [""])[-1],
                before=_next_word(text[match.end() :]),
            )
        )
    return [mention for mention in found if mention.stems]


def _next_word(text: str) -> str:
    follows = re.match(r"\s+([a-z][\w'’-]*)", text)
    return follows.group(1) if follows else ""


_SMALL = frozenset(map(stem, STOPWORDS))


def _trimmed(name: str) -> str:
    """The name without the small words that a sentence begins with, or a possessive's end."""
    parts = name.split()
    while parts and _names_nothing(fold(_POSSESSIVE.sub("", parts[0]))):
        parts.pop(0)
    return _POSSESSIVE.sub("", " ".join(parts)).rstrip("-&")


def _names_nothing(word: str) -> bool:
    return word in _NOT_NAMES or (word.isalpha() and numerals.is_word(word))
