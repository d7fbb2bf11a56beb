"""The composition root: the one place that chooses concrete classes from the settings.

What a running service has beside its answerer (threads, log, counters) is made in
``service/parts.py``.
"""

from functools import partial
from importlib.util import find_spec
from pathlib import Path

from groundwire.answer.answer import Answerer, Models, OverIndex
from groundwire.compose.extractive import Extractive
from groundwire.index.encoder import Encoder, HashingEncoder, known_words
from groundwire.index.generation import Index, open_index
from groundwire.question.typed.capitals import Capitals
from groundwire.question.typed.spelling import Speller
from groundwire.question.typed.understanding import Understanding
from groundwire.reading.evidence import Gatherer
from groundwire.reading.heuristic import HeuristicReader
from groundwire.reading.network import GRAPH, WEIGHTS, NetworkReader
from groundwire.reading.reader import Reader
from groundwire.reading.trained import TrainedReader
from groundwire.search.filters import Permission
from groundwire.search.hybrid import HybridSearch
from groundwire.search.library import Library
from groundwire.search.preferences import Preferences
from groundwire.settings import Settings
from groundwire.verify.verdict import ExactQuotes


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
    models = Models(make_encoder(settings), make_reader(settings), Extractive(), ExactQuotes())
    index = open_index(settings.index, encoder=models.encoder)
    return answerer_over(index, models, top_k=settings.top_k, max_claims=settings.max_claims)


def answerer_over(index: Index, models: Models, *, top_k: int, max_claims: int) -> Answerer:
    """An answerer over an index that is open: every part that is made for one index."""
    permission = Permission(index)
    parts = OverIndex(
        library=Library(index, permission),
        understanding=Understanding(
            index.words,
            Capitals(index.words, passage=index.text),
            Speller(
                index.words,
                known=partial(known_words, models.encoder),
                passage=index.text_with_headline,
            ),
        ),
        searcher=HybridSearch(index, permission, Preferences(index)),
        gatherer=Gatherer(index, models.encoder),
    )
    return Answerer(models, parts, top_k=top_k, max_claims=max_claims)


def renewed(answerer: Answerer, index: Index) -> Answerer:
    """The same answerer over another index."""
    return answerer_over(
        index, answerer.models, top_k=answerer.top_k, max_claims=answerer.max_claims
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
