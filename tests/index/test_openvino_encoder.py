"""The converted model: made once, kept whole, never in the way."""

import logging
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from groundwire.errors import EncoderError
from groundwire.index import weights
from groundwire.index.openvino_encoder import OpenVinoEncoder
from groundwire.index.openvino_runner import OpenVinoRunner
from groundwire.index.weights import Model, find_model

pytestmark = pytest.mark.model

TEXTS = ["The bridge closed.", "Ministers met in Paris on Tuesday to talk about the comet."]
UNWANTED = ("torch", "transformers", "sentence_transformers", "openvino_telemetry")


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder that holds the converted model."""
    folder = tmp_path_factory.mktemp("cache")
    OpenVinoEncoder(cache=folder).encode(TEXTS)
    return folder


def constants(cache: Path) -> Path:
    (path,) = cache.glob("openvino-*/model.bin")
    return path


def test_serving_imports_no_torch(cache: Path) -> None:
    """With the converted model in the cache a question loads neither torch nor transformers,
    and nothing that reports usage to anyone."""
    program = (
        "import sys; from pathlib import Path;"
        "from groundwire.index.openvino_encoder import OpenVinoEncoder;"
        f"OpenVinoEncoder(cache=Path({str(cache)!r})).encode(['A bridge.']);"
        f"print([m for m in {UNWANTED!r} if sys.modules.get(m)])"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert "[]" == result.stdout.strip()


def test_cached_and_fresh_conversions_agree(cache: Path) -> None:
    """The model read from the cache gives the very vectors of the one just converted."""
    np.testing.assert_array_equal(
        OpenVinoEncoder(cache=cache).encode(TEXTS), OpenVinoEncoder(cache=None).encode(TEXTS)
    )


def test_damaged_cache_is_converted_again(
    cache: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A flipped bit in the cached model is found, told, and repaired."""
    expected = OpenVinoEncoder(cache=cache).encode(TEXTS)
    path = constants(cache)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with caplog.at_level(logging.WARNING):
        np.testing.assert_array_equal(expected, OpenVinoEncoder(cache=cache).encode(TEXTS))
    assert "damaged" in caplog.text
    content[len(content) // 2] ^= 1
    assert bytes(content) == constants(cache).read_bytes()


def test_folder_that_cannot_be_written_is_no_obstacle(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Where the cache cannot be made the model is converted in memory, with a warning."""
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    with caplog.at_level(logging.WARNING):
        vectors = OpenVinoEncoder(cache=blocked / "cache").encode(TEXTS)
    assert (2, 384) == vectors.shape
    assert "cannot be kept" in caplog.text


def test_threads_share_one_encoder(cache: Path) -> None:
    """Several threads may encode at the same time, and each gets its own texts' vectors."""
    encoder = OpenVinoEncoder(cache=cache, threads=2)
    texts = [[f"{text} {number}" for text in TEXTS] for number in range(12)]
    expected = [OpenVinoEncoder(cache=cache, threads=1).encode(some) for some in texts]
    with ThreadPoolExecutor(4) as threads:
        for wanted, found in zip(expected, threads.map(encoder.encode, texts), strict=True):
            np.testing.assert_array_equal(wanted, found)


def test_recent_texts_are_not_encoded_again(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of one call that are new are, once each; the bytes are the same as without a memory."""
    encoder, forgetful = (OpenVinoEncoder(cache=cache, recent=recent) for recent in (10, 0))
    run, computed = encoder._runner.run, []

    def counted(encodings: list[Any], *, outputs: int) -> Any:
        computed.append(len(encodings))
        return run(encodings, outputs=outputs)

    monkeypatch.setattr(encoder._runner, "run", counted)
    texts = ["The bridge closed.", "The ferry sails.", "A comet came."]
    for asked in (texts[:2], texts[1::-1], [texts[2], texts[0], texts[2]], texts[:2]):
        vectors, tokens = encoder.encode_tokens(asked)
        same, same_tokens = forgetful.encode_tokens(asked)
        np.testing.assert_array_equal(same, vectors)
        for one, other in zip(same_tokens, tokens, strict=True):
            np.testing.assert_array_equal(one.vectors, other.vectors)
    assert [2, 0, 1, 1] == computed


def test_nothing_heavy_is_loaded_before_the_first_text(tmp_path: Path) -> None:
    """Making the encoder, its fingerprint and counting tokens need no library of the model."""
    program = (
        "import sys; from groundwire.index.openvino_encoder import OpenVinoEncoder as E;"
        "e = E(); e.fingerprint; e.count_tokens(['A bridge.']);"
        "print([m for m in ('openvino', 'torch', 'transformers') if m in sys.modules])"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert "[]" == result.stdout.strip()


def test_default_weights_are_the_published_ones() -> None:
    """The packaged weights have the SHA-256 of the original."""
    find_model().check()


def test_other_weights_under_the_default_name_are_refused(tmp_path: Path) -> None:
    """A file that is not the published one is named, with both digests."""
    (tmp_path / "model.safetensors").write_bytes(b"something else")
    model = Model("all-MiniLM-L6-v2", tmp_path, weights.DEFAULT_SHA256)
    with pytest.raises(EncoderError, match=weights.DEFAULT_SHA256):
        model.check()


def test_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    """A folder that holds no weights is named."""
    with pytest.raises(EncoderError, match=str(tmp_path)):
        OpenVinoEncoder(tmp_path)


def test_model_that_was_never_downloaded_is_refused() -> None:
    """A name that is no folder and not in the cache is an error, not a download."""
    with pytest.raises(EncoderError, match="neither a folder"):
        OpenVinoEncoder("nobody/no-such-model")


def test_uses_the_cores_that_it_may_use() -> None:
    """Without a number the encoder takes the cores that this process may run on."""
    assert len(os.sched_getaffinity(0)) == OpenVinoRunner(lambda: None, precision="f32").threads
