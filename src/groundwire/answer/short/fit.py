"""Whether words are of the kind that a question asks for, as far as their form tells.

"When" wants a time and little else, "which two" two names, "which bank" one name that is not a
person's. Where nothing in a sentence is, its words still count for a little (short_answer.py).
"""

import re
from functools import lru_cache

from groundwire.answer.short.spans import members
from groundwire.language import lexicon, numerals
from groundwire.language.analysis import Analysis
from groundwire.language.cast import Cast
from groundwire.language.dates.times import is_time, names_time
from groundwire.language.names import names
from groundwire.language.text import Text, fold, words
from groundwire.question.asked import asked_count, asked_noun, asks_for_name, asks_for_one
from groundwire.question.query import Query

_OPEN_KINDS = frozenset({"reason", "how", "wording", "summary", "yes-no"})
_SMALL = frozenset("of the and for in on at to a an &".split())  # within a name
_WHO_IS = re.compile(
    r"\bwho(?:'s| is| was| will be| became| becomes) (?:(?:now|currently) )?"
    r"(?:the|its|their|his|her|[\w'-]+'s) (?P<office>[\w '-]{1,40}?)"
    r"(?: (?:of|at|in|for|who)\b|\W*$)"
)


def suits(query: Query, text: str, *, article: str = "") -> bool:
    """Whether the words may be of the kind asked for; ``article`` is the text that they are from,
    which tells people from other names."""
    if query.wants == "number":
        return is_number(text) and not (_asks_how_many(query) and _is_compound(text))
    if query.wants == "date" or (query.wants == "fact" and names_time(asked_noun(query))):
        return is_time(text)
    if query.wants in _OPEN_KINDS:
        return True
    if is_time(text):
        return not asks_for_name(query)
    count = asked_count(query)
    if count is not None:
        return len(members(text)) == count
    return _suits_noun(query, text, article)


def must_suit(query: Query) -> bool:
    """Whether words of another kind are worse than none: no "Britain" for a "when". It costs none
    of the right answers to 295 SQuAD questions and 46 of our own, and gains one."""
    return query.wants == "date" or (query.wants == "number" and _asks_how_many(query))


def _suits_noun(query: Query, text: str, article: str) -> bool:
    noun, one = asked_noun(query), asks_for_one(query)
    if one and members(text):
        return False
    if noun in lexicon.words("names.titles") or _asks_for_holder(query.text):
        return is_name(text) and not _is_no_person(text)
    if noun in _named() and one:
        return is_name(text) and not Cast.of(article).is_person(text)
    return query.wants != "person" or not any(map(str.isdigit, text))


@lru_cache(maxsize=64)
def _asks_for_holder(question: str) -> bool:
    """Whether it asks who holds an office: then no place answers, as one may who won."""
    office = _WHO_IS.search(fold(question))
    titles = lexicon.words("names.titles")
    return office is not None and not titles.isdisjoint(words(office["office"]))


@lru_cache(maxsize=1)
def _named() -> frozenset[str]:
    """Nouns of what has a name of its own and is nobody."""
    return frozenset().union(
        *(lexicon.words(f"names.{entry}") for entry in ("bodies", "places", "things"))
    )


def _asks_how_many(query: Query) -> bool:
    return "how many" in fold(query.text)


def _is_compound(text: str) -> bool:
    """Whether its numbers only describe, as that of a "10-year plan" does, which counts nothing."""
    found = Analysis.of(text).numbers
    return bool(found) and all(one.role == "compound" for one in found)


def is_number(text: str) -> bool:
    """Whether the words hold a number."""
    return any(char.isdigit() for char in text) or any(map(numerals.is_word, words(text)))


def is_name(text: str) -> bool:
    """Whether every word but the small ones begins with a capital or a digit."""
    parts = [part.lstrip("“\"‘'(") for part in text.split()]
    small = _SMALL | lexicon.words("names.particles")
    return parts[0] not in small - {"the"} and all(
        part in small or part[:1].isupper() or part[:1].isdigit() for part in parts
    )


def _is_no_person(text: str) -> bool:
    """Whether a name's own words say that it is of something else, or hold a digit."""
    found = names(Text(text), frozenset())
    return any(map(str.isdigit, text)) or any(
        name.evident and name.kind != "person" for name in found
    )
