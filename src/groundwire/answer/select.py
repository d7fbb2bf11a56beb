"""Which sentences to quote: the best, what parts of the question it lacks, and what is near.

A set is chosen, not a list cut off: each part of the question gets its sentence, a figure or a side
of the matter is worth a quote once, and what retells a sentence that is quoted already, be it the
same story in another paper, is worth none.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from groundwire.answer.compare import disagreement
from groundwire.compose import reasons
from groundwire.language.analysis import Analysis
from groundwire.language.causes import gives_reason
from groundwire.language.content import content_terms
from groundwire.question.query import Query
from groundwire.question.sources import is_from
from groundwire.reading.reader import Reading
from groundwire.reading.wanted import counted_nouns, same_counted

# How far below the best one a sentence may be, as a share of the way down to the last that was
# read: the scale of readers differs. At .5 the quotes of the development questions hold .90 of
# the nuggets with 2.2 quotes, those of 161 news questions of 2022 .70 with 3.3; at .3 it is .87
# with 1.6 and .66 with 2.4.
NEAR = 0.5
LESS_NEAR = 0.75  # for another figure, another side, a reason, or a further event of a digest
FEW_READINGS = 5  # of so few the last one may be near as well: then zero is the bottom
SAME_WORDS = 0.7  # of the shorter sentence's words in both: it retells the other
PART_COVERED = 0.3  # of a part's words that its sentence must hold, or come from its source


def choose(query: Query, ranked: Sequence[Reading], *, most: int) -> list[Reading]:
    """The sentences to quote, the best first, at most ``most``; ``ranked`` is best first."""
    picked = _Picked(ranked, most)
    picked.add(picked.ranked[0])
    for side in disagreement.sides(query, picked.ranked):
        picked.add(side)
    for part in query.parts:
        picked.add(_best_for(part, query, picked))
    if query.comparison or query.wants == "yes-no":
        picked.add(_other_side(picked))
    if query.wants == "reason":
        picked.add(_given_reason(picked))
    if query.wants in ("number", "date"):
        picked.add_new(lambda reading: _figures(query, reading), share=LESS_NEAR)
    for reading in picked.within(LESS_NEAR if query.wants == "summary" else NEAR):
        if not any(retells(reading, other) for other in picked.chosen):
            picked.add(reading)
    return picked.chosen


@dataclass(slots=True)
class _Picked:
    """What was chosen so far out of ``ranked``."""

    ranked: Sequence[Reading]
    most: int
    chosen: list[Reading] = field(default_factory=list)

    def add(self, reading: Reading | None) -> None:
        if reading and len(self.chosen) < self.most and not self._has(reading):
            self.chosen.append(reading)

    def _has(self, reading: Reading) -> bool:
        return any(_place(reading) == _place(other) for other in self.chosen)

    def within(self, share: float) -> list[Reading]:
        """The readings that are not chosen and no further down than this share of the way."""
        best, last = self.ranked[0].relevance, self.ranked[-1].relevance
        bottom = min(last, 0.0) if len(self.ranked) < FEW_READINGS else last
        least = best - share * (best - bottom)
        return [r for r in self.ranked if r.relevance >= least and not self._has(r)]

    def add_new(self, held: Callable[[Reading], set[str]], *, share: float) -> None:
        """Every reading near enough that holds something that none of those chosen does."""
        seen = {one for reading in self.chosen for one in held(reading)}
        for reading in self.within(share):
            if held(reading) - seen:
                self.add(reading)
                seen |= held(reading)


def _place(reading: Reading) -> tuple[str, int, str]:
    evidence = reading.evidence
    return evidence.hit.article.id, evidence.sentence.start, evidence.text


def retells(reading: Reading, other: Reading) -> bool:
    """Whether most words of the shorter sentence stand in the other."""
    mine, theirs = reading.evidence.terms, other.evidence.terms
    return len(mine & theirs) >= SAME_WORDS * min(len(mine), len(theirs))


def _best_for(part: str, query: Query, picked: _Picked) -> Reading | None:
    """The sentence that says most of what a part of the question is about, unless a chosen one
    does; a sentence of the source that the part names comes before all others."""
    wanted = set(content_terms(part)) - _terms_of(query.sources)
    sources = [name for name in query.sources if name in part]

    def fit(reading: Reading) -> tuple[bool, float]:
        from_it = any(is_from(reading.evidence.hit.article, name) for name in sources)
        held = len(wanted & reading.evidence.terms) / max(1, len(wanted))
        return from_it, held

    ranked = sorted(picked.ranked, key=lambda r: (fit(r), r.relevance), reverse=True)
    best = ranked[0]
    named, held = fit(best)
    return best if held >= PART_COVERED or (named and held) else None


def _terms_of(names: Iterable[str]) -> set[str]:
    return {term for name in names for term in content_terms(name)}


def _other_side(picked: _Picked) -> Reading | None:
    """The best sentence of another article: who asks whether something is so is told by two."""
    mine = {reading.evidence.hit.article.id for reading in picked.chosen}
    if len(mine) > 1:
        return None
    others = (r for r in picked.within(LESS_NEAR) if r.evidence.hit.article.id not in mine)
    return next(others, None)


def _given_reason(picked: _Picked) -> Reading | None:
    """The best sentence that gives a reason or a way, or the one right after the best sentence."""
    best = picked.chosen[0]
    if gives_reason(best.evidence.text):
        return None
    given = (r for r in picked.within(LESS_NEAR) if gives_reason(r.evidence.text))
    return reasons.next_sentence(best) or next(given, None)


def _figures(query: Query, reading: Reading) -> set[str]:
    """What the sentence counts of what the question asks the number of."""
    counted = counted_nouns(query)
    return {
        f"{same_counted(noun)} {number.amount} {number.unit}"
        for number in Analysis.of(reading.evidence.text).numbers
        for noun in number.nouns
        if same_counted(noun) in counted and number.role != "from"
    }
