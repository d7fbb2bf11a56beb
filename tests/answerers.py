"""Answerers for tests: over an index that is open, with the readers that need no weights."""

from groundwire.answer.answer import Answerer, Models
from groundwire.compose.extractive import Extractive
from groundwire.index.encoder import Encoder
from groundwire.index.generation import Index
from groundwire.reading.heuristic import HeuristicReader
from groundwire.search.filters import Permission
from groundwire.search.hybrid import HybridSearch
from groundwire.search.preferences import Preferences
from groundwire.verify.verdict import ExactQuotes
from groundwire.wiring import answerer_over


def heuristic(index: Index, encoder: Encoder, *, top_k: int = 10, max_claims: int = 4) -> Answerer:
    """An answerer that reads by words and quotes."""
    models = Models(encoder, HeuristicReader(), Extractive(), ExactQuotes())
    return answerer_over(index, models, top_k=top_k, max_claims=max_claims)


def searching(index: Index) -> HybridSearch:
    """The search of an index."""
    return HybridSearch(index, Permission(index), Preferences(index))
