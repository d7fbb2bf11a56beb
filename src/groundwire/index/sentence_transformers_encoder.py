"""The reference encoder: any sentence-transformers model, run by torch."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from groundwire.errors import EncoderError
from groundwire.index.tokens import TokenVectors, count, load_tokenizer, token_vectors
from groundwire.index.weights import Model, find_model

BATCH = 32


class SentenceTransformersEncoder:
    """Encodes with torch; both are loaded when something is encoded for the first time."""

    def __init__(self, model: str | Path | None = None) -> None:
        self._model: Model = find_model(model)
        self._lock = Lock()
        self.name = f"{self._model.name} (sentence-transformers)"
        self.dimension = self._model.dimension

    @cached_property
    def fingerprint(self) -> str:
        """Weights, tokeniser, pooling and implementation family."""
        return f"sentence-transformers-1-{self._model.fingerprint}"

    @property
    def quick(self) -> "SentenceTransformersEncoder":
        """Itself."""
        return self

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors, shape ``(len(texts), dimension)``, float32, length 1."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        vectors: NDArray[np.float32] = self._loaded.encode(
            list(texts), batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False
        )
        return vectors.astype(np.float32, copy=False)

    def encode_tokens(self, texts: Sequence[str]) -> tuple[NDArray[np.float32], list[TokenVectors]]:
        """Vectors of the texts and of their tokens, from one pass."""
        encodings = load_tokenizer(self._model, self._model.max_tokens).encode_batch(list(texts))
        found = self._loaded.encode(
            list(texts), batch_size=BATCH, output_value=None, show_progress_bar=False
        )
        tokens = [
            token_vectors(one["token_embeddings"].float().numpy(), encoding.offsets)
            for one, encoding in zip(found, encodings, strict=True)
        ]
        return self.encode(texts), tokens

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, without the marks at its ends."""
        return count(self._model, texts)

    @property
    def _loaded(self) -> Any:
        with self._lock:
            return self._transformer

    @cached_property
    def _transformer(self) -> Any:
        self._model.check()
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise EncoderError(
                "sentence-transformers is not installed: pip install sentence-transformers, or "
                "choose another encoder."
            ) from error
        return SentenceTransformer(
            str(self._model.folder), device="cpu", local_files_only=True, trust_remote_code=False
        )
