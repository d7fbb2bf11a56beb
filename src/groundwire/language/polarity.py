"""Who does what to whom in a sentence, and whether it says that it is so.

Form shows it without a parser: a group of verbs is an auxiliary and what follows it, or a past
behind its subject; denials, doubts and conditions stand before it in its clause. What form does
not show is left out.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from groundwire.language import lexicon
from groundwire.language.clauses import Clause, Word, clauses_of, words_of
from groundwire.language.denials import SCOPE_WORDS, denies
from groundwire.language.groups import Group, groups_of
from groundwire.language.phrases import Phrase
from groundwire.language.roles import Roles
from groundwire.language.text import Text, stem
from groundwire.language.verbs import verb_of

Tense = Literal["past", "present", "future", ""]

NEAR_WORDS = 3  # between a denial and a value that it denies alone: "in 2031, not in May 2030"
_COMPLEMENTS = frozenset({"that", "whether", "if", "how", "why"})


@dataclass(frozen=True, slots=True)
class Predication:
    """``text[start:end]`` is the group of verbs; ``verb`` is equal for all forms of one verb.

    ``agent`` does it and ``patient`` suffers it, in the active and the passive; behind ``particle``
    the patient is what a preposition joins ("lost to Oslo"). ``doubted``: it may be so;
    ``hypothetical``: it is so under a condition, or would have been. ``told``: by a verb with a
    tense, not "to close" or "closing".
    """

    start: int
    end: int
    verb: str
    agent: Phrase | None
    patient: Phrase | None
    particle: str
    passive: bool
    tense: Tense
    negated: bool
    doubted: bool
    hypothetical: bool
    told: bool


class Polarity:
    """A text's predications, and what holds around a place of it."""

    def __init__(self, text: Text) -> None:
        self.words = words_of(text)

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses in order; every word is in one."""
        return clauses_of(self.words)

    @cached_property
    def _groups(self) -> list[list[Group]]:
        return [groups_of(self.words, clause) for clause in self.clauses]

    @cached_property
    def _roles(self) -> Roles:
        return Roles(self.words, self.clauses, self._groups)

    @property
    def tense(self) -> Tense:
        """The tense of the first verb that has one: that of a question is its auxiliary's."""
        first = [group.tense for groups in self._groups for group in groups if group.tense]
        return first[0] if first else ""

    @cached_property
    def predications(self) -> tuple[Predication, ...]:
        """Every one that its form shows, in order."""
        return tuple(one for said in self._said for one in said)

    @cached_property
    def _said(self) -> list[list[Predication]]:
        return [list(self._of_clause(at)) for at in range(len(self.clauses))]

    @cached_property
    def _denials_at(self) -> frozenset[int]:
        """The places of the words that deny."""
        return frozenset(at for at in range(len(self.words)) if denies(self.words, at))

    def _denied_in(self, places: Iterable[int]) -> int:
        """How many of the places deny."""
        return sum(at in self._denials_at for at in places) if self._denials_at else 0

    def tense_at(self, place: int) -> Tense:
        """The tense of the clause that holds an offset: of the nearest verb before it there, else
        of the first one behind it; where it has none, of the clause that it belongs to."""
        found = self.predication_at(place)
        return found.tense if found else ""

    def predication_at(self, place: int) -> Predication | None:
        """The predication that holds an offset, as ``tense_at`` chooses it."""
        own = self._clause_at(place) if self.clauses else 0
        for at in (*range(own, -1, -1), *range(own + 1, len(self.clauses))):
            if at < len(self._said) and (found := _nearest(self._said[at], place)):
                return found
        return None

    def negated_at(self, place: int) -> bool:
        """Whether what stands at an offset is denied: the year of "will not open in 2030"; not
        that of "did not open until 2030"."""
        if not self._denials_at:
            return False
        at = self._clause_at(place)
        clause = self.clauses[at]
        if self._denied_near(clause, place):
            return True
        if not self._said[at] and clause.opener not in ("", "and", "or"):
            return False
        found = self.predication_at(place)
        return found is not None and found.negated

    @property
    def denies(self) -> bool:
        """Whether any word of it denies."""
        return bool(self._denials_at)

    def denial_before(self, place: int) -> Word | None:
        """The nearest word that denies what stands at an offset: in its clause and not far."""
        clause = self.clauses[self._clause_at(place)]
        before = [at for at in self._range(clause) if self.words[at].start < place]
        denials = [at for at in before[-SCOPE_WORDS:] if at in self._denials_at]
        return self.words[denials[-1]] if denials else None

    def _denied_near(self, clause: Clause, place: int) -> bool:
        before = [at for at in self._range(clause) if self.words[at].start < place]
        near = [at for at in before[-NEAR_WORDS:] if self.words[at].among("negations")]
        return self._denied_in(near) > 0

    @staticmethod
    def _range(clause: Clause) -> range:
        return range(clause.first, clause.last)

    def _clause_at(self, place: int) -> int:
        """Which clause holds an offset."""
        for at, clause in enumerate(self.clauses):
            if place < self.words[clause.last - 1].end:
                return at
        return max(0, len(self.clauses) - 1)

    # One predication

    def _of_clause(self, at: int) -> Iterator[Predication]:
        found: list[Predication] = []
        for number, group in enumerate(self._groups[at]):
            governor = found[-1] if found else None
            one = self._predication(at, number, group, governor)
            found.append(one)
            yield one

    def _predication(
        self, at: int, number: int, group: Group, governor: Predication | None
    ) -> Predication:
        subject = self._roles.subject(at, number, group)
        particle, other = self._roles.object(at, number, group)
        agent, patient = (self._roles.by(at, group), subject) if group.passive else (subject, other)
        denials = self._denials(at, number, group)
        return Predication(
            start=self.words[group.first].start,
            end=self.words[group.last - 1].end,
            verb=group.verb,
            agent=agent,
            patient=patient,
            particle="" if group.passive else particle,
            passive=group.passive,
            tense=self._tense(group, governor),
            negated=denials == 1,
            doubted=denials > 1 or self._doubted(at, number, group),
            hypothetical=group.unreal or self._conditional(at),
            told=group.kind in ("finite", "participle"),
        )

    def _tense(self, group: Group, governor: Predication | None) -> Tense:
        if group.tense or group.kind == "finite":
            return group.tense
        before = self.words[max(0, group.first - 2)]
        ahead = before.form in _ahead() or verb_of(before.form) in _ahead()
        if group.kind == "infinitive" and ahead:
            return "future"
        return governor.tense if governor else "past" if group.kind == "participle" else ""

    # Is it so

    def _denials(self, at: int, number: int, group: Group) -> int:
        """How many words deny it: before it in its clause, as its object ("won no seats"), or the
        verb that its clause hangs on ("denied that")."""
        clause = self.clauses[at]
        first = max(clause.first, group.main - SCOPE_WORDS, self._reach(at, number, group))
        before = self._denied_in(range(first, group.main))
        return before + self._denied_behind(at, number) + (self._hangs_on_denial(at) and not number)

    def _denied_behind(self, at: int, number: int) -> bool:
        """Whether its object is denied, not the subject of what is said ("said no ship sank")."""
        groups, place = self._groups[at], self._groups[at][number].last
        following = groups[number + 1 : number + 2]
        if place >= self.clauses[at].last or any(one.kind == "finite" for one in following):
            return False
        return self.words[place].among("negations") and place in self._denials_at

    def _reach(self, at: int, number: int, group: Group) -> int:
        """A denial of an earlier verb reaches an infinitive, not a verb with its own tense."""
        if group.kind != "finite" or not number:
            return 0
        return self._groups[at][number - 1].last

    def _hangs_on_denial(self, at: int) -> bool:
        opens = self.clauses[at].opener == "that" and at > 0
        return opens and self.clauses[at].first - 1 in self._denials_at

    def _doubted(self, at: int, number: int, group: Group) -> bool:
        """By a word of doubt in its clause, by "whether", or by what it hangs on being denied or
        doubted itself ("did not say that")."""
        clause = self.clauses[at]
        if any(map(self._may_be, range(clause.first, group.last))):
            return True
        if at == 0 or number or clause.opener not in _COMPLEMENTS:
            return (
                number > 0
                and group.kind == "finite"
                and self._denials(at, number - 1, self._groups[at][number - 1]) > 0
            )
        if self._hangs_on_denial(at):
            return True
        before = self._groups[at - 1]
        if before and self._denials(at - 1, len(before) - 1, before[-1]) > 0:
            return True
        behind = range(before[-1].main if before else clause.first, clause.first)
        return self._denied_in(behind) > 0

    def _may_be(self, place: int) -> bool:
        """Whether the word leaves open whether it is so: "could", and not "could not"."""
        word, after = self.words[place], self.words[place + 1 : place + 2]
        month = word.capital and word.form == "may"
        could_not = word.form == "could" and any(one.form == "not" for one in after)
        return word.among("doubts") and not (month or could_not)

    def _conditional(self, at: int) -> bool:
        """Whether the clause is a condition, or the one beside it is: "if it rains", "had it
        rained"."""
        own, behind = self._is_condition(at), self._is_condition(at + 1)
        before = at > 0 and self.clauses[at].opener == "," and self._is_condition(at - 1)
        return own or behind or before

    def _is_condition(self, at: int) -> bool:
        if at >= len(self.clauses):
            return False
        clause = self.clauses[at]
        first = self.words[clause.first]
        turned = clause.opener in ("", ",") and first.form in ("had", "were", "should")
        return first.among("conditions") or (
            turned and clause.last > clause.first + 2 and _turned(self.words, clause)
        )


def _turned(words: Sequence[Word], clause: Clause) -> bool:
    """Whether a subject follows the auxiliary that opens a clause: "had it rained"."""
    second = words[clause.first + 1]
    return second.capital or second.among("determiners") or second.among("pronouns")


@lru_cache(maxsize=1)
def _ahead() -> frozenset[str]:
    return lexicon.words("polarity.ahead") | frozenset(map(stem, lexicon.words("polarity.ahead")))


def _nearest(said: Sequence[Predication], place: int) -> Predication | None:
    before = [one for one in said if one.start <= place]
    return before[-1] if before else said[0] if said else None
