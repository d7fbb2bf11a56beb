"""The questions with something wrong, with all that is needed to see why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from groundwire.evaluation.gold import GoldQuestion, Need, Span
from groundwire.evaluation.report.faults import FAULTS, Fault
from groundwire.evaluation.results import Outcome, Reply
from groundwire.records import SearchHit

SHOWN_HITS = 10  # the metrics look no further; a later passage is shown if it holds evidence
SHOWN_CHARACTERS = 1200  # of evidence that was not found: gold may be a whole article


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text, evidence or not."""

    text: str
    evidence: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that was retrieved, cut where evidence begins and ends; ``whole`` where any
    passage of its article is evidence."""

    hit: SearchHit
    pieces: tuple[Piece, ...]
    whole: bool

    @property
    def evidence(self) -> bool:
        """Whether it holds any evidence."""
        return self.whole or any(piece.evidence for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Miss:
    """A question with its faults, gravest first, each as (title, reason)."""

    anchor: str
    outcome: Outcome
    reasons: tuple[tuple[str, str], ...]
    question: GoldQuestion | None
    reply: Reply | None
    found: tuple[Found, ...]
    absent: tuple[Span, ...]  # evidence of needs that no retrieved passage has to do with


@dataclass(frozen=True, slots=True)
class Group:
    """The questions whose gravest fault this is, and those that have it beside a graver one."""

    fault: Fault
    misses: tuple[Miss, ...]
    also: tuple[Miss, ...]

    @property
    def count(self) -> int:
        """How many questions have the fault."""
        return len(self.misses) + len(self.also)


def find_misses(
    outcomes: Sequence[Outcome],
    *,
    questions: Mapping[str, GoldQuestion],
    replies: Mapping[str, Reply],
    needs: Mapping[str, Sequence[Need]],
) -> tuple[Group, ...]:
    """The questions with a fault, grouped by the gravest of it, in the order of the run."""
    faults = {outcome.id: _faults(outcome) for outcome in outcomes}
    misses = [
        _miss(place, outcome, questions, replies.get(outcome.id), needs.get(outcome.id, ()))
        for place, outcome in enumerate(outcomes, start=1)
        if faults[outcome.id]
    ]
    groups = [
        Group(
            fault,
            tuple(miss for miss in misses if faults[miss.outcome.id][0] is fault),
            tuple(miss for miss in misses if fault in faults[miss.outcome.id][1:]),
        )
        for fault in FAULTS
    ]
    return tuple(group for group in groups if group.count)


def _faults(outcome: Outcome) -> list[Fault]:
    return [fault for fault in FAULTS if fault.why(outcome)]


def _miss(
    place: int,
    outcome: Outcome,
    questions: Mapping[str, GoldQuestion],
    reply: Reply | None,
    needs: Sequence[Need],
) -> Miss:
    gold = list(dict.fromkeys(span for need in needs for span in need.spans))
    hits = reply.found.hits if reply and reply.found else ()
    found = [_found(hit, gold) for hit in hits]
    return Miss(
        anchor=f"question-{place}",  # an id may hold anything: its place is a safe name
        outcome=outcome,
        reasons=tuple((f.title, why) for f in FAULTS if (why := f.why(outcome))),
        question=questions.get(outcome.id),
        reply=reply,
        found=tuple(each for each in found if each.hit.rank <= SHOWN_HITS or each.evidence),
        absent=tuple(dict.fromkeys(_absent(needs, hits))),
    )


def _absent(needs: Sequence[Need], hits: Sequence[SearchHit]) -> Iterator[Span]:
    """The evidence of every need that no hit has to do with: any span of it would have done."""
    for need in needs:
        if not any(_touches(hit, span) for span in need.spans for hit in hits):
            yield from need.spans


def _touches(hit: SearchHit, span: Span) -> bool:
    if hit.article_id != span.article.id:
        return False
    return span.whole or (hit.start < span.end and span.start < hit.end)


def _found(hit: SearchHit, gold: Sequence[Span]) -> Found:
    touching = [span for span in gold if _touches(hit, span)]
    inside = [
        (max(span.start, hit.start) - hit.start, min(span.end, hit.end) - hit.start)
        for span in touching
        if not span.whole
    ]
    return Found(hit, tuple(cut(hit.text, inside)), any(span.whole for span in touching))


def cut(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    """The text in pieces, those within any of the ``(start, end)`` spans as evidence."""
    at = 0
    for start, end in sorted(spans):
        if start > at:
            yield Piece(text[at:start], False)
        if end > max(at, start):
            yield Piece(text[max(at, start) : end], True)
        at = max(at, end)
    if at < len(text):
        yield Piece(text[at:], False)
