"""From where a date is looked at."""

from dataclasses import dataclass
from datetime import date

from groundwire.language.dates.calendar import Days
from groundwire.language.dates.phrase import Phrase
from groundwire.language.dates.tense import side_of
from groundwire.language.text import Text


@dataclass(frozen=True, slots=True)
class View:
    """The text and its day of publication, and the days of the date before (``anchor``)."""

    text: Text
    published: date
    anchor: Days | None

    def side(self, phrase: Phrase) -> int:
        """On which side of the publication the phrase lies: BEHIND, AHEAD or UNCLEAR."""
        return side_of(self.text, phrase.first, phrase.last)
