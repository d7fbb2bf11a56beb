"""How well each word of the question is met by a word of the sentence, in context.

Late interaction (Khattab & Zaharia 2020, "ColBERT"): the vectors of single tokens are compared,
and each token of the question keeps its best match. One vector a sentence blurs what this keeps:
that a sentence speaks of the summit and of Italy, and not of the cost that was asked for.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from groundwire.index.encoder import TokenVectors
from groundwire.text import stem, word_spans


class Aligner:
    """One question's words, ready to be compared with sentences."""

    def __init__(self, text: str, tokens: TokenVectors, importance: dict[str, float]) -> None:
        """``importance``: how much each stem of the question counts; others count nothing."""
        words = [
            (importance[stem(word)], start, end)
            for word, start, end in word_spans(text)
            if stem(word) in importance
        ]
        self._vectors = tokens.vectors
        # (words, tokens): which tokens make up a word, each word's row summing to 1.
        parts = np.array(
            [(tokens.starts >= start) & (tokens.ends <= end) for _, start, end in words],
            dtype=np.float32,
        ).reshape(len(words), len(tokens.vectors))
        counts = parts.sum(axis=1, keepdims=True)
        known = counts[:, 0] > 0  # a word cut off by the encoder's limit has no token
        self._parts = parts[known] / counts[known]
        self._weights = np.array([weight for weight, _, _ in words], dtype=np.float32)[known]

    def align(self, sentences: Sequence[TokenVectors]) -> NDArray[np.float32]:
        """How well each word is met by each sentence: cosines, shape ``(words, sentences)``."""
        lengths = [len(sentence.vectors) for sentence in sentences]
        if not lengths or not len(self._parts):
            return np.zeros((len(self._parts), len(lengths)), dtype=np.float32)
        # A sentence without a token meets nothing: a zero vector stands in for it.
        nothing = np.zeros((1, self._vectors.shape[1]), dtype=np.float32)
        rows = [s.vectors if len(s.vectors) else nothing for s in sentences]
        similar = self._vectors @ np.concatenate(rows).T
        firsts = np.cumsum([0, *(len(row) for row in rows[:-1])])
        best: NDArray[np.float32] = np.maximum.reduceat(similar, firsts, axis=1)
        return np.clip(self._parts @ best, 0, 1)

    def mean(self, aligned: NDArray[np.float32]) -> NDArray[np.float32]:
        """The words' mean by their importance, shape ``(sentences,)``."""
        total = float(self._weights.sum()) or 1.0
        return (self._weights @ aligned) / np.float32(total)

    def weakest(self, aligned: NDArray[np.float32]) -> NDArray[np.float32]:
        """The word that is met worst, shape ``(sentences,)``; 0 where there is no word."""
        if not len(aligned):
            return np.zeros(aligned.shape[1], dtype=np.float32)
        # Words that a follow-up only inherits may be missing: it is not about them.
        own = self._weights >= self._weights.max() / 4
        return np.asarray(aligned[own].min(axis=0))
