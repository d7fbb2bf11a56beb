"""The hand-written questions: what ``eval/questions.yaml`` may hold, read and resolved.

A question names its evidence as spans of the cleaned articles (code points, end exclusive).
No sentence of an article stands in the file.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Literal

import yaml
from pydantic import Field, ValidationError

from groundwire.errors import InputError
from groundwire.evaluation.gold import GoldQuestion, GoldSpan, Span, Written
from groundwire.records import Article

Kind = Literal[
    "fact",
    "list",
    "paraphrase",
    "time",
    "disagreement",
    "follow-up",
    "false-premise",
    "unanswerable",
]
Split = Literal["dev", "held", "stretch"]
DIGEST_CHARACTERS = 12  # 48 bits: a changed text is noticed, and the file stays readable


class HandWritten(GoldQuestion):
    """A question of our own file: of a known kind, its evidence at offsets."""

    kind: Kind
    split: Split
    gold: tuple[GoldSpan, ...] = ()


class QuestionSet(Written):
    """The whole file: the digest of each article's cleaned text, and the questions."""

    articles: dict[str, str]
    questions: tuple[HandWritten, ...] = Field(min_length=1)


def load_questions(path: Path) -> QuestionSet:
    """The questions of a YAML file.

    Raises:
        InputError: the file cannot be read, or a question is not as the format says; the message
            names the question and the field.
    """
    try:
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise InputError(f"{path}: not readable as YAML ({error}).") from error
    try:
        questions = QuestionSet.model_validate(document)
    except ValidationError as error:
        first = error.errors()[0]
        raise InputError(f"{path}: {_place(document, first['loc'])}: {first['msg']}.") from error
    counted = Counter(question.id for question in questions.questions)
    repeated = sorted(name for name, count in counted.items() if count > 1)
    if repeated:
        raise InputError(f"{path}: question {repeated[0]}, field id: used more than once.")
    return questions


def _place(document: object, location: tuple[int | str, ...]) -> str:
    """Which question and field an error is about, in words."""
    if len(location) < 2 or location[0] != "questions" or not isinstance(location[1], int):
        return f"field {'.'.join(map(str, location)) or '(whole file)'}"
    assert isinstance(document, dict)  # noqa: S101  # a location inside it says so
    written = document["questions"][location[1]]
    name = written.get("id") if isinstance(written, dict) else None
    field = ".".join(map(str, location[2:])) or "(whole question)"
    return f"question {name or f'number {location[1] + 1}'}, field {field}"


def text_digest(text: str) -> str:
    """What the file records of a cleaned text: the beginning of its SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:DIGEST_CHARACTERS]


def match_articles(questions: QuestionSet, articles: Iterable[Article]) -> dict[str, Article]:
    """The articles that the file names, by the name it uses.

    Raises:
        InputError: one is missing, or its cleaned text is not the one the offsets count in.
    """
    given = list(articles)
    return {
        name: _match(name, digest, given) for name, digest in sorted(questions.articles.items())
    }


def _match(name: str, digest: str, articles: Sequence[Article]) -> Article:
    found = [article for article in articles if article.path.endswith(name)]
    if not found:
        raise InputError(f"The questions are about {name}, which is not among the articles.")
    actual = text_digest(found[0].text)
    if actual != digest:
        raise InputError(
            f"{name}: its cleaned text has digest {actual}, the questions were written for "
            f"{digest}: the article or its cleaning changed, and gold spans may have moved."
        )
    return found[0]


def resolve(gold: Sequence[GoldSpan], articles: Mapping[str, Article]) -> tuple[Span, ...]:
    """The spans in the articles that ``match_articles`` found.

    Raises:
        InputError: an article that the file does not list, or a span outside its text.
    """
    return tuple(_resolve(span, articles) for span in gold)


def _resolve(span: GoldSpan, articles: Mapping[str, Article]) -> Span:
    article = articles.get(span.article)
    if article is None:
        raise InputError(f"A gold span names {span.article}, which `articles` does not list.")
    if not span.start < span.end <= len(article.text):
        raise InputError(
            f"The gold span {span.start}-{span.end} is not in {span.article} "
            f"({len(article.text)} characters)."
        )
    return Span(article, span.start, span.end)
