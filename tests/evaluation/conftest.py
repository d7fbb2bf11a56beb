"""A tiny corpus of two articles, an answerer over it, and questions about it scored by hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from judge_server import JudgeServer, serving

from answerers import heuristic
from groundwire.answer.answer import Answerer
from groundwire.evaluation.dataset import Dataset, load_dataset
from groundwire.evaluation.questions import text_digest
from groundwire.index.build import build
from groundwire.index.encoder import HashingEncoder
from groundwire.index.generation import open_index

TEXT = (
    "The Tern Bridge closes on 10 February for repair. "
    "Engineer Ana Soler leads the repair of the Tern Bridge."
)
END = TEXT.index(" Engineer")
LATER = "The Tern Bridge closes on 12 February for repair, a week later than Sula Bay was told."
QUESTIONS = f"""
articles: {{bridge.md: "{text_digest(TEXT)}"}}
questions:
  - id: fact-closes
    kind: fact
    split: dev
    question: When does the Tern Bridge close for repair?
    as_of: 2025-01-20
    nuggets: [{{any: [February 10, 10 February]}}, {{any: [at noon]}},
      {{any: [for ever], vital: false}}]
    short: [10 February]
    gold: [{{article: bridge.md, start: 0, end: {END}}}]
  - id: fact-refused
    kind: fact
    split: held
    question: Which opera will Moreau conduct in Valencia?
    nuggets: [{{any: [Moreau]}}]
    forbidden: [Valencia]
    short: [Valencia]
  - id: unanswerable-refused
    kind: unanswerable
    split: dev
    question: Which opera will Moreau conduct in Valencia?
  - id: false-premise-answered
    kind: false-premise
    split: held
    question: Who leads the repair of the Tern Bridge?
    forbidden: [ana soler]
  - id: fact-stretch
    kind: fact
    split: stretch
    question: Who leads the repair of the Tern Bridge?
    nuggets: [{{any: [Ana Soler]}}]
    short: [Soler]
    gold: [{{article: bridge.md, start: {END + 1}, end: {len(TEXT)}}}]
"""


@pytest.fixture(scope="session")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of the two articles."""
    folder = tmp_path_factory.mktemp("evaluated")
    for name, day, text in (("bridge", "2025-01-10", TEXT), ("later", "2025-02-01", LATER)):
        written = f"---\ntitle: Bridge\npublished: {day}\nsource: {name}\n---\n{text}\n"
        (folder / f"{name}.md").write_text(written, "utf-8")
    build([folder], folder=folder / "index", encoder=HashingEncoder(), passage_tokens=64)
    return folder / "index"


@pytest.fixture(scope="session")
def answerer(indexed: Path) -> Answerer:
    """What answers from them."""
    encoder = HashingEncoder()
    index = open_index(indexed, encoder=encoder)
    return heuristic(index, encoder)


@pytest.fixture(scope="session")
def questions_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The questions as a file."""
    path = tmp_path_factory.mktemp("questions") / "questions.yaml"
    path.write_text(QUESTIONS, "utf-8")
    return path


@pytest.fixture(scope="session")
def dataset(questions_file: Path) -> Dataset:
    """The questions as they are read."""
    return load_dataset(questions_file)


@pytest.fixture
def server() -> Iterator[JudgeServer]:
    """A judge that answers well until it is told not to."""
    with serving() as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where replies are kept."""
    return tmp_path / "judge"
