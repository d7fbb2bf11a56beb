"""The composition root: the one place that chooses concrete classes from the settings."""

from importlib.util import find_spec
from pathlib import Path

from groundwire.answer.answer import Answerer
from groundwire.index.encoder import Encoder, HashingEncoder
from groundwire.index.generation import open_index
from groundwire.reading.heuristic import HeuristicReader
from groundwire.reading.network import GRAPH, WEIGHTS, NetworkReader
from groundwire.reading.reader import Reader
from groundwire.reading.trained import TrainedReader
from groundwire.settings import Settings


def make_encoder(settings: Settings) -> Encoder:
    """The encoder that the settings name; its weights load when something is first encoded.

    Raises:
        EncoderError: its library or its weights are missing.
    """
    kind = settings.encoder
    if kind == "auto":
        kind = "openvino" if find_spec("openvino") else "sentence-transformers"
    if kind == "hashing":
        return HashingEncoder()
    if kind == "sentence-transformers":
        from groundwire.index.encoder import SentenceTransformersEncoder

        return SentenceTransformersEncoder(settings.model)
    from groundwire.index.openvino_encoder import OpenVinoEncoder

    return OpenVinoEncoder(settings.model, cache=cache_folder(settings), threads=settings.threads)


def make_answerer(settings: Settings) -> Answerer:
    """An answerer over the index that the settings name.

    Raises:
        IndexMissingError, IndexCorruptError, IndexIncompatibleError: the index cannot be used.
        EncoderError: the encoder cannot be loaded.
    """
    encoder = make_encoder(settings)
    index = open_index(settings.index, encoder=encoder)
    return Answerer(
        index,
        encoder,
        make_reader(settings),
        top_k=settings.top_k,
        max_claims=settings.max_claims,
    )


def make_reader(settings: Settings) -> Reader:
    """The trained reader where its weights and OpenVINO are installed, else the heuristic one."""
    kind = settings.reader
    if kind == "auto":
        there = (WEIGHTS / GRAPH).is_file() and find_spec("openvino")
        kind = "trained" if there and settings.encoder != "hashing" else "heuristic"
    if kind == "heuristic":
        return HeuristicReader()
    return TrainedReader(NetworkReader(threads=settings.threads))


def cache_folder(settings: Settings) -> Path:
    """Where converted models are kept between runs."""
    return settings.cache or Path.home() / ".cache" / "groundwire"
