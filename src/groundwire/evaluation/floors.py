"""The gate: figures that must not get worse, pinned in ``eval/floors.json``.

Each data set has a bound for each gated metric: a floor, or a ceiling where lower is better. With
it stands what every question was worth when it was pinned (``baselines/``), so that a broken bound
is told with the questions that fell. ``pin`` only ever tightens; loosening takes a reason, which is
kept in the file.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError
from pydantic_core import from_json, to_json

from groundwire.errors import InputError
from groundwire.evaluation.metrics import JUDGED, METRICS, Metric
from groundwire.evaluation.results import Scored
from groundwire.evaluation.scores import ALL, groups
from groundwire.index.durable import write_durably

# A kind has few questions, so only what it is judged by is gated in it.
OF_A_KIND = (
    "nugget_recall", "evidence_shown", "refusal_recall", "as_of_correct", "filters_kept",
)  # fmt: skip
# Two questions may change sides before a bound breaks: another processor's rounding moves one.
SLACK_QUESTIONS = 2
BASELINES = "baselines"


def _known(metric: str) -> str:
    if metric not in METRICS:
        raise ValueError(f"there is no metric {metric}")
    return metric


MetricName = Annotated[str, AfterValidator(_known)]


class Lowered(BaseModel):
    """A bound that was loosened on purpose."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    group: str
    metric: str
    before: float
    after: float | None  # None where the metric is not measured any more
    reason: str


class Bounds(BaseModel):
    """The bounds of one data set: group -> metric -> bound, for questions with this digest."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    questions: str
    bounds: dict[str, dict[MetricName, float]]
    lowered: tuple[Lowered, ...] = ()


@dataclass(frozen=True, slots=True)
class Broken:
    """A bound that does not hold; ``fell`` are the questions that are worth less than when it was
    pinned: ``(id, before, now)``."""

    group: str
    metric: str
    bound: float
    value: float | None
    fell: tuple[tuple[str, float | None, float], ...]

    def __str__(self) -> str:
        side = "floor" if METRICS[self.metric].higher else "ceiling"
        value = "not measured" if self.value is None else f"{self.value:.3f}"
        fell = ", ".join(f"{name} ({_said(was)} -> {_said(now)})" for name, was, now in self.fell)
        return f"{self.group}, {self.metric}: {value}, {side} {self.bound:.3f}; fell: {fell or '-'}"


class Gate:
    """The bounds of every data set, in a file, and the baselines beside it.

    Raises:
        InputError: the file is not what ``pin`` wrote.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        try:
            written = from_json(file.read_bytes()) if file.exists() else {}
            self._bounds = {name: Bounds.model_validate(one) for name, one in written.items()}
        except (ValueError, AttributeError, ValidationError) as error:
            raise InputError(f"{file}: not a file of floors ({error}).") from error

    def check(self, scored: Scored) -> list[Broken]:
        """The bounds that the run breaks.

        Raises:
            InputError: nothing is pinned for its data set, or the questions changed since.
        """
        name = scored.manifest.name
        pinned = self._bounds.get(name)
        if pinned is None:
            raise InputError(f"{self._file}: no floors for {name}. Pin them with --pin.")
        if pinned.questions != scored.manifest.identity["questions"]:
            raise InputError(
                f"{self._file}: the floors of {name} are for other questions "
                f"({pinned.questions}, not {scored.manifest.identity['questions']}). "
                "Pin them anew with --pin."
            )
        return list(self._broken(pinned, scored))

    def pin(self, scored: Scored, *, reason: str | None = None) -> list[Lowered]:
        """Tighten every bound to what the run reached, and keep what its questions were worth.

        A bound that the run breaks is loosened, and told, where a ``reason`` is given.

        Raises:
            InputError: the run breaks a bound, and no reason was given.
        """
        name = scored.manifest.name
        pinned = self._bounds.get(name, Bounds(questions="", bounds={}))
        broken = list(self._broken(pinned, scored))
        if broken and reason is None:
            raise InputError(
                f"{self._file}: the run breaks floors of {name}: {'; '.join(map(str, broken))}. "
                "To lower them, say why: --lower REASON."
            )
        reached = dict(_reached(scored))
        lowered = [
            Lowered(
                group=one.group,
                metric=one.metric,
                before=one.bound,
                after=reached.get((one.group, one.metric)),
                reason=reason or "",
            )
            for one in broken
        ]
        self._bounds[name] = Bounds(
            questions=scored.manifest.identity["questions"],
            bounds=_tightened(pinned.bounds, reached, {(one.group, one.metric) for one in broken}),
            lowered=(*pinned.lowered, *lowered),
        )
        self._write(scored)
        return lowered

    def _broken(self, pinned: Bounds, scored: Scored) -> Iterator[Broken]:
        baseline = self._baseline(scored.manifest.name)
        members = groups(scored.outcomes)
        for group, bounds in pinned.bounds.items():
            for metric, bound in bounds.items():
                score = scored.scores.get(group, {}).get(metric)
                value = score.value if score else None
                if value is not None and _holds(METRICS[metric], value, bound):
                    continue
                now = {one.id: one.values.get(metric) for one in members.get(group, ())}
                yield Broken(group, metric, bound, value, _fell(METRICS[metric], baseline, now))

    def _baseline(self, name: str) -> dict[str, dict[str, float]]:
        file = self._file.parent / BASELINES / f"{name}.json"
        if not file.exists():
            return {}
        try:
            read: dict[str, dict[str, float]] = from_json(file.read_bytes())
        except ValueError as error:
            raise InputError(f"{file}: not JSON ({error}). Restore it, or pin anew.") from error
        return read

    def _write(self, scored: Scored) -> None:
        written = {name: bounds.model_dump() for name, bounds in sorted(self._bounds.items())}
        self._file.parent.mkdir(parents=True, exist_ok=True)
        write_durably(self._file, [to_json(written, indent=2), b"\n"])
        folder = self._file.parent / BASELINES
        folder.mkdir(exist_ok=True)
        gated = {metric for _, metric in dict(_reached(scored))}
        lines = [
            f"  {to_json(one.id).decode()}: {to_json(_worth(one.values, gated)).decode()}"
            for one in scored.outcomes
        ]
        # A line a question, so that a change of one is one line of a diff.
        whole = "{\n" + ",\n".join(lines) + "\n}\n"
        write_durably(folder / f"{scored.manifest.name}.json", [whole.encode()])


