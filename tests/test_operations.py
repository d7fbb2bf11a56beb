"""What an operator is told: every metric, event and attribute there is, and none that is not."""

import ast
import json
import re
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from groundwire.errors import GroundwireError
from groundwire.service.telemetry.metrics import REASONS, Metrics

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
DASHBOARD = json.loads((ROOT / "deploy" / "grafana-dashboard.json").read_text(encoding="utf-8"))
ALERTS = yaml.safe_load((ROOT / "deploy" / "alerts.yml").read_text(encoding="utf-8"))
SCRAPED = yaml.safe_load((ROOT / "deploy" / "prometheus.yml").read_text(encoding="utf-8"))
NAME = re.compile(r"\b(?:groundwire|process)_[a-z_]+\b")
LABELS = re.compile(r"\{([^}]*)\}")
BY = re.compile(r"\bby \(([^)]*)\)")
LEGEND = re.compile(r"\{\{\s*(\w+)\s*\}\}")
SERVICE = ROOT / "src" / "groundwire" / "service"
LEVELS = ("debug", "info", "warning", "error", "exception")
OF_ASGI = {"http.disconnect", "http.request", "http.response.start", "http.response.body"}
# What Prometheus itself adds to every series.
OF_PROMETHEUS = {"job", "instance"}


@cache
def exported() -> dict[str, tuple[str, frozenset[str]]]:
    """Name of each metric -> its kind and its labels, after one of everything was counted."""
    metrics = Metrics()
    metrics.start()
    metrics.finish(method="GET", route="/", status=200, seconds=0)
    metrics._answers.labels("answered").inc()
    metrics._stage({"total": 1})
    index: Any = SimpleNamespace(
        generation="g", encoder="e", passages=1, info=SimpleNamespace(articles=1),
        written=datetime.fromtimestamp(0, UTC),
    )  # fmt: skip
    families = text_string_to_metric_families(metrics.text(index).decode())
    return {
        family.name + ("_total" if family.type == "counter" else ""): (
            family.type,
            frozenset(label for s in family.samples for label in s.labels if label != "le"),
        )
        for family in families
    }


def rows(heading: str) -> list[list[str]]:
    """The cells of the table under a heading of docs/operations.md, without its head."""
    text = (PAGE + "\n## ").partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[2:]]


