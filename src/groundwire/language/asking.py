"""A question whether something is so, and what a sentence says to it.

"Did Oslo beat Bergen?" asks for a predication: the sentence must have its verb, and who does it to
whom must be the same, told in the active or in the passive. Where they are the wrong way round it
says no; where form does not tell, nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from groundwire.language import lexicon
from groundwire.language.clauses import Word, words_of
from groundwire.language.phrases import Phrase, phrase
from groundwire.language.polarity import Polarity, Predication, Tense
from groundwire.language.text import Text, stem
from groundwire.language.verbs import (
    Auxiliary,
    is_irregular_base,
    is_participle,
    is_third_person,
    verb_of,
)

YesNo = Literal["yes", "no"]

_LEADS = frozenset({"and", "but", "so"})


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks, if ``word``, of this verb, is its verb: who, whom, and when.

    ``others`` are the names and numbers that it has beside them.
    """

    word: str
    verb: str
    agent: Phrase | None
    patient: Phrase | None
    particle: str
    tense: Tense
    others: frozenset[str]

    @property
    def of_two(self) -> bool:
        """Whether it has two sides that could be the wrong way round."""
        return bool(self.agent and self.patient) and _alike(self.agent, self.patient)


def says(question: Text, sentence: Polarity) -> YesNo | None:
    """What a sentence says to a yes-or-no question; None where form does not show it."""
    found = {verdict for verdict, _ in verdicts(question, sentence)}
    return next(iter(found)) if len(found) == 1 else None


def verdicts(question: Text, sentence: Polarity) -> list[tuple[YesNo, Predication]]:
    """The same for every predication that answers, with it, in order."""
    held = {word.stem for word in sentence.words}
    return [
        (verdict, said)
        for asked in asked_of(question)
        for said in sentence.predications
        if said.verb == asked.verb and asked.others <= held and (verdict := _compared(asked, said))
    ]


def open_to_words(question: Text, sentence: Polarity) -> bool:
    """Whether words alone may tell what a sentence says that has no verdict: not where two could
    have changed places, nor where its verb is the question's and is doubted or somebody else's."""
    return not swappable(question) and not any(
        _is_otherwise(asked, said, sentence)
        for asked in asked_of(question)
        for said in sentence.predications
        if said.verb == asked.verb
    )


def swappable(question: Text) -> bool:
    """Whether the question asks who did what to whom of two that are named."""
    return any(
        asked.agent and asked.patient and asked.agent.named and asked.patient.named
        for asked in asked_of(question)
    )


def asked_of(question: Text) -> tuple[Asked, ...]:
    """What the question may ask, once for every word that may be its verb; none if it does not
    open with an auxiliary."""
    return _asked(question.written)


@lru_cache(maxsize=64)
def _asked(written: str) -> tuple[Asked, ...]:
    words = words_of(Text(written))
    first = next((at for at, word in enumerate(words) if word.form not in _LEADS), 0)
    opening = words[first].auxiliary if words else None
    if opening is None or opening.tied:
        return ()
    return tuple(_of_verb(words, first, at, opening) for at in verbs_of(words, first))


def verbs_of(words: Sequence[Word], opening: int) -> list[int]:
    """The places of the words that may be the verb of a question that opens with an auxiliary:
    behind the subject, up to the next phrase. A listed verb is the only one."""
    chunk = list(_chunk(words, _after_subject(words, opening)))
    known = [at for at in chunk if is_irregular_base(words[at].form)]
    after = words[chunk[-1] + 1 : chunk[-1] + 2] if chunk else ()
    if any(_begins_object(word) for word in after):
        return known[:1] or chunk[-1:]
    return known[:1] or chunk


def _begins_object(word: Word) -> bool:
    """Whether what follows the verb begins here: "the town council approved | the budget"."""
    return not word.mark and (word.among("determiners") or word.capital or word.number)


def _chunk(words: Sequence[Word], at: int) -> Iterator[int]:
    while at < len(words) and not _ends(words[at]):
        word = words[at]
        if not (word.adverb or word.auxiliary or word.among("negations")):
            yield at
        at += 1


def _after_subject(words: Sequence[Word], opening: int) -> int:
    """Where the subject is over: its article, its names or one noun, and what "of" adds; behind
    "was" another preposition opens what is asked ("was Ana at the meeting")."""
    auxiliary = words[opening].auxiliary
    be = auxiliary is not None and auxiliary.verb == "be"
    joins = ("of", "and") if be else ("of", "and", "in", "for", "from", "on", "at")
    at = _after_noun(words, opening + 1)
    while at < len(words):
        apart = words[at].adverb and at + 1 < len(words)  # "other towns apart from Oslo"
        if words[at + apart].form not in joins:
            break
        at = _after_noun(words, at + apart + 1)
    return at


