"""The corpora that the benchmarks ask: each as a file of articles, and the index over it.

``data`` is the folder that holds ``seeds`` and ``data`` (``../shared`` beside a checkout). Vectors
are made once a folder: an index that is there is built upon.
"""

import gzip
import json
import random
import sys
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from groundwire.answer.answer import Answerer
from groundwire.evaluation.dataset import load_dataset, write_articles
from groundwire.index.build import BuildReport, build
from groundwire.settings import PREFIX, Settings
from groundwire.wiring import make_answerer, make_encoder

SEED = 2  # of the draw of articles

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SquadQuestion:
    """A question that its story answers: where the story stands in the file, the paragraph that
    holds the answer, and the accepted wordings."""

    story: int
    text: str
    paragraph: str
    answers: tuple[str, ...]


def default_data() -> Path:
    """Where the data lies beside a checkout."""
    return Path(__file__).resolve().parents[2] / "shared"


def settings_for(index: Path) -> Settings:
    """The defaults, over the index in this folder."""
    return Settings.from_mapping({f"{PREFIX}INDEX": str(index)})


def index_of(paths: Sequence[Path], folder: Path) -> BuildReport:
    """Index the files into the folder with the default settings, and say what was done."""
    settings = settings_for(folder)
    encoder = make_encoder(settings)
    report = build(paths, folder=folder, encoder=encoder, passage_tokens=settings.passage_tokens)
    print(f"{report.articles:,} articles, {report.passages:,} passages", file=sys.stderr)
    return report


def answerer_over(paths: Sequence[Path], folder: Path) -> Answerer:
    """What answers from the files with the default settings; the index is made in the folder."""
    index_of(paths, folder)
    return make_answerer(settings_for(folder))


def squad(data: Path) -> list[Record]:
    """The stories of SQuAD 2.0's development file."""
    stories: list[Record] = json.loads(_squad_file(data).read_text("utf-8"))["data"]
    return stories


def _squad_file(data: Path) -> Path:
    return data / "data" / "reading" / "squad-v2.0-dev.json"


def squad_articles(data: Path, file: Path) -> Path:
    """One article a story, all its paragraphs in order."""
    write_articles(load_dataset(_squad_file(data), "squad"), file)
    return file


def squad_questions(stories: Sequence[Record]) -> list[SquadQuestion]:
    """The questions that have an answer, in the order of the file."""
    return [
        SquadQuestion(
            story=number,
            text=asked["question"],
            paragraph=paragraph["context"],
            answers=tuple(answer["text"] for answer in asked["answers"]),
        )
        for number, story in enumerate(stories)
        for paragraph in story["paragraphs"]
        for asked in paragraph["qas"]
        if not asked["is_impossible"]
    ]


def news_questions(data: Path) -> list[Record]:
    """The weekly quiz: ``id, date, question, answer, choices, gold`` (article ids)."""
    path = data / "data" / "news" / "questions.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def news_articles(data: Path, count: int, file: Path, *, needed: Collection[str] = ()) -> Path:
    """``count`` news articles: those whose ids are needed, and others drawn by ``SEED``."""
    path = data / "data" / "news" / "articles.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    chosen = [article for article in articles if article["id"] in needed]
    others = [article for article in articles if article["id"] not in needed]
    random.Random(SEED).shuffle(others)
    return _write(chosen + others[: max(0, count - len(chosen))], file)


def _write(articles: Iterable[Record], file: Path) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(json.dumps(article) + "\n" for article in articles), "utf-8")
    return file
