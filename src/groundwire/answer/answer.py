"""Question -> answer: understand, search, gather, read, decide, compose."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from time import perf_counter

import numpy as np

from groundwire.answer import decide, refuse, select
from groundwire.answer.compare import disagreement
from groundwire.answer.short import spans
from groundwire.answer.short.short_answer import short_answer
from groundwire.compose import extractive
from groundwire.index.encoder import Encoder
from groundwire.index.generation import Index
from groundwire.question.query import Query, understand
from groundwire.question.typed.capitals import Capitals
from groundwire.question.typed.language import ENGLISH, foreign_notice, language_of, searchable
from groundwire.question.typed.spelling import Speller
from groundwire.reading.evidence import EncodedQuestion, Gatherer
from groundwire.reading.reader import Reader, Reading
from groundwire.records import (
    AlsoIn,
    Answer,
    Citation,
    Claim,
    Filters,
    Hit,
    Question,
    SearchHit,
    SearchResult,
)
from groundwire.search.hybrid import HybridSearch

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
        self._capitals = Capitals(index.words, passage=self._running_text)
        self._speller = Speller(index.words, known=self._are_words, passage=self._passage)
        self._top_k = top_k
        self._max_claims = max_claims

    def over(self, index: Index) -> "Answerer":
        """The same over another index."""
        return Answerer(
            index, self.encoder, self.reader, top_k=self._top_k, max_claims=self._max_claims
        )

    def ask(self, question: Question) -> Answer:
        """The answer, or an abstention with its reason."""
        *_, answer = self.ask_steps(question)
        if not isinstance(answer, Answer):  # the last step always is: this tells the type checker
            raise TypeError("the last step of an answer is the answer")
        return answer

    def ask_steps(self, question: Question) -> Iterator[SearchResult | Claim | Answer]:
        """The hits as soon as they are found, the answer's first claim if it is certain before all
        has been read, then the answer."""
        clock = _Clock()
        query, shown = self._understood(question)
        asked = self._encoded(query)
        hits = self._searcher.search(query, asked.vector, self._top_k)
        clock.lap("search")
        yield self._search_result(shown, hits, clock)

        ranked: list[Reading] = []
        begun = None
        for ranked in self._steps(query, hits, asked):
            if not begun and decide.will_be_answered(query, ranked):
                begun = extractive.opening(query, ranked[0])
                if begun:
                    yield begun
        clock.lap("read")
        if decide.answerable(query, ranked):
            yield self._answer(query, shown, ranked, clock)
        else:
            later = self._later(query, asked)
            reason = refuse.reason(query, ranked, self.index, later=later)
            clock.lap("compose")
            yield self._abstention(query, shown, ranked, reason, clock)

    def readings(self, question: Question) -> list[Reading]:
        """The sentences that the answer to a question would be composed from, best first."""
        query, _ = self._understood(question)
        asked = self._encoded(query)
        hits = self._searcher.search(query, asked.vector, self._top_k)
        return self._ranked(query, hits, asked)

    def search(self, question: Question, *, k: int) -> SearchResult:
        """The ``k`` best passages for a question."""
        clock = _Clock()
        query, shown = self._understood(question)
        hits = self._searcher.search(query, self.encoder.encode([query.text])[0], k)
        clock.lap("search")
        return self._search_result(shown, hits, clock)

    def permitted(self, filters: Filters) -> list[int]:
        """The rows of the articles that the filters let through."""
        return [int(row) for row in np.flatnonzero(self._searcher.permitted(filters))]

    def _understood(self, question: Question) -> tuple[Query, str]:
        """The question taken apart, its slips read as what was meant, and how it is shown."""
        language = language_of(question.text)
        if language != ENGLISH:
            found = searchable(question.text, language, self.index.words)
            notice = foreign_notice(language, found)
            query = understand(replace(question, text=found or question.text))
            return query, f"{question.text} ({notice})"
        read = self._speller.correct(question.text)
        query = understand(replace(question, text=self._capitals.restored(read.text)))
        if not read.changes:
            return query, query.text
        return query, f"{question.text} (read as: {query.text})"

    def _are_words(self, words: Sequence[str]) -> list[bool]:
        """Whether the encoder knows each word whole, as it does the common ones of its language."""
        return [tokens == 1 for tokens in self.encoder.count_tokens(words)] if words else []

    def _passage(self, row: int) -> str:
        """What the word search reads of a row that people wrote: headline and text."""
        article = self.index.article(int(self.index.article_rows[row]))
        return f"{article.title or ''}\n{self._running_text(row)}"

    def _running_text(self, row: int) -> str:
        article = self.index.article(int(self.index.article_rows[row]))
        return article.text[self.index.starts[row] : self.index.ends[row]]

    def _encoded(self, query: Query) -> EncodedQuestion:
        vectors, tokens = self.encoder.encode_tokens([query.text])
        return EncodedQuestion(vectors[0], tokens[0])

    def _ranked(self, query: Query, hits: list[Hit], asked: EncodedQuestion) -> list[Reading]:
        *_, ranked = [], *self._steps(query, hits, asked)
        return ranked

    def _steps(
        self, query: Query, hits: list[Hit], asked: EncodedQuestion
    ) -> Iterator[list[Reading]]:
        """The readings of what was found, best first, as more and more has been read."""
        shortlist = self._gatherer.shortlist(query, hits, asked)
        steps = self.reader.begin(query, shortlist)
        for readings in steps(self._gatherer.compare(query, shortlist, asked)):
            yield sorted(readings, key=_by_relevance)

    def _later(self, query: Query, asked: EncodedQuestion) -> date | None:
        """The day of the earliest article that answers, where only the last day asked for leaves it
        out; None where none does."""
        last = min(filter(None, (query.filters.as_of, query.filters.published_to)), default=None)
        if last is None:
            return None
        filters = replace(query.filters, as_of=None, published_to=None)
        undated = replace(query, filters=filters)
        hits = self._searcher.search(undated, asked.vector, self._top_k)
        return refuse.answered_after(last, undated, self._ranked(undated, hits, asked))

    def _answer(self, query: Query, shown: str, ranked: list[Reading], clock: "_Clock") -> Answer:
        judge = getattr(self.reader, "judge", None)
        chosen = select.choose(query, ranked, most=self._max_claims)
        composed = extractive.compose(query, chosen)
        disagreements = disagreement.find(query, composed.readings, composed.citations)
        newest = disagreement.newest_value(disagreements, latest=query.latest)
        short = (
            spans.trimmed(query, newest) if newest else short_answer(query, ranked, chosen, judge)
        )
        clock.lap("compose")
        return Answer(
            status="answered",
            text=composed.text,
            short_answer=short,
            claims=composed.claims,
            citations=tuple(self._with_copies(composed.citations, query.filters)),
            disagreements=disagreements,
            reason=None,
            confidence=decide.confidence(query, ranked),
            question=shown,
            as_of=query.filters.as_of,
            composer=COMPOSER,
            index=self.index.info,
            timings_ms=clock.timings(),
        )

    def _with_copies(self, citations: Sequence[Citation], filters: Filters) -> Iterator[Citation]:
        """The citations with the other articles that carry the stories they quote."""
        for citation in citations:
            copies = self._searcher.also_in(citation.article_id, filters)
            yield replace(citation, also_in=tuple(map(AlsoIn.of, copies)))

    def _abstention(
        self, query: Query, shown: str, ranked: list[Reading], reason: str, clock: "_Clock"
    ) -> Answer:
        return Answer(
            status="abstained",
            text=reason,
            short_answer=None,
            claims=(),
            citations=(),
            disagreements=(),
            reason=reason,
            confidence=decide.confidence(query, ranked),
            question=shown,
            as_of=query.filters.as_of,
            composer=COMPOSER,
            index=self.index.info,
            timings_ms=clock.timings(),
        )

    def _search_result(self, shown: str, hits: list[Hit], clock: "_Clock") -> SearchResult:
        return SearchResult(
            query=shown,
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
