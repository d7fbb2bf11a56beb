"""What kind of thing would answer a question, told by its form."""

import re
from collections.abc import Callable
from typing import Literal

from groundwire.language import lexicon
from groundwire.language.text import fold, words
from groundwire.language.verbs import auxiliary_pattern

Wants = Literal[
    "number",
    "date",
    "person",
    "place",
    "wording",
    "reason",
    "how",
    "summary",
    "list",
    "yes-no",
    "fact",
]

_ALSO = r"^\W*(?:(?:and|but|so) )?"  # what may stand before the question proper
_AUXILIARY = auxiliary_pattern()
_NUMBER = re.compile(
    r"\bhow (?:many|much|large|big|often|high|low|old|far|tall|heavy|fast|long)\b"
    r"|\bhead ?count\b|\bwhat(?:'s| is| was| are| were) the (?:\w+ ){0,3}(?:rate|coverage|turnout"
    r"|size|price|cost|number|percentage|population|toll|total|budget|temperature)\b"
    r"|\b(?:what|which) (?:number|percentage|per ?cent|share|amount|total|price|cost|sum|size)\b"
)
_DATE = re.compile(
    rf"{_ALSO}when\b|\b(?:since|until|by) when\b"
    r"|\b(?:what|which) (?:exact )?(?:date|day|month|year|time|week)\b"
    r"|\bhow long ago\b"
)
_PLACE = re.compile(
    rf"{_ALSO}where\b|\bfrom where\b"
    r"|\b(?:what|which) (?:city|cities|towns?|place|venue|country|capital|region|location)\b"
)
_WORDING = re.compile(
    r"\b(?:what|how) (?:did|do|does|has|have)\b.*\b(?:call|called|describe|described|dub|dubbed"
    r"|label|characteri[sz]ed?|put it)\b"
    r"|\b(?:what|which) (?:\w+ )?(?:words?|terms?|phrases?|expressions?|nickname|slogan)\b"
)
_REASON = re.compile(r"\bwhy\b|\bhow come\b|\b(?:what|which) (?:reason|caused?|led to)\b")
_SUMMARY = re.compile(
    r"\bsummari[sz]e\b|\b(?:a|an|the|short|brief|quick) (?:summary|overview|recap|digest)\b"
    rf"|{_ALSO}(?:tell me|what (?:do we know|is known|has been reported)|what's known) about\b"
    r"|\bwhat(?:'s| is| are)? the (?:main|key) (?:points?|takeaways?|facts|developments)\b"
    r"|\bbring me up to date\b|\bcatch me up\b"
)
_LIST = re.compile(
    r"\b(?:what|which|who) (?:are|were)\b"
    # A plural: "which clubs", not "which tennis player", "which business", "which US state".
    r"|\b(?:what|which) (?:other )?(?!(?:was|does|has)\b)[a-z-]*[^siu\W]s\b(?! (?:is|was)\b)"
    r"|^(?:list|name|give)\b|\bwho (?:else )?(?:took part|attended|participated|was there)\b"
)
# A setting may come first: "While the one says this, does the other say that?"
_YES_NO = re.compile(
    rf"{_ALSO}{_AUXILIARY}"
    r"|^(?:while|whereas|although|between|before|after|given|since|considering)\b.*"
    rf", {_AUXILIARY}"
)
_HOW = re.compile(rf"{_ALSO}how {_AUXILIARY}|\bin what way\b|\bby what means\b")


def _asks_for_somebody(folded: str) -> bool:
    """Whether it asks who, for a president, or for the name of one."""
    if _WHO.search(folded):
        return True
    asked = {*_WHICH.findall(folded), *words(" ".join(_NAME_OF.findall(folded)))}
    return not asked.isdisjoint(lexicon.words("names.titles"))


_WHO = re.compile(r"\b(?:who|whom|whose)\b")
_WHICH = re.compile(r"\b(?:what|which) ([\w-]+)")
_NAME_OF = re.compile(r"\bname of (?:the|its|his|her|their)\b.*")
_KINDS: tuple[tuple[Callable[[str], object], Wants], ...] = (
    (_SUMMARY.search, "summary"),
    (_NUMBER.search, "number"),
    (_YES_NO.search, "yes-no"),
    (_WORDING.search, "wording"),
    (_DATE.search, "date"),
    (_REASON.search, "reason"),
    (_LIST.search, "list"),
    (_asks_for_somebody, "person"),
    (_PLACE.search, "place"),
    (_HOW.search, "how"),
)
# A long "Which company, that ..." asks in its opening words; what follows only describes.
_DESCRIBES = re.compile(
    r",| (?:that|which|who|whom|whose|(?:reported|described|mentioned|named|quoted) (?:by|in)"
    r"|according to) "
)
_ASKS = re.compile(r"\b(?:which|what|who|whom|whose)\b")
_COMPARES = re.compile(
    r"\b(?:same|differ(?:s|ent|ently|ence)?|agrees?|disagrees?|compared?|comparison|consistent"
    r"|inconsistent|contrast|contradicts?|similar|alike|in line with|while|whereas|rather than)\b"
    r"|\bbetween .* and\b|\b(?:more|less|fewer|higher|lower|larger|smaller|longer|earlier|later)"
    r"\b.* than\b|\b(?:both|either|neither)\b"
)


def wants(text: str) -> Wants:
    """What kind of thing would answer the question."""
    folded = fold(text).strip()
    return next((kind for asks, kind in _KINDS if asks(folded)), "fact")


def wants_of_many(text: str) -> Wants:
    """The same for a question of many parts: what its opening words ask for, if they do."""
    folded = fold(text).strip()
    if _YES_NO.search(folded):
        return "yes-no"
    asks = _ASKS.search(folded)
    describes = _DESCRIBES.search(folded, asks.end() if asks else 0)
    return wants(folded[: describes.start()] if describes else folded)


def is_comparison(text: str) -> bool:
    """Whether the question holds two things against each other."""
    return bool(_COMPARES.search(fold(text)))
