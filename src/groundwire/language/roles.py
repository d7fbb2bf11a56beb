"""Who and whom: where the subject and the object of a group of verbs stand."""

from collections.abc import Sequence

from groundwire.language.clauses import Clause, Word
from groundwire.language.groups import Group
from groundwire.language.phrases import Phrase, phrase, phrase_before, phrase_that_ends

_RELATIVES = frozenset({"who", "which", "that", "whom"})


class Roles:
    """The phrases around the groups of a text. ``groups`` has one list a clause; a group is named
    by the number of its clause and its own number there."""

    def __init__(
        self,
        words: Sequence[Word],
        clauses: Sequence[Clause],
        groups: Sequence[Sequence[Group]],
    ) -> None:
        self._words = words
        self._clauses = clauses
        self._groups = groups

    def subject(self, at: int, number: int, group: Group) -> Phrase | None:
        clause, groups = self._clauses[at], self._groups[at]
        if number and group.kind != "finite":
            return self._of_governor(at, number, group)
        first = groups[number - 1].last if number else clause.first
        own = phrase_before(self._words, first, group.first)
        if own:
            return own
        if number:
            return self.subject(at, number - 1, groups[number - 1])
        return self._from_before(at)

    def _of_governor(self, at: int, number: int, group: Group) -> Phrase | None:
        """Of "asked Ana to leave" Ana, of "refused to leave" whoever refused; a participle behind
        a noun ("the man seen in Oslo") has that noun."""
        governor = self._groups[at][number - 1]
        between = phrase(self._words, governor.last, group.first)
        if between or group.kind == "participle":
            return between
        return self.subject(at, number - 1, governor)

    def _from_before(self, at: int) -> Phrase | None:
        """The subject that stands before its clause: what a relative clause speaks of; behind an
        insertion ("Oslo, the favourite, won") the words before it; behind "and" the last one."""
        clause = self._clauses[at]
        if at == 0:
            return self._of_next()
        before = self._clauses[at - 1]
        if clause.opener in _RELATIVES:
            return self._antecedent(at)
        if clause.opener in (",", ";") and at > 1 and not self._groups[at - 2]:
            before = self._clauses[self._behind_insertions(at - 2)]
            return phrase_before(self._words, before.first, before.last)
        if self._groups[at - 1]:
            return self.subject(at - 1, 0, self._groups[at - 1][0])
        return phrase_before(self._words, before.first, before.last)

    def _behind_insertions(self, at: int) -> int:
        """The clause that insertions without a verb belong to: "Oslo" of "Oslo, the favourite, who
        lost in May, won"."""
        while at > 0 and self._clauses[at].opener == "," and not self._groups[at - 1]:
            at -= 1
        return at

    def object(self, at: int, number: int, group: Group) -> tuple[str, Phrase | None]:
        """What follows the verb, and the preposition that joins it; for "the club that Oslo beat"
        it stands before the clause."""
        clause = self._clauses[at]
        end = self._end_of(at, number)
        place, particle = group.last, ""
        while place < end and (self._words[place].number or self._words[place].adverb):
            place += 1
        if place < end and self._words[place].among("prepositions"):
            particle, place = self._words[place].form, place + 1
        behind = phrase(self._words, place, end)
        own = clause.opener in _RELATIVES and not number and at > 0
        if (
            own
            and (particle or not behind)
            and phrase_before(self._words, clause.first + 1, group.first)
        ):
            return "", self._antecedent(at)
        return particle, behind

    def _antecedent(self, at: int) -> Phrase | None:
        """What a relative clause speaks of: the noun before it; of "Oslo, the side that" Oslo."""
        before = self._clauses[at - 1]
        if before.opener == "," and at > 1 and not (self._groups[at - 1] or self._groups[at - 2]):
            before = self._clauses[at - 2]
        return phrase_that_ends(self._words, before.first, before.last)

    def _of_next(self) -> Phrase | None:
        """The subject of a clause that leads to the next: "Without paying, the tenants left"."""
        leads = len(self._clauses) > 1 and self._clauses[1].opener == "," and self._groups[1]
        if not leads or self._groups[0][0].kind == "finite":
            return None
        return phrase_before(self._words, self._clauses[1].first, self._groups[1][0].first)

    def by(self, at: int, group: Group) -> Phrase | None:
        """Who did it, in the passive: "by" and a phrase, and no number."""
        last = self._clauses[at].last
        for place in range(group.last, last - 1):
            follows = self._words[place + 1]
            if self._words[place].form == "by" and not follows.number:
                return phrase(self._words, place + 1, last)
        return None

    def _end_of(self, at: int, number: int) -> int:
        groups = self._groups[at]
        return groups[number + 1].first if number + 1 < len(groups) else self._clauses[at].last
