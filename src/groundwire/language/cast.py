"""The names of an article: what each is of, by all that the article says of it, and its people.

Somebody is introduced in full ("Mayor Ana Roe") and then called by the last name. A run of capitals
may be a match or a firm as well, so somebody counts as a person only where the article treats them
as one: they carry a title, they speak, or something personal is told.
"""

import re
from collections import Counter
from functools import lru_cache

from groundwire.language.name_kinds import Kind
from groundwire.language.names import Name, names
from groundwire.language.speech import speaks
from groundwire.language.text import Text, fold

_KEPT = 64  # articles
_SMALL_WORD = re.compile(r"(?<![\w'’-])[a-zß-öø-ÿ][\w'’-]*")
_LAST_WORD = re.compile(r"[^\W\d_][\w-]*(?:[’'](?!s\b)\w+)?")


class Cast:
    """The names of a text. ``Cast.of`` keeps those that were read last."""

    def __init__(self, text: str) -> None:
        self._text = Text(text)
        folded = self._text.folded
        small = frozenset(folded[m.start() : m.end()] for m in _SMALL_WORD.finditer(text))
        found = names(self._text, small)
        self._kinds = self._kinds_of(found)
        self._full: dict[str, list[str]] = {}
        for name in found:
            if self.kind(name, text) == "person" and _is_full(
                written := text[name.start : name.end]
            ):
                known = self._full.setdefault(name.key, [])
                known += [written] if written not in known else []
        self._people = {name.key for name in found if self._is_treated_as_person(name)}

    @classmethod
    def of(cls, text: str) -> "Cast":
        """The cast of an article; one that comes again is not read again."""
        return _cast(text)

    def full_name(self, key: str) -> str | None:
        """The full name of somebody by their last one, folded; None where two share it or where it
        is not sure to be a person's."""
        known = self._full.get(key, [])
        return known[0] if len(known) == 1 and key in self._people else None

    def is_person(self, name: str) -> bool:
        """Whether the words are the full or the last name of one of its people."""
        full = self.full_name(last_name(name))
        return full is not None and fold(name) in (fold(full), last_name(full))

    def kind(self, name: Name, text: str) -> Kind:
        """What a name of one of its sentences is of: where the sentence does not say, as elsewhere
        in the article."""
        if name.evident:
            return name.kind
        return self._kinds.get(fold(text[name.start : name.end]), name.kind)

    def named_in(self, text: str) -> list[Name]:
        """Who of those it names in full a sentence names, in order."""
        return [
            self._person(text, match)
            for match in _LAST_WORD.finditer(text)
            if match.group()[0].isupper() and fold(match.group()) in self._full
        ]

    def _person(self, text: str, match: re.Match[str]) -> Name:
        key, end = fold(match.group()), match.end()
        full = next((one for one in self._full[key] if text.endswith(one, 0, end)), match.group())
        return Name(end - len(full), end, "person", key)

    def _kinds_of(self, found: tuple[Name, ...]) -> dict[str, Kind]:
        """The kind that the evidence for a name says most often."""
        votes: dict[str, Counter[Kind]] = {}
        for name in found:
            if name.evident:
                written = self._text.folded[name.start : name.end]
                votes.setdefault(written, Counter())[name.kind] += 1
        return {written: count.most_common(1)[0][0] for written, count in votes.items()}

    def _is_treated_as_person(self, name: Name) -> bool:
        if name.key not in self._full or name.kind not in ("person", "other"):
            return False
        if name.kind == "person" and name.evident:
            return True
        return speaks(self._text.written, self._text.folded, name.start, name.end)


@lru_cache(maxsize=_KEPT)
def _cast(text: str) -> Cast:
    return Cast(text)


def last_name(name: str) -> str:
    """The last word of a name, folded, by which the rest of a story calls its owner."""
    return fold(name.split()[-1].strip(".,'’")) if name.split() else ""


def _is_full(written: str) -> bool:
    return " " in written and not written.split()[-1].isupper()
