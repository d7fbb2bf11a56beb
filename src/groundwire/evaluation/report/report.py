"""The report of a run: one HTML file with its style, drawings and words inside it.

It asks for nothing from anywhere and runs no script, so it reads the same from a disk, a mail or a
build server. The same input gives the same bytes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from groundwire.evaluation.claims import balanced
from groundwire.evaluation.compare import Comparison
from groundwire.evaluation.gold import GoldQuestion, Need
from groundwire.evaluation.perturb import Perturbation
from groundwire.evaluation.report import bars, charts, checked, figures, misses, tables
from groundwire.evaluation.report.printable import printable
from groundwire.evaluation.report.side_by_side import side_by_side
from groundwire.evaluation.results import Outcome, Reply, Scored
from groundwire.index.durable import write_durably

if TYPE_CHECKING:
    from jinja2 import Environment

PACKAGE = "groundwire.evaluation.report"
TEMPLATE = "template.html.j2"
STYLE = "style.css"
WHEN = "begun"  # the circumstance that says when the run was
TO_THE_MINUTE = len("2026-11-23 07:31")
CLAIMS = "claims"  # the section that only a data set with claims has
SURE_NAMES = {
    "auc": "area under the ROC curve, answerable or not",
    "expected_error": "expected calibration error",
    "risk_5": "mean loss, 5% refused",
    "risk_10": "mean loss, 10% refused",
    "risk_20": "mean loss, 20% refused",
}
CLAIM_LABELS = {
    "supported": "supports it",
    "contradicted": "contradicts it",
    "not_supported": "does not say it",
}
SECTIONS = (
    ("scores", "Scores"),
    ("groups", "By kind and split"),
    ("confidence", "Confidence"),
    ("latency", "Latency"),
    ("checker", "The checker"),
    (CLAIMS, "Written claims"),
    ("previous", "Previous run"),
    ("misses", "Misses"),
    ("manifest", "Where from"),
)


@dataclass(frozen=True, slots=True)
class ReportInput:
    """What a report is made of. ``replies``, ``questions`` and ``needs`` go by the question's id.

    ``gate_kept`` is None where no gate was held; ``gate_lines`` say what it found. ``previous``
    holds the run against the one ``before`` it. ``perturbations`` is the test of the checker.
    """

    scored: Scored
    replies: Mapping[str, Reply]
    questions: Mapping[str, GoldQuestion]
    needs: Mapping[str, Sequence[Need]] = field(default_factory=dict)
    gate_kept: bool | None = None
    gate_lines: Sequence[str] = ()
    previous: Comparison | None = None
    before: Scored | None = None
    perturbations: Sequence[Perturbation] = ()


def write_report(file: Path, report: ReportInput) -> None:
    """Write the report; a reader of the file sees the old one or the new one, never half of one.

    Raises:
        OSError: the file cannot be written.
    """
    write_durably(file, [render(report).encode()])


def render(report: ReportInput) -> str:
    """The report as HTML that is well-formed XML too."""
    environment = _environment()
    style = environment.loader.get_source(environment, STYLE)[0]  # type: ignore[union-attr]
    return environment.get_template(TEMPLATE).render(style=style, **_parts(report))


def _parts(report: ReportInput) -> dict[str, Any]:
    """Everything that the template names."""
    scored = report.scored
    wrong = misses.find_misses(
        scored.outcomes, questions=report.questions, replies=report.replies, needs=report.needs
    )
    return {
        "report": report,
        "scored": scored,
        "when": scored.manifest.circumstances.get(WHEN, "").replace("T", " ")[:TO_THE_MINUTE],
        "sections": [each for each in SECTIONS if each[0] != CLAIMS or scored.claims],
        "counts": _counts(scored.outcomes),
        "promises": tables.promises(scored),
        "panels": tables.panels(scored),
        "grids": tables.grids(scored),
        "spreads": tables.spreads(scored),
        "sizes": tables.sizes(scored),
        "operating": _operating_point(scored),
        "unmeasured": _unmeasured(scored.outcomes),
        "miss_groups": wrong,
        "missed": sum(len(group.misses) for group in wrong),
        "charts": charts,
        "bars": bars,
        "beside": side_by_side(report.previous, scored, report.before, wrong),
        "sure_names": SURE_NAMES,
        "claims": scored.claims,
        "balanced": balanced(scored.claims),
        "claim_labels": CLAIM_LABELS,
        "checked": checked.rows(report.perturbations),
        "all_hits": misses.SHOWN_HITS,
        "most_characters": misses.SHOWN_CHARACTERS,
    }


def _counts(outcomes: Sequence[Outcome]) -> dict[str, int]:
    """How many questions came out how."""
    return {
        status: sum(outcome.status == status for outcome in outcomes)
        for status in ("answered", "abstained", "failed")
    }


def _operating_point(scored: Scored) -> tuple[float, float] | None:
    if scored.calibration is None:
        return None
    return charts.operating_point(scored.calibration.risk_coverage, scored.outcomes)


def _unmeasured(outcomes: Sequence[Outcome]) -> list[tuple[str, str, list[str]]]:
    """What could not be measured, why, and the questions it is about."""
    found: dict[tuple[str, str], list[str]] = {}
    for outcome in outcomes:
        for name, reason in outcome.notes.items():
            found.setdefault((name, reason), []).append(outcome.id)
    return [(name, reason, ids) for (name, reason), ids in sorted(found.items())]


def _environment() -> "Environment":
    """Where the template is looked up. Everything it shows is made printable, then escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    def shown(value: Any) -> Any:
        return printable(value) if isinstance(value, str) and type(value) is not Markup else value

    environment = Environment(
        loader=PackageLoader(PACKAGE, ""),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    for name in ("percent", "percent_range", "signed", "number", "p_value", "milliseconds"):
        environment.filters[name] = getattr(figures, name)
    return environment
