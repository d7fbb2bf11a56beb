"""One evaluation, from the options to the scores: data set, index, run, scores, report."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from groundwire.evaluation import provenance
from groundwire.evaluation.asker import Asker, InProcess
from groundwire.evaluation.claims import score_claims
from groundwire.evaluation.compare import Comparison, compare
from groundwire.evaluation.dataset import EVERY_SPLIT, Dataset, digest_of, load_dataset
from groundwire.evaluation.folder import RunFolder, read_scored
from groundwire.evaluation.judge.cache import JudgeCache
from groundwire.evaluation.judge.client import JudgeSettings
from groundwire.evaluation.judge.judged import judge_replies, to_item, with_judgements
from groundwire.evaluation.judge.ragas_metrics import require_ragas
from groundwire.evaluation.locate import Located
from groundwire.evaluation.outcome import Scorer
from groundwire.evaluation.own_index import build_own
from groundwire.evaluation.perturb import Perturbation, perturbation_table
from groundwire.evaluation.remote import Service
from groundwire.evaluation.report.report import ReportInput, write_report
from groundwire.evaluation.results import NO_JUDGE, Manifest, Reply, Scored
from groundwire.evaluation.run import Plan, Progress, ask_all, locate_all
from groundwire.evaluation.sample import sample
from groundwire.evaluation.scores import score
from groundwire.records import Article
from groundwire.settings import Settings
from groundwire.verify.checker import SupportChecker, lowercase_words
from groundwire.wiring import cache_folder, make_answerer

REPORTS = Path("eval/reports")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Options:
    """What to evaluate. ``split`` is as ``Dataset.of`` takes it. ``index`` is one that is there
    already; without it a data set that brings its articles gets an index of its own, of
    ``articles`` of them at the most."""

    questions: Path
    format: str = "auto"
    split: str | None = None
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
    """What came out, with all that the report shows: the run ``before`` this one is the last of the
    same questions, or the one that was named, and ``previous`` compares the two."""

    scored: Scored
    run: RunFolder
    dataset: Dataset
    replies: Mapping[str, Reply]
    located: Mapping[str, Located]
    perturbations: Sequence[Perturbation]
    before: Scored | None
    previous: Comparison | None


def evaluate(options: Options, settings: Settings, progress: Progress) -> Evaluated:
    """Ask, score, and keep the scores.

    Raises:
        GroundwireError: the data set, the index or the service cannot be used, or the folder of
            the run holds another one.
    """
    judge = _judge(settings)
    dataset = _dataset(options)
    if dataset.articles and not (options.index or options.url):
        own = build_own(dataset, settings, progress, count=options.articles, seed=options.seed)
        settings = settings.model_copy(update={"index": own})
    with _asker(options, settings) as asker:
        articles = list(asker.articles())
        located = locate_all(dataset, articles)
        manifest = _manifest(dataset, options, settings, about=asker.about(), articles=articles)
        run = RunFolder(options.run or REPORTS / f"{_now()}-{manifest.name}")
        replies = _ask(dataset, asker, run, manifest=manifest, plan=options.plan, progress=progress)
    checker = SupportChecker(lowercase_words(article.text for article in articles))
    scorer = Scorer({article.id: article for article in articles}, checker)
    outcomes = [
        scorer.outcome(question, replies[question.id], located[question.id])
        for question in dataset.questions
    ]
    if judge:
        items = [to_item(q, replies[q.id], located[q.id].needs) for q in dataset.questions]
        cache = JudgeCache(cache_folder(settings) / "judge")
        judged = judge_replies(
            items, judge, checker, cache=cache, progress=partial(progress, "judged")
        )
        outcomes = [with_judgements(outcome, judged[outcome.id]) for outcome in outcomes]
    scored = score(manifest, outcomes, score_claims(dataset.claims, checker))
    run.finish(scored)
    before = read_scored(options.against) if options.against else run.before(manifest)
    return Evaluated(
        scored,
        run,
        dataset,
        replies,
        located,
        perturbations=perturbation_table(articles, checker, seed=options.seed),
        before=before,
        previous=compare(before, scored) if before else None,
    )


def _ask(
    dataset: Dataset,
    asker: Asker,
    run: RunFolder,
    *,
    manifest: Manifest,
    plan: Plan,
    progress: Progress,
) -> Mapping[str, Reply]:
    """All replies; whoever stops the run is told how to go on."""
    try:
        return ask_all(
            dataset.questions, asker, run, manifest=manifest, plan=plan, progress=progress
        )
    except KeyboardInterrupt:
        log.warning("To go on where this stopped, repeat the command with --run %s", run.path)
        raise


def report(done: Evaluated, *, gate_kept: bool | None, gate_lines: Sequence[str]) -> Path:
    """Write the report of a run, with what the gate said; None where no gate was held.

    Raises:
        OSError: it cannot be written.
    """
    content = ReportInput(
        scored=done.scored,
        replies=done.replies,
        questions={question.id: question for question in done.dataset.questions},
        needs={name: found.needs for name, found in done.located.items()},
        gate_kept=gate_kept,
        gate_lines=gate_lines,
        previous=done.previous,
        before=done.before,
        perturbations=done.perturbations,
    )
    write_report(done.run.report, content)
    return done.run.report


def _judge(settings: Settings) -> JudgeSettings | None:
    """The judge that the settings name, checked before anything is asked.

    Raises:
        InputError: its address, model or key cannot be used, or ragas is not installed.
    """
    if settings.judge is None:
        return None
    require_ragas()
    key = settings.judge_key.get_secret_value() if settings.judge_key else None
    return JudgeSettings(settings.judge, settings.judge_model or "", key)


def _asker(options: Options, settings: Settings) -> Asker:
    if options.url is None:
        return InProcess(make_answerer(settings))
    token = settings.token.get_secret_value() if settings.token else None
    return Service(options.url, token=token)


def _dataset(options: Options) -> Dataset:
    whole = load_dataset(options.questions, options.format).of(options.split)
    if options.sample is None:
        return whole
    return replace(whole, questions=sample(whole.questions, options.sample, options.seed))


def _manifest(
    dataset: Dataset,
    options: Options,
    settings: Settings,
    *,
    about: Mapping[str, str],
    articles: Sequence[Article],
) -> Manifest:
    split = f"-{dataset.split}" if dataset.split else ""
    drawn = f"-{options.sample}-{options.seed}" if options.sample else ""
    of = f"-of-{options.articles}" if options.articles else ""
    return Manifest(
        name=f"{dataset.name}{split}{drawn}{of}",
        identity={
            "dataset": dataset.digest,
            "questions": digest_of(dataset.questions),
            "split": dataset.split or EVERY_SPLIT,
            "sample": f"{options.sample or 'all'}",
            "seed": f"{options.seed}",
            "corpus": provenance.corpus_digest(articles),
            "generation": about["generation"],
            "settings": "the service's" if options.url else provenance.settings_digest(settings),
            "code": "the service's" if options.url else provenance.code_digest(),
            "asked": f"{options.plan.times} times",
        },
        circumstances={
            **about,
            **provenance.circumstances(),
            "jobs": f"{options.plan.jobs}",
            "judge": (settings.judge_model if settings.judge else None) or NO_JUDGE,
            "left out": f"{len(dataset.unjudged)} questions that nobody judged",
        },
    )


def _now() -> str:
    return datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
