"""The noun that a question asks for: the company of "which social media company did it"."""

import re
from functools import lru_cache

from groundwire.language.analysis import Analysis
from groundwire.language.text import fold, words
from groundwire.language.verbs import auxiliary_pattern
from groundwire.question.query import Query

_VERB = auxiliary_pattern()
_PHRASE = re.compile(
    rf"\b(?:which (?!{_VERB})(?P<which>[^,?]+)|what (?!{_VERB})(?P<what>(?:[\w-]+ ){{1,4}}?)"
    rf"(?={_VERB}))|^(?:name|give) (?:the|an?|one) (?P<name>[^,?.]+)"
)
_PHRASE_ENDS = re.compile(
    rf"\b(?:{_VERB}|that|which|who|of|in|for|from|to|by|at|on|with|whose|and|said|says|reported"
    r"|described|named)\b|['’]s?\b"
)
_NAME_BEHIND = re.compile(r"[a-z] [A-Z]")  # "the counterpart | Ana Roe mentioned"


@lru_cache(maxsize=64)
def asked_phrase(question: str) -> tuple[str, ...]:
    """The folded words behind "which", "what" or "name the", the noun last; none where there is no
    such noun."""
    return _phrase(question, _PHRASE.search(fold(question)))


def _phrase(question: str, match: re.Match[str] | None) -> tuple[str, ...]:
    if match is None:
        return ()
    start, end = match.span(match.lastgroup or 0)
    phrase = _PHRASE_ENDS.split(fold(question)[start:end], maxsplit=1)[0]
    named = _NAME_BEHIND.search(question, start, start + len(phrase))
    phrase = phrase[: named.start() + 1 - start] if named else phrase
    return tuple(word for word in words(phrase) if word.isalpha())


def asked_noun(query: Query) -> str:
    """The noun itself, folded; empty where the question has none."""
    phrase = asked_phrase(query.text)
    return phrase[-1] if phrase else ""


def asks_for_one(query: Query) -> bool:
    """Whether the noun asked for stands in the singular: "which company", not "which clubs"."""
    noun = asked_noun(query)
    plural = noun.endswith("s") and not noun.endswith(("ss", "us", "is"))
    return bool(noun) and not plural and query.wants != "list"


def asked_count(query: Query) -> int | None:
    """How many names are asked for: "which two capitals"; None where the question does not say."""
    folded = fold(query.text)
    for number in Analysis.of(query.text).numbers:
        behind_which = folded.endswith(("which ", "what "), 0, number.figure_start)
        if behind_which and number.amount >= 2 and not folded.startswith(" of ", number.figure_end):
            return int(number.amount)
    return None


def asks_for_name(query: Query) -> bool:
    """Whether a name answers: who, where, or "which company"."""
    return query.wants in ("person", "place") or (
        query.wants in ("fact", "list") and bool(asked_noun(query))
    )
