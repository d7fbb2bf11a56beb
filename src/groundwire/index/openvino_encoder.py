"""The default encoder: the sentence-transformers model run by OpenVINO in bfloat16."""

import os
import threading
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from groundwire.index.openvino_model import import_openvino, load_converted
from groundwire.index.tokens import TokenVectors, count, load_tokenizer, token_vectors
from groundwire.index.weights import find_model

LENGTH_STEP = 8  # tokens; texts are padded to a multiple: few shapes to prepare, little padding
BATCH = 8  # texts in one request; more is no faster here, and fewer leaves a thread idle at the end

Batch = tuple[list[int], NDArray[np.int64], NDArray[np.int64]]  # rows, token ids, mask


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
    ) -> None:
        """``cache`` keeps the converted model (None: converted at each start); ``threads`` 0 is
        one a core. ``precision`` is ``bf16`` or ``f32``: what to compute in where the processor has
        bfloat16; elsewhere it is float32."""
        self._model = find_model(model)
        self._cache = cache
        self.threads = threads or len(os.sched_getaffinity(0))
        self._precision = precision
        self._lock = threading.Lock()
        self._local = threading.local()
        self.name = f"{self._model.name} (OpenVINO)"
        self.dimension = self._model.dimension

    @cached_property
    def fingerprint(self) -> str:
        """Weights, tokeniser, pooling and implementation family."""
        return f"openvino-1-{self._model.fingerprint}"

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors, shape ``(len(texts), dimension)``, float32, length 1."""
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        encodings = self._tokenizer.encode_batch_fast(list(texts))
        for (rows, _, _), (pooled, _) in self._run(encodings, tokens=False):
            vectors[rows] = pooled
        return vectors

    def encode_tokens(self, texts: Sequence[str]) -> tuple[NDArray[np.float32], list[TokenVectors]]:
        """Vectors of the texts and of their tokens, from one pass."""
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        raw: dict[int, NDArray[np.float32]] = {}
        # One by one: a batch of a few sentences would wait for the tokeniser's own threads.
        encodings = [self._tokenizer.encode(text) for text in texts]
        for (rows, _, _), (pooled, hidden) in self._run(encodings, tokens=True):
            vectors[rows] = pooled
            raw.update(zip(rows, hidden, strict=True))
        return vectors, [token_vectors(raw[n], one.offsets) for n, one in enumerate(encodings)]

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, without the marks at its ends."""
        return count(self._model, texts)

    def _batches(self, encodings: Sequence[Any]) -> Iterator[Batch]:
        """Requests of texts of the same padded length, the longest first."""
        by_length: dict[int, list[tuple[int, list[int]]]] = defaultdict(list)
        for row, encoding in enumerate(encodings):
            ids = encoding.ids
            by_length[-(-len(ids) // LENGTH_STEP) * LENGTH_STEP].append((row, ids))
        for length in sorted(by_length, reverse=True):
            group = by_length[length]
            size = min(BATCH, -(-len(group) // self.threads))
            for first in range(0, len(group), size):
                yield _batch(group[first : first + size], length)

    def _run(
        self, encodings: Sequence[Any], *, tokens: bool
    ) -> Iterator[tuple[Batch, tuple[NDArray[np.float32], Any]]]:
        """Every request with its result, in the order of the requests."""
        batches = list(self._batches(encodings))
        infer = partial(self._infer, tokens=tokens)
        # A single request is not worth handing to another thread.
        results = map(infer, batches) if len(batches) < 2 else self._workers.map(infer, batches)
        return zip(batches, results, strict=True)

    def _infer(
        self, batch: Batch, *, tokens: bool
    ) -> tuple[NDArray[np.float32], NDArray[np.float32] | None]:
        """Pooled vectors of length 1 and, if asked for, those of the tokens as they come."""
        _, ids, mask = batch
        request = getattr(self._local, "request", None)
        if request is None:
            request = self._local.request = self._compiled.create_infer_request()
        request.infer({0: ids, 1: mask}, share_inputs=True, share_outputs=True)
        vectors: NDArray[np.float32] = request.get_output_tensor(0).data.astype(np.float32)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors, request.get_output_tensor(1).data.copy() if tokens else None

    @property
    def _tokenizer(self) -> Any:
        return load_tokenizer(self._model, self._model.max_tokens)

    @property
    def _compiled(self) -> Any:
        with self._lock:
            return self._compiled_once

    @cached_property
    def _compiled_once(self) -> Any:
        converted = load_converted(self._model, self._cache)
        core = import_openvino().Core()
        # Where the processor has no bfloat16 OpenVINO may imitate it, which is slower than float32.
        native = "BF16" in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES")
        settings = {
            "INFERENCE_PRECISION_HINT": self._precision if native else "f32",
            # One stream a thread: each works at a request of its own, and no text is computed by
            # two threads that would have to wait for each other.
            "NUM_STREAMS": self.threads,
            "INFERENCE_NUM_THREADS": self.threads,
            "ENABLE_CPU_PINNING": False,  # the service and the build share the cores with others
        }
        return core.compile_model(converted, "CPU", settings)

    @cached_property
    def _workers(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(self.threads, thread_name_prefix="encoder")


def _batch(group: Sequence[tuple[int, list[int]]], length: int) -> Batch:
    ids = np.zeros((len(group), length), dtype=np.int64)
    mask = np.zeros_like(ids)
    for place, (_, tokens) in enumerate(group):
        ids[place, : len(tokens)] = tokens
        mask[place, : len(tokens)] = 1
    return [row for row, _ in group], ids, mask
