"""The newsroom set: invented stories, each told by four outlets, with questions and claims.

A folder for each beat holds ``articles.jsonl``, ``questions.jsonl`` and ``claims.jsonl``;
``splits.json`` beside them says which stories are for training, for development and for tests.
A question names the sentences that answer it, those that would do as well, those that a later
article overtook and the values on which outlets differ; an unanswerable one, why it is so. A claim
is a sentence held against one or two sentences of an article.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from math import ceil
from pathlib import Path
from typing import Literal, TypeVar, get_args

from pydantic import ConfigDict, TypeAdapter

from groundwire.errors import InputError
from groundwire.evaluation.datasets.contents import Contents, GoldClaim, Label, Record, check_ids
from groundwire.evaluation.datasets.reading import Published, read_json, read_lines
from groundwire.evaluation.gold import (
    Cause,
    GoldQuestion,
    GoldQuote,
    GoldValue,
    Phrase,
    YesOrNo,
)
from groundwire.requests import Day, HistoryTurn

SPLITS, ARTICLES, QUESTIONS, CLAIMS = (
    "splits.json", "articles.jsonl", "questions.jsonl", "claims.jsonl",
)  # fmt: skip
Split = Literal["train", "dev", "test"]
SHARE_PERCENT = 15  # of the stories of a beat, rounded up, are for tests, and as many for dev
DEFAULT = "dev"  # what is asked unless another split is named: tests are not to be looked at daily

Kind = Literal[
    "who", "what", "when", "where", "how many", "how much", "why", "how", "yes/no", "list",
    "compare", "changed", "said", "latest", "as of", "follow-up", "multi-part", "summary",
]  # fmt: skip


class _Ours(Published):
    model_config = ConfigDict(extra="forbid")


class Story(_Ours):
    """One article of a story, which is called a cluster."""

    id: Phrase
    cluster: Phrase
    outlet: Phrase
    published: Day | None
    title: Phrase
    author: str | None
    kind: Phrase
    text: Phrase


class Quote(_Ours):
    """Words of an article."""

    article: Phrase
    quote: Phrase


class Asked(_Ours):
    """A question: what answers it, or what tempts to and why it does not."""

    id: Phrase
    cluster: Phrase
    kind: Kind
    question: Phrase
    history: tuple[Phrase, ...]
    as_of: Day | None
    answerable: bool
    short: tuple[Phrase, ...] = ()
    yes_no: YesOrNo | None = None
    evidence: tuple[Quote, ...] = ()
    also: tuple[Quote, ...] = ()
    stale: tuple[Quote, ...] = ()
    disagree: tuple[GoldValue, ...] = ()
    why_not: Cause | None = None
    near: tuple[Quote, ...] = ()
    truth: str | None = None


class Claimed(_Ours):
    """A claim, the words of the article it is held against, and whether they support it."""

    id: Phrase
    cluster: Phrase
    article: Phrase
    evidence: Phrase
    claim: Phrase
    label: Label
    how: Phrase


@dataclass(frozen=True, slots=True)
class Newsroom:
    """Everything that the folder holds, beat by beat; ``splits`` has the stories of each."""

    articles: tuple[Story, ...]
    questions: tuple[Asked, ...]
    claims: tuple[Claimed, ...]
    splits: dict[Split, tuple[str, ...]]


def load(path: Path) -> Contents:
    """All questions and claims of the folder, each with the split of its story.

    Raises:
        InputError: a file is missing or malformed, or a story is in no split.
    """
    newsroom = read_newsroom(path)
    split_of = {story: split for split, stories in newsroom.splits.items() for story in stories}
    told = {one.cluster for one in newsroom.questions} | {one.cluster for one in newsroom.claims}
    for story in sorted(told - split_of.keys()):
        raise InputError(f"{path / SPLITS}: no split has the story {story}. Add it.")
    questions = tuple(_question(one, split_of[one.cluster]) for one in newsroom.questions)
    check_ids(questions, path)
    return Contents(
        questions,
        partial(_records, newsroom.articles),
        claims=tuple(_claim(one, split_of[one.cluster]) for one in newsroom.claims),
        default_split=DEFAULT,
    )


def read_newsroom(path: Path) -> Newsroom:
    """The files as they are written, the beats by name.

    Raises:
        InputError: a file is missing or malformed.
    """
    beats = sorted(file.parent for file in path.glob(f"*/{ARTICLES}"))
    if not beats:
        raise InputError(f"{path}: holds no folder with {ARTICLES}. Add the articles of a beat.")
    return Newsroom(
        _all(beats, ARTICLES, Story),
        _all(beats, QUESTIONS, Asked),
        _all(beats, CLAIMS, Claimed),
        read_json(path / SPLITS, TypeAdapter(dict[Split, tuple[str, ...]])),
    )


def split_by_story(stories: Iterable[str]) -> dict[Split, tuple[str, ...]]:
    """The stories of every split. Within a beat, which an id begins with, they stand in the order
    of a hash: the first are for tests, as many for development, the others for training."""
    beats: dict[str, set[str]] = {}
    for story in stories:
        beats.setdefault(story.partition("-")[0], set()).add(story)
    found: dict[Split, list[str]] = {split: [] for split in get_args(Split)}
    for members in beats.values():
        drawn = sorted(members, key=lambda story: hashlib.sha256(story.encode()).hexdigest())
        count = ceil(len(drawn) * SHARE_PERCENT / 100)
        found["test"] += drawn[:count]
        found["dev"] += drawn[count : 2 * count]
        found["train"] += drawn[2 * count :]
    return {split: tuple(sorted(members)) for split, members in found.items()}


_Line = TypeVar("_Line", Story, Asked, Claimed)


def _all(beats: Iterable[Path], name: str, model: type[_Line]) -> tuple[_Line, ...]:
    return tuple(line for beat in beats for _, line in read_lines(beat / name, model))


def _question(asked: Asked, split: str) -> GoldQuestion:
    """A polar question is judged by its yes or no alone: "no, husbands do not pay" is one wording
    of many."""
    return GoldQuestion(
        id=asked.id,
        kind=asked.kind,
        split=split,
        question=asked.question,
        history=tuple(HistoryTurn(role="user", content=text) for text in asked.history),
        as_of=asked.as_of,
        short=() if asked.yes_no else asked.short,
        gold=_quotes(asked.evidence),
        each=True,
        also=_quotes(asked.also),
        stale=_quotes(asked.stale) if asked.answerable else None,
        disagree=asked.disagree if asked.answerable else None,
        yes_no=asked.yes_no,
        why_not=asked.why_not,
    )


def _quotes(quotes: Iterable[Quote]) -> tuple[GoldQuote, ...]:
    return tuple(GoldQuote(article=one.article, text=one.quote) for one in quotes)


def _claim(claimed: Claimed, split: str) -> GoldClaim:
    return GoldClaim(claimed.claim, claimed.evidence, claimed.label, claimed.how, split)


def _records(stories: Iterable[Story]) -> Iterator[Record]:
    for story in stories:
        yield {
            "id": story.id,
            "title": story.title,
            "source": story.outlet,
            "author": story.author or "",
            "published": story.published.isoformat() if story.published else "",
            "text": story.text,
        }
