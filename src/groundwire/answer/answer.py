"""Question -> answer: understand, search, read, decide, compose and prove, compare."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from time import perf_counter

from groundwire.answer import refuse, select
from groundwire.answer.compare import disagreement
from groundwire.answer.decide import Decision, decide, is_settled
from groundwire.answer.proof import Proof, marked, prove
from groundwire.answer.short import spans
from groundwire.answer.short.short_answer import short_answer
from groundwire.answer.steps import Begun, Done, Found, Step, answer_of
from groundwire.compose.composer import Composer
from groundwire.index.encoder import Encoder
from groundwire.question.query import Query
from groundwire.question.typed.understanding import Understanding
from groundwire.reading.evidence import EncodedQuestion, Gatherer
from groundwire.reading.reader import Reader, Reading
from groundwire.records import (
    Answer,
    Citation,
    Claim,
    Disagreement,
    Filters,
    Hit,
    Question,
    SearchHit,
    SearchResult,
)
from groundwire.search.hybrid import HybridSearch
from groundwire.search.library import Library
from groundwire.verify.verdict import Verifier


@dataclass(frozen=True, slots=True)
class Models:
    """What reads and writes, whatever the index."""

    encoder: Encoder
    reader: Reader
    composer: Composer
    verifier: Verifier


@dataclass(frozen=True, slots=True)
class OverIndex:
    """What is made for one index."""

    library: Library
    understanding: Understanding
    searcher: HybridSearch
    gatherer: Gatherer


class Answerer:
    """Answers questions from one index. Holds no state of a question: safe in several threads."""

    def __init__(self, models: Models, parts: OverIndex, *, top_k: int, max_claims: int) -> None:
        self.models = models
        self.library = parts.library
        self._parts = parts
        self.top_k = top_k
        self.max_claims = max_claims

    def ask(self, question: Question) -> Answer:
        """The answer, or an abstention with its reason."""
        return answer_of(self.ask_steps(question))

    def ask_steps(self, question: Question) -> Iterator[Step]:
        """The hits as soon as they are found, the answer's first claim if it is certain before all
        has been read, then the answer."""
        clock = _Clock()
        understood = self._parts.understanding.understood(question)
        query = understood.query
        asked = self._encoded(query)
        hits = self._parts.searcher.search(query, asked.vector, self.top_k)
        clock.lap("search")
        yield Found(self._search_result(understood.shown, hits, clock))

        begun = None
        ranked: list[Reading] = []
        for ranked in self._steps(query, hits, asked):
            if not begun and is_settled(query, ranked):
                begun = self._opening(query, ranked[0])
                if begun:
                    yield Begun(begun)
        clock.lap("read")
        decision = decide(query, ranked)
        told = (
            self._answered(query, ranked)
            if decision.answers
            else self._refused(query, ranked, decision, asked)
        )
        clock.lap("compose")
        yield Done(self._answer(query, understood.shown, decision, told, clock))

    def readings(self, question: Question) -> list[Reading]:
        """The sentences that the answer to a question would be composed from, best first."""
        query = self._parts.understanding.understood(question).query
        asked = self._encoded(query)
        return self._ranked(
            query, self._parts.searcher.search(query, asked.vector, self.top_k), asked
        )

    def search(self, question: Question, *, k: int) -> SearchResult:
        """The ``k`` best passages for a question."""
        clock = _Clock()
        understood = self._parts.understanding.understood(question)
        vector = self.models.encoder.encode([understood.query.text])[0]
        hits = self._parts.searcher.search(understood.query, vector, k)
        clock.lap("search")
        return self._search_result(understood.shown, hits, clock)

    def _encoded(self, query: Query) -> EncodedQuestion:
        vectors, tokens = self.models.encoder.encode_tokens([query.text])
        return EncodedQuestion(vectors[0], tokens[0])

    def _ranked(self, query: Query, hits: list[Hit], asked: EncodedQuestion) -> list[Reading]:
        *_, ranked = [], *self._steps(query, hits, asked)
        return ranked

    def _steps(
        self, query: Query, hits: list[Hit], asked: EncodedQuestion
    ) -> Iterator[list[Reading]]:
        """The readings of what was found, best first, as more and more has been read."""
        gatherer = self._parts.gatherer
        shortlist = gatherer.shortlist(query, hits, asked)
        steps = self.models.reader.begin(query, shortlist)
        for readings in steps(gatherer.compare(query, shortlist, asked)):
            yield sorted(readings, key=_by_relevance)

    def _opening(self, query: Query, best: Reading) -> Claim | None:
        draft = self.models.composer.opening(query, best)
        return Proof(self.models.verifier).add(draft) if draft else None

    def _answered(self, query: Query, ranked: list[Reading]) -> "_Told":
        """What an answer says: the quotes chosen, composed and proved, and what they differ in."""
        chosen = select.choose(query, ranked, most=self.max_claims)
        proof = prove(self.models.composer.compose(query, chosen), self.models.verifier)
        differ = disagreement.find(query, proof.readings, proof.citations)
        newest = disagreement.newest_value(differ, latest=query.latest)
        return _Told(
            text=marked(proof.claims),
            short=spans.trimmed(query, newest)
            if newest
            else short_answer(query, ranked, chosen, self.models.reader.entail),
            claims=tuple(proof.claims),
            citations=tuple(self._with_copies(proof.citations, query.filters)),
            disagreements=differ,
        )

    def _refused(
        self, query: Query, ranked: list[Reading], decision: Decision, asked: EncodedQuestion
    ) -> "_Told":
        """What an abstention says."""
        later = self._later(query, asked)
        index = self.library.index
        return _Told(refuse.reason(query, ranked, index, against=decision.against, later=later))

    def _later(self, query: Query, asked: EncodedQuestion) -> date | None:
        """The day of the earliest article that answers, where only the last day asked for leaves it
        out; None where none does."""
        last = min(filter(None, (query.filters.as_of, query.filters.published_to)), default=None)
        if last is None:
            return None
        filters = replace(query.filters, as_of=None, published_to=None)
        undated = replace(query, filters=filters)
        hits = self._parts.searcher.search(undated, asked.vector, self.top_k)
        return refuse.answered_after(last, undated, self._ranked(undated, hits, asked))

    def _with_copies(self, citations: Sequence[Citation], filters: Filters) -> Iterator[Citation]:
        """The citations with the other articles that carry the stories they quote."""
        for citation in citations:
            also_in = self.library.also_in(citation.article_id, filters)
            yield replace(citation, also_in=also_in)

    def _answer(
        self, query: Query, shown: str, decision: Decision, told: "_Told", clock: "_Clock"
    ) -> Answer:
        return Answer(
            status="answered" if decision.answers else "abstained",
            text=told.text,
            short_answer=told.short,
            claims=told.claims,
            citations=told.citations,
            disagreements=told.disagreements,
            reason=None if decision.answers else told.text,
            confidence=decision.confidence,
            question=shown,
            as_of=query.filters.as_of,
            composer=self.models.composer.name,
            index=self.library.info,
            timings_ms=clock.timings(),
        )

    def _search_result(self, shown: str, hits: list[Hit], clock: "_Clock") -> SearchResult:
        return SearchResult(
            query=shown,
            hits=tuple(SearchHit.of(rank, hit) for rank, hit in enumerate(hits, start=1)),
            index=self.library.info,
            timings_ms=clock.timings(),
        )


@dataclass(frozen=True, slots=True)
class _Told:
    """What an answer says; an abstention has the text alone."""

    text: str
    short: str | None = None
    claims: tuple[Claim, ...] = ()
    citations: tuple[Citation, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()


def _by_relevance(reading: Reading) -> tuple[float, str, int]:
    evidence = reading.evidence
    return -reading.relevance, evidence.hit.article.id, evidence.sentence.start


class _Clock:
    """Milliseconds spent in each step."""

    def __init__(self) -> None:
        self._start = self._last = perf_counter()
        self._laps: dict[str, float] = {}

    def lap(self, name: str) -> None:
        now = perf_counter()
        self._laps[name] = round((now - self._last) * 1000, 1)
        self._last = now

    def timings(self) -> dict[str, float]:
        total = round((perf_counter() - self._start) * 1000, 1)
        return {**self._laps, "total": total}
