"""Groups of verbs in a clause: "would not have been beaten", "fell", "to open", "by closing"."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from groundwire.language.clauses import Clause, Word
from groundwire.language.verbs import (
    Auxiliary,
    is_ing,
    is_irregular_base,
    is_participle,
    is_past,
    is_third_person,
    verb_of,
)

Kind = Literal["finite", "infinitive", "gerund", "participle"]
Tense = Literal["past", "present", "future", ""]

_AHEAD = frozenset("will shall would may might could should must to".split())
_SUBJECTLESS = frozenset({"and", "or", "but", "who", "which", "that"})
_OF_ONE = frozenset("he she it who which that".split())


@dataclass(frozen=True, slots=True)
class Group:
    """The words ``first`` up to ``last`` (not included) and the one that tells the verb.

    ``unreal``: "would have". ``tense`` is empty where another verb gives it.
    """

    first: int
    last: int
    main: int
    verb: str
    kind: Kind
    passive: bool = False
    tense: Tense = ""
    unreal: bool = False


def groups_of(words: Sequence[Word], clause: Clause) -> list[Group]:
    """The groups of a clause in order."""
    found: list[Group] = []
    at = clause.first
    while at < clause.last:
        group = (
            _with_auxiliaries(words, at, clause.last)
            if words[at].auxiliary and not (words[at].capital and at > 0)
            else _bare(words, at, clause, found)
        )
        found += [group] if group else []
        at = group.last if group else at + 1
    if not any(group.kind == "finite" for group in found):
        found = sorted([*found, *_of_noun(words, clause, found)], key=lambda group: group.first)
    return _reduced(words, found, clause)


# With an auxiliary


def _with_auxiliaries(words: Sequence[Word], at: int, end: int) -> Group:
    chain: list[Auxiliary] = []
    place = last = at
    while place < end:
        step = _link(words, place, chain)
        if not step and not (words[place].adverb or words[place].among("negations")):
            break
        last = place + step if step else last
        place += step or 1
    if place < end and _completes(words[place], chain[-1]):
        return _group(words, at, place + 1, place, chain)
    return _group(words, at, last, last - 1, chain)


def _link(words: Sequence[Word], place: int, chain: list[Auxiliary]) -> int:
    """How many words are the next auxiliary, after adding it: "was", "to" of "was to"."""
    word = words[place]
    found = word.auxiliary
    if (found and not word.capital) or (found and not chain):
        chain.append(found)
        return 1
    after = words[place + 1].form if place + 1 < len(words) else ""
    to = 2 if (word.form, after) in (("going", "to"), ("about", "to")) else int(word.form == "to")
    if to and chain and chain[-1].verb in ("be", "have"):
        chain.append(Auxiliary("to"))
        return to
    return 0


def _completes(word: Word, last: Auxiliary) -> bool:
    """Whether the word is the verb that the auxiliary asks for."""
    if last.verb == "have":
        return is_participle(word.form) and not word.capital
    return _plain(word)


def _plain(word: Word) -> bool:
    return not (word.capital or word.number or word.adverb or _closed(word))


def _closed(word: Word) -> bool:
    """Whether it is of a class that holds no verb and no noun."""
    return any(map(word.among, ("determiners", "prepositions", "pronouns", "openers")))


def _group(
    words: Sequence[Word], first: int, last: int, main: int, chain: Sequence[Auxiliary]
) -> Group:
    alone = words[main].auxiliary
    verb = alone.verb if alone else verb_of(words[main].form)
    passive = chain[-1].verb == "be" and not alone and is_participle(words[main].form)
    unreal = len(chain) > 1 and chain[0].verb == "would" and chain[1].verb == "have"
    tense = _tense_of(chain, full=alone is None)
    return Group(first, last, main, verb, "finite", passive, tense, unreal)


def _tense_of(chain: Sequence[Auxiliary], *, full: bool) -> Tense:
    """``full``: a verb follows the auxiliaries."""
    perfect = any(one.verb == "have" for one in chain) and (full or len(chain) > 1)
    if perfect and chain[-1].verb != "to":
        return "future" if chain[0].verb == "will" else "past"
    if any(one.verb in _AHEAD for one in chain):
        return "future"
    return "past" if chain[0].past and chain[0].verb != "can" else "present"


# Without one


def _bare(words: Sequence[Word], at: int, clause: Clause, found: Sequence[Group]) -> Group | None:
    word = words[at]
    led = at > 0 and (words[at - 1].adverb or words[at - 1].form == "to")
    if word.capital or word.number or not (led or _verbal(word.form)):
        return None
    before = _before(words, at, clause)
    if before and before.form == "to":
        return _verb(words, at, "infinitive") if _plain(word) else None
    if is_ing(word.form):
        hangs = (before and before.among("prepositions")) or (found and found[-1].last == at)
        return _verb(words, at, "gerund") if hangs else None
    if is_past(word.form) or is_participle(word.form):
        return _past(words, at, clause, before)
    return _verb(words, at, "finite", "present") if _present(words, at, before) else None


@lru_cache(maxsize=65_536)
def _verbal(form: str) -> bool:
    """Whether a word may be a verb without "to" by its form."""
    some_past = is_past(form) or is_participle(form)
    return some_past or is_ing(form) or is_third_person(form) or is_irregular_base(form)


def _before(words: Sequence[Word], at: int, clause: Clause) -> Word | None:
    for place in range(at - 1, clause.first - 1, -1):
        if not (words[place].adverb or words[place].form == "not"):
            return words[place]
    return None


def _past(words: Sequence[Word], at: int, clause: Clause, before: Word | None) -> Group | None:
    word, after = words[at], words[at + 1] if at + 1 < clause.last else None
    opens = before is None or (at - 1 == clause.first and before.form in _SUBJECTLESS)
    if not is_past(word.form):
        return _verb(words, at, "participle", passive=True)
    if before is None or opens:
        describes = after is not None and after.among("prepositions") and is_participle(word.form)
        if clause.opener in _SUBJECTLESS or (clause.opener in (",", ";") and not describes):
            return _verb(words, at, "finite", "past")
        return _verb(words, at, "participle", passive=True) if is_participle(word.form) else None
    noun = before.among("determiners") or before.among("prepositions") or before.form[-2:] == "'s"
    return None if noun else _verb(words, at, "finite", "past")


def _present(words: Sequence[Word], at: int, before: Word | None) -> bool:
    """Whether it is a verb of the present: "beats" behind a name and before an object, "sells"
    behind "it"; a plural of a noun looks the same."""
    word = words[at].form
    if before is None or not is_third_person(word):
        return before is not None and before.form in ("they", "we") and is_irregular_base(word)
    if before.form in _OF_ONE:
        return True
    after = words[at + 1] if before.capital and at + 1 < len(words) else None
    return after is not None and not after.mark and (after.among("determiners") or after.capital)


def _of_noun(words: Sequence[Word], clause: Clause, found: Sequence[Group]) -> list[Group]:
    """The verb of the present behind a noun in the singular, in a clause that has no other verb:
    "the bridge opens again"."""
    taken = {at for group in found for at in range(group.first, group.last)}
    for at in range(clause.first + 1, clause.last):
        word, before = words[at], _before(words, at, clause)
        if at in taken or word.capital or before is None or not is_third_person(word.form):
            continue
        noun = not (is_third_person(before.form) or before.number or _closed(before))
        if noun and (at + 1 == clause.last or not _plain(words[at + 1])):
            return [_verb(words, at, "finite", "present")]
    return []


def _verb(
    words: Sequence[Word], at: int, kind: Kind, tense: Tense = "", *, passive: bool = False
) -> Group:
    return Group(at, at + 1, at, verb_of(words[at].form), kind, passive, tense)


def _reduced(words: Sequence[Word], found: list[Group], clause: Clause) -> list[Group]:
    """A bare past that only describes a noun: "the bridge closed on Monday was opened", and the
    passive of "the bridge closed by Oslo"."""
    kept = list(found)
    for place, group in enumerate(found):
        alone = group.first == group.main and group.kind == "finite"
        if not (alone and group.tense == "past" and is_participle(words[group.main].form)):
            continue
        following = found[place + 1] if place + 1 < len(found) else None
        after = words[group.last] if group.last < clause.last else None
        if after and after.form == "by" and not words[min(group.last + 1, len(words) - 1)].number:
            kept[place] = replace(group, passive=True)
        elif following and following.kind == "finite" and _joined(words, group, following):
            kept[place] = replace(group, kind="participle", passive=True, tense="")
    return kept


def _joined(words: Sequence[Word], group: Group, following: Group) -> bool:
    """Whether nothing between them can be the second verb's own subject."""
    after = words[group.last]
    return following.first == group.last or after.among("prepositions") or after.adverb
