"""A claim's predications against those of its evidence: who did it to whom, whether it is so.

A passive is put in the order of its active, so that "the mill was sold by Nordhavn" and "Nordhavn
sold the mill" have their words in one order, and "Nordhavn was sold by the mill" has not.
"""

from collections.abc import Sequence

from groundwire.language.phrases import Phrase
from groundwire.language.polarity import Predication
from groundwire.verify.statement import CONTENT, Token

_PARTS = frozenset({"and", "or", "but", "who", "which", "that"})
_EVERYWHERE = frozenset({"be", "have", "do"})  # two sentences with these say different things


def in_active_order(tokens: Sequence[Token], predications: Sequence[Predication]) -> list[int]:
    """The places of the content words, those of a passive in the order agent, verb, patient."""
    order = [place for place, token in enumerate(tokens) if token.kind in CONTENT]
    for one in predications:
        if _is_whole_passive(tokens, one):
            order = _turned(order, tokens, one)
    return order


def _is_whole_passive(tokens: Sequence[Token], one: Predication) -> bool:
    """Whether it is a passive with a subject of its own and an auxiliary or a "by"."""
    if not one.passive or one.patient is None or one.patient.start >= one.start:
        return False
    auxiliary = sum(one.start <= token.start < one.end for token in tokens) > 1
    between = [token for token in tokens if one.patient.end <= token.start < one.start]
    apart = bool(between) and between[-1].key in _PARTS
    return (auxiliary or one.agent is not None) and not apart


def _turned(order: Sequence[int], tokens: Sequence[Token], one: Predication) -> list[int]:
    first = one.patient.start if one.patient else one.start
    last = one.agent.end if one.agent and one.agent.start > one.end else one.end
    inside = [at for at in order if first <= tokens[at].start < last]
    if not inside:
        return list(order)
    begin = order.index(inside[0])
    inside.sort(key=lambda at: _rank(tokens[at].start, one))
    rest = [at for at in order if at not in inside]
    return [*rest[:begin], *inside, *rest[begin:]]


def _rank(start: int, one: Predication) -> int:
    if one.agent and one.agent.start <= start < one.agent.end and start > one.start:
        return 0
    if one.start <= start < one.end:
        return 1
    return 2 if start < one.start else 3


def in_one_voice(said: Sequence[Predication], evidence: Sequence[Predication]) -> bool:
    """Whether the evidence has each of the claim's verbs in the claim's voice: then the order of
    the text is good enough."""
    told = {(one.verb, one.passive) for one in evidence}
    verbs = {one.verb for one in evidence}
    return all((one.verb, one.passive) in told for one in said if one.verb in verbs)


def said_otherwise(said: Sequence[Predication], evidence: Sequence[Predication]) -> str | None:
    """What the evidence says of the claim's verbs in another way; None where it does not."""
    for claim in said:
        same = [one for one in evidence if one.verb == claim.verb and one.verb not in _EVERYWHERE]
        reasons = [_otherwise(claim, one) for one in same]
        if same and all(reasons):
            return reasons[0]
    return None


def _otherwise(claim: Predication, evidence: Predication) -> str | None:
    if claim.negated != evidence.negated:
        return "negation"
    unsure = evidence.doubted or evidence.hypothetical
    if unsure and not (claim.doubted or claim.hypothetical):
        return "doubt left out"
    if {claim.tense, evidence.tense} == {"past", "future"}:
        return "what was to come is told as done, or the reverse"
    return "order: who did it" if _by_another(claim, evidence) else None


def _by_another(claim: Predication, evidence: Predication) -> bool:
    """Whether another name does it in the evidence, or one side has become the other."""
    agents = (claim.agent, evidence.agent)
    if all(one is not None and one.named for one in agents) and not _either(*agents):
        return True
    straight = _either(*agents) or _either(claim.patient, evidence.patient)
    turned = _either(claim.agent, evidence.patient) or _either(claim.patient, evidence.agent)
    return turned and not straight


def _either(one: Phrase | None, other: Phrase | None) -> bool:
    """Whether one of two phrases may mean the other."""
    if one is None or other is None or not (one.known and other.known):
        return False
    return other.holds(one) or one.holds(other)
