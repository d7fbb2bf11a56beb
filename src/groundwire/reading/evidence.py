"""Evidence: the sentences of the hits, each with what speaks for it.

*Coverage* is the share of the question's words that the sentence holds, each counted by its weight
and by how rare it is in the index; *alignment* (alignment.py) is how well it meets each of them in
meaning.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from groundwire.corpus.passages import written_date
from groundwire.index.encoder import Encoder, TokenVectors
from groundwire.index.generation import Index
from groundwire.language.text import terms
from groundwire.question.query import Query
from groundwire.reading.alignment import Aligner
from groundwire.reading.wanted import wanted
from groundwire.records import Article, Hit, Sentence

# Sentences that are read; the rest cover less of the question's words, in passages further from its
# meaning. Encoding one takes 3 to 5 ms on two cores, and 24 put no more right sentences first than
# 10 (docs/log.md). With 16, one more development question of 78 is answered whole, and four more of
# 42 that should be refused are not.
SHORTLIST = 10
SAME_NAME_LETTERS = 5  # "Zelensky" and "Zelenskyy" are one name; so are "Macron" and "Macrons"
FULL_SENTENCE_TERMS = 8  # shorter ones ("He agreed.") rarely state anything on their own

Importance = dict[str, float]


@dataclass(frozen=True, slots=True)
class Features:
    """What speaks for a sentence; each from 0 to 1 where nothing else is said of it."""

    coverage: float  # of the question's words by the sentence
    wanted: float  # whether it holds what is asked for, see wanted.py: up to 2
    substance: float  # how far it is from being too short to state anything
    passage_meaning: float  # cosine of passage and question
    meaning: float = 0.0  # cosine of sentence and question
    aligned: float = 0.0  # how well its words meet the question's, see alignment.py
    weakest: float = 0.0  # the same for the question's word that is met worst
    window: float = 0.0  # the worst met word but names, where the neighbours may meet it too
    names: float = 0.0  # the worst met name or number, by all that was found of the article
    lacking: float = 0.0  # how much its words lack to be well met, summed: may be above 1


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence of a hit, offered to the reader and the composer."""

    hit: Hit
    sentence: Sentence
    terms: frozenset[str]
    features: Features

    @property
    def text(self) -> str:
        return self.hit.article.text[self.sentence.start : self.sentence.end]

    @property
    def promise(self) -> float:
        """What words and passage promise of the sentence, before it is compared itself."""
        known = self.features
        return known.coverage + known.passage_meaning + known.wanted / 4


@dataclass(frozen=True, slots=True)
class EncodedQuestion:
    """The question's vector, shape ``(dimension,)``, and those of its tokens."""

    vector: NDArray[np.float32]
    tokens: TokenVectors


