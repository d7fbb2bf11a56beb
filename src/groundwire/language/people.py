"""The people that an article names: by last name, with the full name they are introduced by.

A run of capitals may be a place, a match or a firm, so somebody counts as a person only where the
article treats them as one: they speak, they carry a title, or their age is given.
"""

import re
from dataclasses import dataclass

from groundwire.language import values
from groundwire.language.text import fold

SAYING = (
    r"(?:said|says|told|tells|added|adds|wrote|writes|explained|explains|noted|notes|argued"
    r"|argues|warned|warns|insisted|insists|stressed|continued|recalled|tweeted|replied"
    r"|testified|acknowledged|claimed|stated)"
)
SAYS_AFTER = re.compile(rf",?\s(?:also\s|then\s|later\s|has\s)?{SAYING}\b")
# "said Ana Roe", "said board member Ana Roe"; whoever is told something does not speak.
_SAYS_BEFORE = re.compile(rf"\b(?!told|tells|has){SAYING}\s(?:(?!that\b|the\b)[\w.’'-]+\s){{0,3}}$")
_TITLE_BEFORE = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Capt|Rev|Sir|President|Minister|Senator"
    r"|Professor|Judge|Justice|Mayor|Chancellor|General|Secretary|Governor|Pope|King|Queen|Prince"
    r"|Princess)\.?\s$"
)
_PERSONAL_AFTER = re.compile(r",\s(?:\d{1,3},|who\b)")
# "engineer at Tern Works, said": whoever speaks, it is not the firm.
_GOVERNED = re.compile(r"\b(?:at|for|of|with|from|in|by|on)\s(?:[A-Z][\w.’'-]*\s){0,3}$")
_ARTICLE_BEFORE = re.compile(r"\b(?:[Tt]he|[Aa]n?|[Ss]ome)\s(?:\w+\s)?$")
_OPENING_WORDS = frozenset(
    """while those these that this when after before but and as since if because although though
    however for with in on at by from to what who how why where then once until""".split()
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as a text names them: ``text[start:end]``; ``key`` is the last name."""

    key: str
    start: int
    end: int


class People:
    """The people of a text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._full: dict[str, list[str]] = {}
        for value in values.people(text):
            name = _plain(text[value.start : value.end])
            if " " in name and _reads_as_person(name):
                names = self._full.setdefault(last_name(name), [])
                names += [name] if name not in names else []

    def full_name(self, key: str) -> str | None:
        """The full name of somebody by their last one; None where two share it or where it is not
        sure to be a person's."""
        names = self._full.get(key, [])
        return names[0] if len(names) == 1 and self._is_treated_as_person(names[0]) else None

    def named_in(self, text: str) -> list[Person]:
        """Who of them a sentence names, in order."""
        return [
            Person(match.group(), match.start(), match.end())
            for match in re.finditer(r"[^\W\d_][\w-]*(?:[’'][A-Z]\w+)?", text)
            if match.group() in self._full
        ]

    def _is_treated_as_person(self, name: str) -> bool:
        return any(
            self._speaks_or_is_titled(match)
            for match in re.finditer(rf"\b{re.escape(last_name(name))}\b", self._text)
        )

    def _speaks_or_is_titled(self, match: re.Match[str]) -> bool:
        text, end = self._text, match.end()
        name = next((n for n in self._full[match.group()] if text.endswith(n, 0, end)), None)
        start = end - len(name) if name else match.start()
        if _ARTICLE_BEFORE.search(text, max(0, start - 30), start):
            return False
        titled = _TITLE_BEFORE.search(text, max(0, start - 20), start)
        said = speaks(text, Person(match.group(), start, end))
        return bool(titled or _PERSONAL_AFTER.match(text, end) or said)


def speaks(text: str, person: Person) -> bool:
    """Whether the text says that this is who said it: "Roe said", "said board member Ana Roe"."""
    since = max(0, person.start - 60)
    if SAYS_AFTER.match(text, person.end):
        return not _GOVERNED.search(text, since, person.start)
    return bool(_SAYS_BEFORE.search(text, since, person.start))


def last_name(name: str) -> str:
    """The last word of a name, by which the rest of a story calls its owner."""
    return name.split()[-1]


def _plain(name: str) -> str:
    return name.removesuffix("’s").removesuffix("'s").rstrip(".’'")


def _reads_as_person(name: str) -> bool:
    first, *_, last = name.split()
    return fold(first) not in _OPENING_WORDS and "." not in last and not last.isupper()
