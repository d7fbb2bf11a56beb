"""The port of composers: what turns the evidence that was chosen into sentences of an answer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from groundwire.question.query import Query
from groundwire.reading.reader import Reading


@dataclass(frozen=True, slots=True)
class Draft:
    """A sentence for the answer, not verified yet, and the readings that it rests on: at least one,
    the one that it says most of first."""

    text: str
    sources: tuple[Reading, ...]


class Composer(Protocol):
    """Drafts the sentences of an answer. What it drafts is held against the quotes before anyone
    sees it (answer/proof.py), so a composer may write, and may be wrong."""

    name: str

    def opening(self, query: Query, best: Reading) -> Draft | None:
        """What the answer will begin with, as far as its best sentence alone tells it; None where
        that is not certain before all has been read."""
        ...

    def compose(self, query: Query, chosen: Sequence[Reading]) -> Iterator[Draft]:
        """The sentences of the answer in the order they are to be read, as they are drafted;
        ``chosen`` is what to rest on, the best first, and never empty."""
        ...
