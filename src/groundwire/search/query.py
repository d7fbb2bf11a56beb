"""What a question asks for, as the searches and the reader use it.

Every rule here is about English questions in general; none knows a story.
"""

import re
from dataclasses import dataclass
from typing import Literal

from groundwire.records import Filters, Question
from groundwire.search.content import content_terms, names
from groundwire.search.follow_up import resolve
from groundwire.text import fold, terms

Wants = Literal["number", "date", "person", "place", "wording", "reason", "list", "yes-no", "fact"]

_NUMBER = re.compile(
    r"\bhow (?:many|much|large|big|often|high|low|old|far|tall|heavy|fast|long)\b"
    r"|\bhead ?count\b|\bwhat(?:'s| is| was| are| were) the (?:\w+ ){0,3}(?:rate|coverage|turnout"
    r"|size|price|cost|number|percentage|population|toll|total|budget|temperature)\b"
    r"|\b(?:what|which) (?:number|percentage|per ?cent|share|amount|total|price|cost|sum|size)\b"
)
_DATE = re.compile(
    r"^\W*(?:and |but |so )?when\b|\b(?:since|until|by) when\b"
    r"|\b(?:what|which) (?:exact )?(?:date|day|month|year|time|week)\b"
    r"|\bhow long ago\b"
)
_PERSON_ASKED = re.compile(
    r"\b(?:who|whom|whose)\b|\b(?:what|which) (?:person|leader|minister|president|official)\b"
    r"|\bname of (?:the|its|his|her|their)\b.*\b(?:minister|president|leader|chief|head|official"
    r"|man|woman|person|envoy|director|captain|mayor|chair\w*|secretary|general|spokes\w+|author)\b"
)
_PLACE = re.compile(
    r"^\W*where\b|\bfrom where\b"
    r"|\b(?:what|which) (?:city|cities|towns?|place|venue|country|capital|region|location)\b"
)
_WORDING = re.compile(
    r"\b(?:what|how) (?:did|do|does|has|have)\b.*\b(?:call|called|describe|described|dub|dubbed"
    r"|label|characteri[sz]ed?|put it)\b"
    r"|\b(?:what|which) (?:\w+ )?(?:words?|terms?|phrases?|expressions?|nickname|slogan)\b"
)
_REASON = re.compile(r"\bwhy\b|\bhow come\b|\b(?:what|which) (?:reason|caused?|led to)\b")
_LIST = re.compile(
    r"\b(?:what|which|who) (?:are|were)\b"
    r"|\b(?:what|which) (?:other )?(?!(?:is|was|does|has)\b)[a-z-]+s\b(?! (?:is|was)\b)"
    r"|^(?:list|name|give)\b|\bwho (?:else )?(?:took part|attended|participated|was there)\b"
)
_YES_NO = re.compile(
    r"^(?:and |but |so )?(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should"
    r"|may|might|must|isn't|aren't|didn't|doesn't|hasn't|won't)\b"
)


@dataclass(frozen=True, slots=True)
class Query:
    """A stand-alone question, taken apart.

    ``terms`` are the distinct stems that carry its subject and ``weights`` (same length) how much
    each counts; ``names`` are those written with a capital, ``numbers`` those with a digit.
    ``stems`` are those of every word, the small ones too.
    """

    text: str
    terms: tuple[str, ...]
    weights: tuple[float, ...]
    names: frozenset[str]
    numbers: frozenset[str]
    stems: frozenset[str]
    wants: Wants
    filters: Filters


def understand(question: Question) -> Query:
    """The question, made to stand alone if it follows another, and taken apart."""
    resolved = resolve(question)
    text = resolved.text
    weights = dict.fromkeys(content_terms(question.text), 1.0)
    for term, weight in resolved.inherited:
        weights.setdefault(term, weight)
    wanted = wants(question.text)
    if resolved.kind_from and wanted == "fact":
        wanted = wants(resolved.kind_from)
    return Query(
        text=text,
        terms=tuple(weights),
        weights=tuple(weights.values()),
        names=frozenset(names(text)) & weights.keys(),
        numbers=frozenset(term for term in weights if any(map(str.isdigit, term))),
        stems=frozenset(terms(text)),
        wants=wanted,
        filters=question.filters,
    )


def wants(text: str) -> Wants:
    """What kind of thing would answer the question."""
    folded = fold(text).strip()
    kinds: tuple[tuple[re.Pattern[str], Wants], ...] = (
        (_NUMBER, "number"),
        (_YES_NO, "yes-no"),
        (_WORDING, "wording"),
        (_DATE, "date"),
        (_REASON, "reason"),
        (_LIST, "list"),
        (_PERSON_ASKED, "person"),
        (_PLACE, "place"),
    )
    return next((kind for pattern, kind in kinds if pattern.search(folded)), "fact")
