"""Yes or no, said only where it is sure: the wording and, where there is one, the reader agree.

The wording decides first: the sentence holds the question's numbers and most of its words and says
plainly that it is so, or denies it (stance.py). A reader that was trained to hold a claim against
evidence must not be of the other opinion. A question whether two sources report the same thing is
a yes when each has a sentence that says it. All else gets its quotes and no short answer.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from groundwire.answer.stance import stance
from groundwire.language import lexicon
from groundwire.language.content import content_terms
from groundwire.language.text import fold
from groundwire.language.verbs import auxiliary_pattern
from groundwire.question.query import Query
from groundwire.question.sources import is_from
from groundwire.reading.reader import Entail, Reading

YesNo = Literal["Yes", "No"]

COVERED = 0.6  # of a claim's words that the sentence holds
COVERED_WITH_TITLE = 0.8  # or that the sentence and its headline hold together
_OPENING = re.compile(rf"^\W*(?:(?:and|but|so)\s)?{auxiliary_pattern()}\s")
_SETTING = re.compile(r"^\W*(?:while|whereas|although|though)\b.*?, (?=do|does|did\b)")
_OF_TWO = re.compile(r"\b(?:both|each|agree|also|either)\b")
_OR = re.compile(r"\bor (?!not\b)")


@lru_cache(maxsize=1)
def _reported() -> re.Pattern[str]:
    """ "... reported by both papers that the bridge closed": what they report."""
    verbs = sorted(lexicon.words("speech.verbs") | lexicon.words("speech.reporting"))
    return re.compile(
        rf"\b(?:{'|'.join(verbs)})(?: (?:in|on|by) (?:\w+ )?\w+(?:, )?\d*)? that\s(?P<claim>.+)"
    )


def yes_no(query: Query, ranked: Sequence[Reading], entail: Entail) -> YesNo | None:
    """The answer to a yes-or-no question; None where it is not sure, or asks for a choice."""
    if not ranked or _OR.search(fold(query.text)):
        return None
    if len(query.sources) > 1:
        return _of_sources(query, ranked, entail)
    return None if query.comparison or query.parts else _of_one(query, ranked, entail)


def statement(question: str) -> str:
    """What the question asks to be confirmed: "the bridge closed" of "Was the bridge closed?"."""
    asked = " ".join(question.split()).rstrip("?! .")
    asked = asked[match.end() :] if (match := _SETTING.match(fold(asked))) else asked
    reported = _reported().search(asked)
    return (
        reported["claim"]
        if reported
        else asked[opening.end() :]
        if (opening := _OPENING.match(fold(asked)))
        else asked
    )


def _of_one(query: Query, ranked: Sequence[Reading], entail: Entail) -> YesNo | None:
    """By the best sentence, if it says so or denies it and no other one says otherwise."""
    best, claim = ranked[0], statement(query.text)
    found = stance(query, best.evidence.text)
    others = [stance(query, reading.evidence.text) for reading in ranked[1:]]
    if found is None or any(other and other.so != found.so for other in others):
        return None
    sure = _covers(claim, best) and _agrees(entail, claim, best, so=found.so)
    return ("Yes" if found.so else "No") if sure else None


def _of_sources(query: Query, ranked: Sequence[Reading], entail: Entail) -> YesNo | None:
    """Yes, if each of the sources named has a sentence that holds the claim."""
    if not (_reported().search(query.text) and _OF_TWO.search(fold(query.text))):
        return None
    claim = statement(query.text)
    by_source = [
        [r for r in ranked if is_from(r.evidence.hit.article, name)] for name in query.sources
    ]
    heard = [own for own in by_source if own]  # a name that nobody's articles carry is no source
    backed = [any(_backs(claim, r, entail) for r in own) for own in heard]
    return "Yes" if len(backed) > 1 and all(backed) else None


def _backs(claim: str, reading: Reading, entail: Entail) -> bool:
    return _covers(claim, reading) and _agrees(entail, claim, reading, so=True)


def _covers(claim: str, reading: Reading) -> bool:
    """Whether the sentence has the claim's numbers and most of its words."""
    sought = content_terms(claim)
    held = reading.evidence.terms
    title = set(content_terms(reading.evidence.hit.article.title or ""))
    numbers = {term for term in sought if any(map(str.isdigit, term))}
    if not sought or not numbers <= held:
        return False
    alone = sum(term in held for term in sought) / len(sought)
    together = sum(term in held or term in title for term in sought) / len(sought)
    return alone >= COVERED or together >= COVERED_WITH_TITLE


def _agrees(entail: Entail, claim: str, reading: Reading, *, so: bool) -> bool:
    told = entail([(claim, reading.evidence.text)])
    if told is None:
        return True
    (found,) = told
    more, less = found.supported, found.contradicted
    return more > less if so else less > more