def code(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def expressions() -> list[str]:
    """Every query of the dashboard and of the alerts."""
    panels = [t["expr"] for panel in DASHBOARD["panels"] for t in panel.get("targets", [])]
    variables = [v["definition"] for v in DASHBOARD["templating"]["list"] if "definition" in v]
    return panels + variables + [rule["expr"] for rule in rules()]


def rules() -> list[dict[str, Any]]:
    return [rule for group in ALERTS["groups"] for rule in group["rules"]]


def test_the_metrics_listed_are_those_there_are() -> None:
    """docs/operations.md lists each metric once, with its kind and its labels, and no other."""
    listed = {
        code(name)[0]: (kind, frozenset(code(labels))) for name, kind, labels, *_ in rows("Metrics")
    }
    assert exported() == listed
    assert len(rows("Metrics")) == len(listed)


def test_a_metric_named_anywhere_exists() -> None:
    """No page and no file for operators names a metric that is not there."""
    known = set(exported()) | {
        f"{name}_{part}" for name, (kind, _) in exported().items() if kind == "histogram"
        for part in ("bucket", "sum", "count")
    }  # fmt: skip
    files = [*(ROOT / "docs").rglob("*.md"), *(ROOT / "deploy").iterdir(), ROOT / "README.md"]
    for file in files:
        named = set(NAME.findall(file.read_text(encoding="utf-8")))
        assert {name for name in named if name.startswith("groundwire_")} - known == set(), file


def test_the_dashboard_shows_every_metric() -> None:
    """Each metric has a place on the dashboard: one that nobody looks at need not be kept."""
    panels = " ".join(expressions()[: -len(rules())])
    shown = {re.sub(r"_(bucket|sum|count)$", "", name) for name in NAME.findall(panels)}
    assert shown == set(exported())


@pytest.mark.parametrize("expression", sorted(set(expressions())))
def test_a_query_names_labels_that_its_metrics_have(expression: str) -> None:
    """A label in a filter, a grouping or a legend is one of the metrics', else a panel is empty."""
    metrics = {re.sub(r"_(bucket|sum|count)$", "", name) for name in NAME.findall(expression)}
    labels = {"le"} | OF_PROMETHEUS
    for name in metrics - {"up"}:
        labels |= exported()[name][1]
    filters = "" if expression.startswith("label_values") else expression
    used = {
        part.partition("=")[0].strip(" !~")
        for inside in LABELS.findall(filters) for part in inside.split(",") if part.strip()
    }  # fmt: skip
    used |= {one.strip() for inside in BY.findall(expression) for one in inside.split(",")}
    assert used <= labels
    assert expression.count("(") == expression.count(")")


def test_the_dashboard_can_be_imported() -> None:
    """Panels have ids of their own, a title, a place of their own on the grid, and a data source
    that is chosen at the import; legends name labels that are grouped by."""
    panels = DASHBOARD["panels"]
    assert len({panel["id"] for panel in panels}) == len(panels)
    assert all(panel["title"] for panel in panels)
    places = [(p["gridPos"]["x"], p["gridPos"]["y"]) for p in panels]
    assert len(set(places)) == len(places)
    assert all(p["gridPos"]["x"] + p["gridPos"]["w"] <= 24 for p in panels)
    for panel in panels:
        for target in panel.get("targets", []):
            assert target["datasource"]["uid"] == "${datasource}"
            known = OF_PROMETHEUS | set().union(
                *(exported()[re.sub(r"_(bucket|sum|count)$", "", name)][1]
                  for name in NAME.findall(target["expr"]))
            )  # fmt: skip
            assert set(LEGEND.findall(target["legendFormat"])) <= known


def test_the_alerts_listed_are_those_there_are() -> None:
    """Each alert has a row that says what to do, and what Prometheus needs to raise it."""
    listed = [code(name)[0] for name, *_ in rows("Dashboard and alerts")]
    assert [rule["alert"] for rule in rules()] == listed
    for rule in rules():
        assert rule["expr"]
        assert rule["labels"]["severity"] in ("page", "ticket")
        assert rule["annotations"]["summary"]
        assert re.fullmatch(r"\d+m", rule.get("for", "1m"))


def test_the_alerts_filter_by_what_is_counted() -> None:
    """A reason, a result or a job in a rule is one that there is."""
    text = " ".join(rule["expr"] for rule in rules())
    assert set(re.findall(r'reason="([^"]+)"', text)) <= set(REASONS)
    assert set(re.findall(r'result="([^"]+)"', text)) <= {"taken_up", "failed"}
    assert set(re.findall(r'job="([^"]+)"', text)) == {SCRAPED["scrape_configs"][0]["job_name"]}
    assert SCRAPED["rule_files"] == ["alerts.yml"]


def test_a_reason_is_the_kind_of_an_error() -> None:
    """The reasons that are counted and listed are kinds of problems."""
    kinds = {kind.kind() for kind in GroundwireError.__subclasses__()}
    assert set(REASONS) <= kinds
    (row,) = [row for row in rows("Metrics") if "rejections" in row[0]]
    assert code(row[3]) == list(REASONS)


def logged() -> dict[str, tuple[set[str], set[str]]]:
    """Event -> the levels and the fields with which the service logs it."""
    found: dict[str, tuple[set[str], set[str]]] = {}
    for file in SERVICE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            event, function = node.args[0], node.func
            name = function.attr if isinstance(function, ast.Attribute) else ""
            if isinstance(function, ast.Name) and function.id == "write":
                name = "warning"  # observe.py chooses between that and error
            if name in LEVELS and isinstance(event, ast.Constant):
                levels, fields = found.setdefault(str(event.value), (set(), set()))
                levels.add("error" if name == "exception" else name)
                fields |= {keyword.arg for keyword in node.keywords if keyword.arg}
                fields |= {"exception"} if name == "exception" else set()
    return found


def test_the_events_listed_are_those_there_are() -> None:
    """Each event of the log is listed with its level and at least the fields that it is given."""
    listed = {
        code(event)[0]: (set(level.split(", ")), set(code(fields)))
        for event, level, fields, *_ in rows("Log")
    }
    events = logged()
    assert set(listed) == set(events)
    for event, (levels, fields) in events.items():
        assert levels <= listed[event][0], event
        assert {"exception" if f == "exc_info" else f for f in fields} <= listed[event][1], event


def test_the_attributes_listed_are_those_there_are() -> None:
    """Each attribute of a span is named under Traces, and none that is not set."""
    name = r"((?:groundwire|http|error)\.[a-z_.]+)"
    text = "".join(file.read_text(encoding="utf-8") for file in SERVICE.rglob("*.py"))
    section = PAGE.partition("\n## Traces\n")[2].partition("\n## ")[0]
    assert set(re.findall(f'"{name}"', text)) - OF_ASGI == set(re.findall(f"`{name}`", section))
