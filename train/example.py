"""One input of the reader with what is to be learned from it, and questions as people type them."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

LOWERED = 0.15  # share of the questions written without capitals and question mark
DAMAGED_QUESTION = 0.08  # share of the questions with a typing error

Label = Literal["supported", "neither", "contradicted"]
LABELS: tuple[Label, ...] = ("supported", "neither", "contradicted")
Polar = Literal["yes", "no", "neither"]
POLARS: tuple[Polar, ...] = ("yes", "no", "neither")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence that answers: ``text[start:end]``, and how far it is wanted (a value that a later
    article overtakes answers, but less)."""

    start: int
    end: int
    wanted: float = 1.0


@dataclass(frozen=True, slots=True)
class Example:
    """One input of the reader. ``first`` is the question or the claim, ``text`` what is read; its
    first ``head`` characters are the article's header, which is never shown as an answer.

    ``span`` is the answer in ``text`` (end exclusive), None where there is none or it is unknown;
    ``spanned`` is False where the answer is there but its place is not known. ``evidence`` are the
    sentences that answer, None where that is not known. ``relevant``, ``answers`` (0 to 1) and
    ``polar`` are None where the example does not say; ``label`` is set for a claim alone.
    """

    first: str
    text: str
    head: int = 0
    span: Span | None = None
    spanned: bool = True
    evidence: tuple[Marked, ...] | None = None
    relevant: bool | None = None
    answers: float | None = None
    polar: Polar | None = None
    label: Label | None = None


def varied(question: str, rng: np.random.Generator) -> str:
    """The question as some people type it: at times in lower case, at times with an error."""
    draw = rng.random()
    if draw < LOWERED:
        return question.lower().rstrip("?").strip()
    if draw < LOWERED + DAMAGED_QUESTION:
        return with_typing_error(question, rng)
    return question


def with_typing_error(text: str, rng: np.random.Generator) -> str:
    """The text with two letters of one of its longer words in each other's place."""
    words = text.split(" ")
    long = [n for n, word in enumerate(words) if len(word) > 4 and word.isalpha()]
    if not long:
        return text
    word = words[n := long[rng.integers(len(long))]]
    at = int(rng.integers(1, len(word) - 1))
    words[n] = word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :]
    return " ".join(words)
