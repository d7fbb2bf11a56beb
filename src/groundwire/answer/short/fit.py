"""Whether words are of the kind that a question asks for, as far as their form tells.

"When" wants a time and little else, "which two" two names, "which company" one name that is not a
person's. Where nothing in a sentence is, its words still count for a little (short_answer.py).
"""

import re
from functools import lru_cache

from groundwire.answer.short.spans import EDGES, members
from groundwire.language import numerals, values
from groundwire.language.countries import COUNTRY_OF
from groundwire.language.dates.times import is_time, names_time
from groundwire.language.people import People, last_name
from groundwire.language.text import fold, words
from groundwire.question.asked import asked_count, asked_noun, asks_for_name, asks_for_one
from groundwire.question.query import Query

_OPEN_KINDS = frozenset({"reason", "how", "wording", "summary", "yes-no"})
_COUNTRIES = frozenset("country nation countries nations".split())
_FIRMS = frozenset(
    """company firm business chain retailer airline automaker carmaker manufacturer maker brand bank
    operator startup conglomerate corporation supermarket platform app network publisher broadcaster
    studio franchise restaurant team club band university college school""".split()
)
_NAMED = _FIRMS | frozenset(
    """city town village state province county island river lake mountain volcano ocean sea airport
    stadium hotel museum hurricane storm movie film series show song album book novel game award
    trophy party""".split()
)
_PEOPLE = frozenset(
    """counterpart leader minister president official person man woman actor actress singer player
    athlete author writer director politician senator governor mayor judge king queen prince
    princess pope coach driver star musician celebrity host founder ceo executive general candidate
    lawmaker congressman congresswoman astronaut scientist artist rapper comedian journalist
    billionaire entrepreneur legend monarch premier chancellor secretary spokesperson spokesman
    spokeswoman individual chief head boss lawyer designer swimmer golfer""".split()
)
_POSTS = frozenset(
    """ceo cfo coo cto founder chairman chairwoman spokesman spokeswoman spokesperson employees
    users customers""".split()
)
_SMALL = frozenset("of the and de la le du von van der al for in on at to a an & y".split())
_AT_EVENT = re.compile(
    r"\b(?:after|before|during|when|while|once|until|since|upon|following) (?:\w+ )?$"
)
_AT_EVENT_CHARACTERS = 30
_OF_A_FIRM = re.compile(r"['’]s? \w")


def suits(query: Query, text: str, *, article: str = "") -> bool:
    """Whether the words may be of the kind asked for; ``article`` is the text that they are from,
    which tells people from other names."""
    if query.wants == "number":
        return is_number(text)
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
    return query.wants == "date" or (query.wants == "number" and "how many" in fold(query.text))


def is_at_event(query: Query, text: str, start: int) -> bool:
    """Whether what begins at ``start`` is an event that a "when" may be answered by: "after the
    flood"."""
    before = fold(text[max(0, start - _AT_EVENT_CHARACTERS) : start])
    return query.wants == "date" and _AT_EVENT.search(before) is not None


def _suits_noun(query: Query, text: str, article: str) -> bool:
    noun, one = asked_noun(query), asks_for_one(query)
    if one and members(text):
        return False
    if noun in _COUNTRIES:
        return all(map(_is_country, members(text) or [text]))
    if noun in _PEOPLE:
        return is_name(text) and not any(map(_is_no_person, text.split()))
    if noun in _NAMED and one:
        of_a_firm = noun in _FIRMS and (_OF_A_FIRM.search(text) or _POSTS & set(words(text)))
        return is_name(text) and not of_a_firm and not _is_person(text, article)
    return query.wants != "person" or not any(map(str.isdigit, text))


def is_number(text: str) -> bool:
    """Whether the words hold a number."""
    return any(char.isdigit() for char in text) or any(map(numerals.is_word, words(text)))


def is_name(text: str) -> bool:
    """Whether every word but the small ones begins with a capital or a digit."""
    parts = [part.lstrip("“\"‘'(") for part in text.split()]
    return parts[0] not in _SMALL - {"the"} and all(
        part in _SMALL or part[:1].isupper() or part[:1].isdigit() for part in parts
    )


def _is_country(text: str) -> bool:
    named = fold(text).removeprefix("the ").removesuffix("'s")
    return named in COUNTRY_OF or (" " in named and is_name(text))


def _is_no_person(word: str) -> bool:
    plain = word.strip(EDGES)
    no_name = fold(plain) in COUNTRY_OF or plain in values.NOT_PEOPLE
    return no_name or any(map(str.isdigit, plain))


def _is_person(text: str, article: str) -> bool:
    full = _people(article).full_name(last_name(text))
    return full is not None and text in (full, last_name(full))


@lru_cache(maxsize=32)
def _people(article: str) -> People:
    return People(article)
