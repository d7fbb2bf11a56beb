"""How the scores of an evaluation look on the standard output."""

from collections import Counter
from typing import TYPE_CHECKING

from groundwire.cli.output.results import print_text
from groundwire.evaluation.metrics import JUDGED, METRICS

if TYPE_CHECKING:
    from groundwire.evaluation.results import Score, Scored

# What a group is judged by at a glance; every metric stands in the first table and in the report.
OF_A_GROUP = (
    "hit@10", "all_evidence@10", "evidence_shown", "evidence_first", "nugget_recall", "short_f1",
    "short_right", "refusal_recall", "false_refusal",
)  # fmt: skip
GROUP_WIDTH = 16
COLUMN = 13


def print_scores(scored: "Scored") -> None:
    """Every metric over all questions with its interval, then a line a group of questions."""
    print_text("\n".join([*_all(scored), "", *_groups(scored), "", *_others(scored)]))


def _all(scored: "Scored") -> list[str]:
    from groundwire.evaluation.scores import ALL

    lines = [f"{scored.manifest.name}: {_count(scored)} questions, means with 95 % intervals", ""]
    for name, score in scored.scores.get(ALL, {}).items():
        if score.value is not None:
            interval = f"[{score.low:.3f}, {score.high:.3f}]"
            about = METRICS[name].about
            lines.append(f"{name:<28}{score.value:>7.3f}  {interval}{score.count:>6}  {about}")
    return lines


def _count(scored: "Scored") -> int:
    return sum(outcome.headline for outcome in scored.outcomes)


def _groups(scored: "Scored") -> list[str]:
    from groundwire.evaluation.scores import groups

    columns = ["n", *(METRICS[name].label for name in OF_A_GROUP)]
    lines = [" " * GROUP_WIDTH + "".join(f"{column:>{COLUMN}}" for column in columns)]
    for group, members in groups(scored.outcomes).items():
        scores = scored.scores[group]
        values = [f"{len(members)}", *(_value(scores[name]) for name in OF_A_GROUP)]
        lines.append(f"{group:<{GROUP_WIDTH}}" + "".join(f"{v:>{COLUMN}}" for v in values))
    return lines


def _value(score: "Score") -> str:
    return "-" if score.value is None else f"{score.value:.3f}"


def _others(scored: "Scored") -> list[str]:
    """What is no mean over questions: failures, calibration and time."""
    failed = [outcome for outcome in scored.outcomes if outcome.status == "failed"]
    lines = [f"failed: {outcome.id}: {outcome.error}" for outcome in failed]
    found = scored.calibration
    if found:
        lines.append(
            f"confidence: area under risk-coverage {found.area:.3f} (at best "
            f"{found.best_area:.3f}), Brier {found.brier:.3f}, error {found.expected_error:.3f}"
        )
        lines.append(f"confidence: {', '.join(_sure(found.sure))}")
    lines += _claims(scored)
    lines += _judged(scored)
    for stage, spent in scored.latency.items():
        lines.append(
            f"{stage:<10} p50 {spent.p50:.1f}  p95 {spent.p95:.1f}  p99 {spent.p99:.1f} ms"
        )
    return lines


def _sure(figures: "dict[str, Score]") -> list[str]:
    return [
        f"{name.replace('_', ' ')} {score.value:.3f} [{score.low:.3f}, {score.high:.3f}]"
        for name, score in figures.items()
        if score.value is not None
    ]


def _claims(scored: "Scored") -> list[str]:
    """The verdicts on written claims: each label, and both sides of it together."""
    from groundwire.evaluation.claims import EVERY, balanced

    whole = [one for one in scored.claims if one.how == EVERY]
    said = [f"{one.label} {_value(one.score)} of {one.score.count}" for one in whole]
    both = balanced(scored.claims)
    return (
        [
            f"claims judged rightly: {', '.join(said)}"
            + ("" if both is None else f"; balanced accuracy {both:.3f}")
        ]
        if said
        else []
    )


def _judged(scored: "Scored") -> list[str]:
    """How far the runs of each judged metric lie apart, and why values are missing."""
    from groundwire.evaluation.judge.judged import REPETITIONS
    from groundwire.evaluation.scores import spread_of

    if not scored.judged:
        return ["judge: none is configured, so nothing was judged by a language model (--judge)"]
    lines = []
    for name in [metric.name for metric in METRICS.values() if metric.group == JUDGED]:
        spread = spread_of(scored.outcomes, name)
        if spread:
            mean, most = spread
            lines.append(f"{name}: {REPETITIONS} runs differ by {mean:.3f}, at most {most:.3f}")
        reasons = Counter(o.notes[name] for o in scored.outcomes if name in o.notes)
        lines += [f"{name}: not for {count}: {why}" for why, count in reasons.most_common()]
    return lines
