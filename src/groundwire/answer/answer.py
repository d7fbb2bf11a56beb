"""Question -> answer: understand, search, gather, read, decide, compose."""

from collections.abc import Iterator
from time import perf_counter

from groundwire.answer import abstain, compose, disagreement
from groundwire.answer.evidence import EncodedQuestion, Gatherer
from groundwire.answer.reader import Reader, Reading
from groundwire.index.encoder import Encoder
from groundwire.index.generation import Index
from groundwire.records import Answer, Hit, Question, SearchHit, SearchResult
from groundwire.search.hybrid import HybridSearch
from groundwire.search.query import Query, understand

COMPOSER = "extractive"


class Answerer:
    """Answers questions from one index. Holds no state of a question: safe in several threads."""

    def __init__(
        self, index: Index, encoder: Encoder, reader: Reader, *, top_k: int, max_claims: int
    ) -> None:
        self.index = index
        self.encoder = encoder
        self.reader = reader
        self._searcher = HybridSearch(index)
        self._gatherer = Gatherer(index, encoder)
        self._top_k = top_k
        self._max_claims = max_claims

    def ask(self, question: Question) -> Answer:
        """The answer, or an abstention with its reason."""
        *_, answer = self.ask_steps(question)
        if not isinstance(answer, Answer):  # the last step always is: this tells the type checker
            raise TypeError("the last step of an answer is the answer")
        return answer

    def ask_steps(self, question: Question) -> Iterator[SearchResult | Answer]:
        """The hits as soon as they are found, then the answer."""
        clock = _Clock()
        query = understand(question)
        asked = self._encoded(query)
        hits = self._searcher.search(query, asked.vector, self._top_k)
        clock.lap("search")
        yield self._search_result(query, hits, clock)

        ranked = self._ranked(query, hits, asked)
        clock.lap("read")
        yield self._answer(query, ranked, clock)

    def readings(self, question: Question) -> list[Reading]:
        """The sentences that the answer to a question would be composed from, best first."""
        query = understand(question)
        asked = self._encoded(query)
        hits = self._searcher.search(query, asked.vector, self._top_k)
        return self._ranked(query, hits, asked)

    def search(self, question: Question, *, k: int) -> SearchResult:
        """The ``k`` best passages for a question."""
        clock = _Clock()
        query = understand(question)
        hits = self._searcher.search(query, self.encoder.encode([query.text])[0], k)
        clock.lap("search")
        return self._search_result(query, hits, clock)

    def _encoded(self, query: Query) -> EncodedQuestion:
        vectors, tokens = self.encoder.encode_tokens([query.text])
        return EncodedQuestion(vectors[0], tokens[0])

    def _ranked(self, query: Query, hits: list[Hit], asked: EncodedQuestion) -> list[Reading]:
        evidence = self._gatherer.gather(query, hits, asked)
        return sorted(self.reader.read(query, evidence), key=_by_relevance)

    def _answer(self, query: Query, ranked: list[Reading], clock: "_Clock") -> Answer:
        confidence = abstain.confidence(query, ranked)
        if confidence < abstain.ANSWER_FROM:
            return self._abstention(query, ranked, confidence, clock)
        chosen = compose.choose(query, ranked, most=self._max_claims)
        ordered = compose.in_reading_order(chosen)
        claims, citations = compose.claims_and_citations(ordered)
        disagreements = disagreement.find(query, ordered, citations)
        clock.lap("compose")
        return Answer(
            status="answered",
            text=compose.marked(claims),
            short_answer=disagreement.newest_value(disagreements) or compose.short_answer(chosen),
            claims=claims,
            citations=citations,
            disagreements=disagreements,
            reason=None,
            confidence=confidence,
            question=query.text,
            as_of=query.filters.as_of,
            composer=COMPOSER,
            index=self.index.info,
            timings_ms=clock.timings(),
        )

    def _abstention(
        self, query: Query, ranked: list[Reading], confidence: float, clock: "_Clock"
    ) -> Answer:
        reason = abstain.reason(query, ranked, self.index)
        return Answer(
            status="abstained",
            text=reason,
            short_answer=None,
            claims=(),
            citations=(),
            disagreements=(),
            reason=reason,
            confidence=confidence,
            question=query.text,
            as_of=query.filters.as_of,
            composer=COMPOSER,
            index=self.index.info,
            timings_ms=clock.timings(),
        )

    def _search_result(self, query: Query, hits: list[Hit], clock: "_Clock") -> SearchResult:
        return SearchResult(
            query=query.text,
            hits=tuple(_shown(rank, hit) for rank, hit in enumerate(hits, start=1)),
            index=self.index.info,
            timings_ms=clock.timings(),
        )


def _by_relevance(reading: Reading) -> tuple[float, str, int]:
    evidence = reading.evidence
    return -reading.relevance, evidence.hit.article.id, evidence.sentence.start


def _shown(rank: int, hit: Hit) -> SearchHit:
    article = hit.article
    return SearchHit(
        rank=rank,
        score=hit.score,
        article_id=article.id,
        title=article.label,
        source=article.source,
        url=article.url,
        published=article.published,
        start=hit.start,
        end=hit.end,
        text=hit.text,
        found_by=hit.found_by,
    )


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
