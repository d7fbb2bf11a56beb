"""MultiHop-RAG (Tang and Yang 2024): questions that need facts of two to four news articles.

``corpus.json`` (a list of ``title, author, source, published_at, category, url, body``) and
``MultiHopRAG.json`` (a list of ``query, answer, question_type, evidence_list``, each piece of
evidence with the ``url`` or ``title`` of its article and a ``fact``). Every fact is needed.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import TypeAdapter

from groundwire.errors import InputError
from groundwire.evaluation.datasets.contents import Contents, Record, article_id, nuggets_of
from groundwire.evaluation.datasets.reading import Published, read_json
from groundwire.evaluation.gold import GoldQuestion, GoldQuote, Phrase

CORPUS, QUESTIONS = "corpus.json", "MultiHopRAG.json"
SPLIT = "test"  # the set has one part, to report on
_NULL = "null_query"  # no article holds the answer


class _Named(Published):
    """Something that names an article: by its address, or by its headline without one."""

    title: str | None = None
    url: str | None = None

    @property
    def article(self) -> str | None:
        name = self.url or self.title
        return article_id(name) if name else None


class _Story(_Named):
    body: str
    author: str | None = None
    source: str | None = None
    published_at: str | None = None


class _Evidence(_Named):
    fact: Phrase


class _Asked(Published):
    query: Phrase
    answer: Phrase
    question_type: Phrase
    evidence_list: tuple[_Evidence, ...]


def load(path: Path) -> Contents:
    """All questions, numbered in the order of the file; ``path`` is the folder, or the file of
    the questions in it.

    Raises:
        InputError: a file is missing or malformed, or a question that is no null query has no
            evidence, or its evidence names no article.
    """
    folder = path if path.is_dir() else path.parent
    file = folder / QUESTIONS
    asked = read_json(file, TypeAdapter(tuple[_Asked, ...]))
    questions = tuple(_question(one, n, f"{file}, record {n}") for n, one in enumerate(asked, 1))
    return Contents(questions, lambda: _articles(folder / CORPUS))


def _question(asked: _Asked, number: int, place: str) -> GoldQuestion:
    null = asked.question_type == _NULL
    if null == bool(asked.evidence_list):
        raise InputError(
            f"{place}, field evidence_list: a {_NULL} has none, any other question has some. "
            "Correct it, or take it out."
        )
    return GoldQuestion(
        id=f"multihop-{number}",
        kind="unanswerable" if null else asked.question_type.removesuffix("_query"),
        split=SPLIT,
        question=asked.query,
        nuggets=() if null else nuggets_of([asked.answer]),
        short=() if null else (asked.answer,),
        gold=tuple(_gold(asked.evidence_list, place)),
        each=True,
    )


def _gold(evidence: Sequence[_Evidence], place: str) -> Iterator[GoldQuote]:
    for number, piece in enumerate(evidence):
        if piece.article is None:
            raise InputError(
                f"{place}, field evidence_list.{number}: neither url nor title names the article. "
                "Correct it, or take it out."
            )
        yield GoldQuote(article=piece.article, text=piece.fact)


def _articles(path: Path) -> Iterator[Record]:
    for number, story in enumerate(read_json(path, TypeAdapter(tuple[_Story, ...])), start=1):
        if story.article is None:
            raise InputError(
                f"{path}, record {number}, field url: the article has neither url nor title. "
                "Give it one, or take it out."
            )
        yield {
            "id": story.article,
            "title": story.title or "",
            "author": story.author or "",
            "source": story.source or "",
            "published": story.published_at or "",
            "url": story.url or "",
            "text": story.body,
        }
