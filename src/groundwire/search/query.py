"""What a question asks for, as the searches and the reader use it.

Every rule here is about English questions in general; none knows a story.
"""

import re
from dataclasses import dataclass
from typing import Literal

from groundwire.records import Filters, Question, Turn
from groundwire.text import fold, stem, terms, word_spans

Wants = Literal["number", "date", "person", "place", "wording", "reason", "list", "yes-no", "fact"]

# Words that carry no subject: function words, question words, and the verbs of asking.
STOPWORDS = frozenset(
    """a about above after again against ago all also am an and any are as at be because been
    before being below between both but by can could did do does doing done down during each
    either else ever every few for from further get gets give gives given had has have having he
    her here hers herself him himself his how i if in into is it its itself just let like many may
    me might mine more most much must my myself neither no nor not of off on once one ones only or
    other our ours out over own per please same shall she should so some such tell than that the
    their theirs them themselves then there these they this those through to too under until up
    upon us very was we were what when where whether which while who whom whose why will with
    within without would you your yours yourself according article articles say says said saying
    name names list describe explain happen happened happens""".split()
)

_FOLLOWS_ON = re.compile(r"^\s*(?:and|but|so|or|what about|how about|what else|who else|also)\b")
_PERSON = re.compile(r"\b(?:he|him|his|she|her|hers)\b")
_POINTS_BACK = re.compile(
    r"\b(?:he|him|his|she|her|hers|they|them|their|theirs|it|its|there|then|this|that|these|those"
    r"|the (?:same|former|latter)|the (?:first|second|other|previous) one)\b"
)
# A question this short that follows another is about the other ("Since when?").
_SHORT_QUESTION_TERMS = 1
EARLIER_WEIGHT = 0.5  # a word of the earlier question counts half of one of this question

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
    earlier = earlier_question(question)
    weights = dict.fromkeys(content_terms(question.text), 1.0)
    text = question.text
    if earlier:
        text = stand_alone(question.text, earlier, question.history)
        for term in content_terms(text):
            weights.setdefault(term, EARLIER_WEIGHT)
    wanted = wants(question.text)
    if earlier and wanted == "fact" and _is_elliptical(question.text):
        wanted = wants(earlier)
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


def content_terms(text: str) -> list[str]:
    """Distinct stems of the words that carry the subject, in order."""
    spans = word_spans(text)
    kept = [stem(word) for word, _, _ in spans if word not in STOPWORDS]
    # "What did they do?" has no subject of its own: then its plain words are all there is.
    return list(dict.fromkeys(kept or [stem(word) for word, _, _ in spans]))


def names(text: str) -> list[str]:
    """Stems of the words written as names: a capital or a digit inside, not only by position."""
    found = []
    for place, (word, start, _) in enumerate(word_spans(text)):
        written = text[start]
        if word in STOPWORDS or not written.isupper():
            continue
        if place > 0 or text[start : start + 2].isupper():
            found.append(stem(word))
    # A text in capitals says nothing about names.
    return [] if text.isupper() else found


def earlier_question(question: Question) -> str | None:
    """The question that this one follows on from, or None if it stands alone."""
    asked = [turn.content for turn in question.history if turn.role == "user"]
    if not asked:
        return None
    if _is_elliptical(question.text) or _POINTS_BACK.search(fold(question.text)):
        return _with_its_subject(asked)
    return None


def _is_elliptical(text: str) -> bool:
    """Whether a question says only what differs from the one before ("And Germany?")."""
    short = len(content_terms(text)) <= _SHORT_QUESTION_TERMS
    return short or bool(_FOLLOWS_ON.search(fold(text)))


def _with_its_subject(asked: list[str]) -> str:
    """The latest earlier question that has a subject of its own to point back to."""
    for text in reversed(asked):
        folded = fold(text)
        if not (_FOLLOWS_ON.search(folded) or _PERSON.search(folded)):
            return " ".join(text.split())
    return " ".join(asked[0].split())


def stand_alone(text: str, earlier: str, history: tuple[Turn, ...]) -> str:
    """The follow-up with what it points back to, as one question a reader can understand.

    The words are kept and the subject is put beside them in brackets: a rewrite that guesses
    wrong would answer a question nobody asked.
    """
    answers = [turn.content for turn in history if turn.role == "assistant"]
    person = _person_in(answers[-1] if answers else "") if _PERSON.search(fold(text)) else None
    about = f"{person}; {earlier}" if person else earlier
    return f"{text} (about: {about.rstrip('?.! ')})"


_PERSON_NAME = re.compile(r"\b[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)+")


def _person_in(answer: str) -> str | None:
    """The first name of two or more words in the earlier answer."""
    found = _PERSON_NAME.search(answer)
    return found.group() if found else None
