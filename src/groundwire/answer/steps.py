"""The steps in which an answer comes: what was found, what is certain early, the answer."""

from collections.abc import Iterable
from dataclasses import dataclass

from groundwire.records import Answer, Claim, SearchResult


@dataclass(frozen=True, slots=True)
class Found:
    """The first step: the hits that will be read."""

    result: SearchResult


@dataclass(frozen=True, slots=True)
class Begun:
    """A claim that the answer will begin with, certain before all has been read. None or one."""

    claim: Claim


@dataclass(frozen=True, slots=True)
class Done:
    """The last step."""

    answer: Answer


Step = Found | Begun | Done


def answer_of(steps: Iterable[Step]) -> Answer:
    """The answer that the last step brings.

    Raises:
        ValueError: there is none, so that whoever made the steps has a fault.
    """
    for step in steps:
        if isinstance(step, Done):
            return step.answer
    raise ValueError("the steps ended without an answer")
