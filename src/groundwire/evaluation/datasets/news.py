"""The news quiz (RealTime QA, Kasai et al. 2023): weekly questions over dated news articles.

``articles.jsonl.gz`` (``id, url, title, published, text``) and ``questions.jsonl`` (``id, date,
question, answer, choices, gold``). ``gold`` are the articles published by the question's date that
hold the answer's words. It was made by matching words: such an article need not say what is asked,
and the few words of another may say it. A question without gold is taken for unanswerable.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from groundwire.errors import InputError
from groundwire.evaluation.datasets.contents import (
    Contents,
    Record,
    article_id,
    check_ids,
    nuggets_of,
)
from groundwire.evaluation.datasets.reading import Published, read_lines
from groundwire.evaluation.gold import GoldArticle, GoldQuestion, Phrase
from groundwire.search.request import Day

QUESTIONS = "questions.jsonl"
ARTICLES = ("articles.jsonl.gz", "articles.jsonl")
_QUOTES = " \t\"'“”‘’"
_LEADING_ARTICLE = re.compile(r"(?:an?|the)\s+(?=\S)", re.IGNORECASE)


class _Story(Published):
    id: Phrase
    url: str | None = None
    title: str | None = None
    published: str | None = None
    text: str


class _Asked(Published):
    id: Phrase
    date: Day
    question: Phrase
    answer: Phrase
    gold: tuple[Phrase, ...]


def load(path: Path) -> Contents:
    """All questions of the folder, in the order of the file; the split is the year.

    Raises:
        InputError: a file is missing or malformed.
    """
    corpus = next((path / name for name in ARTICLES if (path / name).exists()), None)
    if corpus is None:
        raise InputError(f"{path}: holds neither {' nor '.join(ARTICLES)}. Add the articles.")
    file = path / QUESTIONS
    questions = tuple(_question(asked) for _, asked in read_lines(file, _Asked))
    check_ids(questions, file)
    return Contents(questions, lambda: _articles(corpus))


def _question(asked: _Asked) -> GoldQuestion:
    answers = _wordings(asked.answer) if asked.gold else ()
    return GoldQuestion(
        id=asked.id,
        kind="fact" if asked.gold else "unanswerable",
        split=str(asked.date.year),
        question=asked.question,
        as_of=asked.date,
        nuggets=nuggets_of(answers),
        short=answers,
        gold=tuple(GoldArticle(article=article_id(name), grade=1) for name in asked.gold),
    )


def _wordings(answer: str) -> tuple[str, ...]:
    """The answer without the quotes around it, and the same without a leading article."""
    plain = answer.strip(_QUOTES) or answer
    return tuple(dict.fromkeys([plain, _without_article(plain)]))


def _without_article(answer: str) -> str:
    found = _LEADING_ARTICLE.match(answer)
    return answer[found.end() :] if found else answer


def _articles(path: Path) -> Iterator[Record]:
    for _, story in read_lines(path, _Story):
        yield {
            "id": article_id(story.id),
            "title": story.title or "",
            "published": story.published or "",
            "url": story.url or "",
            "text": story.text,
        }
