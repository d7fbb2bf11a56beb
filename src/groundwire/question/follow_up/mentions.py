"""The names that a conversation mentions, each with what is said around it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from groundwire.language.content import STOPWORDS
from groundwire.language.name_kinds import Kind
from groundwire.language.names import names
from groundwire.language.text import Text, stem, words
from groundwire.records import Turn

MOST_CHARACTERS = 600  # of a turn: what a long answer goes on to say is not what "he" points to
MOST_TURNS = 30  # what the talk is about may have been named fifteen questions ago, by name once
_LOOK_BACK = 30  # characters before a name that hold the word before it


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
    kind: Kind

    @property
    def is_place(self) -> bool:
        """Whether it is a country or another place."""
        return self.kind in ("country", "place")

    @property
    def is_body(self) -> bool:
        """Whether it is a body of people ("Council")."""
        return self.kind == "organisation"


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
        for found in _in_turn(Text(turn.content[:MOST_CHARACTERS]), number, lower)
    ]


def _in_turn(text: Text, turn: int, lower: set[str]) -> Iterator[Mention]:
    for name in names(text, lower):
        start = name.start - len(name.title) - 1 if name.title[:1].isupper() else name.start
        written = text.written[start : name.end]
        parts = words(written)
        stems = frozenset(map(stem, parts)) - _SMALL
        if not stems or name.kind == "calendar":
            continue
        yield Mention(
            text=written,
            words=tuple(parts),
            stems=stems,
            turn=turn,
            after=_word_before(text.written[max(0, start - _LOOK_BACK) : start]),
            before=_next_word(text.written[name.end :]),
            kind=name.kind,
        )


def _word_before(text: str) -> str:
    """The folded word that ends there; empty where a sentence begins."""
    found = re.search(r"[\w'’-]+\s+[\"“(]?$", text)
    return (words(found.group()) or [""])[-1] if found else ""


def _next_word(text: str) -> str:
    follows = re.match(r"(?:['’]s?)?\s+([a-z][\w'’-]*)", text)
    return follows.group(1) if follows else ""


_SMALL = frozenset(map(stem, STOPWORDS))
