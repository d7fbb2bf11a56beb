"""The trained network, read: how a text answers a question and where, and what backs a claim.

The weights lie beside this file in ``reader/`` with their model card; ``train/`` holds the recipe.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from groundwire.index.openvino_model import import_openvino
from groundwire.index.openvino_runner import OpenVinoRunner
from groundwire.index.tokens import read_tokenizer
from groundwire.index.weights import TOKENIZER
from groundwire.reading.reader import Entailment

WEIGHTS = Path(__file__).parent / "weights"
GRAPH = "reader.xml"
MAX_TOKENS = 320  # as trained; a passage has 128 and a question rarely 40
MOST_TOKENS = 16  # of an answer; of SQuAD's 98 % are shorter


@dataclass(frozen=True, slots=True)
class TextReading:
    """One text as the network reads it for a question.

    ``relevant`` and ``answers`` are logits. ``spans`` holds log probabilities, float32, shape
    ``(tokens, MOST_TOKENS)``: of the answer that starts at a token and ends as many tokens later;
    what is missing to 1 is the probability that the answer is not there. ``offsets``, shape
    ``(tokens, 2)``, says where the text's tokens stand in it.
    """

    relevant: float
    answers: float
    spans: NDArray[np.float32]
    offsets: NDArray[np.int64]

    def within(self, start: int, end: int) -> tuple[float, tuple[int, int] | None]:
        """Log probability that the answer lies in ``text[start:end]``, and where the likeliest
        one there stands; None where no token does."""
        first, inside = self._inside(start, end)
        if not inside.size:
            return -np.inf, None
        best = self._place(first, int(inside.argmax()))
        return float(np.logaddexp.reduce(inside, axis=None)), best

    def likeliest(self, start: int, end: int, *, most: int) -> list[tuple[float, tuple[int, int]]]:
        """The ``most`` likeliest answers in ``text[start:end]``, best first: the log probability
        of each and where it stands."""
        first, inside = self._inside(start, end)
        flat = inside.ravel()
        best = np.argsort(-flat, kind="stable")[:most]
        return [
            (float(flat[at]), self._place(first, int(at))) for at in best if np.isfinite(flat[at])
        ]

    def _inside(self, start: int, end: int) -> tuple[int, NDArray[np.float32]]:
        """The first token of ``text[start:end]`` and the spans that begin and end in it."""
        first = int(np.searchsorted(self.offsets[:, 0], start))
        last = max(first, int(np.searchsorted(self.offsets[:, 1], end, side="right")))
        inside = self.spans[first:last].copy()
        beyond = np.arange(first, last)[:, None] + np.arange(MOST_TOKENS)[None, :] >= last
        inside[beyond] = -np.inf
        return first, inside

    def _place(self, first: int, at: int) -> tuple[int, int]:
        """Where a span stands in the text: number ``at`` of those that begin at ``first`` on."""
        row, length = divmod(at, MOST_TOKENS)
        return int(self.offsets[first + row, 0]), int(self.offsets[first + row + length, 1])


class NetworkReader:
    """The network with its tokeniser; loaded at its first use. Safe in several threads."""

    def __init__(
        self, folder: Path = WEIGHTS, *, threads: int = 0, precision: str = "int8"
    ) -> None:
        self._folder = folder
        self._runner = OpenVinoRunner(self._load, threads=threads, precision=precision)

    def read(self, question: str, texts: Sequence[str]) -> list[TextReading]:
        """What the network says of each text for the question, in order."""
        return list(self._runner.workers.map(partial(self._read, question), texts))

    def begin(self, question: str, texts: Sequence[str]) -> Iterator[TextReading]:
        """The same as they are read, the first begun at once. The others are queued when it has
        been read, behind what else has been asked of the same threads by then."""
        queue = self._runner.workers.submit

        def first() -> tuple[TextReading, list[Future[TextReading]]]:
            reading = self._read(question, texts[0])
            return reading, [queue(self._read, question, text) for text in texts[1:]]

        return _as_read(queue(first)) if texts else iter(())

    def _read(self, question: str, text: str) -> TextReading:
        (encoding,) = self._encodings([(question, text)])
        ((_, ((heads,), (spans,))),) = self._runner.run([encoding], outputs=2)
        return _text_reading(encoding, heads, spans)

    def entail(self, pairs: Sequence[tuple[str, str]]) -> list[Entailment]:
        """Whether the evidence backs the claim, for each ``(claim, evidence)``, in order."""
        encodings = self._encodings(pairs)
        found: dict[int, Entailment] = {}
        for rows, (_, _, support) in self._runner.run(encodings, outputs=3):
            shares = np.exp(support - np.logaddexp.reduce(support, axis=1, keepdims=True))
            found.update(
                (row, Entailment(*(round(float(s), 6) for s in share)))
                for row, share in zip(rows, shares, strict=True)
            )
        return [found[row] for row in range(len(pairs))]

    def _encodings(self, pairs: Sequence[tuple[str, str]]) -> list[Any]:
        # One by one: a batch of a few texts would wait for the tokeniser's own threads.
        return [self._tokenizer.encode(first, second) for first, second in pairs]

    @cached_property
    def _tokenizer(self) -> Any:
        tokenizer = read_tokenizer(self._folder / TOKENIZER)
        tokenizer.enable_truncation(MAX_TOKENS, strategy="only_second")
        return tokenizer

    def _load(self) -> Any:
        return import_openvino().Core().read_model(self._folder / GRAPH)


def _as_read(
    begun: Future[tuple[TextReading, list[Future[TextReading]]]],
) -> Iterator[TextReading]:
    first, others = begun.result()
    try:
        yield first
        yield from (other.result() for other in others)
    finally:
        for other in others:  # where nobody waits for them any more
            other.cancel()


def _text_reading(
    encoding: Any, heads: NDArray[np.float32], logits: NDArray[np.float32]
) -> TextReading:
    """The network's logits as probabilities of spans; the text's tokens follow the question's."""
    kinds = np.array(encoding.type_ids)
    inside = np.flatnonzero(kinds == 1)[:-1]  # without the mark that closes the text
    start = logits[inside, 0].astype(np.float32)
    end = logits[inside, 1].astype(np.float32)
    size = len(inside)
    ends = np.arange(size)[:, None] + np.arange(MOST_TOKENS)[None, :]
    scores = start[:, None] + np.where(ends < size, end[np.minimum(ends, size - 1)], -np.inf)
    nowhere = logits[0, 0] + logits[0, 1]
    scores -= np.logaddexp(np.logaddexp.reduce(scores, axis=None), nowhere)
    return TextReading(
        relevant=float(heads[0]),
        answers=float(heads[1]),
        spans=scores.astype(np.float32),
        offsets=np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2)[inside],
    )
