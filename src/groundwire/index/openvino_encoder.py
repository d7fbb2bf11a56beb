"""The default encoder: the sentence-transformers model run by OpenVINO in bfloat16."""

from collections.abc import Iterator, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from groundwire.index.openvino_model import load_converted
from groundwire.index.openvino_runner import OpenVinoRunner
from groundwire.index.recent import Recent
from groundwire.index.tokens import TokenVectors, count, load_tokenizer, token_vectors
from groundwire.index.weights import find_model

# Vectors of texts and their tokens that are kept: 15 MB, for some 250 sentences. What is in the
# news is asked about again, and half of an answer's time goes into its sentences' vectors.
RECENT = 10_000

Encoded = tuple[NDArray[np.float32], TokenVectors]  # a text's vector and those of its tokens


class OpenVinoEncoder:
    """Encodes with OpenVINO; what is heavy is loaded when something is encoded for the first time.

    A text is padded to a length that depends on nothing but itself, and a row of a request does
    not depend on the other rows (the contract suite shows it bit for bit): so its vector is the
    same in any company. Safe to call from several threads.
    """

    def __init__(
        self,
        model: str | Path | None = None,
        *,
        cache: Path | None = None,
        threads: int = 0,
        precision: str = "bf16",
        recent: int = RECENT,
    ) -> None:
        """``cache`` keeps the converted model (None: converted at each start); ``threads`` 0 is
        one a core. ``precision`` is ``bf16`` or ``f32``: what to compute in where the processor has
        bfloat16; elsewhere it is float32. See ``quick`` for ``int8``. ``recent``: how many
        vectors of texts and tokens are kept, for texts that come again."""
        self._model = find_model(model)
        self._again = partial(OpenVinoEncoder, model, cache=cache, threads=threads, recent=recent)
        self._runner = OpenVinoRunner(
            partial(load_converted, self._model, cache), threads=threads, precision=precision
        )
        self._recent = Recent[Encoded](recent, size=lambda encoded: 1 + len(encoded[1].vectors))
        self.name = f"{self._model.name} (OpenVINO)"
        self.dimension = self._model.dimension

    @cached_property
    def fingerprint(self) -> str:
        """Weights, tokeniser, pooling and implementation family."""
        return f"openvino-1-{self._model.fingerprint}"

    @cached_property
    def quick(self) -> "OpenVinoEncoder":
        """The same model with products of 8 bits: .70 of the processor time for ten sentences."""
        return self._again(precision="int8")

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors, shape ``(len(texts), dimension)``, float32, length 1."""
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        encodings = self._tokenizer.encode_batch_fast(list(texts))
        for rows, (pooled,) in self._runner.run(encodings, outputs=1):
            vectors[rows] = _of_length_1(pooled)
        return vectors

    def encode_tokens(self, texts: Sequence[str]) -> tuple[NDArray[np.float32], list[TokenVectors]]:
        """Vectors of the texts and of their tokens, from one pass; not again for recent texts."""
        found = self._recent.get(texts)
        new = [text for text in dict.fromkeys(texts) if text not in found]
        encoded = dict(self._encoded(new))
        self._recent.keep(encoded)
        found |= encoded
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            vectors[row] = found[text][0]
        return vectors, [found[text][1] for text in texts]

    def _encoded(self, texts: Sequence[str]) -> Iterator[tuple[str, Encoded]]:
        # One by one: a batch of a few sentences would wait for the tokeniser's own threads.
        encodings = [self._tokenizer.encode(text) for text in texts]
        for rows, (pooled, hidden) in self._runner.run(encodings, outputs=2):
            for row, vector, raw in zip(rows, _of_length_1(pooled), hidden, strict=True):
                yield texts[row], (vector, token_vectors(raw, encodings[row].offsets))

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, without the marks at its ends."""
        return count(self._model, texts)

    @cached_property
    def _tokenizer(self) -> Any:
        return load_tokenizer(self._model, self._model.max_tokens)


def _of_length_1(pooled: NDArray[np.float32]) -> NDArray[np.float32]:
    vectors: NDArray[np.float32] = pooled.astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors
