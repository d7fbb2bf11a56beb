"""The hand-written questions: what ``eval/questions.yaml`` may hold, read and resolved.

A question names its evidence as spans of the cleaned articles (code points, end exclusive).
No sentence of an article stands in the file.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from groundwire.errors import InputError
from groundwire.evaluation.gold import GoldQuestion, GoldSpan, Span, Written
from groundwire.evaluation.plain_words import in_words
from groundwire.evaluation.question_file import Location, QuestionFile, read_question_file
from groundwire.language.text import words
from groundwire.records import Article
from groundwire.requests import MAX_TURNS, HistoryTurn

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
    history: Annotated[tuple[HistoryTurn, ...], Field(max_length=MAX_TURNS)] = ()
    gold: tuple[GoldSpan, ...] = ()


class QuestionSet(Written):
    """The whole file: the digest of each article's cleaned text, and the questions."""

    articles: dict[str, str]
    questions: tuple[HandWritten, ...] = Field(min_length=1)


def load_questions(path: Path) -> QuestionSet:
    """The questions of a YAML file.

    Raises:
        InputError: the file cannot be read, or a question is not as the format says; the message
            names the file, the line, the question and the field, and says what is wrong.
    """
    file = read_question_file(path)
    try:
        questions = QuestionSet.model_validate(file.value)
    except ValidationError as error:
        first = error.errors()[0]
        raise _fault(file, first["loc"], in_words(first)) from error
    for location, what in _contradictions(questions):
        raise _fault(file, location, what)
    return questions


def _fault(file: QuestionFile, location: Location, what: str) -> InputError:
    return InputError(f"{file.path}:{file.line(location)}: {_place(file.value, location)}: {what}.")


def _place(document: object, location: Location) -> str:
    """Which question and field an error is about, in words."""
    if len(location) < 2 or location[0] != "questions" or not isinstance(location[1], int):
        return f"field {_dotted(location) or '(whole file)'}"
    assert isinstance(document, dict)  # noqa: S101  # a location inside it says so
    written = document["questions"][location[1]]
    name = written.get("id") if isinstance(written, dict) else None
    field = _dotted(location[2:]) or "(whole question)"
    return f"question {name or f'number {location[1] + 1}'}, field {field}"


def _dotted(location: Location) -> str:
    return ".".join(map(str, location))


def _contradictions(questions: QuestionSet) -> Iterator[tuple[Location, str]]:
    """What no single value shows to be wrong: its place, and what is wrong."""
    first_use: dict[str, int] = {}
    for number, question in enumerate(questions.questions):
        earlier = first_use.setdefault(question.id, number)
        if earlier != number:
            yield ("questions", number, "id"), f"used before, by question number {earlier + 1}"
        for location, what in _contradictions_in(question, questions.articles):
            yield ("questions", number, *location), what


def _contradictions_in(
    question: HandWritten, articles: Mapping[str, str]
) -> Iterator[tuple[Location, str]]:
    if not words(question.question):
        yield ("question",), "holds no word"
    first, last = question.published_from, question.published_to
    if first and last and last < first:
        yield ("published_to",), f"must not come before published_from, {first}"
    for index, span in enumerate(question.gold):
        if span.article not in articles:
            yield ("gold", index, "article"), f"{span.article} is not among the articles at the top"
        if span.end <= span.start:
            yield ("gold", index, "end"), f"must be more than start, {span.start}"


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
