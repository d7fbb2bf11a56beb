"""The answer's words as one would write them down, and whether they are of the kind asked for.

SQuAD's annotators mark the shortest words that answer: no preposition, no bracket, no noun that the
question has said already ("how many boats": "26"). Taken from there, as its score counts them.
"""

import re

from groundwire.answer import values
from groundwire.countries import COUNTRY_OF
from groundwire.search.content import STOPWORDS
from groundwire.search.query import Query
from groundwire.text import fold, stem, word_spans, words

_EDGES = " \t\n,.;:!?-–—\"“”„«»‘’'`"
_BRACKETS = re.compile(r"\s*[(\[][^)\]]*(?:[)\]]|$)")
_POSSESSIVE = re.compile(r"['’]s?$")
_LEADING = re.compile(
    r"(?:(?:in|on|at|by|from|of|to|for|since|during|until|and|that|while|when|as|but|after"
    r"|before|with|if|because)\s+)+",
    re.IGNORECASE,
)
_YEAR_ASKED = re.compile(r"\b(?:what|which) year\b")
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_VERB = r"(?:is|was|are|were|did|does|do|has|have|had|will|would|could|can|should)"
_ASKED_NOUN = re.compile(
    rf"\b(?:which (?!{_VERB}\b)(?P<which>[^,?]+)|what (?!{_VERB}\b)(?P<what>(?:[\w-]+ ){{1,4}}?)"
    rf"(?={_VERB}\b))"
)
_NO_NAME = frozenset(map(stem, "percent percentage share day year month date number".split()))
_PHRASE_ENDS = re.compile(
    rf"\b(?:{_VERB}|that|which|who|of|in|for|from|to|by|at|on|with|whose|and|said|says|reported"
    r"|described|named)\b"
)
_AND = re.compile(r",? (?:and|as well as) (?:the )?|, (?:the )?")
_COUNTRY_NOUNS = frozenset({"countri", "nation"})


def trimmed(query: Query, text: str) -> str:
    """The words without what only surrounds the answer."""
    found = _BRACKETS.sub("", text).strip(_EDGES)
    opening = _LEADING.match(found)
    found = _POSSESSIVE.sub("", found[opening.end() :] if opening else found)
    if query.wants == "date" and _YEAR_ASKED.search(fold(query.text)):
        year = _YEAR.search(found)
        return year.group() if year else found
    if query.wants == "number":
        return _number(query, found)
    return found


def _number(query: Query, text: str) -> str:
    """The number without the nouns behind it that the question says: "26" of "26 boats"."""
    spans = word_spans(text)
    kept = len(spans)
    while kept > 1 and not any(map(str.isdigit, spans[kept - 1][0])):
        word = spans[kept - 1][0]
        if word in values.SCALES or word in values.WORD_VALUES or word.startswith("percent"):
            break
        if stem(word) not in query.stems and word not in STOPWORDS:
            break
        kept -= 1
    return text[: spans[kept - 1][2]] if kept < len(spans) else text


def asked_noun(query: Query) -> str | None:
    """The stem of the noun behind "which" or "what": "which social media company" asks for a
    company."""
    match = _ASKED_NOUN.search(fold(query.text))
    if not match:
        return None
    phrase = _PHRASE_ENDS.split(match["which"] or match["what"], maxsplit=1)[0]
    nouns = [stem(word) for word in words(phrase) if word.isalpha()]
    return nouns[-1] if nouns and nouns[-1] not in _NO_NAME else None


def asks_for_name(query: Query) -> bool:
    """Whether a name answers: who, where, or "which company"."""
    return query.wants in ("person", "place") or (
        query.wants in ("fact", "list") and asked_noun(query) is not None
    )


def fits(query: Query, text: str) -> bool:
    """Whether the words may be of the kind asked for, as far as their form tells."""
    if query.wants == "number":
        return bool(values.quantities(text)) or any(map(str.isdigit, text))
    if query.wants == "date":
        return bool(values.dates(text)) or bool(re.search(r"\d|\b(?:ago|later|earlier)\b", text))
    if query.wants in ("reason", "how", "wording", "summary", "yes-no"):
        return True
    if not asks_for_name(query):
        return True
    return not _is_date(text) and _fits_noun(query, text)


def _fits_noun(query: Query, text: str) -> bool:
    noun = asked_noun(query)
    named = fold(text)
    if noun in _COUNTRY_NOUNS:
        return named in COUNTRY_OF or " " in named
    return True


def _is_date(text: str) -> bool:
    found = values.dates(text)
    return bool(found) and found[0].end - found[0].start >= len(text) - 3


def members(text: str) -> list[str]:
    """The names that an enumeration is made of ("Turkey, Canada, and Japan"); none if it is no
    enumeration, or of other things than names."""
    found = [part.strip(_EDGES) for part in _AND.split(text)]
    named = all(part[:1].isupper() for part in found)
    return found if len(found) > 1 and named else []