def _after_noun(words: Sequence[Word], first: int) -> int:
    at = first
    while at < len(words) and (words[at].among("determiners") or words[at].number):
        at += 1
    names = at
    while at < len(words) and words[at].capital and not words[at].mark:
        at += 1
    if at == names and at < len(words) and words[at].form.endswith("'s"):
        return _after_noun(words, at + 1)
    at += at == names
    while at + 1 < len(words) and is_third_person(words[at].form) and not _ends(words[at + 1]):
        at += 1  # "the Danish | ships", "the rail | unions"
    return at


def _ends(word: Word) -> bool:
    closed = ("determiners", "prepositions", "openers", "pronouns")
    return bool(word.mark) or word.capital or word.number or any(map(word.among, closed))


def _of_verb(words: Sequence[Word], first: int, at: int, opening: Auxiliary) -> Asked:
    chain = [opening, *(one for word in words[first + 1 : at] if (one := word.auxiliary))]
    passive = chain[-1].verb == "be" and is_participle(words[at].form)
    end = next((place for place in range(at + 1, len(words)) if words[place].mark), len(words))
    subject = phrase(words, first + 1, at)
    particle, behind = _behind(words, at + 1, end)
    agent, patient = (_by(words, at + 1, end), subject) if passive else (subject, behind)
    sides = {
        stem for side in (agent, patient) if side for part in side.parts for stem in part.stems
    }
    rest = [word for word in words[first + 1 :] if word.capital or word.number]
    others = frozenset(word.stem for word in rest) - sides
    particle = "" if passive else particle
    form = words[at].form
    return Asked(form, verb_of(form), agent, patient, particle, _when(chain), others)


def _behind(words: Sequence[Word], first: int, end: int) -> tuple[str, Phrase | None]:
    particle = ""
    if first < end and words[first].among("prepositions"):
        particle, first = words[first].form, first + 1
    return particle, phrase(words, first, end)


def _by(words: Sequence[Word], first: int, end: int) -> Phrase | None:
    places = [at for at in range(first, end - 1) if words[at].form == "by"]
    return phrase(words, places[0] + 1, end) if places else None


def _when(chain: Sequence[Auxiliary]) -> Tense:
    if chain[0].verb in ("will", "would", "shall"):
        return "future"
    perfect = any(one.verb == "have" for one in chain)
    return "past" if perfect or chain[0].past else "present"


# One question, one predication


def _compared(asked: Asked, said: Predication) -> YesNo | None:
    if said.doubted or said.hypothetical or (asked.tense == "past" and said.tense == "future"):
        return None
    if not _roles(asked, said):
        return "no" if _swapped(asked, said) and not said.negated else None
    return "no" if said.negated else "yes" if said.told else None


def _roles(asked: Asked, said: Predication) -> bool:
    """Whether everyone whom the question names has the same part in the sentence."""
    if asked.particle != said.particle and asked.patient and asked.particle:
        return False
    sides = ((asked.agent, said.agent), (asked.patient, said.patient))
    straight = all(_is(mine, theirs) for mine, theirs in sides)
    return straight or (asked.verb in _mutual() and _crossed(asked, said))


def _swapped(asked: Asked, said: Predication) -> bool:
    """Whether both do to each other what was asked the other way round."""
    return asked.of_two and asked.verb not in _mutual() and _crossed(asked, said)


def _crossed(asked: Asked, said: Predication) -> bool:
    both = asked.agent is not None and asked.patient is not None
    return both and _is(asked.agent, said.patient) and _is(asked.patient, said.agent)


def _turned(asked: Asked, said: Predication) -> bool:
    """Whether somebody suffers what was asked whether they do it, or does what they suffer."""
    sides = ((asked.agent, said.patient), (asked.patient, said.agent))
    return any(mine is not None and _is(mine, theirs) for mine, theirs in sides)


def _is(mine: Phrase | None, theirs: Phrase | None) -> bool:
    """Whether the sentence's is the question's, or the question asks for none."""
    if mine is None:
        return True
    return theirs is not None and mine.known and theirs.known and theirs.holds(mine)


def _is_otherwise(asked: Asked, said: Predication, sentence: Polarity) -> bool:
    """Whether the sentence has the verb in doubt, of another, or names who is asked for only behind
    it ("he ruled out serving under Ana")."""
    if said.doubted or said.hypothetical or _turned(asked, said):
        return True
    agent = asked.agent
    if agent is None or not agent.named:
        return False
    heads = {part.head for part in agent.parts}
    places = [word.start for word in sentence.words if word.stem in heads]
    behind = bool(places) and min(places) > said.start and not said.passive
    return behind or _is_other(agent, said.agent)


def _is_other(mine: Phrase | None, theirs: Phrase | None) -> bool:
    """Whether both are names, and not of the same."""
    if mine is None or theirs is None or not (mine.named and theirs.named and theirs.known):
        return False
    return not (theirs.holds(mine) or mine.holds(theirs))


def _alike(one: Phrase | None, other: Phrase | None) -> bool:
    return one is not None and other is not None and one.named == other.named


@lru_cache(maxsize=1)
def _mutual() -> frozenset[str]:
    return frozenset(map(stem, lexicon.words("polarity.mutual")))