class Gatherer:
    """Turns hits into evidence, with the index's statistics and the encoder."""

    def __init__(self, index: Index, encoder: Encoder) -> None:
        self._index = index
        self._encoder = encoder

    def shortlist(
        self, query: Query, hits: Sequence[Hit], asked: EncodedQuestion
    ) -> list[Evidence]:
        """The sentences worth reading, in the order of hits and text, with the features that take
        no encoding; headings are left out."""
        if not hits:
            return []
        importance = self.importance(query)
        rows = np.array([hit.passage for hit in hits], dtype=np.int64)
        near = np.clip(self._index.vectors.scores(asked.vector, rows), 0, 1)
        found = [
            evidence
            for hit, passage_meaning in zip(hits, near, strict=True)
            for evidence in self._sentences(query, hit, importance, float(passage_meaning))
        ]
        best = sorted(range(len(found)), key=lambda place: (-found[place].promise, place))
        return [found[place] for place in sorted(best[:SHORTLIST])]

    def compare(
        self, query: Query, shortlist: Sequence[Evidence], asked: EncodedQuestion
    ) -> list[Evidence]:
        """The shortlist with every feature."""
        if not shortlist:
            return []
        sentences = [evidence.text for evidence in shortlist]
        vectors, tokens = self._encoder.quick.encode_tokens(sentences)
        aligner = Aligner(query, asked.tokens, self.importance(query))
        met = aligner.settle(
            aligner.align(tokens),
            said=[_date_terms(evidence.hit.article) for evidence in shortlist],
            unheard_of=self._unheard_of(query),
        )
        return _compared(shortlist, np.clip(vectors @ asked.vector, 0, 1), aligner, met)

    def importance(self, query: Query) -> Importance:
        """How much each of the question's words counts: its weight times its rarity, sum 1."""
        words = self._index.words
        raw = {
            term: weight
            * float(np.log(1 + (words.passages + 1) / (words.document_frequency(term) + 0.5)))
            for term, weight in zip(query.terms, query.weights, strict=True)
        }
        whole = sum(raw.values()) or 1.0
        return {term: value / whole for term, value in raw.items()}

    def _sentences(
        self, query: Query, hit: Hit, importance: Importance, passage_meaning: float
    ) -> list[Evidence]:
        """One hit's sentences with every feature but their own meaning."""
        text, published = hit.article.text, _date_terms(hit.article)
        found = []
        for span in self._index.sentences(hit.passage):
            if span.heading:
                continue
            sentence = text[span.start : span.end]
            held = frozenset(terms(sentence))
            features = Features(
                coverage=_coverage(importance, held | published),
                wanted=wanted(query, sentence),
                substance=min(1.0, len(held) / FULL_SENTENCE_TERMS),
                passage_meaning=passage_meaning,
            )
            found.append(Evidence(hit, span, held, features))
        return found

    def _unheard_of(self, query: Query) -> frozenset[str]:
        """The question's names that no article holds, however they are spelled."""
        words = self._index.words
        return frozenset(
            name for name in query.names if not words.holds_prefix(name[:SAME_NAME_LETTERS])
        )


def _date_terms(article: Article) -> frozenset[str]:
    return frozenset(terms(written_date(article) or ""))


def _compared(
    found: Sequence[Evidence],
    meaning: NDArray[np.float32],
    aligner: Aligner,
    met: NDArray[np.float32],
) -> list[Evidence]:
    """The evidence with the features that compare it with the question."""
    passages = np.array([evidence.hit.passage for evidence in found])
    articles = np.array([evidence.hit.article.id for evidence in found])
    compared = {
        "meaning": meaning,
        "aligned": aligner.mean(met),
        "weakest": aligner.weakest(met),
        "window": aligner.weakest_plain(_with_neighbours(met, passages)),
        "names": aligner.weakest_name(_within(met, articles)),
        "lacking": aligner.lacking(met),
    }
    return [
        replace(
            evidence,
            features=replace(
                evidence.features,
                **{name: float(values[place]) for name, values in compared.items()},
            ),
        )
        for place, evidence in enumerate(found)
    ]


def _with_neighbours(met: NDArray[np.float32], passages: NDArray[np.int64]) -> NDArray[np.float32]:
    """How well each word is met by each sentence or the ones beside it in the same passage."""
    together = passages[1:] == passages[:-1]
    best = met.copy()
    best[:, 1:][:, together] = np.maximum(best[:, 1:], met[:, :-1])[:, together]
    best[:, :-1][:, together] = np.maximum(best[:, :-1], met[:, 1:])[:, together]
    return best


def _within(met: NDArray[np.float32], groups: NDArray[np.str_]) -> NDArray[np.float32]:
    """How well each word is met by any sentence of the same group."""
    best = np.empty_like(met)
    for group in np.unique(groups):
        members = groups == group
        best[:, members] = met[:, members].max(axis=1, keepdims=True)
    return best


def _coverage(importance: Importance, held: frozenset[str]) -> float:
    return sum(share for term, share in importance.items() if term in held)
