"""What takes the place of an article that could not be had."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Failure:
    """A file, record or address that gave no article: where, why and what to do about it."""

    path: str
    reason: str
