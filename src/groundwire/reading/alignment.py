"""How well each word of the question is met by a word of the sentence, in context.

Late interaction (Khattab & Zaharia 2020, "ColBERT"): the vectors of single tokens are compared,
and each token of the question keeps its best match. One vector a sentence blurs what this keeps:
that a sentence speaks of the summit and of Italy, and not of the cost that was asked for.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from groundwire.index.encoder import TokenVectors
from groundwire.language.text import stem, word_spans
from groundwire.question.query import Query

# Multiplications of one product that OpenBLAS still does in the calling thread. A larger one goes
# to a pool whose threads wait by spinning: beside other work ten of them took 98 ms of two cores
# for a question of 40 tokens, where these small ones take .7 ms.
SMALL_PRODUCT = 2**18


WELL_MET = 0.8  # a cosine from which a word counts as met: the same word in another sentence


class Aligner:
    """One question's words, ready to be compared with sentences."""

    def __init__(self, query: Query, tokens: TokenVectors, importance: dict[str, float]) -> None:
        """``tokens`` are those of ``query.text``; ``importance``: how much each stem counts."""
        words = [
            (stem(word), start, end)
            for word, start, end in word_spans(query.text)
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
        stems = [term for (term, _, _), has in zip(words, known, strict=True) if has]
        self._stems = stems
        self._weights = np.array([importance[term] for term in stems], dtype=np.float32)
        inherited = {
            term for term, w in zip(query.terms, query.weights, strict=True) if w < 1
        }  # words that a follow-up takes over may be missing: it is not about them
        self._own = np.array([term not in inherited for term in stems], dtype=np.bool_)
        named = query.names | query.numbers
        self._named = self._own & np.array([term in named for term in stems], dtype=np.bool_)

    def align(self, sentences: Sequence[TokenVectors]) -> NDArray[np.float32]:
        """How well each word is met by each sentence: cosines, shape ``(words, sentences)``."""
        if not sentences or not len(self._parts):
            return np.zeros((len(self._parts), len(sentences)), dtype=np.float32)
        best = np.stack([self._best_matches(s.vectors) for s in sentences], axis=1)
        met: NDArray[np.float32] = np.clip(self._parts @ best, 0, 1)
        return met

    def _best_matches(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """The cosine of each of the question's tokens with the nearest of a sentence's."""
        best = np.zeros(len(self._vectors), dtype=np.float32)
        rows = max(1, (SMALL_PRODUCT - 1) // self._vectors.size)
        for first in range(0, len(vectors), rows):
            part = self._vectors @ vectors[first : first + rows].T
            np.maximum(best, part.max(axis=1), out=best)
        return best

    def settle(
        self,
        aligned: NDArray[np.float32],
        *,
        said: Sequence[frozenset[str]],
        unheard_of: frozenset[str],
    ) -> NDArray[np.float32]:
        """What the sentences' own words cannot tell: the stems in ``said[i]`` (its article's date)
        count as met by sentence ``i``, and those that no article holds are met by none."""
        settled = aligned.copy()
        for word, term in enumerate(self._stems):
            if term in unheard_of:
                settled[word] = 0
            settled[word, [term in terms for terms in said]] = 1
        return settled

    def mean(self, aligned: NDArray[np.float32]) -> NDArray[np.float32]:
        """The words' mean by their importance, shape ``(sentences,)``."""
        total = float(self._weights.sum()) or 1.0
        return np.asarray((self._weights @ aligned) / np.float32(total))

    def weakest(self, aligned: NDArray[np.float32]) -> NDArray[np.float32]:
        """The word that is met worst, shape ``(sentences,)``; 0 where there is no word."""
        return _worst(aligned, self._own)

    def lacking(self, aligned: NDArray[np.float32]) -> NDArray[np.float32]:
        """How much the words lack to be well met, summed over them, shape ``(sentences,)``."""
        return np.asarray(np.maximum(0, WELL_MET - aligned).sum(axis=0))

    def weakest_plain(self, aligned: NDArray[np.float32]) -> NDArray[np.float32]:
        """The same without names and numbers, unless there is nothing else."""
        plain = self._own & ~self._named
        return _worst(aligned, plain if plain.any() else self._own)

    def weakest_name(self, aligned: NDArray[np.float32]) -> NDArray[np.float32]:
        """The name or number that is met worst, shape ``(sentences,)``; 1 where there is none."""
        return (
            _worst(aligned, self._named)
            if self._named.any()
            else np.ones(aligned.shape[1], np.float32)
        )


def _worst(aligned: NDArray[np.float32], words: NDArray[np.bool_]) -> NDArray[np.float32]:
    return np.asarray(aligned[words].min(axis=0, initial=1.0 if words.any() else 0.0))
