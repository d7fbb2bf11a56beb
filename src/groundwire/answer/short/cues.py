"""What stands around words and says that they are the ones asked for.

"The aim of" before them, for a question after the goal; "as an" for a role; quotation marks for a
wording; and for a follow-up ("and in London?") its own name close by.
"""

import re

from groundwire.language import values
from groundwire.language.text import fold, stem, word_spans
from groundwire.question.asked import asked_label
from groundwire.question.query import Query
from groundwire.reading.evidence import Evidence

# Added to a log probability. With 5 three more development questions of 46 are right than with 0,
# with 3 two; SQuAD's and the news' stay as they are.
CUE = 5.0
# That lower it by 1, away from the name of a follow-up; 1 does alike, 5 loses one question of 46.
NEAR_CHARACTERS = 2.0

_GOALS = frozenset("goal aim objective purpose target ambition".split())
_ROLES = frozenset("role capacity function".split())
_GOAL_BEFORE = re.compile(
    rf"\b(?:{'|'.join(sorted(_GOALS))}) (?:of|is to|was to|is|was|to|being|:) (?:the |an? )?$"
)
_AS_BEFORE = re.compile(r"\bas (?:an? |the )?$")
_AS = re.compile(
    r"\bas (?:an? |the )(?P<role>\w+(?: (?!(?:in|on|at|of|to|for|and|by|with|since|when|after"
    r"|during)\b)\w+){0,3})"
)
_BEFORE_CHARACTERS = 40  # more than the longest of these words take


def most(query: Query) -> float:
    """The most that words may get from what stands around them, for this question."""
    label = asked_label(query.text)
    return CUE if label in _GOALS | _ROLES or query.wants == "wording" else 0.0


def cue(query: Query, text: str, start: int, end: int) -> float:
    """``CUE`` if the surroundings of ``text[start:end]`` say that it is what is asked for."""
    before = fold(text[max(0, start - _BEFORE_CHARACTERS) : start])
    label = asked_label(query.text)
    said = (
        (label in _GOALS and _GOAL_BEFORE.search(before))
        or (label in _ROLES and _AS_BEFORE.search(before))
        or (query.wants == "wording" and _is_quoted(text, start, end))
    )
    return CUE if said else 0.0


def roles(query: Query, text: str) -> list[values.Value]:
    """What somebody or something is there as, where a question asks for a role."""
    if asked_label(query.text) not in _ROLES:
        return []
    return [values.Value("name", *match.span("role")) for match in _AS.finditer(text)]


def nearness(query: Query, evidence: Evidence, start: int, end: int) -> float:
    """0 next to the name that a follow-up after a date or a number gives itself, less further off:
    of several dates in a sentence the one in London, not the one in Paris."""
    own = {term for term, w in zip(query.terms, query.weights, strict=True) if w == 1}
    own &= query.names
    if query.wants not in ("date", "number") or not own or set(query.terms) == own:
        return 0.0
    if all(weight == 1 for weight in query.weights):
        return 0.0  # it follows nothing
    at = evidence.sentence.start
    spots = [(at + s, at + e) for word, s, e in word_spans(evidence.text) if stem(word) in own]
    gaps = [_gap(start, end, before, after) for before, after in spots]
    return -min(gaps, default=0) / NEAR_CHARACTERS


def _gap(start: int, end: int, name_start: int, name_end: int) -> int:
    """Characters between the words and a name; their whole length where they hold it."""
    if start >= name_end:
        return start - name_end
    return name_start - end if name_start >= end else end - start


def _is_quoted(text: str, start: int, end: int) -> bool:
    opening, closing = text[max(0, start - 1) : start], text[end : end + 2]
    return opening in set("“‘\"'«") and not set("”’\"'»").isdisjoint(closing)
