"""Plant copies of news stories among others, and count which are found to be copies.

    python bench/duplicates.py --seed 6

Draws ``--articles`` real articles of the news data, of which ``--stories`` are syndicated: each
gets a copy of every kind. ``exact`` is the same text; ``header`` has another place, agency and
byline line before it; ``edited`` has one word in ten replaced by a word of another article;
``cut`` ends after 60 % of its characters. Right are the pairs of articles of one story. Pairs of
articles for which nothing was planted are counted apart as ``found_among_the_others``: the news
data holds real copies, so they are there to be read (``--list``). Counted as errors all the same,
they give the lower figure of precision. ``hard_pairs`` are two different articles on one story
(three words of their titles in common, published within three days) or of one form (the first
three words of their titles, from one site), among those that were drawn.

``--draw dev`` takes articles that ``--draw test`` never takes: the threshold was chosen on those.
"""

import argparse
import gzip
import json
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np

from corpora import Record, default_data
from groundwire.corpus import duplicates
from groundwire.corpus.duplicates import Fingerprints, groups

DEV_SHARE = 0.25  # of the articles
SHORTEST = 60  # words of a story that is syndicated
EDITED = 0.1  # of the words
KEPT = 0.6  # of the characters
STORY_DAYS = 3
TITLE_WORDS = 3
TITLE_WORD_CHARACTERS = 4  # shorter words say little
LINES = (
    "LONDON (Newswire) — By a staff writer",
    "Updated 3:40 p.m. | From our correspondents",
    "This story was first carried by The Example Courier and its partners.",
)


@dataclass(frozen=True, slots=True)
class Document:
    """An article or a planted copy of it."""

    story: int
    kind: str
    text: str
    title: str
    site: str
    day: date


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=default_data())
    parser.add_argument("--articles", type=int, default=3000)
    parser.add_argument("--stories", type=int, default=300)
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("--draw", choices=("dev", "test"), default="test")
    parser.add_argument("--near", type=float, nargs="+", default=[duplicates.NEAR])
    parser.add_argument("--list", action="store_true", help="titles of the others that were found")
    args = parser.parse_args()
    articles = drawn(args.data, args.draw, random.Random(args.seed))[: args.articles]
    documents = list(planted(articles, args.stories, random.Random(args.seed)))
    started = time.perf_counter()
    prints = Fingerprints.of(document.text for document in documents)
    signed = time.perf_counter() - started
    for near in args.near:
        duplicates.NEAR = near
        started = time.perf_counter()
        labels = groups(prints)
        grouped = time.perf_counter() - started
        figures = {"near": near, **counted(documents, labels)}
        figures["signing_ms_an_article"] = round(signed / len(documents) * 1e3, 2)
        figures["grouping_ms"] = round(grouped * 1e3, 1)
        print(json.dumps(figures, indent=2))
        if args.list:
            for first, second in among_others(documents, labels):
                print(f"{documents[first].title} | {documents[second].title}")


