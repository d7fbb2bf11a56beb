"""The vector search: exact inner product over float16 rows, through FAISS, a part a segment."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Found = tuple[NDArray[np.int64], NDArray[np.float32]]


class Shard:
    """The vectors of one segment, shape ``(passages, dimension)``, float16, not changed.

    FAISS reads the rows as they are stored (``QT_fp16``): half the memory of float32 and the same
    order. Safe to call from several threads.
    """

    def __init__(self, rows: NDArray[np.float16]) -> None:
        self.vectors = rows
        self._faiss, self._index = _make_index(rows)

    def search(
        self, query: NDArray[np.float32], k: int, *, allowed: NDArray[np.bool_] | None = None
    ) -> Found:
        """Rows and scores of the ``k`` best passages, sorted by ``(-score, row)``."""
        most = len(self.vectors) if allowed is None else int(np.count_nonzero(allowed))
        k = min(k, most)
        if k <= 0:
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
        wanted = min(k + 1, most)
        rows, scores = self._nearest(query, wanted, allowed)
        # FAISS may keep any of several equal scores: take in all that equal the last one.
        while wanted < most and scores[k - 1] == scores[-1]:
            wanted = min(wanted * 2, most)
            rows, scores = self._nearest(query, wanted, allowed)
        order = np.lexsort((rows, -scores))[:k]
        return rows[order], scores[order]

    def _nearest(
        self, query: NDArray[np.float32], k: int, allowed: NDArray[np.bool_] | None
    ) -> Found:
        parameters = None
        if allowed is not None:
            mask = np.packbits(allowed, bitorder="little")
            selector = self._faiss.IDSelectorBitmap(mask)
            parameters = self._faiss.SearchParameters(sel=selector)
        batch = np.ascontiguousarray(query, dtype=np.float32)[None]
        scores, rows = self._index.search(batch, k, params=parameters)
        return rows[0], scores[0]


class Vectors:
    """The passages' vectors of an index, from its segments' shards.

    Each shard comes with where its passages are in the index: their rows (int32), ascending, or -1
    where they are no longer there; None where the shard is all there is.
    """

    def __init__(self, *shards: tuple[Shard, NDArray[np.int32] | None]) -> None:
        self._shards = [
            (shard, rows if rows is not None else np.arange(len(shard.vectors), dtype=np.int32))
            for shard, rows in shards
        ]
        self.dimension = self._shards[0][0].vectors.shape[1]
        self.passages = sum(int((rows >= 0).sum()) for _, rows in self._shards)
        self._where = np.empty((self.passages, 2), dtype=np.int32)  # of each row: shard, row there
        for part, (_, rows) in enumerate(self._shards):
            there = np.flatnonzero(rows >= 0)
            self._where[rows[there]] = np.stack([np.full(len(there), part), there], axis=1)

    def search(
        self, query: NDArray[np.float32], k: int, *, allowed: NDArray[np.bool_] | None = None
    ) -> Found:
        """Rows and scores of the ``k`` best passages, sorted by ``(-score, row)``.

        ``query`` has shape ``(dimension,)``; ``allowed`` is a mask over the passages. Fewer than
        ``k`` come back where fewer are there or allowed.
        """
        found = [
            (places[rows], scores)
            for shard, places in self._shards
            for rows, scores in [shard.search(query, k, allowed=_allowed_in(places, allowed))]
        ]
        rows = np.concatenate([rows for rows, _ in found]).astype(np.int64)
        scores = np.concatenate([scores for _, scores in found])
        order = np.lexsort((rows, -scores))[: max(k, 0)]
        return rows[order], scores[order]

    def scores(self, query: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """Inner products of the query with these rows, in their order."""
        vectors = [self._shards[part][0].vectors[row] for part, row in self._where[rows]]
        product: NDArray[np.float32] = np.array(vectors, dtype=np.float32) @ query
        return product


def _allowed_in(
    places: NDArray[np.int32], allowed: NDArray[np.bool_] | None
) -> NDArray[np.bool_] | None:
    """Which of a shard's passages may be found; None where all may."""
    live = places >= 0
    if allowed is not None:
        live[live] = allowed[places[live]]
    return None if live.all() else live


def _make_index(rows: NDArray[np.float16]) -> tuple[Any, Any]:
    import faiss

    passages, dimension = rows.shape
    index = faiss.IndexScalarQuantizer(
        dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
    )
    index.is_trained = True  # float16 has nothing to learn
    if passages:
        # The rows are already what this index stores: copied, not converted twice.
        codes = np.ascontiguousarray(rows).view(np.uint8).ravel()
        faiss.copy_array_to_vector(codes, index.codes)
        index.ntotal = passages
    return faiss, index
