"""Compare ways to fuse the two searches on news questions: weighted sum, reciprocal ranks.

    python bench/fusion.py --data ../shared --folder build/bench/news

200 quiz questions of 2022 are asked of 1,400 news articles, up to four gold articles of each among
them. Both searches run once a question; every row fuses the same candidates. The last table varies
how many passages of an article come before the others have had their turn.
"""

import argparse
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpora import Record, answerer_over, default_data, news_articles, news_questions
from groundwire.answer.answer import Answerer
from groundwire.index.generation import Index
from groundwire.language.text import fold
from groundwire.question.query import understand
from groundwire.records import Question
from groundwire.search.hybrid import (
    CANDIDATES,
    PER_ARTICLE,
    VECTOR_WEIGHT,
    Ranked,
    diverse,
    fuse,
)

SEED = 1  # of the draw of questions
BEFORE = "2023"  # later questions are kept for reporting
GOLD_AT_MOST = 4  # articles of a question that are indexed: some have dozens
K = 10
WEIGHTS = (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0)
RANK_CONSTANTS = (10, 60)  # 60 is the one of Cormack et al. 2009
PER_ARTICLES = (1, 2, 3, 4, 10)

Fuse = Callable[[Ranked, Ranked], Ranked]


@dataclass(frozen=True, slots=True)
class Run:
    """A question's candidates by either search, its gold articles' rows, and its answer."""

    by_vector: Ranked
    by_words: Ranked
    gold: frozenset[int]
    answer: str


@dataclass(frozen=True, slots=True)
class Marks:
    """What each question got, shape ``(questions,)``; ``answered``: a passage of a gold article
    among the first ten holds the answer's words."""

    first: NDArray[np.float64]
    in_ten: NDArray[np.float64]
    reciprocal: NDArray[np.float64]
    answered: NDArray[np.float64]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=default_data())
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--articles", type=int, default=1_400)
    parser.add_argument("--folder", type=Path, default=Path("build/bench/news"))
    args = parser.parse_args()
    questions = [q for q in news_questions(args.data) if q["date"] < BEFORE and q["gold"]]
    random.Random(SEED).shuffle(questions)
    questions = questions[: args.questions]
    needed = {article for question in questions for article in question["gold"][:GOLD_AT_MOST]}
    file = args.folder / "articles.jsonl"
    corpus = news_articles(args.data, args.articles, file, needed=needed)
    answerer = answerer_over([corpus], args.folder / "index")
    report(answerer.library.index, [run(answerer, question) for question in questions])


def run(answerer: Answerer, question: Record) -> Run:
    """Both searches' candidates for a question."""
    index = answerer.library.index
    query = understand(Question(question["question"]))
    vector = answerer.models.encoder.encode([query.text])[0]
    return Run(
        by_vector=index.vectors.search(vector, CANDIDATES),
        by_words=index.words.search(query.terms, CANDIDATES, weights=query.weights),
        gold=frozenset(
            row for row, name in enumerate(index.article_ids) if name in set(question["gold"])
        ),
        answer=fold(question["answer"]),
    )


def reciprocal_ranks(
    by_vector: Ranked, by_words: Ranked, *, constant: int, vector_weight: float
) -> Ranked:
    """Reciprocal rank fusion (Cormack et al. 2009), weighed, sorted by ``(-score, row)``."""
    rows = np.union1d(by_vector[0], by_words[0])
    scores = np.zeros(len(rows))
    for (found, _), weight in ((by_vector, vector_weight), (by_words, 1 - vector_weight)):
        scores[np.searchsorted(rows, found)] += weight / (constant + 1 + np.arange(len(found)))
    order = np.lexsort((rows, -scores))
    return rows[order], scores[order].astype(np.float32)


def report(index: Index, runs: Sequence[Run]) -> None:
    """One row a way to fuse, beside the one in the code; then one a number of passages."""
    texts = _Texts(index)
    shipped = partial(fuse, vector_weight=VECTOR_WEIGHT)
    base = marks(texts, runs, shipped, PER_ARTICLE)
    fusions: dict[str, Fuse] = {
        f"sum, vector weight {weight}": partial(fuse, vector_weight=weight) for weight in WEIGHTS
    }
    for constant in RANK_CONSTANTS:
        for weight in (0.3, 0.5, 0.7):
            fusions[f"ranks, constant {constant}, vector weight {weight}"] = partial(
                reciprocal_ranks, constant=constant, vector_weight=weight
            )
    print(
        f"{len(runs)} questions, {len(index.article_ids)} articles, {index.words.passages} passages"
    )
    print(
        f"{'':<38}{'hit@1':>7}{'hit@10':>8}{'MRR':>7}{'answer':>8}   against the code: MRR, answer"
    )
    for name, fusion in fusions.items():
        print_row(name, marks(texts, runs, fusion, PER_ARTICLE), base)
    for number in PER_ARTICLES:
        name = f"passages of an article first: {number}"
        print_row(name, marks(texts, runs, shipped, number), base)


class _Texts:
    """The folded texts of an index's passages, and whose they are."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self.article_rows = index.article_rows
        self._known: dict[int, str] = {}

    def of(self, row: int) -> str:
        if row not in self._known:
            article = self._index.article(int(self.article_rows[row]))
            span = slice(int(self._index.starts[row]), int(self._index.ends[row]))
            self._known[row] = fold(article.text[span])
        return self._known[row]


def marks(texts: _Texts, runs: Sequence[Run], fusion: Fuse, per_article: int) -> Marks:
    """What each question gets if its candidates are fused in this way."""
    got = np.array([_marks(texts, one, fusion, per_article) for one in runs], dtype=np.float64)
    return Marks(*got.T)


def _marks(
    texts: _Texts, one: Run, fusion: Fuse, per_article: int
) -> tuple[float, float, float, float]:
    rows, _ = fusion(one.by_vector, one.by_words)
    articles = texts.article_rows[rows]
    kept = diverse(rows, articles, K, per_article=per_article)
    right = [int(articles[place]) in one.gold for place in kept]
    answered = any(
        hit and one.answer in texts.of(int(rows[place]))
        for place, hit in zip(kept, right, strict=True)
    )
    reciprocal = 1 / (right.index(True) + 1) if any(right) else 0.0
    return float(right[0]), float(any(right)), reciprocal, float(answered)


def print_row(name: str, got: Marks, base: Marks) -> None:
    """The means, and how they differ from the code's with the standard error of the pairs."""
    means = (got.first.mean(), got.in_ten.mean(), got.reciprocal.mean(), got.answered.mean())
    differences = ", ".join(
        f"{float(pair.mean()):+.3f} ± {float(pair.std(ddof=1)) / len(pair) ** 0.5:.3f}"
        for pair in (got.reciprocal - base.reciprocal, got.answered - base.answered)
    )
    print(f"{name:<38}{means[0]:7.3f}{means[1]:8.3f}{means[2]:7.3f}{means[3]:8.3f}   {differences}")


if __name__ == "__main__":
    main()
