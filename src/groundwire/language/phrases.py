"""Who or what a verb has before and behind it: the noun phrase, and whether two mean the same.

A phrase is known by its head, the last word before a preposition: "the court in Barcelona" is a
court, and so is "Barcelona's court"; neither is Barcelona.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from groundwire.language.clauses import Word
from groundwire.language.dates.calendar import WEEKDAYS

_JOINS = frozenset({"and", "or"})


@dataclass(frozen=True, slots=True)
class Part:
    """One of those that a phrase joins by "and": its head, all its stems (those behind a
    preposition too), and which of its words are written as names."""

    head: str
    stems: frozenset[str]
    names: frozenset[str]
    pronoun: bool

    @property
    def named(self) -> bool:
        """Whether the head is a name."""
        return self.head in self.names and not self.pronoun

    def same(self, other: "Part") -> bool:
        """Whether both may be called so: "Soler" and "Ana Soler", "the striker" and "striker Ole
        Berg", not "Real Madrid" and "Atletico Madrid"."""
        if self.head == other.head:
            return self.names <= other.stems or other.names <= self.stems
        one, whole = sorted((self, other), key=lambda part: part.named)
        return not one.named and whole.named and one.stems <= whole.stems


@dataclass(frozen=True, slots=True)
class Phrase:
    """``text[start:end]`` is a noun phrase up to its preposition."""

    start: int
    end: int
    parts: tuple[Part, ...]

    @property
    def known(self) -> bool:
        """Whether its form tells whom it means: a pronoun does not."""
        return not any(part.pronoun for part in self.parts)

    @property
    def named(self) -> bool:
        """Whether it is a name, or several."""
        return all(part.named for part in self.parts)

    def holds(self, other: "Phrase") -> bool:
        """Whether everyone of the other is among its own."""
        return all(any(mine.same(theirs) for mine in self.parts) for theirs in other.parts)


def phrase(words: Sequence[Word], first: int, last: int) -> Phrase | None:
    """The noun phrase that begins there, within ``words[first:last]``; None if none does."""
    first = _begin(words, first, last)
    end = _end(words, first, last)
    parts = _parts(words, first, end, last)
    return Phrase(words[first].start, words[end - 1].end, parts) if parts else None


def phrase_before(words: Sequence[Word], first: int, last: int) -> Phrase | None:
    """The noun phrase that a clause opens with, before its verb; behind "On Monday" it is the last
    one that an article or a name begins."""
    first = _begin(words, first, last)
    if first < last and words[first].among("prepositions"):
        begins = [at for at in range(first + 2, last) if _may_begin(words, at)]
        if not begins:
            return None
        first = begins[0]
    return phrase(words, first, last)


def phrase_that_ends(words: Sequence[Word], first: int, last: int) -> Phrase | None:
    """The noun phrase that ends with ``words[last - 1]``: what a relative clause speaks of."""
    first += words[first].among("prepositions") if first < last else 0
    begins = [at for at in range(first, last) if at == first or _may_begin(words, at)]
    return phrase(words, begins[-1], last) if begins else None


def _may_begin(words: Sequence[Word], at: int) -> bool:
    word, before = words[at], words[at - 1]
    if before.among("prepositions") or before.among("determiners"):
        return False
    if word.among("determiners") or word.among("pronouns"):
        return True
    return word.capital and (not before.capital or before.form in WEEKDAYS)


def _begin(words: Sequence[Word], first: int, last: int) -> int:
    while first < last and (
        words[first].form in _JOINS
        or words[first].adverb
        or words[first].among("negations")
        or (words[first].among("openers") and not words[first].among("prepositions"))
    ):
        first += 1
    return first


def _end(words: Sequence[Word], first: int, last: int) -> int:
    for at in range(first, last):
        word = words[at]
        score = word.number and at > first and words[at - 1].capital
        mark = word.mark and at > first
        if mark or score or _stops(word, words[at - 1] if at > first else None):
            return at
    return max(first, last)


def _stops(word: Word, before: Word | None) -> bool:
    """Whether a phrase ends before the word: a preposition, a day, and behind its first word an
    auxiliary or an adverb ("Ana Soler last week", not "the last mayor")."""
    if word.among("prepositions") or word.among("negations") or word.form in WEEKDAYS:
        return True
    adverb = before is not None and word.adverb and not before.among("determiners")
    return adverb or (before is not None and word.auxiliary is not None)


def _parts(words: Sequence[Word], first: int, end: int, last: int) -> tuple[Part, ...]:
    """Split at "and"; what a preposition adds ("the court in Oslo") goes with the last part."""
    cuts = [at for at in range(first, end) if words[at].form in _JOINS]
    pieces = zip([first, *(at + 1 for at in cuts)], [*cuts, end], strict=True)
    found = [part for a, b in pieces if (part := _part(words, a, b, last if b == end else b))]
    return tuple(found)


def _part(words: Sequence[Word], first: int, end: int, last: int) -> Part | None:
    own = [w for w in words[first:end] if not w.among("determiners")]
    if not own:
        return None
    added = _added(words, end, last)
    names = frozenset(w.stem for w in [*own, *added] if w.capital and not w.among("prepositions"))
    stems = frozenset(w.stem for w in [*own, *added])
    return Part(own[-1].stem, stems, names, own[-1].among("pronouns"))


def _added(words: Sequence[Word], end: int, last: int) -> list[Word]:
    """The words of "of Oslo" behind a phrase: those that tell it from others like it."""
    if end >= last or words[end].form not in ("of", "in", "for", "from"):
        return []
    found = []
    for word in words[end + 1 : last]:
        if word.mark or word.among("prepositions") or word.among("openers") or word.number:
            break
        if not word.among("determiners"):
            found.append(word)
    return found
