"""The index of a data set that brings its articles: built once, beside the reports."""

from pathlib import Path

from groundwire.evaluation.dataset import Dataset, gold_articles, write_articles
from groundwire.evaluation.questions import text_digest
from groundwire.evaluation.run import Progress
from groundwire.index.build import build
from groundwire.settings import Settings
from groundwire.wiring import make_encoder

INDEXES = Path("eval/indexes")


def build_own(
    dataset: Dataset, settings: Settings, progress: Progress, *, count: int | None, seed: int
) -> Path:
    """The folder of an index of ``count`` articles at the most (None: of all), brought up to date.

    It is named after what decides which articles they are, so another draw has its own.

    Raises:
        GroundwireError: the articles cannot be read, or the index not be written.
    """
    needed = gold_articles(dataset.questions)
    index = own_index(dataset, count=count, seed=seed)
    articles = index.with_name("articles.jsonl")
    write_articles(dataset, articles, needed=needed, count=count, seed=seed)
    build(
        [articles],
        folder=index,
        encoder=make_encoder(settings),
        passage_tokens=settings.passage_tokens,
        progress=progress,
    )
    return index


def own_index(dataset: Dataset, *, count: int | None, seed: int) -> Path:
    """The folder of the index that ``build_own`` makes of the same, whether it is there or not."""
    drawn = [f"{count} {seed}", *sorted(gold_articles(dataset.questions))] if count else ["all"]
    key = " ".join([dataset.digest, *drawn])
    return INDEXES / f"{dataset.name}-{text_digest(key)}" / "index"
