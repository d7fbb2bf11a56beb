"""The answer's words as one would write them down: no longer and no shorter than it takes.

SQuAD's annotators mark the shortest words that answer: no preposition, no bracket, no noun that the
question has said already ("how many boats": "26"). Taken from there, as its score counts them.
"""

import re

from groundwire.language import numerals
from groundwire.language.analysis import Analysis
from groundwire.language.content import STOPWORDS
from groundwire.language.dates.calendar import years_in
from groundwire.language.text import fold, stem, word_spans
from groundwire.question.asked import asked_noun
from groundwire.question.query import Query

EDGES = " \t\n,.;:!?-–—\"“”„«»‘’'`"
_BRACKETS = re.compile(r"\s*[(\[][^)\]]*(?:[)\]]|$)")
_POSSESSIVE = re.compile(r"['’]s?$")
_LEADING = re.compile(
    r"(?:(?:in|on|at|by|from|of|to|for|since|during|until|and|that|while|when|as|but|after"
    r"|before|with|if|because(?: of)?|due to)\s+)+",
    re.IGNORECASE,
)
_YEAR_ASKED = re.compile(r"\b(?:what|which) year\b")
_AND = re.compile(r",? (?:and|as well as) (?:the )?|, (?:the )?")


def trimmed(query: Query, text: str) -> str:
    """The words without what only surrounds the answer."""
    found = _stripped(_BRACKETS.sub("", text))
    opening = _LEADING.match(found)
    found = _POSSESSIVE.sub("", found[opening.end() :] if opening else found)
    if query.wants == "date" and _YEAR_ASKED.search(fold(query.text)):
        return next(iter(years_in(found)), found)
    if query.wants == "number":
        return _number(query, found)
    return found


def _stripped(text: str) -> str:
    """Without the marks around it, but with the minus sign of a number."""
    found = text.strip(EDGES)
    sign = text[: text.find(found)][-1:] if found[:1].isdigit() else ""
    return f"{sign}{found}" if sign and fold(sign) == "-" else found


def _number(query: Query, text: str) -> str:
    """The number without the nouns behind it that the question says: "26" of "26 boats"."""
    spans = word_spans(text)
    kept = len(spans)
    while kept > 1 and not any(map(str.isdigit, spans[kept - 1][0])):
        word = spans[kept - 1][0]
        if numerals.is_word(word) or word.startswith("percent"):
            break
        if stem(word) not in query.stems and word not in STOPWORDS:
            break
        kept -= 1
    return text[: spans[kept - 1][2]] if kept < len(spans) else text


def whole(query: Query, text: str, start: int, end: int) -> tuple[int, int]:
    """``text[start:end]`` of a sentence with what it cuts off: the rest of a number ("8" of
    "-8 million euros"), the noun of a name ("the Tern River")."""
    for number in Analysis.of(text).numbers:
        if number.figure_start < end and start < number.figure_end:
            return min(start, number.figure_start), max(end, number.figure_end)
    return start, _with_noun(query, text, start, end)


def _with_noun(query: Query, text: str, start: int, end: int) -> int:
    """With the noun asked for right behind a name, where it belongs to it: written with a capital,
    or behind another plain word ("Tern | messaging platform")."""
    noun = asked_noun(query)
    behind = fold(text[end : end + len(noun) + 2])
    if not noun or not text[start].isupper() or not re.fullmatch(rf"\s{noun}\W?", behind):
        return end
    last = text[start:end].split()[-1]
    return end + 1 + len(noun) if text[end + 1].isupper() or last.islower() else end


def members(text: str) -> list[str]:
    """The names that an enumeration is made of ("Turkey, Canada, and Japan"); none if it is no
    enumeration, or of other things than names."""
    found = [part.strip(EDGES) for part in _AND.split(text)]
    named = all(part[:1].isupper() for part in found)
    return found if len(found) > 1 and named else []
