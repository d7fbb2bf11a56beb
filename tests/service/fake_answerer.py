"""An answerer made of records, so that the service is tested without an encoder or an index."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from types import SimpleNamespace

import numpy as np

from groundwire.answer.steps import Done, Found, Step, answer_of
from groundwire.errors import NotFoundError
from groundwire.records import (
    Answer,
    Article,
    Citation,
    Claim,
    IndexInfo,
    Question,
    SearchHit,
    SearchResult,
    Sentence,
    Version,
)
from groundwire.search.filters import Permission
from groundwire.search.library import Library

INFO = IndexInfo(generation="g-test", articles=3)
HELD_SECONDS = 60.0  # of an answer that a test forgets to let go


def article(name: str, title: str | None, text: str, published: date | None) -> Article:
    """An article of an invented paper."""
    return Article(
        id=name, title=title, source="Harbour News", author=None,
        url=f"https://news.example/{name}", published=published, language="en", text=text,
        digest=name * 4, path=f"corpus/{name}.md",
    )  # fmt: skip


ARTICLES = (
    article("old", "Bridge opens", "The bridge opened to traffic.", date(2024, 5, 1)),
    article("undated", None, "Nobody knows when this was written down here.", None),
    article("new/1", "Ferry returns", "The ferry sails on Monday. It costs 40 kroner.",
            date(2025, 3, 11)),
)  # fmt: skip


@dataclass
class FakeIndex:
    """Three articles."""

    encoder: str = "fake"
    generation: str = INFO.generation
    written: datetime = datetime(2025, 3, 12, tzinfo=UTC)
    info: IndexInfo = INFO
    passages: int = 7
    published: np.ndarray = field(
        default_factory=lambda: np.array(
            [a.published.toordinal() if a.published else 0 for a in ARTICLES], dtype=np.int32
        )
    )

    sources: tuple[str | None, ...] = tuple(one.source for one in ARTICLES)
    starts: tuple[int, ...] = (0, 0, 0, 27)
    ends: tuple[int, ...] = (28, 45, 26, 46)

    def article(self, row: int) -> Article:
        """The article of a row."""
        return ARTICLES[row]

    def row(self, article_id: str) -> int:
        """The row of an article."""
        return ARTICLES.index(self.find(article_id))

    def passages_of(self, row: int) -> range:
        """Two passages of the last article, one of each other."""
        return range(row, row + 1 + (row == 2))

    def sentences(self, passage: int) -> list[Sentence]:
        """Each passage is one sentence."""
        return [Sentence(self.starts[passage], self.ends[passage])]

    def also_in(self, row: int) -> tuple[int, ...]:
        """The second article is a copy of the first."""
        return (1,) if row == 0 else ()

    def versions(self, row: int) -> tuple[int, ...]:
        """No article has another version."""
        return (row,)

    def version(self, row: int) -> Version:
        """An article as the only version of its page."""
        one = ARTICLES[row]
        return Version(one.id, one.published, None, None, None, None, one.label, one.source)

    def find(self, article_id: str) -> Article:
        """The article with an id."""
        for one in ARTICLES:
            if one.id == article_id:
                return one
        raise NotFoundError(f"No article has the id {article_id!r}.")


def citation(number: int, of: Article, quote: str, **changes: object) -> Citation:
    """A citation of a quote of an article."""
    start = of.text.index(quote)
    fields = {
        "number": number, "article_id": of.id, "title": of.label, "source": of.source,
        "url": of.url, "published": of.published, "start": start, "end": start + len(quote),
        "quote": quote, "path": of.path, **changes,
    }  # fmt: skip
    return Citation(**fields)


def answered(question: str = "When?") -> Answer:
    """Two claims from one article and one from another."""
    first, second = "The ferry sails on Monday.", "It costs 40 kroner."
    claims = (Claim(first, (1,), "verbatim"), Claim(second, (2,), "verbatim"))
    return Answer(
        status="answered", text=f"{first} [1] {second} [2]", short_answer="Monday", claims=claims,
        citations=(citation(1, ARTICLES[2], first), citation(2, ARTICLES[2], second)),
        disagreements=(), reason=None, confidence=0.9, question=question, as_of=None,
        composer="extractive", index=INFO, timings_ms={"search": 1.5, "total": 2.5},
    )  # fmt: skip


def abstained(question: str = "When?") -> Answer:
    """Nothing is known."""
    reason = "The articles do not say."
    return Answer(
        status="abstained", text=reason, short_answer=None, claims=(), citations=(),
        disagreements=(), reason=reason, confidence=0.1, question=question, as_of=None,
        composer="extractive", index=INFO, timings_ms={"total": 2.0},
    )  # fmt: skip


class FakeAnswerer:
    """Answers with what it was given, and remembers what it was asked.

    ``fail`` is raised instead of an answer; ``hold`` keeps an answer back until it is set.
    """

    def __init__(
        self, *, answer: Answer | None = None, fail: Exception | None = None,
        hold: threading.Event | None = None,
    ) -> None:  # fmt: skip
        self.index = FakeIndex()
        self.library = Library(self.index, Permission(self.index))
        self.asked: list[Question] = []
        self.answers = 0
        self.searching = threading.Event()
        self._answer, self._fail, self._hold = answer or answered(), fail, hold

    def search(self, question: Question, *, k: int) -> SearchResult:
        """One hit, whatever is asked."""
        self.asked.append(question)
        self.searching.set()
        hit = SearchHit(
            rank=1, score=0.5, article_id="old", title="Bridge opens", source="Harbour News",
            url=None, published=None, start=0, end=3, text="The", found_by={"words": k},
        )  # fmt: skip
        return SearchResult(question.text, (hit,), INFO, {"search": 1.0})

    def readings(self, question: Question) -> list[object]:
        """Nothing is read; what is asked first of all shows whether the weights can be loaded."""
        self.asked.append(question)
        self.searching.set()
        if self._fail:
            raise self._fail
        return []

    def ask(self, question: Question) -> Answer:
        """The answer it was given."""
        return answer_of(self.ask_steps(question))

    def ask_steps(self, question: Question) -> Iterator[Step]:
        """The hits, then the answer."""
        yield Found(self.search(question, k=1))
        if self._hold:
            self._hold.wait(HELD_SECONDS)
        if self._fail:
            raise self._fail
        self.answers += 1
        yield Done(self._answer)


def index_of(answerer: FakeAnswerer) -> SimpleNamespace:
    """The index, open to change."""
    return answerer.index
