"""The tokens of a text as a reader of dates looks at them: neighbours, gaps, what stands before."""

from dataclasses import dataclass
from functools import lru_cache

from groundwire.language import lexicon
from groundwire.language.dates.calendar import is_year
from groundwire.language.dates.phrase import Form, Phrase
from groundwire.language.text import Text

_STAGES_BEFORE = frozenset({"early", "mid", "late"})  # "mid-October"; the others want an "of"
_TIMES = frozenset({"midnight", "noon", "midday"})
_JOINS = {  # what ends the range that a word opens
    "from": frozenset({"to", "until", "till", "through"}),
    "between": frozenset({"and"}),
}


@dataclass(frozen=True, slots=True)
class Lead:
    """What stands before a date: its first token with and without the preposition."""

    first: int
    bare: int
    preposition: str = ""
    stage: str = ""


@lru_cache(maxsize=1)
def _prepositions() -> frozenset[str]:
    return frozenset(lexicon.pairs("dates.bounds")) | lexicon.words("dates.prepositions")


@lru_cache(maxsize=1)
def _stages() -> frozenset[str]:
    return lexicon.words("dates.stages")


class Cursor:
    """Reads the tokens of a text. ``last`` is the date that was read last; what it has taken is
    not read again. A place outside the text holds the empty word."""

    __slots__ = ("_text", "_tokens", "last")

    def __init__(self, text: Text) -> None:
        self._text = text
        self._tokens = text.tokens
        self.last: Phrase | None = None

    @property
    def free(self) -> int:
        """The first token that no date has taken yet."""
        return self.last.last + 1 if self.last else 0

    def word(self, place: int) -> str:
        """The folded word, without a possessive 's."""
        return self._tokens[place].word if 0 <= place < len(self._tokens) else ""

    def written(self, place: int) -> str:
        """The word as it is written."""
        token = self._tokens[place]
        return self._text.written[token.start : token.end]

    def before(self, place: int) -> str:
        """The free word before a place, where only a space parts them; else nothing."""
        free = place > self.free and not self.gap(place).strip()
        return self._tokens[place - 1].word if free else ""

    def gap(self, place: int) -> str:
        """What stands between a token and the one before it; after the last one, the rest."""
        if place >= len(self._tokens):
            return self._text.written[self._tokens[-1].end :]
        start = self._tokens[place - 1].end if place else 0
        return self._text.written[start : self._tokens[place].start]

    def spaced(self, place: int) -> bool:
        """Whether only space stands before a token, or the full stop of a short form."""
        return place < len(self._tokens) and not self.gap(place).strip(" .\u00a0\n\t")

    def dashed(self, place: int) -> bool:
        """Whether a dash stands before a token."""
        return self.gap(place).strip() in ("-", "–", "—")

    def capital(self, place: int) -> bool:
        """Whether the word begins with a capital letter."""
        return 0 <= place < len(self._tokens) and self.written(place)[0].isupper()

    def possessive(self, place: int) -> bool:
        """Whether the word owns something: "Monday's vote"."""
        token = self._tokens[place]
        return self._text.folded[token.start : token.end].endswith("'s") or self.gap(
            place + 1
        ).startswith(("'", "’"))

    def year_after(self, place: int) -> int | None:
        """The place of the year right behind: "12 March 2025", "March 12, 2025"."""
        following = place + 1
        parted = self.gap(following).strip() in ("", ",", ".", ".,")
        return following if parted and self.is_year(following) else None

    def is_year(self, place: int) -> bool:
        """Whether four digits, and no amount, stand there."""
        year = is_year(self.word(place)) and self.written(place).isdecimal()
        return year and not self.gap(place + 1).startswith("%")

    def lead(self, core: int) -> Lead:
        """What stands before the heart of a date and belongs to it."""
        bare, stage = core, ""
        if self.before(core) in _STAGES_BEFORE or (
            self.word(core - 1) in _STAGES_BEFORE and self.dashed(core) and core > self.free
        ):
            bare, stage = core - 1, self.word(core - 1)
        elif self.before(core) == "of" and self.before(core - 1) in _stages():
            bare, stage = core - 2, self.word(core - 2)
        if stage and self.before(bare) == "the":
            bare -= 1
        if self.before(bare) == "on" and self.before(bare - 1) in _TIMES:
            bare -= 2
        return self._with_preposition(bare, stage)

    def _with_preposition(self, bare: int, stage: str) -> Lead:
        word = self.before(bare)
        if self._ends_range(bare, word):
            return Lead(bare - bool(word), bare, "to", stage)
        return Lead(bare - (word in _prepositions()), bare, word * (word in _prepositions()), stage)

    def _ends_range(self, bare: int, word: str) -> bool:
        """Whether a date that begins here ends the range that the last one began."""
        last = self.last
        if last is None or last.to is not None:
            return False
        if word:
            return last.last == bare - 2 and word in _JOINS.get(last.preposition, ())
        return last.last == bare - 1 and self.dashed(bare)

    def phrase(
        self, form: Form, core: int, last: int, *, lead: Lead | None = None, **parts: object
    ) -> Phrase:
        """The date between two tokens, with what leads it."""
        lead = lead or self.lead(core)
        limits = lead.preposition in lexicon.pairs("dates.bounds")
        return Phrase(
            form,
            start=self._tokens[lead.first if limits else lead.bare].start,
            bare=self._tokens[lead.bare].start,
            end=self._end(last),
            first=lead.first,
            last=last,
            preposition=lead.preposition,
            stage=lead.stage,
            **parts,  # type: ignore[arg-type]  # the fields of Phrase
        )

    def _end(self, last: int) -> int:
        """Behind the last word, without its possessive 's and with the stop of "Sept."."""
        token = self._tokens[last]
        written = self._text.folded[token.start : token.end]
        return token.end - 2 * written.endswith("'s")
