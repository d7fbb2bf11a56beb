"""The scores, arranged as the report shows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from groundwire.evaluation.metrics import JUDGED, METRICS, Metric
from groundwire.evaluation.results import Score, Scored
from groundwire.evaluation.scores import ALL, NOT_MEASURED, spread_of

PROMISES = "Promises"
# Groups of metrics that are read together; any other stands by itself, under its own name.
TITLES = {
    "retrieval": "Finding the evidence",
    "evidence": "Showing the evidence",
    "headline": "The short answer",
    "answer": "Saying the right thing",
    "citation": "Saying the right thing",
    "faithfulness": "Saying the right thing",
    "abstention": "Knowing when not to answer",
}


@dataclass(frozen=True, slots=True)
class Promise:
    """A metric that has to be at its best, and whether it is; ``kept`` is None if unmeasured."""

    metric: Metric
    score: Score

    @property
    def kept(self) -> bool | None:
        if self.score.value is None:
            return None
        return self.score.value == (1.0 if self.metric.higher else 0.0)


@dataclass(frozen=True, slots=True)
class Panel:
    """Metrics of one group, each with its score over all headline questions."""

    group: str
    rows: tuple[tuple[Metric, Score], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Some metrics for every group of questions: ``rows`` are (name of the group, scores)."""

    title: str
    metrics: tuple[Metric, ...]
    rows: tuple[tuple[str, tuple[Score, ...]], ...]


def promises(scored: Scored) -> tuple[Promise, ...]:
    """The promised metrics over all headline questions."""
    overall = scored.scores.get(ALL, {})
    return tuple(
        Promise(metric, overall.get(metric.name, NOT_MEASURED))
        for metric in METRICS.values()
        if metric.promise
    )


def shown(scored: Scored) -> list[Metric]:
    """Every metric, but those of a judge where there was none."""
    return [one for one in METRICS.values() if one.group != JUDGED or scored.judged]


def spreads(scored: Scored) -> tuple[tuple[Metric, tuple[float, float] | None], ...]:
    """How far the runs of each judged metric lie apart: on average, and at most."""
    return tuple(
        (metric, spread_of(scored.outcomes, metric.name))
        for metric in shown(scored)
        if metric.group == JUDGED
    )


def panels(scored: Scored) -> tuple[Panel, ...]:
    """Every other metric over all headline questions, by group."""
    overall = scored.scores.get(ALL, {})
    groups: dict[str, list[Metric]] = {}
    for metric in shown(scored):
        if not metric.promise:
            groups.setdefault(metric.group, []).append(metric)
    return tuple(
        Panel(group, tuple((m, overall.get(m.name, NOT_MEASURED)) for m in metrics))
        for group, metrics in groups.items()
    )


def grids(scored: Scored) -> tuple[Grid, ...]:
    """Every metric for every group of questions, metrics that are read together in one table."""
    titled: dict[str, list[Metric]] = {}
    for metric in sorted(shown(scored), key=lambda metric: metric.promise):
        title = TITLES.get(metric.group, metric.group.capitalize())
        titled.setdefault(PROMISES if metric.promise else title, []).append(metric)
    return tuple(_grid(title, metrics, scored.scores) for title, metrics in titled.items())


def _grid(title: str, metrics: Sequence[Metric], scores: Mapping[str, Mapping[str, Score]]) -> Grid:
    rows = tuple(
        (group, tuple(by_name.get(metric.name, NOT_MEASURED) for metric in metrics))
        for group, by_name in scores.items()
    )
    return Grid(title, tuple(metrics), rows)


def sizes(scored: Scored) -> dict[str, int]:
    """How many questions each group of the scores holds."""
    outcomes = scored.outcomes
    headline = [outcome for outcome in outcomes if outcome.headline]
    return {
        group: len(headline)
        if group == ALL
        else sum(group == outcome.split for outcome in outcomes)
        or sum(group in (outcome.kind, outcome.cause) for outcome in headline)
        for group in scored.scores
    }
