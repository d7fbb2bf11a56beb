"""Text into a model's tokens, without transformers."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from groundwire.errors import EncoderError
from groundwire.index.weights import TOKENIZER, Model


@dataclass(frozen=True, slots=True)
class TokenVectors:
    """A text's tokens as the encoder sees them in their context.

    ``vectors``: float32, shape ``(tokens, dimension)``, each of length 1; ``starts`` and ``ends``:
    int32, shape ``(tokens,)``, the span of each token in the text.
    """

    vectors: NDArray[np.float32]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]


def token_vectors(raw: NDArray[np.float32], offsets: Sequence[tuple[int, int]]) -> TokenVectors:
    """What a model's last layer gives for one text, shape ``(at least len(offsets), dimension)``,
    without the marks at its ends, which stand for no character."""
    spans = np.array(offsets, dtype=np.int32).reshape(-1, 2)
    real = spans[:, 0] < spans[:, 1]
    vectors = raw[: len(spans)][real].astype(np.float32, copy=False)
    vectors = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return TokenVectors(vectors, spans[real, 0], spans[real, 1])


@lru_cache(maxsize=4)
def load_tokenizer(model: Model, max_tokens: int | None = None) -> Any:
    """The model's tokeniser; cuts at ``max_tokens`` where that is given. Safe in threads.

    Raises:
        EncoderError: its file or its library is missing.
    """
    tokenizer = read_tokenizer(model.folder / TOKENIZER)
    if max_tokens is None:
        tokenizer.no_truncation()
    else:
        tokenizer.enable_truncation(max_tokens)
    return tokenizer


def read_tokenizer(path: Path) -> Any:
    """The tokeniser of a file, without padding.

    Raises:
        EncoderError: the file or the library is missing.
    """
    try:
        from tokenizers import Tokenizer
    except ImportError as error:
        raise EncoderError("tokenizers is not installed: pip install tokenizers.") from error
    if not path.is_file():
        raise EncoderError(f"{path}: missing. Name a folder that holds the model's tokeniser.")
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    return tokenizer


def count(model: Model, texts: Sequence[str]) -> list[int]:
    """Tokens of each text, without the marks at its ends."""
    encodings = load_tokenizer(model).encode_batch_fast(list(texts), add_special_tokens=False)
    return [len(encoding.ids) for encoding in encodings]
