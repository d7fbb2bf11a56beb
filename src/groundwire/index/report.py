"""What a build did, for people and as JSON."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from groundwire.corpus.read.readers import Failure
from groundwire.index.manifest import Identified


@dataclass(frozen=True, slots=True)
class Difference:
    """How many articles are new, changed, unchanged and removed against another generation.

    An article has changed if its id is the same and its content is not, or if it came in the
    place of another from the same file.
    """

    new: int
    changed: int
    unchanged: int
    removed: int

    @classmethod
    def between(cls, then: Iterable[Identified], now: Iterable[Identified]) -> "Difference":
        """What differs from the articles there were, by id, digest and path."""
        before = {one.id: one for one in then}
        after = {one.id: one for one in now}
        both = before.keys() & after.keys()
        same = sum(before[each].digest == after[each].digest for each in both)
        came = Counter(after[each].path for each in after.keys() - both)
        went = Counter(before[each].path for each in before.keys() - both)
        replaced = (came & went).total()
        return cls(
            new=came.total() - replaced,
            changed=len(both) - same + replaced,
            unchanged=same,
            removed=went.total() - replaced,
        )


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. ``new``, ``changed``, ``unchanged`` and ``removed`` count articles against
    the generation before; ``duplicates`` are articles found twice, ``near_duplicates`` those that
    retell another; ``passages_per_second`` is of those that were embedded, 0 when none was."""

    generation: str
    articles: int
    passages: int
    new: int
    changed: int
    unchanged: int
    removed: int
    duplicates: int
    near_duplicates: int
    failures: tuple[Failure, ...]
    passages_per_second: float
    seconds: float
