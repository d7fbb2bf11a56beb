"""A question as it was typed, read as what was meant: its language, its slips, its capitals."""

from dataclasses import dataclass, replace

from groundwire.index.lexical import Words
from groundwire.question.query import Query, understand
from groundwire.question.typed.capitals import Capitals
from groundwire.question.typed.language import ENGLISH, foreign_notice, language_of, searchable
from groundwire.question.typed.spelling import Speller
from groundwire.records import Question


@dataclass(frozen=True, slots=True)
class Understood:
    """The question taken apart, and how it is shown: with what it was read as."""

    query: Query
    shown: str


class Understanding:
    """Reads questions put to one index, whose words tell a slip from a name."""

    def __init__(self, words: Words, capitals: Capitals, speller: Speller) -> None:
        self._words = words
        self._capitals = capitals
        self._speller = speller

    def understood(self, question: Question) -> Understood:
        """What the question asks."""
        language = language_of(question.text)
        if language != ENGLISH:
            return self._foreign(question, language)
        read = self._speller.correct(question.text)
        query = understand(replace(question, text=self._capitals.restored(read.text)))
        if not read.changes:
            return Understood(query, query.text)
        return Understood(query, f"{question.text} (read as: {query.text})")

    def _foreign(self, question: Question, language: str) -> Understood:
        found = searchable(question.text, language, self._words)
        query = understand(replace(question, text=found or question.text))
        return Understood(query, f"{question.text} ({foreign_notice(language, found)})")
