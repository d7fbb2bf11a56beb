"""The vector search: exact inner product over float16 rows, through FAISS."""

from typing import Any

import numpy as np
from numpy.typing import NDArray


class Vectors:
    """The passages' vectors, shape ``(passages, dimension)``, float16, not changed.

    FAISS reads the rows as they are stored (``QT_fp16``): half the memory of float32 and the same
    order. Safe to call from several threads.
    """

    def __init__(self, rows: NDArray[np.float16]) -> None:
        self._rows = rows
        self.passages, self.dimension = rows.shape
        self._faiss, self._index = _make_index(rows)

    def search(
        self, query: NDArray[np.float32], k: int, *, allowed: NDArray[np.bool_] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Rows and scores of the ``k`` best passages, sorted by ``(-score, row)``.

        ``query`` has shape ``(dimension,)``; ``allowed`` is a mask over the passages. Fewer than
        ``k`` come back where fewer are there or allowed.
        """
        most = self.passages if allowed is None else int(np.count_nonzero(allowed))
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

    def scores(self, query: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """Inner products of the query with these rows, in their order."""
        product: NDArray[np.float32] = self._rows[rows].astype(np.float32) @ query
        return product

    def _nearest(
        self, query: NDArray[np.float32], k: int, allowed: NDArray[np.bool_] | None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        parameters = None
        if allowed is not None:
            mask = np.packbits(allowed, bitorder="little")
            selector = self._faiss.IDSelectorBitmap(mask)
            parameters = self._faiss.SearchParameters(sel=selector)
        batch = np.ascontiguousarray(query, dtype=np.float32)[None]
        scores, rows = self._index.search(batch, k, params=parameters)
        return rows[0], scores[0]


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
