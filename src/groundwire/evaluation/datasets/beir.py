"""BEIR (Thakur et al. 2021): queries judged against documents.

``corpus.jsonl`` (``_id, title, text``), ``queries.jsonl`` (``_id, text``) and ``qrels/*.tsv`` with
the header ``query-id corpus-id score``. There are no right answers, only which articles help and
how much: every judged article is a need of its own, graded.
"""

from collections.abc import Iterator
from pathlib import Path

from pydantic import Field

from groundwire.errors import InputError
from groundwire.evaluation.datasets.contents import Contents, Record, article_id, check_ids
from groundwire.evaluation.datasets.reading import Published, read_lines, read_rows
from groundwire.evaluation.gold import GoldArticle, GoldQuestion, Phrase

CORPUS, QUERIES, JUDGEMENTS = "corpus.jsonl", "queries.jsonl", "qrels"
KIND = "query"
_SPLIT = "test"  # what BEIR reports
_HEADER = ["query-id", "corpus-id", "score"]


class _Document(Published):
    id: Phrase = Field(alias="_id")
    title: str | None = None
    text: str


class _Query(Published):
    id: Phrase = Field(alias="_id")
    text: Phrase


def load(path: Path) -> Contents:
    """The queries that one file of judgements names, in the order of ``queries.jsonl``.

    ``path`` is the folder, or one of the files in its ``qrels`` where ``test.tsv`` is not wanted.
    A query that is judged, but has no relevant article, has no gold.

    Raises:
        InputError: a file is missing or malformed, or a judged query is not among the queries.
    """
    folder = path if path.is_dir() else path.parent.parent
    qrels = _judgements_file(folder) if path.is_dir() else path
    judged = _judged(qrels)
    queries = [query for _, query in read_lines(folder / QUERIES, _Query)]
    if unknown := sorted(judged.keys() - {query.id for query in queries}):
        raise InputError(
            f"{qrels}: query {unknown[0]}, field query-id: not in {QUERIES}. Add the query, or "
            "take its judgements out."
        )
    questions = tuple(
        GoldQuestion(
            id=query.id,
            kind=KIND,
            split=qrels.stem,
            question=query.text,
            gold=judged[query.id],
            each=True,
        )
        for query in queries
        if query.id in judged
    )
    check_ids(questions, folder / QUERIES)
    return Contents(questions, lambda: _articles(folder / CORPUS))


def _judgements_file(folder: Path) -> Path:
    """``test.tsv``, or the only one there is."""
    files = sorted((folder / JUDGEMENTS).glob("*.tsv"))
    chosen = [file for file in files if file.stem == _SPLIT] or files
    if len(chosen) != 1:
        names = ", ".join(file.name for file in files) or "none"
        raise InputError(
            f"{folder / JUDGEMENTS}: no {_SPLIT}.tsv there ({names}). Name one of the files "
            "as the data set."
        )
    return chosen[0]


def _judged(path: Path) -> dict[str, tuple[GoldArticle, ...]]:
    """The relevant articles of every judged query; a score of 0 or less says not relevant."""
    rows = read_rows(path)
    if next(rows, (1, []))[1] != _HEADER:
        raise InputError(
            f"{path}, line 1: the header is missing. Write {', '.join(_HEADER)}, parted by tabs."
        )
    found: dict[str, dict[str, GoldArticle]] = {}
    for number, row in rows:
        query, document, score = _judgement(row, f"{path}, line {number}")
        articles = found.setdefault(query, {})
        if document in articles:
            raise InputError(f"{path}, line {number}: {query} and {document} are judged twice.")
        if score > 0:
            articles[document] = GoldArticle(article=article_id(document), grade=score)
    return {query: tuple(articles.values()) for query, articles in found.items()}


def _judgement(row: list[str], place: str) -> tuple[str, str, int]:
    if len(row) != len(_HEADER) or not (row[0] and row[1]):
        raise InputError(f"{place}: not three columns parted by tabs. Correct it, or take it out.")
    try:
        return row[0], row[1], int(row[2])
    except ValueError as error:
        raise InputError(
            f"{place}, field score: {row[2]!r} is no whole number. Correct it, or take it out."
        ) from error


def _articles(path: Path) -> Iterator[Record]:
    for _, document in read_lines(path, _Document):
        title = document.title or ""
        # A document that is a title only can still be found by it.
        text = document.text if document.text.strip() else title
        yield {"id": article_id(document.id), "title": title, "text": text}
