"""What cleaning changed in an article, counted by rule."""

from collections import Counter
from typing import Literal

from groundwire.records import Change

Kind = Literal["characters", "lines", "furniture", "fields"]


class Tally:
    """Counts what the rules of cleaning change in one article."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[Kind, str]] = Counter()

    def add(self, kind: Kind, rule: str, count: int = 1) -> None:
        """Count what a rule has changed; nothing, where ``count`` is 0."""
        if count:
            self._counts[kind, rule] += count

    def changes(self) -> tuple[Change, ...]:
        """The counts, sorted by kind and rule."""
        return tuple(
            Change(kind, rule, count) for (kind, rule), count in sorted(self._counts.items())
        )
