"""Runs an OpenVINO graph over token rows, the same row the same result in any company."""

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, cached_property, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from groundwire.index.openvino_model import import_openvino, in_8_bits

# Tokens; texts are padded to a multiple, and those of the same length share a request. 16 is what
# AVX-512 computes at once: with 8, one row in six depends on the company that it is computed in.
LENGTH_STEP = 16
# Texts in one request. A build is no faster with 8, and threads that are busy with something else
# share few texts more evenly.
BATCH = 4
# Weights of 8 bits meet numbers that are quantised as they come, so many in a row by one scale: all
# of a token. With 128 the reader takes 1.06 of the time and reads no better.
QUANTISED_TOGETHER = 384


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of the same padded length: ids, mask and kinds (0 first text, 1 second), int64."""

    rows: list[int]
    inputs: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]


class OpenVinoRunner:
    """A graph with the inputs ids, mask and, if it has three, kinds; loaded at its first use.

    A row of a request does not depend on the other rows (the contract suite shows it bit for bit).
    Safe to call from several threads.
    """

    def __init__(self, load: Callable[[], Any], *, threads: int = 0, precision: str) -> None:
        """``load`` gives the graph; ``threads`` 0 is one a core. ``precision`` is ``bf16`` or
        ``f32``: what to compute in where the processor has bfloat16; elsewhere it is float32.
        With ``int8`` the large products are of 8 bits and the rest is as with ``bf16``."""
        self.threads = threads or len(os.sched_getaffinity(0))
        self._load = load
        self._precision = precision
        self._lock = threading.Lock()
        self._local = threading.local()

    def run(
        self, encodings: Sequence[Any], *, outputs: int
    ) -> Iterator[tuple[list[int], list[NDArray[Any]]]]:
        """Rows with the graph's first ``outputs`` outputs for them, request by request.

        ``encodings`` are the tokeniser's; an output's first axis is the rows'.
        """
        batches = list(self._batches(encodings))
        # A single request is not worth handing to another thread.
        each = map if len(batches) < 2 else self.workers.map
        return each(partial(self._infer, outputs=outputs), batches)

    def _batches(self, encodings: Sequence[Any]) -> Iterator[Batch]:
        """Requests of texts of the same length, the longest first."""
        lengths = [-(-len(encoding.ids) // LENGTH_STEP) * LENGTH_STEP for encoding in encodings]
        order = sorted(range(len(encodings)), key=lambda row: (-lengths[row], row))
        most = min(BATCH, -(-len(encodings) // self.threads))
        while order:
            length = lengths[order[0]]
            rows = [row for row in order[:most] if lengths[row] == length]
            order = order[len(rows) :]
            yield Batch(rows, _padded([encodings[row] for row in rows], length))

    def _infer(self, batch: Batch, *, outputs: int) -> tuple[list[int], list[NDArray[Any]]]:
        request = getattr(self._local, "request", None)
        if request is None:
            request = self._local.request = self._compiled.create_infer_request()
        inputs = batch.inputs[: len(request.model_inputs)]
        request.infer(dict(enumerate(inputs)), share_inputs=True, share_outputs=True)
        found = [request.get_output_tensor(place).data.copy() for place in range(outputs)]
        return batch.rows, found

    @property
    def _compiled(self) -> Any:
        with self._lock:
            return self._compiled_once

    @cached_property
    def _compiled_once(self) -> Any:
        graph = self._load()
        if self._precision == "int8":
            in_8_bits(graph)
        core = import_openvino().Core()
        # Where the processor has no bfloat16 OpenVINO may imitate it, which is slower than float32.
        native = "BF16" in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES")
        settings = {
            "INFERENCE_PRECISION_HINT": "bf16" if native and self._precision != "f32" else "f32",
            "DYNAMIC_QUANTIZATION_GROUP_SIZE": QUANTISED_TOGETHER,
            # One stream a thread: each works at a request of its own, and no text is computed by
            # two threads that would have to wait for each other.
            "NUM_STREAMS": self.threads,
            "INFERENCE_NUM_THREADS": self.threads,
            "ENABLE_CPU_PINNING": False,  # the service and the build share the cores with others
        }
        return core.compile_model(graph, "CPU", settings)

    @property
    def workers(self) -> ThreadPoolExecutor:
        """The threads that the requests are computed in, in the order they come."""
        return _shared_workers(self.threads, self._precision)


@cache
def _shared_workers(threads: int, precision: str) -> ThreadPoolExecutor:
    """The threads that the graphs of a precision share, request after request in the order they
    come: what an answer needs of two graphs takes no core from each other, and it never waits
    behind the passages of a build, which have another precision."""
    return ThreadPoolExecutor(threads, thread_name_prefix=f"openvino-{precision}")


def _padded(
    encodings: Sequence[Any], length: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    ids = np.zeros((len(encodings), length), dtype=np.int64)
    mask, kinds = np.zeros_like(ids), np.zeros_like(ids)
    for place, encoding in enumerate(encodings):
        size = len(encoding.ids)
        ids[place, :size] = encoding.ids
        mask[place, :size] = 1
        kinds[place, :size] = encoding.type_ids
    return ids, mask, kinds
