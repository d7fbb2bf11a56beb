"""From drafts to claims: numbered citations, and every sentence verified before it is shown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from groundwire.compose.composer import Draft
from groundwire.reading.reader import Reading
from groundwire.records import Citation, Claim
from groundwire.verify.verdict import Verifier


@dataclass(slots=True)
class Proof:
    """The claims of one answer as they are proved; ``readings[n]`` is what ``citations[n]`` quotes.

    A draft that its quotes do not bear out is replaced by the first of them: what was read is
    shown, what was made of it is not.
    """

    verifier: Verifier
    readings: list[Reading] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)

    def add(self, draft: Draft) -> Claim | None:
        """The claim that a draft becomes; None where its place is taken by a quote that is
        shown already."""
        cited = [self._cited(reading) for reading in draft.sources]
        found = self.verifier.check(draft.text, [citation.quote for citation in cited])
        claim = Claim(draft.text, tuple(one.number for one in cited), found.verdict)
        if found.verdict == "unverified":
            claim = Claim(cited[0].quote, (cited[0].number,), "verbatim")
            if any(claim.text == other.text for other in self.claims):
                return None
        self.claims.append(claim)
        return claim

    def _cited(self, reading: Reading) -> Citation:
        """The citation of a reading: the one it has, or the next number."""
        span = reading.evidence.sentence
        article = reading.evidence.hit.article
        for citation in self.citations:
            if (citation.article_id, citation.start) == (article.id, span.start):
                return citation
        citation = Citation.of(len(self.citations) + 1, article, span.start, span.end)
        self.citations.append(citation)
        self.readings.append(reading)
        return citation


def prove(drafts: Iterable[Draft], verifier: Verifier) -> Proof:
    """All drafts, proved in order."""
    proof = Proof(verifier)
    for draft in drafts:
        proof.add(draft)
    return proof


def marked(claims: Sequence[Claim]) -> str:
    """The claims as running text with their marks: ``... said so. [1] ...``."""
    return " ".join(
        f"{claim.text} {''.join(f'[{number}]' for number in claim.citations)}" for claim in claims
    )
