"""The news quiz (RealTime QA, Kasai et al. 2023): weekly questions over dated news articles.

``articles.jsonl.gz`` (``id, url, title, published, text``) and ``questions.jsonl`` (``id, date,
question, answer, choices, gold``). ``gold`` are articles published by the question's date that hold
the answer's words, at most ten a question. It was made by matching words: such an article need not
say what is asked, and another that is not listed may say it. So a question without gold is none to
refuse: for two thirds of those some article of that day holds the words, and where none does the
answer is mostly a phrase that an article would put otherwise. They are ``unjudged``.
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
from groundwire.requests import Day

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
    """The questions of the folder that have gold, in the order of the file; the split is the year.

    Raises:
        InputError: a file is missing or malformed.
    """
    corpus = next((path / name for name in ARTICLES if (path / name).exists()), None)
    if corpus is None:
        raise InputError(f"{path}: holds neither {' nor '.join(ARTICLES)}. Add the articles.")
    file = path / QUESTIONS
    everything = [asked for _, asked in read_lines(file, _Asked)]
    questions = tuple(_question(asked) for asked in everything if asked.gold)
    check_ids(questions, file)
    unjudged = tuple(asked.id for asked in everything if not asked.gold)
    return Contents(questions, lambda: _articles(corpus), unjudged)


def _question(asked: _Asked) -> GoldQuestion:
    answers = _wordings(asked.answer)
    return GoldQuestion(
        id=asked.id,
        kind="fact",
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
