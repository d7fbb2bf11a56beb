"""A value in a sentence: something that an answer can be, with its exact span."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Value:
    """Something an answer can be: ``text[start:end]``."""

    kind: Literal["date", "name", "country", "quotation"]
    start: int
    end: int