def drawn(data: Path, draw: str, chance: random.Random) -> list[Record]:
    """Articles of one draw in random order, each text once."""
    with gzip.open(data / "data" / "news" / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        by_text = {article["text"]: article for article in map(json.loads, lines)}
    articles = sorted(by_text.values(), key=lambda article: article["id"])
    last_dev = int(DEV_SHARE * len(articles))
    random.Random(1).shuffle(articles)
    chosen = articles[:last_dev] if draw == "dev" else articles[last_dev:]
    chance.shuffle(chosen)
    return chosen


def planted(articles: list[Record], stories: int, chance: random.Random) -> Iterator[Document]:
    """Every article, and for the first of them that are long enough a copy of each kind."""
    words = " ".join(article["text"] for article in articles[-50:]).split()
    copies: dict[str, Callable[[str], str]] = {
        "exact": str,
        "header": lambda text: "\n\n".join([*chance.sample(LINES, 2), text]),
        "edited": lambda text: edited(text, words, chance),
        "cut": lambda text: text[: int(KEPT * len(text))],
    }
    left = stories
    for number, article in enumerate(articles):
        about = (
            article["title"],
            urlsplit(article["url"]).netloc,
            date.fromisoformat(article["published"]),
        )
        yield Document(number, "original", article["text"], *about)
        if left and len(article["text"].split()) >= SHORTEST:
            left -= 1
            for kind, made in copies.items():
                yield Document(number, kind, made(article["text"]), *about)


def edited(text: str, words: list[str], chance: random.Random) -> str:
    """The text with one word in ten replaced."""
    own = text.split(" ")
    for place in chance.sample(range(len(own)), int(EDITED * len(own))):
        own[place] = chance.choice(words)
    return " ".join(own)


def counted(documents: list[Document], labels: np.ndarray) -> dict[str, object]:
    """Pairwise precision and recall, the recall by the kinds of both articles of a pair."""
    stories = {document.story for document in documents if document.kind != "original"}
    found: Counter[str] = Counter()
    right_by_kind: Counter[str] = Counter()
    found_by_kind: Counter[str] = Counter()
    for first, second in found_pairs(labels):
        pair = documents[first], documents[second]
        right = pair[0].story == pair[1].story
        if not right and not {each.story for each in pair} & stories:
            found["others"] += 1
            continue
        found["right" if right else "wrong"] += 1
        for kind in {each.kind for each in pair}:
            found_by_kind[kind] += 1
            right_by_kind[kind] += right
    hard = list(hard_pairs(documents))
    hits: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for first, second in story_pairs(documents):
        kind = " + ".join((documents[first].kind, documents[second].kind))
        wanted[kind] += 1
        hits[kind] += bool(labels[first] == labels[second])
    return {
        "articles": len(documents),
        "pairs_of_one_story": wanted.total(),
        "precision": round(found["right"] / (found["right"] + found["wrong"]), 4),
        "precision_if_others_are_errors": round(found["right"] / found.total(), 4),
        "precision_by_kind": {
            kind: round(right_by_kind[kind] / found_by_kind[kind], 4) for kind in found_by_kind
        },
        "wrong_pairs": found["wrong"],
        "found_among_the_others": found["others"],
        "hard_pairs": len(hard),
        "hard_pairs_grouped": sum(bool(labels[first] == labels[second]) for first, second in hard),
        "recall": round(hits.total() / wanted.total(), 4),
        "recall_by_kind": {kind: round(hits[kind] / wanted[kind], 4) for kind in wanted},
    }


def among_others(documents: list[Document], labels: np.ndarray) -> Iterator[tuple[int, int]]:
    """Found pairs of two stories."""
    for first, second in found_pairs(labels):
        if documents[first].story != documents[second].story:
            yield first, second


def hard_pairs(documents: list[Document]) -> Iterator[tuple[int, int]]:
    """Pairs of different articles that tell one story, or follow one form."""
    rows = [row for row, document in enumerate(documents) if document.kind == "original"]
    words = {row: frozenset(_title_words(documents[row].title)) for row in rows}
    for first, second in combinations(rows, 2):
        one, other = documents[first], documents[second]
        if abs((one.day - other.day).days) <= STORY_DAYS:
            if len(words[first] & words[second]) >= TITLE_WORDS:
                yield first, second
        elif one.site == other.site and _opening(one) == _opening(other):
            yield first, second


def _title_words(title: str) -> list[str]:
    return [word for word in title.lower().split() if len(word) >= TITLE_WORD_CHARACTERS]


def _opening(document: Document) -> list[str]:
    return document.title.lower().split()[:TITLE_WORDS]


def found_pairs(labels: np.ndarray) -> Iterator[tuple[int, int]]:
    """Every pair of rows of one group."""
    order = np.argsort(labels, kind="stable")
    for rows in np.split(order, np.flatnonzero(np.diff(labels[order])) + 1):
        yield from combinations(rows.tolist(), 2)


def story_pairs(documents: list[Document]) -> Iterator[tuple[int, int]]:
    """Every pair of rows of one story."""
    labels = np.array([document.story for document in documents])
    yield from found_pairs(labels)


if __name__ == "__main__":
    main()
