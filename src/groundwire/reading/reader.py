"""The reader: how well each sentence answers the question, and where the answer's words are."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from groundwire.question.query import Query
from groundwire.reading.evidence import Evidence


@dataclass(frozen=True, slots=True)
class Signals:
    """What a trained network and the heuristics say of a sentence."""

    heuristic: float  # HeuristicReader's relevance
    answers: float  # logit: the passage answers the question
    relevant: float  # logit: the passage is on its subject
    place: float  # log probability that the answer stands in this sentence
    search: float  # the passage's score in the search, its best hit's being 1 at most


@dataclass(frozen=True, slots=True)
class Pointed:
    """Words that may be the answer, ``article.text[start:end]``, and how likely they are, as a log
    probability."""

    start: int
    end: int
    chance: float


@dataclass(frozen=True, slots=True)
class Reading:
    """One evidence sentence, read: how relevant it is (higher is better, no unit), and the span of
    the answer's words in the article, if the sentence has them; ``pointed`` are the likeliest such
    spans, likeliest first, where a network read it."""

    evidence: Evidence
    relevance: float
    short: tuple[int, int] | None
    signals: Signals | None = None  # None where no network read it
    pointed: tuple[Pointed, ...] = ()

    @property
    def short_text(self) -> str | None:
        return self.evidence.hit.article.text[slice(*self.short)] if self.short else None


Steps = Callable[[Sequence[Evidence]], Iterator[list[Reading]]]


@dataclass(frozen=True, slots=True)
class Entailment:
    """How likely the evidence backs a claim, says nothing of it, or says otherwise; sum 1."""

    supported: float
    neither: float
    contradicted: float


# ``(claim, evidence)`` pairs to what the evidence says of each claim, in order.
Entail = Callable[[Sequence[tuple[str, str]]], Sequence[Entailment] | None]


class Reader(Protocol):
    """Reads evidence for a question. Safe in several threads."""

    name: str

    def read(self, query: Query, evidence: Sequence[Evidence]) -> list[Reading]:
        """One reading for each piece of evidence, in the same order."""
        ...

    def begin(self, query: Query, shortlist: Sequence[Evidence]) -> Steps:
        """Begin with evidence that is still to be compared with the question. What is given back
        takes it when it has been, and yields the readings as far as they are known, last when all
        are."""
        ...

    def entail(self, pairs: Sequence[tuple[str, str]]) -> Sequence[Entailment] | None:
        """Whether the evidence backs the claim, for each ``(claim, evidence)``, in order; None by
        a reader that cannot tell."""
        ...
