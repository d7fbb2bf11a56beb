"""Fixtures of the service's tests."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from serving import Samples, Serve, Served, make, running

from groundwire.index.build import build
from groundwire.settings import Settings
from groundwire.wiring import make_encoder

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


@pytest.fixture
def serve() -> Serve:
    """Make an app over a fake answerer that behaves as told."""
    return make


@pytest.fixture
def served() -> Served:
    """An app over a fake answerer that answers."""
    return make()


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Samples:
    """The sample articles and their index, as ``make run`` makes it but for the encoder."""
    folder = tmp_path_factory.mktemp("samples")
    shutil.copytree(CORPUS, folder / "corpus")
    settings = Settings(index=folder / "index", corpus=folder / "corpus", encoder="hashing")
    build(
        [settings.corpus],
        folder=settings.index,
        encoder=make_encoder(settings),
        passage_tokens=settings.passage_tokens,
    )
    return Samples(settings)


@pytest.fixture(scope="session")
def url(samples: Samples) -> Iterator[str]:
    """A service over the sample articles on a free port; nobody writes to it."""
    with running(samples.served().app) as where:
        yield where
