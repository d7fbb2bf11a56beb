"""The newsroom set: its stories, questions and claims, and which story serves for what."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from groundwire.evaluation.datasets.newsroom import Split, split_by_story
from groundwire.records import Article
from train.example import Label, Polar, Span
from train.windows import article


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of an article: ``text[start:end]`` of the one with this id."""

    article: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class NewsQuestion:
    """A question to a story. ``evidence`` are sentences that answer it, in any article; ``stale``
    those whose value is overtaken; ``near`` tempting ones that do not answer."""

    id: str
    kind: str
    text: str  # after the questions before it, where it follows some
    as_of: date | None
    answerable: bool
    why_not: str | None
    short: tuple[str, ...]
    yes_no: Polar | None
    evidence: tuple[Quote, ...]
    stale: tuple[Quote, ...]
    near: tuple[Quote, ...]
    disagree: tuple[str, ...]

    @property
    def polar(self) -> bool:
        return self.kind == "yes/no"


@dataclass(frozen=True, slots=True)
class NewsClaim:
    """A claim with the words that it is held against, and where those stand."""

    id: str
    claim: str
    evidence: str
    label: Label
    how: str
    quote: Quote | None


@dataclass(frozen=True, slots=True)
class Story:
    """Articles of several outlets on one event, with what is asked and claimed of them."""

    id: str
    articles: tuple[Article, ...]
    questions: tuple[NewsQuestion, ...]
    claims: tuple[NewsClaim, ...]

    @property
    def beat(self) -> str:
        return self.id.rpartition("-")[0]


def load_stories(folder: Path) -> list[Story]:
    """The stories of every beat, by id."""
    rows = {
        name: _by_story(folder.glob(f"*/{name}.jsonl"))
        for name in ("articles", "questions", "claims")
    }
    stories = []
    for key in sorted(rows["articles"]):
        articles = {row["id"]: _article(row) for row in rows["articles"][key]}
        questions = tuple(_question(row, articles) for row in rows["questions"][key])
        claims = tuple(_claim(row, articles) for row in rows["claims"][key])
        stories.append(Story(key, tuple(articles.values()), questions, claims))
    return stories


def split_of(stories: Iterable[str]) -> dict[str, Split]:
    """What each story serves for, by the evaluation's own rule."""
    by_split = split_by_story(stories)
    return {one: split for split, members in by_split.items() for one in members}


def stories_for(stories: Sequence[Story], split: Split) -> list[Story]:
    """Those of the stories that serve for this."""
    serves = split_of(one.id for one in stories)
    return [one for one in stories if serves[one.id] == split]


def _by_story(paths: Iterable[Path]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for path in sorted(paths):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            found[row["cluster"]].append(row)
    return found


def _article(row: dict[str, Any]) -> Article:
    published = date.fromisoformat(row["published"]) if row["published"] else None
    return article(
        row["text"], id=row["id"], title=row["title"], source=row["outlet"], published=published
    )


def _question(row: dict[str, Any], articles: dict[str, Article]) -> NewsQuestion:
    def quotes(*names: str) -> tuple[Quote, ...]:
        return tuple(_quotes((one for name in names for one in row.get(name, ())), articles))

    return NewsQuestion(
        id=row["id"],
        kind=row["kind"],
        text=" ".join([*row["history"], row["question"]]),
        as_of=date.fromisoformat(row["as_of"]) if row["as_of"] else None,
        answerable=row["answerable"],
        why_not=row.get("why_not"),
        short=tuple(row.get("short", ())),
        yes_no=row.get("yes_no"),
        evidence=quotes("evidence", "also"),
        stale=quotes("stale"),
        near=quotes("near"),
        disagree=tuple(one["value"] for one in row.get("disagree", ())),
    )


def _quotes(rows: Iterable[dict[str, Any]], articles: dict[str, Article]) -> Iterator[Quote]:
    """Where the quotations stand; one of a headline stands in no text, and is left out."""
    for row in rows:
        found = _quote(row["article"], row["quote"], articles)
        if found:
            yield found


def _quote(name: str, words: str, articles: dict[str, Article]) -> Quote | None:
    start = articles[name].text.find(words)
    return Quote(name, start, start + len(words)) if start >= 0 else None


_LABELS: dict[str, Label] = {
    "supported": "supported",
    "not_supported": "neither",
    "contradicted": "contradicted",
}


def _claim(row: dict[str, Any], articles: dict[str, Article]) -> NewsClaim:
    place = _quote(row["article"], row["evidence"], articles)
    label = _LABELS[row["label"]]
    return NewsClaim(row["id"], row["claim"], row["evidence"], label, row["how"], place)
