"""What every encoder promises, shown for each implementation."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from groundwire.index.encoder import Encoder, HashingEncoder, SentenceTransformersEncoder
from groundwire.index.openvino_encoder import OpenVinoEncoder

SENTENCES = [
    "The bridge over the Tern closed on Monday.",
    "Ministers met in Paris.",
    "",
    " \n\t ",
    "Étude: l'énergie, 3.5 % of GDP — “quoted”.",
    "日本語のニュース",
    "The harbour board voted nine to two to widen the eastern channel before the winter storms, "
    "its chair said, adding that the dredgers would arrive in the second week of October.",
    "comet " * 2_000,
    "x" * 100_000,
    "A bridge.",
    "A bridge. A bridge. A bridge.",
]
MODELS = ("sentence-transformers", "openvino bf16", "openvino f32")


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder for converted models that all tests share."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(
    scope="module",
    params=["hashing", *(pytest.param(name, marks=pytest.mark.model) for name in MODELS)],
)
def encoder(request: pytest.FixtureRequest, cache: Path) -> Encoder:
    makers: dict[str, Callable[[], Encoder]] = {
        "hashing": HashingEncoder,
        "sentence-transformers": SentenceTransformersEncoder,
        # Nothing is kept from one call to the next: what is compared is computed.
        "openvino bf16": lambda: OpenVinoEncoder(cache=cache, recent=0),
        "openvino f32": lambda: OpenVinoEncoder(cache=cache, precision="f32", recent=0),
    }
    return makers[request.param]()


def test_vectors_are_float32_of_length_one(encoder: Encoder) -> None:
    """Every text has a vector of the encoder's dimension, float32, of length 1."""
    vectors = encoder.encode(SENTENCES)
    assert (len(SENTENCES), encoder.dimension) == vectors.shape
    assert np.float32 == vectors.dtype
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_no_texts_give_no_vectors(encoder: Encoder) -> None:
    """An empty list gives an array of shape (0, dimension)."""
    vectors = encoder.encode([])
    assert (0, encoder.dimension) == vectors.shape
    assert np.float32 == vectors.dtype


def test_vector_does_not_depend_on_company(encoder: Encoder) -> None:
    """A text has the same vector alone, among others, and in another order."""
    together = encoder.encode(SENTENCES)
    alone = np.concatenate([encoder.encode([text]) for text in SENTENCES])
    backwards = encoder.encode([*SENTENCES[::-1], *SENTENCES[:3]])[: len(SENTENCES)][::-1]
    if isinstance(encoder, SentenceTransformersEncoder):
        # torch pads to the longest of a batch and multiplies in another order: equal but for the
        # last bits, which float16 does not keep. What is built with it is rebuilt all the same.
        np.testing.assert_allclose(together, alone, atol=2e-6)
        np.testing.assert_allclose(together, backwards, atol=2e-6)
    else:
        np.testing.assert_array_equal(together, alone)
        np.testing.assert_array_equal(together, backwards)


def test_same_texts_give_the_same_bytes(encoder: Encoder) -> None:
    """Encoding is deterministic."""
    np.testing.assert_array_equal(encoder.encode(SENTENCES), encoder.encode(SENTENCES))


def test_order_of_texts_is_kept(encoder: Encoder) -> None:
    """The row of a vector is the place of its text."""
    vectors = encoder.encode(SENTENCES)
    alike = vectors @ encoder.encode([SENTENCES[6]])[0]
    assert 6 == int(alike.argmax())


def test_like_texts_are_nearer_than_unlike_ones(encoder: Encoder) -> None:
    """A paraphrase in shared words is nearer than another subject."""
    bridge, again, other = encoder.encode(
        ["The Tern bridge is closed.", "The bridge over the Tern closed.", "Comet photographed."]
    )
    assert bridge @ again > bridge @ other + 0.2


def test_tokens_of_a_text_are_counted_without_marks(encoder: Encoder) -> None:
    """Nothing has no tokens, and two texts together have as many as both alone."""
    assert [0, 0, 2, 4] == encoder.count_tokens(["", " ", "bridge closed", "a bridge was closed"])


def test_token_vectors_come_with_the_vectors_of_their_texts(encoder: Encoder) -> None:
    """One pass gives the vectors of ``encode`` and, for each text, those of its tokens."""
    vectors, tokens = encoder.encode_tokens(SENTENCES)
    np.testing.assert_array_equal(vectors, encoder.encode(SENTENCES))
    for text, found in zip(SENTENCES, tokens, strict=True):
        assert (len(found.starts), encoder.dimension) == found.vectors.shape
        assert np.float32 == found.vectors.dtype
        np.testing.assert_allclose(np.linalg.norm(found.vectors, axis=1), 1, atol=1e-5)
        assert (found.starts >= 0).all()
        assert (found.starts < found.ends).all()
        assert (found.ends <= len(text)).all()


def test_token_vectors_do_not_depend_on_company(encoder: Encoder) -> None:
    """A text's tokens have the same vectors alone and among others."""
    _, together = encoder.encode_tokens(SENTENCES)
    for text, found in zip(SENTENCES[:7], together, strict=False):
        _, (alone,) = encoder.encode_tokens([text])
        np.testing.assert_array_equal(alone.starts, found.starts)
        if isinstance(encoder, SentenceTransformersEncoder):
            np.testing.assert_allclose(alone.vectors, found.vectors, atol=1e-5)
        else:
            np.testing.assert_array_equal(alone.vectors, found.vectors)


@pytest.mark.model
@pytest.mark.parametrize("name", MODELS)
def test_only_the_beginning_of_a_long_text_counts(name: str, cache: Path) -> None:
    """Text after the model's 256 tokens, its two marks included, does not change the vector."""
    precision = "f32" if name.endswith("f32") else "bf16"
    openvino = name.startswith("openvino")
    encoder: Encoder = (
        OpenVinoEncoder(cache=cache, precision=precision)
        if openvino
        else SentenceTransformersEncoder()
    )
    kept = "comet " * 254
    vectors = encoder.encode([kept, kept + "bridge " * 50, "bridge " + kept])
    np.testing.assert_allclose(vectors[0], vectors[1], atol=2e-6)
    assert abs(vectors[0] - vectors[2]).max() > 1e-4


@pytest.mark.model
def test_openvino_agrees_with_the_reference(cache: Path) -> None:
    """Each vector has a cosine of at least .999 to the reference's."""
    reference = SentenceTransformersEncoder().encode(SENTENCES)
    for precision in ("bf16", "f32"):
        vectors = OpenVinoEncoder(cache=cache, precision=precision).encode(SENTENCES)
        assert (reference * vectors).sum(axis=1).min() > 0.999


def test_the_quick_encoder_is_near(encoder: Encoder) -> None:
    """A cosine of at least .98 to the encoder's own vectors, and the same in any company."""
    quick = encoder.quick.encode(SENTENCES)
    alike = (quick * encoder.encode(SENTENCES)).sum(axis=1)
    assert alike[np.linalg.norm(quick, axis=1) > 0].min() > 0.98
    if not isinstance(encoder, SentenceTransformersEncoder):
        np.testing.assert_array_equal(quick[:1], encoder.quick.encode(SENTENCES[:1]))


def test_fingerprints_tell_the_implementations_apart(cache: Path) -> None:
    """No two encoders whose vectors may differ share a fingerprint."""
    encoders = [HashingEncoder(), HashingEncoder(64), SentenceTransformersEncoder()]
    fingerprints = {e.fingerprint for e in [*encoders, OpenVinoEncoder(cache=cache)]}
    assert 4 == len(fingerprints)
