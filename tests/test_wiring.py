"""The composition root: which classes the settings choose."""

from pathlib import Path

import pytest

from groundwire import wiring
from groundwire.answer.answer import Answerer
from groundwire.errors import EncoderError, IndexMissingError
from groundwire.index.build import build
from groundwire.index.encoder import HashingEncoder, SentenceTransformersEncoder
from groundwire.index.openvino_encoder import OpenVinoEncoder
from groundwire.records import Question
from groundwire.settings import Settings


@pytest.mark.parametrize(
    ("expected", "name"),
    [
        (HashingEncoder, "hashing"),
        (SentenceTransformersEncoder, "sentence-transformers"),
        (OpenVinoEncoder, "openvino"),
    ],
)
def test_each_setting_has_its_encoder(expected: type, name: str) -> None:
    """The name says which class; no weights are loaded for it."""
    assert type(wiring.make_encoder(Settings(encoder=name))) is expected


@pytest.mark.parametrize(
    ("expected", "installed"), [(OpenVinoEncoder, True), (SentenceTransformersEncoder, False)]
)
def test_auto_is_openvino_where_it_is_installed(
    expected: type, installed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without it, sentence-transformers."""
    monkeypatch.setattr(wiring, "find_spec", lambda name: object() if installed else None)
    assert type(wiring.make_encoder(Settings())) is expected


@pytest.mark.parametrize("name", ["openvino", "sentence-transformers"])
def test_a_model_that_is_not_there(name: str, tmp_path: Path) -> None:
    """The folder is told when the encoder is made, not when a question waits."""
    with pytest.raises(EncoderError, match="nowhere"):
        wiring.make_encoder(Settings(encoder=name, model=str(tmp_path / "nowhere")))


def test_the_cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the home folder, unless another is named."""
    monkeypatch.setenv("HOME", str(tmp_path))
    assert tmp_path / ".cache" / "groundwire" == wiring.cache_folder(Settings())
    assert Path("elsewhere") == wiring.cache_folder(Settings(cache=Path("elsewhere")))


def test_an_answerer_needs_an_index(tmp_path: Path) -> None:
    """The folder is named, and how to make an index."""
    settings = Settings(encoder="hashing", index=tmp_path / "none")
    with pytest.raises(IndexMissingError, match=r"none.*groundwire build"):
        wiring.make_answerer(settings)


def test_the_settings_reach_the_answerer(tmp_path: Path) -> None:
    """The index, its encoder, and the most sentences of an answer."""
    for n, place in enumerate(("hall", "pier", "quay")):
        text = f"Comet number {n} was seen from the {place}."
        (tmp_path / f"{place}.txt").write_text(f"Comet {n}\n\n{text}\n", "utf-8")
    settings = Settings(encoder="hashing", index=tmp_path / "index", top_k=2, max_claims=1)
    encoder = HashingEncoder()
    build([tmp_path], folder=settings.index, encoder=encoder, passage_tokens=64)
    answerer = wiring.make_answerer(settings)
    assert isinstance(answerer, Answerer)
    assert answerer.library.index.info.articles == 3
    found, *_, done = answerer.ask_steps(Question("What was seen from the quay?"))
    assert len(found.result.hits) == 2
    assert len(done.answer.claims) == 1
