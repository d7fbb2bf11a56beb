"""One evaluation, from the options to the scores: data set, index, run, scores, report."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from groundwire.evaluation import provenance
from groundwire.evaluation.asker import Asker, InProcess
from groundwire.evaluation.compare import Comparison, compare
from groundwire.evaluation.dataset import (
    DIGEST_CHARACTERS,
    Dataset,
    digest_of,
    gold_articles,
    load_dataset,
    write_articles,
)
from groundwire.evaluation.folder import RunFolder, latest_finished, read_scored
from groundwire.evaluation.remote import Service
from groundwire.evaluation.results import Manifest, Scored
from groundwire.evaluation.run import Plan, Progress, ask_all, locate_all, outcomes
from groundwire.evaluation.sample import sample
from groundwire.evaluation.scores import score
from groundwire.index.build import build
from groundwire.records import Article
from groundwire.settings import Settings
from groundwire.wiring import make_answerer, make_encoder

REPORTS = Path("eval/reports")
INDEXES = Path("eval/indexes")


@dataclass(frozen=True, slots=True)
class Options:
    """What to evaluate. ``index`` is one that is there already; without it a data set that brings
    its articles gets an index of its own, of ``articles`` of them at the most."""

    questions: Path
    format: str = "auto"
    sample: int | None = None
    seed: int = 1
    articles: int | None = None
    index: Path | None = None
    url: str | None = None
    plan: Plan = field(default_factory=Plan)
    run: Path | None = None
    against: Path | None = None


@dataclass(frozen=True, slots=True)
class Evaluated:
    """What came out: the scores, where the run is kept, and how it compares with the one before."""

    scored: Scored
    run: RunFolder
    previous: Comparison | None


def evaluate(options: Options, settings: Settings, progress: Progress) -> Evaluated:
    """Ask, score and report.

    Raises:
        GroundwireError: the data set, the index or the service cannot be used, or the folder of
            the run holds another one.
    """
    dataset = _dataset(options)
    settings = _indexed(dataset, options, settings, progress)
    with _asker(options, settings) as asker:
        articles = list(asker.articles())
        located = locate_all(dataset, articles)
        manifest = _manifest(dataset, options, settings, about=asker.about(), articles=articles)
        folder = RunFolder(options.run or REPORTS / f"{_now()}-{manifest.name}")
        replies = ask_all(
            dataset.questions,
            asker,
            folder,
            manifest=manifest,
            plan=options.plan,
            progress=progress,
        )
    scored = score(manifest, outcomes(dataset.questions, replies, located, articles))
    folder.finish(scored)
    before = options.against or latest_finished(folder.path.parent, like=manifest, but=folder.path)
    previous = compare(read_scored(before), scored) if before else None
    return Evaluated(scored, folder, previous)


def _asker(options: Options, settings: Settings) -> Asker:
    return Service(options.url) if options.url else InProcess(make_answerer(settings))


def _dataset(options: Options) -> Dataset:
    whole = load_dataset(options.questions, options.format)
    if options.sample is None:
        return whole
    return replace(whole, questions=sample(whole.questions, options.sample, options.seed))


def _indexed(
    dataset: Dataset, options: Options, settings: Settings, progress: Progress
) -> Settings:
    """The settings with the index to ask: the one that was named, or the data set's own."""
    if options.index or options.url or dataset.articles is None:
        return settings
    needed = gold_articles(dataset.questions)
    key = " ".join([dataset.digest, f"{options.articles} {options.seed}", *sorted(needed)])
    digest = hashlib.sha256(key.encode()).hexdigest()[:DIGEST_CHARACTERS]
    folder = INDEXES / f"{dataset.name}-{digest}"
    articles = folder / "articles.jsonl"
    write_articles(dataset, articles, needed=needed, count=options.articles, seed=options.seed)
    build(
        [articles],
        folder=folder / "index",
        encoder=make_encoder(settings),
        passage_tokens=settings.passage_tokens,
        progress=progress,
    )
    return settings.model_copy(update={"index": folder / "index"})


def _manifest(
    dataset: Dataset,
    options: Options,
    settings: Settings,
    *,
    about: Mapping[str, str],
    articles: Sequence[Article],
) -> Manifest:
    drawn = f"-{options.sample}-{options.seed}" if options.sample else ""
    of = f"-of-{options.articles}" if options.articles else ""
    return Manifest(
        name=f"{dataset.name}{drawn}{of}",
        identity={
            "dataset": dataset.digest,
            "questions": digest_of(dataset.questions),
            "sample": f"{options.sample or 'all'}",
            "seed": f"{options.seed}",
            "corpus": provenance.corpus_digest(articles),
            "generation": about["generation"],
            "settings": "the service's" if options.url else provenance.settings_digest(settings),
            "code": "the service's" if options.url else provenance.code_digest(),
            "asked": f"{options.plan.times} times",
        },
        circumstances={**about, **provenance.circumstances(), "jobs": f"{options.plan.jobs}"},
    )


def _now() -> str:
    return datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
