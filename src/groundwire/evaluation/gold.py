"""What is known of a question's right answer, whatever format it was written in.

A right answer says nuggets, each a set of accepted wordings (TREC RAG nuggets), and stands
somewhere: gold evidence, as spans of articles, as quotes, or as whole articles.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from groundwire.language.text import contains_phrase
from groundwire.records import Article, Question
from groundwire.requests import AskRequest, Day, HistoryTurn

STRETCH = "stretch"  # a split harder than people ask: reported apart from every headline figure
REFUSED = frozenset({"false-premise", "unanswerable"})  # kinds that are to be refused

# Why the articles do not answer: the subject is theirs and the thing asked is not said, is said of
# another, is taken for granted and untrue, is known only after the day asked for; or nothing is.
Cause = Literal["not_said", "other_entity", "false_premise", "later", "unknown_subject"]
CAUSES: tuple[Cause, ...] = get_args(Cause)
YesOrNo = Literal["yes", "no"]

Phrase = Annotated[str, Field(min_length=1)]


class Written(BaseModel):
    """What a file of questions holds: nothing unknown, nothing changed after reading."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Nugget(Written):
    """One thing that a right answer says, in any of the accepted wordings."""

    any: tuple[Phrase, ...] = Field(min_length=1)
    vital: bool = True

    def found_in(self, text: str) -> bool:
        """Whether the text says it."""
        return any(contains_phrase(text, wording) for wording in self.any)


class GoldSpan(Written):
    """Evidence at known offsets: ``article`` is the end of the article's path."""

    article: Phrase
    start: int = Field(ge=0)
    end: int = Field(gt=0)


class GoldQuote(Written):
    """Evidence by its words, to be found in the cleaned text: ``article`` is the article's id."""

    article: Phrase
    text: Phrase


class GoldArticle(Written):
    """A whole article as evidence; ``grade`` is how relevant it is (TREC: 1 and more)."""

    article: Phrase
    grade: int = Field(1, ge=1)


Gold = GoldSpan | GoldQuote | GoldArticle


class GoldValue(Written):
    """What one article gives as the value that is asked for, where articles differ."""

    article: Phrase
    value: Phrase


class GoldQuestion(Written):
    """A question with what a right answer holds and where the articles say it.

    With ``each``, every piece of gold is needed; without it, pieces that hold the same vital
    nugget stand for one another, and one piece a nugget is enough. ``also`` are sentences that
    answer as well as the gold does. ``stale`` are those whose value a later article overtook,
    ``disagree`` the values that articles give without one overtaking the other: None where nobody
    looked, empty where there are none. ``yes_no`` is the answer to a polar question, ``why_not``
    why a question is to be refused.
    """

    id: Phrase
    kind: Phrase
    split: Phrase
    question: Phrase
    history: tuple[HistoryTurn, ...] = ()
    as_of: Day | None = None
    published_from: Day | None = None
    published_to: Day | None = None
    sources: tuple[str, ...] = ()
    nuggets: tuple[Nugget, ...] = ()
    forbidden: tuple[Phrase, ...] = ()
    short: tuple[Phrase, ...] = ()
    gold: tuple[Gold, ...] = ()
    each: bool = False
    also: tuple[GoldQuote, ...] = ()
    stale: tuple[GoldQuote, ...] | None = None
    disagree: tuple[GoldValue, ...] | None = None
    yes_no: YesOrNo | None = None
    why_not: Cause | None = None

    @property
    def answerable(self) -> bool:
        """Whether it is to be answered; every other question is to be refused."""
        return self.kind not in REFUSED and self.why_not is None

    @property
    def headline(self) -> bool:
        """Whether it counts in the headline figures."""
        return self.split != STRETCH

    @property
    def vital(self) -> tuple[Nugget, ...]:
        """The nuggets without which an answer is incomplete."""
        return tuple(nugget for nugget in self.nuggets if nugget.vital)

    @property
    def filtered(self) -> bool:
        """Whether dates or sources restrict which articles may be used."""
        return bool(self.as_of or self.published_from or self.published_to or self.sources)

    def lets_in(self, article: Article) -> bool:
        """Whether the dates and sources asked for allow the article."""
        earliest = self.published_from or date.min
        latest = min(self.published_to or date.max, self.as_of or date.max)
        published = article.published
        dated = (earliest, latest) != (date.min, date.max)
        if dated and (published is None or not earliest <= published <= latest):
            return False
        names = {source.casefold() for source in self.sources}
        return not names or (article.source or "").casefold() in names

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


@dataclass(frozen=True, slots=True)
class Span:
    """Evidence in an article at hand; ``text`` is ``article.text[start:end]``. Any passage of the
    article finds it where it is the ``whole`` article, else the passages that contain it."""

    article: Article
    start: int
    end: int
    whole: bool = False

    @property
    def text(self) -> str:
        return self.article.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Need:
    """What must be found to answer: one of these spans is enough."""

    spans: tuple[Span, ...]
    grade: int = 1
