"""The hand-written questions: what ``eval/questions.yaml`` may hold, read and resolved.

A question names its evidence as spans of the cleaned articles (code points, end exclusive) and
what a right answer says as nuggets, each a set of accepted wordings (TREC RAG nuggets).
No sentence of an article stands in the file.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from groundwire.errors import InputError
from groundwire.records import Article, Question
from groundwire.search.request import AskRequest, Day, HistoryTurn
from groundwire.text import words

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
STRETCH: Split = "stretch"  # harder than people ask: reported apart from every headline figure
REFUSED: frozenset[Kind] = frozenset({"false-premise", "unanswerable"})
DIGEST_CHARACTERS = 12  # 48 bits: a changed text is noticed, and the file stays readable

Phrase = Annotated[str, Field(min_length=1)]


class _Written(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Nugget(_Written):
    """One thing that a right answer says, in any of the accepted wordings."""

    any: tuple[Phrase, ...] = Field(min_length=1)
    vital: bool = True

    def found_in(self, text: str) -> bool:
        """Whether the text says it."""
        return any(contains_phrase(text, wording) for wording in self.any)


class GoldSpan(_Written):
    """Where evidence stands: ``article`` is the end of the article's path."""

    article: Phrase
    start: int = Field(ge=0)
    end: int = Field(gt=0)


class GoldQuestion(_Written):
    """A question with what a right answer holds and where the articles say it."""

    id: Phrase
    kind: Kind
    split: Split
    question: Phrase
    history: tuple[HistoryTurn, ...] = ()
    as_of: Day | None = None
    published_from: Day | None = None
    published_to: Day | None = None
    sources: tuple[str, ...] = ()
    nuggets: tuple[Nugget, ...] = ()
    forbidden: tuple[Phrase, ...] = ()
    short: tuple[Phrase, ...] = ()
    gold: tuple[GoldSpan, ...] = ()

    @property
    def answerable(self) -> bool:
        """Whether it is to be answered; every other question is to be refused."""
        return self.kind not in REFUSED

    @property
    def headline(self) -> bool:
        """Whether it counts in the headline figures."""
        return self.split != STRETCH

    @property
    def vital(self) -> tuple[Nugget, ...]:
        """The nuggets without which an answer is incomplete."""
        return tuple(nugget for nugget in self.nuggets if nugget.vital)

    def to_question(self) -> Question:
        """The question as any door would pass it on.

        Raises:
            InputError: the text or the range of dates cannot be used.
        """
        return AskRequest(
            question=self.question,
            history=list(self.history),
            as_of=self.as_of,
            published_from=self.published_from,
            published_to=self.published_to,
            sources=list(self.sources),
        ).to_question()


class QuestionSet(_Written):
    """The whole file: the digest of each article's cleaned text, and the questions."""

    articles: dict[str, str]
    questions: tuple[GoldQuestion, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Span:
    """Evidence in an article at hand; ``text`` is ``article.text[start:end]``."""

    article: Article
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.article.text[self.start : self.end]


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


def contains_phrase(text: str, phrase: str) -> bool:
    """Whether the phrase occurs in the text as whole folded words.

    Case, accents, quotes, hyphens, a possessive ``'s`` and the commas of thousands do not count.
    A phrase without a word occurs nowhere.
    """
    wanted = words(phrase)
    return bool(wanted) and f" {' '.join(wanted)} " in f" {' '.join(words(text))} "


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
