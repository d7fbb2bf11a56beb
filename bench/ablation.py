"""What each part of answering is worth: the same questions with one part at a time left out.

    python bench/ablation.py eval/questions.yaml --index eval/indexes/seeds
    python bench/ablation.py ../shared/data/news --sample 300 --articles 3000

A row of the table is the answerer without that part, less the whole one: means over the questions
that are measured, with 95 % intervals of the paired difference (evaluation/statistics.py). Below 0
the part helps. ``--only`` names the rows to run.
"""

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from unittest.mock import patch

import numpy as np

from corpora import settings_for
from groundwire.answer import select
from groundwire.answer.answer import Answerer
from groundwire.answer.compare import disagreement
from groundwire.answer.short import vote
from groundwire.evaluation.asker import InProcess
from groundwire.evaluation.dataset import Dataset, load_dataset
from groundwire.evaluation.metrics import METRICS
from groundwire.evaluation.outcome import Scorer
from groundwire.evaluation.own_index import build_own
from groundwire.evaluation.results import Outcome
from groundwire.evaluation.run import ask_one, locate_all
from groundwire.evaluation.sample import sample
from groundwire.evaluation.scores import matrix
from groundwire.evaluation.statistics import paired_difference
from groundwire.question.query import Query, understand
from groundwire.question.typed import understanding
from groundwire.reading.evidence import Evidence
from groundwire.reading.heuristic import HeuristicReader
from groundwire.reading.reader import Reader, Reading, Steps
from groundwire.records import Question
from groundwire.search import hybrid
from groundwire.settings import Settings
from groundwire.verify.checker import SupportChecker, lowercase_words
from groundwire.wiring import make_answerer

SHOWN = ("all_evidence@10", "nugget_recall", "short_exact", "refusal_recall", "false_refusal")
MANY = 10_000  # of an article's passages: more than any has

Part = Callable[[Answerer], AbstractContextManager[None]]


class SentencesAlone:
    """The trained reader, shown every sentence without the passage around it."""

    name = "sentences alone"

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def read(self, query: Query, evidence: Sequence[Evidence]) -> list[Reading]:
        alone = [self._alone(place, item) for place, item in enumerate(evidence)]
        read = self._reader.read(query, alone)
        return [replace(one, evidence=item) for one, item in zip(read, evidence, strict=True)]

    def begin(self, query: Query, _: Sequence[Evidence]) -> Steps:
        return lambda evidence: iter([self.read(query, evidence)])

    @staticmethod
    def _alone(place: int, item: Evidence) -> Evidence:
        span = item.sentence
        return replace(item, hit=replace(item.hit, passage=place, start=span.start, end=span.end))


def without(**changes: object) -> Part:
    """A question is understood with these fields of the query emptied."""

    def changed(question: Question) -> Query:
        return replace(understand(question), **changes)  # type: ignore[arg-type]

    @contextmanager
    def part(_: Answerer) -> Iterator[None]:
        with patch.object(understanding, "understand", changed):
            yield

    return part


def instead(module: object, **values: object) -> Part:
    """Names of a module stand for something else."""

    @contextmanager
    def part(_: Answerer) -> Iterator[None]:
        with ExitStack() as stack:
            for name, value in values.items():
                stack.enter_context(patch.object(module, name, value))
            yield

    return part


def read_by(make: Callable[[Reader], Reader]) -> Part:
    """Another reader reads."""

    @contextmanager
    def part(answerer: Answerer) -> Iterator[None]:
        models = replace(answerer.models, reader=make(answerer.models.reader))
        with patch.object(answerer, "models", models):
            yield

    return part


PARTS: Mapping[str, Part] = {
    "trained reader": read_by(lambda _: HeuristicReader()),
    "windows: sentences read in their passage": read_by(SentencesAlone),
    "publishers that the question names": without(sources=()),
    "parts of a question": without(parts=()),
    "days and the latest": without(days=(), latest=False),
    "diversity: turns of articles": instead(
        hybrid, diverse=partial(hybrid.diverse, per_article=MANY)
    ),
    "one voice for copies": instead(hybrid, SPARE=0),
    "diversity: no quote retells another": instead(select, retells=lambda *_: False),
    "short answer by votes": instead(vote, VOTERS=1),
    "sides that disagree are quoted": instead(disagreement, sides=lambda *_: []),
    "reasons are quoted": instead(select, _given_reason=lambda *_: None),
}


@dataclass(frozen=True, slots=True)
class Trial:
    """Questions with what is needed to ask and to score them."""

    answerer: Answerer
    dataset: Dataset

    def outcomes(self) -> list[Outcome]:
        asker = InProcess(self.answerer)
        articles = list(asker.articles())
        located = locate_all(self.dataset, articles)
        checker = SupportChecker(lowercase_words(article.text for article in articles))
        scorer = Scorer({article.id: article for article in articles}, checker)
        return [
            scorer.outcome(question, ask_one(question, asker, times=1), located[question.id])
            for question in self.dataset.questions
        ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--dataset", default="auto")
    parser.add_argument("--index", type=Path)
    parser.add_argument("--sample", type=int)
    parser.add_argument("--articles", type=int)
    parser.add_argument("--only", nargs="*", choices=PARTS, default=list(PARTS))
    args = parser.parse_args()
    trial = make_trial(args)
    whole = headline(trial.outcomes())
    print(f"{len(whole)} questions of {args.questions.name}")
    print("| without | " + " | ".join(SHOWN) + " |")
    print("|" + "---|" * (len(SHOWN) + 1))
    print(row("(nothing: the whole)", [_mean(whole, name) for name in SHOWN]), flush=True)
    for name in args.only:
        with PARTS[name](trial.answerer):
            print(row(name, differences(whole, headline(trial.outcomes()))), flush=True)


def make_trial(args: argparse.Namespace) -> Trial:
    dataset = load_dataset(args.questions, args.dataset)
    if args.sample:
        dataset = replace(dataset, questions=sample(dataset.questions, args.sample, 1))
    own = partial(build_own, dataset, Settings.from_mapping({}), lambda *_: None, seed=1)
    index = args.index or own(count=args.articles)
    return Trial(make_answerer(settings_for(index)), dataset)


def headline(outcomes: Sequence[Outcome]) -> list[Outcome]:
    return [outcome for outcome in outcomes if outcome.headline]


def differences(whole: Sequence[Outcome], part: Sequence[Outcome]) -> list[str]:
    """Of each metric shown: the difference and its interval; empty where none is measured."""
    found = paired_difference(matrix(whole), matrix(part))
    columns = [list(METRICS).index(name) for name in SHOWN]
    return [_difference(*(float(one[column]) for one in found)) for column in columns]


def _difference(difference: float, low: float, high: float, _: float) -> str:
    if np.isnan(difference):
        return ""
    return (
        "0" if not (difference or low or high) else f"{difference:+.3f} ({low:+.3f} to {high:+.3f})"
    )


def _mean(outcomes: Sequence[Outcome], name: str) -> str:
    values = [v for outcome in outcomes if (v := outcome.values[name]) is not None]
    return f"{np.mean(values):.3f}" if values else ""


def row(name: str, cells: Sequence[str]) -> str:
    return "| " + " | ".join([name, *cells]) + " |"


if __name__ == "__main__":
    main()
