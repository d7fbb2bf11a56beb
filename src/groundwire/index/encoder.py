"""What turns text into vectors: the protocol, and the encoder whose vectors can be made by hand."""

from collections.abc import Sequence
from hashlib import blake2b
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from groundwire.index.sentence_transformers_encoder import SentenceTransformersEncoder
from groundwire.index.tokens import TokenVectors
from groundwire.language.text import stem, word_spans, words

__all__ = ["Encoder", "HashingEncoder", "SentenceTransformersEncoder", "TokenVectors"]

HASHING_DIMENSIONS = 256  # two of the hundred words of a passage share one now and then, not often
_EMPTY_DIMENSION = 0  # where a text without a word lies, so that its vector has length 1 too


class Encoder(Protocol):
    """Turns texts into vectors of length 1; the same text gives the same vector in any company."""

    @property
    def name(self) -> str:
        """What a person calls it."""
        ...

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        ...

    @property
    def fingerprint(self) -> str:
        """Changes with the weights, the pooling, the tokeniser and the implementation family."""
        ...

    @property
    def quick(self) -> "Encoder":
        """An encoder of the same space that may be faster and a little off: a cosine of .98 or more
        to this one's vectors. For texts that are compared once; never for an index."""
        ...

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors, shape ``(len(texts), dimension)``, float32, L2-normalised, in order."""
        ...

    def encode_tokens(self, texts: Sequence[str]) -> tuple[NDArray[np.float32], list[TokenVectors]]:
        """The same vectors as ``encode`` and, from the same pass, those of each text's tokens."""
        ...

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """How many tokens each text has, without the model's own start and end marks."""
        ...


def known_words(encoder: Encoder, words: Sequence[str]) -> list[bool]:
    """Whether the encoder knows each word whole, as it does the common ones of its language."""
    return [tokens == 1 for tokens in encoder.count_tokens(words)] if words else []


class HashingEncoder:
    """Words and stems hashed to dimensions: similarity is the share of words in common.

    For tests and for machines without a model. Each word counts 1 for itself and 1 for its stem,
    so 2 where they are the same: the cosine of two texts can be worked out on paper.
    """

    name = "hashing"

    def __init__(self, dimension: int = HASHING_DIMENSIONS) -> None:
        self.dimension = dimension
        self.fingerprint = f"hashing-1-{dimension}"

    @property
    def quick(self) -> "HashingEncoder":
        """Itself."""
        return self

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Counts of hashed words and stems, shape ``(len(texts), dimension)``, length 1."""
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in words(text):
                vectors[row, self._place(word)] += 1
                vectors[row, self._place(stem(word))] += 1
        vectors[~vectors.any(axis=1), _EMPTY_DIMENSION] = 1
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors

    def encode_tokens(self, texts: Sequence[str]) -> tuple[NDArray[np.float32], list[TokenVectors]]:
        """Vectors of the texts and of their words, each word as if it were a text."""
        tokens = []
        for text in texts:
            spans = word_spans(text)
            starts, ends = ([span[place] for span in spans] for place in (1, 2))
            vectors = self.encode([word for word, _, _ in spans])
            tokens.append(TokenVectors(vectors, np.array(starts, "i4"), np.array(ends, "i4")))
        return self.encode(texts), tokens

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Words of each text."""
        return [len(words(text)) for text in texts]

    def _place(self, word: str) -> int:
        digest = blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        return int.from_bytes(digest, "big") % self.dimension
