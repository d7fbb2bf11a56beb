"""Fixtures of the service's tests."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from serving import Samples, Serve, Served, make, running

from groundwire.index.build import build
from groundwire.service.edge import rate
from groundwire.service.work import workers
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


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Time as the workers and the rate see it: it passes only where a test adds to ``now``."""
    stopped = SimpleNamespace(now=1_000.0)
    for module in (workers, rate):
        tell = SimpleNamespace(
            monotonic=lambda: stopped.now, time=lambda: stopped.now, perf_counter=time.perf_counter
        )
        monkeypatch.setattr(module, "time", tell)
    return stopped


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