def _worth(values: dict[str, float | None], gated: set[str]) -> dict[str, float]:
    return {
        name: round(value, 6)
        for name, value in values.items()
        if value is not None and name in gated
    }


def _reached(scored: Scored) -> Iterator[tuple[tuple[str, str], float]]:
    """``((group, metric), bound)`` of everything that is gated, as loose as the slack allows."""
    for group, scores in scored.scores.items():
        for name, score in scores.items():
            metric = METRICS[name]
            gated = group == ALL or (name in OF_A_KIND and _is_kind(group, scored))
            if score.value is not None and gated and metric.group != JUDGED:
                yield (group, name), _slackened(metric, score.value, score.count)


def _is_kind(group: str, scored: Scored) -> bool:
    return any(group in (outcome.kind, outcome.cause) for outcome in scored.outcomes)


def _slackened(metric: Metric, value: float, count: int) -> float:
    """A promise has no slack. Rounded outwards, so that the value itself keeps the bound."""
    if metric.promise:
        return float(metric.higher)
    slack = SLACK_QUESTIONS / count
    if metric.higher:
        return max(0.0, math.floor((value - slack) * 1000) / 1000)
    return min(1.0, math.ceil((value + slack) * 1000) / 1000)


def _holds(metric: Metric, value: float, bound: float) -> bool:
    return value >= bound if metric.higher else value <= bound


def _tightened(
    pinned: dict[str, dict[str, float]],
    reached: dict[tuple[str, str], float],
    loose: set[tuple[str, str]],
) -> dict[str, dict[str, float]]:
    """The tighter of the pinned and the reached bounds; of the loose ones, the reached."""
    bounds: dict[str, dict[str, float]] = {}
    for (group, metric), bound in reached.items():
        before = pinned.get(group, {}).get(metric, bound)
        tighter = max if METRICS[metric].higher else min
        kept = bound if (group, metric) in loose else tighter(before, bound)
        bounds.setdefault(group, {})[metric] = kept
    return bounds


def _fell(
    metric: Metric, before: dict[str, dict[str, float]], now: dict[str, float | None]
) -> tuple[tuple[str, float | None, float], ...]:
    """Questions worth less than before: those that lost most first."""
    best = float(metric.higher)
    fallen = []
    for name, value in now.items():
        was = before.get(name, {}).get(metric.name)
        # What did not count before, such as a question that was answered, may count against it now.
        if value is not None and abs(best - value) > abs(best - (best if was is None else was)):
            fallen.append((name, was, value))
    return tuple(sorted(fallen, key=lambda one: (-abs(best - one[2]), one[0])))


def _said(value: float | None) -> str:
    return "none" if value is None else f"{value:.2f}"
