"""A small corpus in our own words, and the index that is made of it."""

from pathlib import Path

import pytest
from stories import PASSAGE_TOKENS, STORIES, Build, write_story

from groundwire.index.build import BuildReport, build
from groundwire.index.encoder import HashingEncoder
from groundwire.index.generation import Index, open_index


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A folder of three articles."""
    folder = tmp_path / "corpus"
    for name in STORIES:
        write_story(folder, name)
    return folder


@pytest.fixture
def encoder() -> HashingEncoder:
    return HashingEncoder()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the index goes."""
    return tmp_path / "index"


@pytest.fixture
def make(corpus: Path, folder: Path, encoder: HashingEncoder) -> Build:
    """Build the corpus's index; options are passed on."""

    def run(*paths: Path, **options: bool) -> BuildReport:
        return build(
            paths or [corpus],
            folder=folder,
            encoder=encoder,
            passage_tokens=PASSAGE_TOKENS,
            **options,
        )

    return run


@pytest.fixture
def index(make: Build, folder: Path, encoder: HashingEncoder) -> Index:
    """The index of the three articles, open."""
    make()
    return open_index(folder, encoder=encoder)
