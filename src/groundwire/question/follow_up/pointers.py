"""The words of a question that point back to what was said: "she", "there", "the second one"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from groundwire.language.content import STOPWORDS
from groundwire.language.text import fold, words
from groundwire.question.follow_up.referents import Points

# A question this short that follows another is about the other ("Since when?").
SHORT_QUESTION_TERMS = 1
# Behind so many words with a subject, a pointing word means one of them: "What did the rebels who
# left the town want when they came back?"
BINDING_TERMS = 3
_FOLLOWS_ON = re.compile(r"^\s*(?:and|but|so|or|what about|how about|what else|who else|also)\b")
_GOES_ON = re.compile(
    r"\b(?:else|another|others?(?! than)|next|instead"
    r"|the (?:same|former|latter|previous)"
    r"|the (?:first|second|third|last|other|previous) (?:one|time))\b|\b(?:too|as well|then)\W*$"
)
# "That" points back at the end of a question or behind such a word; elsewhere it joins clauses.
_BEFORE_THAT = "to of in at for by was is did about after before during since with from".split()
# "This week" is the week of asking, not one that was talked about.
_PERIODS = (
    "days?|weeks?|weekend|months?|years?|mornings?|evening|season|spring|summer|autumn|winter"
)
_POINTERS: tuple[tuple[Points, bool, re.Pattern[str]], ...] = (
    ("person", True, re.compile(r"\b(?:he|him|his|himself|she|her|hers|herself)\b")),
    ("they", True, re.compile(r"\b(?:they|them|their|theirs|themselves)\b")),
    ("thing", True, re.compile(r"\b(?:it|its|itself)\b")),
    # Not "is there a plan", which points nowhere.
    (
        "there",
        True,
        re.compile(r"(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )\bthere\b|\bthere(?=\W*$)"),
    ),
    (
        "thing",
        False,
        re.compile(
            rf"(?<!\bwhich of )\b(?:this|these|those)\b(?! (?:\w+ )?(?:{_PERIODS})\b)"
            r"|\bthat(?=\W*$)|" + "|".join(rf"(?<=\b{word} )that\b" for word in _BEFORE_THAT)
        ),
    ),
)
_OWNERS = frozenset(("his", "their", "its"))
# Behind a name of the question's own these are that name's; "it" and "that" may still point back.
_BOUND = frozenset(
    "he him his himself she her hers herself their theirs its itself themselves".split()
)


@dataclass(frozen=True, slots=True)
class Pointer:
    """A word that points back and where it ends; ``owns`` for "his".

    ``inline`` says that a name can stand beside it: what "that" points to is rarely one name.
    """

    points: Points
    end: int
    owns: bool
    inline: bool


def pointers(text: str, names: Sequence[int]) -> list[Pointer]:
    """The first pointing word of each kind, in order; ``names`` is where own names end."""
    folded = fold(text)
    found = []
    for points, inline, pattern in _POINTERS:
        match = pattern.search(folded)
        if match and not _is_bound(text, match, names):
            found.append(Pointer(points, match.end(), match.group() in _OWNERS, inline))
    return sorted(found, key=lambda pointer: pointer.end)


def _is_bound(text: str, match: re.Match[str], names: Sequence[int]) -> bool:
    """Whether what the word points to stands before it in the question itself."""
    before = text[: match.start()]
    opens_with_name = before[:1].isupper() and words(before)[0] not in STOPWORDS
    named = opens_with_name or any(end <= match.start() for end in names)
    subjects = own_terms(before) + (match.group() in _OWNERS and match.group() != "his")
    return (named and match.group() in _BOUND) or subjects >= BINDING_TERMS


def own_terms(text: str) -> int:
    """How many words of the text carry a subject."""
    return sum(word not in STOPWORDS for word in words(text))


def is_elliptical(text: str) -> bool:
    """Whether a question says only what differs from the one before ("And Germany?")."""
    return own_terms(text) <= SHORT_QUESTION_TERMS or bool(_FOLLOWS_ON.search(fold(text)))


def goes_on(text: str) -> bool:
    """Whether a question asks for more of the same ("What other reasons were there?")."""
    return own_terms(text) <= BINDING_TERMS and bool(_GOES_ON.search(fold(text)))
