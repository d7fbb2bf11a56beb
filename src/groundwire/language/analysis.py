"""One reading of a sentence: what it says, found once and asked for by everyone."""

from datetime import date
from functools import cached_property, lru_cache

from groundwire.language.dates import DateMention, find_dates
from groundwire.language.figures import Figure
from groundwire.language.names import Name, names, places
from groundwire.language.numbers import Number, figures_in, numbers
from groundwire.language.polarity import Polarity
from groundwire.language.speech import Speech, speeches
from groundwire.language.text import Text

_KEPT = 1024  # sentences of 14 kB; those of the hits of some seventeen questions


class Analysis(Text):
    """A sentence and what was found in it, each notion when it is first asked for.

    ``published`` is the day that "yesterday" is counted from; None where it is unknown.
    """

    __slots__ = ("published",)

    def __init__(
        self, written: str, published: date | None = None, *, folded: str | None = None
    ) -> None:
        super().__init__(written, folded=folded)
        self.published = published

    @classmethod
    def of(cls, written: str, published: date | None = None) -> "Analysis":
        """The analysis of a text; a sentence that comes again is not read again."""
        return _analysed(written, published)

    @cached_property
    def dates(self) -> tuple[DateMention, ...]:
        """Every date that it writes, in order."""
        return find_dates(self, self.published)

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """Every name, in order."""
        return names(self)

    @cached_property
    def places(self) -> tuple[Name, ...]:
        """Those of the names that say where something is."""
        return tuple(places(self, self.names))

    @cached_property
    def speeches(self) -> tuple[Speech, ...]:
        """Who says what, in order."""
        return speeches(self)

    @cached_property
    def polarity(self) -> Polarity:
        """Who does what to whom, when, and whether it is denied or doubted."""
        return Polarity(self)

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """Every number that counts or measures something, in order."""
        return numbers(self, self.dates)

    @cached_property
    def figures(self) -> list[Figure]:
        """Every figure, also one that only names ("Apollo 11"), in order."""
        return figures_in(self, self.dates)


@lru_cache(maxsize=_KEPT)
def _analysed(written: str, published: date | None) -> Analysis:
    return Analysis(written, published)
