"""What a question takes for granted, and whether the articles say otherwise.

"Why did the ferry stop?" takes for granted that it stopped. Where a sentence that speaks of the
same says the opposite ("the ferry kept running"), an answer would repeat what nobody wrote: the
question is refused and the sentence quoted. Stance decides (stance.py), or a word of opposite
meaning.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from groundwire.answer.stance import predicates, stance
from groundwire.language import lexicon
from groundwire.language.text import fold, stem, terms
from groundwire.language.verbs import auxiliary_pattern
from groundwire.question.query import Query, understand
from groundwire.reading.reader import Reading
from groundwire.records import Question

NEAREST = 6  # sentences that are held against what is taken for granted, best first
COVERED = 0.6  # of its other words that a sentence must hold, and all of its names
FEWEST = 2  # words, names counted, that a sentence and the premise must share
_ASKED = re.compile(
    r"^\W*(?:(?:and|but|so)\s)?(?:why|when|where|how|(?:(?:in|at|on|by|for|from|since|until|to"
    rf"|with)\s)?(?:which|what)(?:\s[\w-]+){{1,3}}?)\s(?P<rest>{auxiliary_pattern()}\s.+)",
    re.IGNORECASE,
)
_CAUSE = re.compile(
    r"^\W*(?:(?:and|but|so)\s)?what\s(?:made|makes|caused|causes|led|leads|drove|drives|prompted"
    r"|prompts|forced|forces)\s(?P<rest>.+)",
    re.IGNORECASE,
)
# A question of when or where shares few words with a sentence that answers it, and an opposite in
# one is often of something else ("once the war ends"): those count where causes are asked for.
_WHY = re.compile(r"^\W*(?:(?:and|but|so)\s)?(?:why|how)\b", re.IGNORECASE)


def premise(question: str) -> str | None:
    """What the question takes for granted, as one that asks whether it is so ("did the ferry
    stop?"); None where it takes nothing for granted that its form shows."""
    cause = _CAUSE.match(question)
    if cause:
        return f"did {cause['rest']}"
    asked = _ASKED.match(fold(question))
    return question[asked.start("rest") :] if asked else None


def otherwise(query: Query, ranked: Sequence[Reading], *, nearest: int = NEAREST) -> Reading | None:
    """The nearest sentence that says the opposite of what is taken for granted, of so many;
    ``ranked`` is best first. None where none does."""
    told = premise(query.text)
    if told is None or query.parts:
        return None
    asked = understand(Question(told))
    predicate = {stem(word) for word in predicates(told)}
    others = set(asked.terms) - predicate
    why = bool(_WHY.match(query.text) or _CAUSE.match(query.text))
    for reading in ranked[:nearest]:
        held = reading.evidence.terms
        if not _speaks_of(others, asked.names, held):
            continue
        if _said_not(asked, reading.evidence.text) or (why and _said_opposite(asked, held)):
            return reading
    return None


def _speaks_of(others: set[str], names: frozenset[str], held: frozenset[str]) -> bool:
    """Whether the sentence is about the same: it has the names and most of the words."""
    met = len(others & held)
    return names <= held and met >= FEWEST and met >= COVERED * len(others)


def _said_not(asked: Query, text: str) -> bool:
    found = stance(asked, text)
    return found is not None and not found.so


def _said_opposite(asked: Query, held: frozenset[str]) -> bool:
    """Whether the sentence has an opposite of one of the premise's words, and not the word."""
    opposites = _opposites()
    return any(
        opposites.get(word, frozenset()) & held and word not in held for word in terms(asked.text)
    )


@lru_cache(maxsize=1)
def _opposites() -> dict[str, frozenset[str]]:
    """The stems of opposite meaning of a stem."""
    found: dict[str, frozenset[str]] = {}
    for line in lexicon.lines("polarity.opposites"):
        one, other = (frozenset(map(stem, side.split())) for side in line.split("|"))
        for words, against in ((one, other), (other, one)):
            found.update({word: found.get(word, frozenset()) | against for word in words})
    return found
