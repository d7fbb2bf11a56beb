"""Requests: which texts share one, and products of 8 bits."""

import subprocess
import sys
from types import SimpleNamespace
from typing import Any

import numpy as np

from groundwire.index.openvino_model import import_openvino, in_8_bits
from groundwire.index.openvino_runner import BATCH, OpenVinoRunner

WIDTH = 96


def identity() -> Any:
    """A graph that gives its ids back."""
    openvino = import_openvino()
    ids, mask = (openvino.opset13.parameter([-1, -1], np.int64, name) for name in ("ids", "mask"))
    return openvino.Model([openvino.opset13.multiply(ids, mask)], [ids, mask], "identity")


def product(weights: np.ndarray) -> Any:
    """A graph that multiplies what it gets by a matrix."""
    openvino = import_openvino()
    given = openvino.opset13.parameter([-1, WIDTH], np.float32, "given")
    out = openvino.opset13.matmul(given, openvino.opset13.constant(weights), False, True)
    return openvino.Model([out], [given], "product")


def text(tokens: int) -> SimpleNamespace:
    """A tokeniser's encoding; its ids tell how many there are."""
    return SimpleNamespace(ids=[tokens] * tokens, type_ids=[0] * tokens)


def requests(*tokens: int) -> list[list[int]]:
    """The lengths that share each request."""
    runner = OpenVinoRunner(identity, threads=2, precision="f32")
    found = runner.run([text(n) for n in tokens], outputs=1)
    return [[int(row[0]) for row in out] for _, (out,) in found]


def test_texts_of_the_same_length_share_a_request() -> None:
    """Up to the next step of 16; nothing is padded further to share one."""
    assert [[60, 50], [48], [5]] == requests(5, 60, 48, 50)


def test_every_text_comes_once_in_requests_of_a_bounded_size() -> None:
    """What is given back has each text's own numbers, however many there are."""
    found = requests(*range(1, 60))
    assert sorted(n for request in found for n in request) == list(range(1, 60))
    assert BATCH >= max(map(len, found))


def test_few_texts_are_shared_out_among_the_threads() -> None:
    """Two threads get two of four texts each."""
    assert [[20, 20], [20, 20]] == requests(20, 20, 20, 20)


def test_products_of_8_bits_stay_near() -> None:
    """Each output has a scale of its own, so a small one does not drown."""
    draw = np.random.default_rng(1)
    scales = np.array([[1.0], [0.001]] * 48, dtype=np.float32)
    weights = (draw.standard_normal((WIDTH, WIDTH)) * scales).astype(np.float32)
    given = draw.standard_normal((5, WIDTH)).astype(np.float32)
    graph = product(weights)
    in_8_bits(graph)
    assert "i8" in {node.get_element_type().get_type_name() for node in graph.get_ops()}
    (out,) = import_openvino().compile_model(graph, "CPU")([given]).values()
    error = np.abs(out - given @ weights.T) / scales.T
    assert error.max() < 0.5  # of outputs that are 10 wide


def test_small_products_stay_as_they_are() -> None:
    """A head of a few outputs is no work, and its numbers are the network's last."""
    graph = product(np.ones((3, WIDTH), dtype=np.float32))
    in_8_bits(graph)
    assert "i8" not in {node.get_element_type().get_type_name() for node in graph.get_ops()}


# Threads that need the library for the first time, all at once.
FIRST_CALLS = """
import os, sys, threading
from groundwire.index.openvino_model import import_openvino
sys.setswitchinterval(1e-6)
gate = threading.Barrier(8)
def first():
    gate.wait()
    import_openvino().Type.f32.to_dtype()
threads = [threading.Thread(target=first, daemon=True) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join(20)
os._exit(any(thread.is_alive() for thread in threads))
"""


def test_first_calls_at_once_do_not_block_each_other() -> None:
    """The first questions of a service come together: seven of eight times the library hung."""
    assert subprocess.run([sys.executable, "-c", FIRST_CALLS], timeout=60).returncode == 0
