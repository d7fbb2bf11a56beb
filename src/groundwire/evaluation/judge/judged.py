"""Replies judged by an LLM: every judged metric is run several times, and its spread is shown,
for judges disagree with themselves."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from groundwire.evaluation.gold import GoldQuestion, Need
from groundwire.evaluation.judge.cache import JudgeCache
from groundwire.evaluation.judge.client import Judge, JudgeError, JudgeSettings
from groundwire.evaluation.judge.ragas_metrics import (
    FIELDS,
    JUDGED,
    Sample,
    make_metrics,
    measure,
)
from groundwire.evaluation.results import Outcome, Reply
from groundwire.verify.checker import SupportChecker

REPETITIONS = 3
PASSAGES = 10  # shown to the judge: as many as retrieval is scored over

Progress = Callable[[int, int], None]  # done, of how many


@dataclass(frozen=True, slots=True)
class Judged:
    """A metric of one question: the mean of its runs and their spread (largest less smallest), or
    None with the reason in ``note``. A run that failed is None in ``values``."""

    mean: float | None
    spread: float | None
    values: tuple[float | None, ...]
    note: str | None


@dataclass(frozen=True, slots=True)
class Item:
    """A question to be judged; ``note`` says why there is nothing to judge."""

    id: str
    sample: Sample | None
    note: str | None = None


def to_item(question: GoldQuestion, reply: Reply, needs: Sequence[Need]) -> Item:
    """What a judge is shown of a reply: the claims without their marks, the passages that were
    found, and the reference. A refusal is not judged."""
    answer = reply.answer
    if answer is None or reply.found is None:
        return Item(question.id, None, "no answer came")
    if answer.status == "abstained":
        return Item(question.id, None, "abstained")
    contexts = tuple(hit.text for hit in reply.found.hits[:PASSAGES])
    response = " ".join(claim.text for claim in answer.claims)
    return Item(
        question.id, Sample(question.question, response, contexts, reference(question, needs))
    )


def reference(question: GoldQuestion, needs: Sequence[Need]) -> str | None:
    """A right answer in words: one piece of gold for every need, and what none of them says.

    Whole articles are left out: what of them answers, nobody wrote down. None where nothing is
    known, and for a question that is to be refused.
    """
    if not question.answerable:
        return None
    spans = [need.spans[0] for need in needs if not need.spans[0].whole]
    texts = list(dict.fromkeys(span.text for span in spans))
    wordings = [
        nugget.any[0]
        for nugget in question.vital
        if not any(nugget.found_in(text) for text in texts)
    ]
    if not texts and not wordings:
        wordings = list(question.short[:1])
    return "\n".join([*texts, *wordings]) or None


def judge_replies(
    items: Sequence[Item],
    settings: JudgeSettings,
    checker: SupportChecker,
    *,
    cache: JudgeCache,
    repetitions: int = REPETITIONS,
    progress: Progress | None = None,
) -> dict[str, dict[str, Judged]]:
    """Every metric of ``JUDGED`` for every question, by id and name.

    Raises:
        InputError: ragas is not installed, or not in a version that works. What goes wrong with
            the judge is a note, never an error.
    """
    panel = _Panel(settings.parallel, repetitions)
    return asyncio.run(panel.judge(items, settings, checker, cache=cache, progress=progress))


def with_judgements(outcome: Outcome, judged: Mapping[str, Judged]) -> Outcome:
    """The outcome with what was judged of it: values, spreads, and why a value is missing."""
    return replace(
        outcome,
        values=outcome.values | {name: one.mean for name, one in judged.items()},
        notes=outcome.notes | {name: one.note for name, one in judged.items() if one.note},
        spreads={name: one.spread for name, one in judged.items() if one.spread is not None},
    )


class _Panel:
    """The runs of one evaluation in one event loop."""

    def __init__(self, parallel: int, repetitions: int) -> None:
        # Questions are begun in order and a few at a time, so that what is done is in the cache
        # when the run is killed.
        self._places = asyncio.Semaphore(parallel)
        self._repetitions = repetitions

    async def judge(
        self,
        items: Sequence[Item],
        settings: JudgeSettings,
        checker: SupportChecker,
        *,
        cache: JudgeCache,
        progress: Progress | None,
    ) -> dict[str, dict[str, Judged]]:
        done = 0

        async def one(item: Item) -> tuple[str, dict[str, Judged]]:
            nonlocal done
            async with self._places:
                found = {name: await self._judged(item, name, runs) for name in JUDGED}
            done += 1
            if progress:
                progress(done, len(items))
            return item.id, found

        async with Judge(settings, cache) as judge:
            runs = [
                make_metrics(judge, checker, repetition=number)
                for number in range(self._repetitions)
            ]
            return dict(await asyncio.gather(*map(one, items)))

    async def _judged(self, item: Item, name: str, runs: list[dict[str, object]]) -> Judged:
        if item.sample is None or (why := _unfit(item.sample, name)):
            return Judged(None, None, (), item.note if item.sample is None else why)
        outcomes = await asyncio.gather(*(_run(metrics[name], item.sample) for metrics in runs))
        return _summary(outcomes)


def _unfit(sample: Sample, name: str) -> str | None:
    """Why a metric cannot be had for a sample."""
    missing = [field for field in FIELDS[name] if not getattr(sample, field)]
    words = {"reference": "no reference", "retrieved_contexts": "nothing was found"}
    return words.get(missing[0], f"no {missing[0]}") if missing else None


async def _run(metric: object, sample: Sample) -> float | str:
    """The value of one run, or why there is none."""
    try:
        return await measure(metric, sample)
    except JudgeError as error:
        return str(error)


def _summary(outcomes: Sequence[float | str]) -> Judged:
    """Over all runs: a mean of those that worked would not say what the others were."""
    values = tuple(None if isinstance(outcome, str) else outcome for outcome in outcomes)
    whole = [value for value in values if value is not None]
    if len(whole) < len(values):
        reasons = dict.fromkeys(outcome for outcome in outcomes if isinstance(outcome, str))
        return Judged(None, None, values, "; ".join(reasons))
    return Judged(sum(whole) / len(whole), max(whole) - min(whole), values, None)
