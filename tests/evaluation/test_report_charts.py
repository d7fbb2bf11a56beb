"""The drawings: every point where its figure says, every figure in words as well."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from lxml import etree

from groundwire.evaluation.metrics import METRICS
from groundwire.evaluation.report import bars, charts, figures
from groundwire.evaluation.results import Bin, Curve, Latency, Score
from report_case import CALIBRATION, OUTCOMES, SCORED, outcome

SVG = {"s": "http://www.w3.org/2000/svg"}


def drawn(markup: str) -> etree._Element:
    return etree.fromstring(markup.encode())


def texts(markup: str) -> list[str]:
    return [str(text) for text in drawn(markup).xpath("//s:text/text()", namespaces=SVG)]


def test_the_operating_point_lies_on_the_curve() -> None:
    """Three of four sure headline questions were answered: the loss is that at 3/4."""
    assert charts.operating_point(CALIBRATION.risk_coverage, OUTCOMES) == (0.75, 0.25)


def test_a_question_without_a_loss_is_not_on_the_curve() -> None:
    """The share is of the questions that the curve is drawn over, and of no others."""
    unscored = outcome("unscored", values=dict.fromkeys(METRICS))
    point = charts.operating_point(CALIBRATION.risk_coverage, [*OUTCOMES, unscored])
    assert point == (0.75, 0.25)


def test_a_run_that_answered_nothing_has_no_operating_point() -> None:
    """Without an answer there is nothing to lose, and no point to draw."""
    refused = [outcome("a", status="abstained"), outcome("b", status="failed", confidence=None)]
    assert charts.operating_point(CALIBRATION.risk_coverage, refused) is None
    assert "as run" not in texts(charts.risk_coverage(CALIBRATION, None))
    assert charts.operating_point(Curve((), ()), OUTCOMES) is None


@pytest.mark.parametrize("point", [(1.0, 0.5), (0.01, 0.0), (0.3, 0.49)])
def test_the_operating_point_is_named_inside_the_drawing(point: tuple[float, float]) -> None:
    """Wherever it lies, its label has room between the edges."""
    drawing = drawn(charts.risk_coverage(CALIBRATION, point))
    [label] = drawing.xpath("//s:text[. = 'as run']", namespaces=SVG)
    assert 0 < float(label.get("x")) < charts.WIDTH
    assert 0 < float(label.get("y")) < 236


def test_a_chart_says_in_words_what_it_shows() -> None:
    """Each drawing is an image with a title and a description that holds the figures."""
    point = (0.75, 0.25)
    for markup, told in (
        (charts.risk_coverage(CALIBRATION, point), "As run: 75.0% answered, mean loss 0.250."),
        (charts.reliability(CALIBRATION), "confidence 0.55: 0.0% of 1 answerable"),
        (charts.latency(SCORED.latency, OUTCOMES), "read: p50 12.5 ms, p95 12.5 ms, p99 12.5 ms"),
    ):
        drawing = drawn(markup)
        named = drawing.get("aria-labelledby").split()
        title, about = (drawing.xpath(f"//*[@id='{name}']")[0] for name in named)
        assert drawing.get("role") == "img"
        assert title.text
        assert told in about.text


def test_a_bin_stands_at_its_confidence_and_its_share() -> None:
    """A dot on the diagonal has no gap to it; an empty bin has neither dot nor count."""
    bins = (Bin(0.0, 0.5, 0.25, 0.25, 8), Bin(0.5, 1.0, 0.0, 0.0, 0))
    markup = charts.reliability(replace(CALIBRATION, bins=bins))
    [gap] = drawn(markup).xpath("//s:line[@class='gap']", namespaces=SVG)
    assert gap.get("y1") == gap.get("y2")
    assert "8" in texts(markup)
    assert len(drawn(markup).xpath("//s:circle", namespaces=SVG)) == 1


def test_narrow_bins_keep_their_counts_apart() -> None:
    """Counts that would be written over each other are left to the table below."""
    narrow = tuple(Bin(n / 100, (n + 1) / 100, n / 100, 0.5, 1000) for n in range(100))
    markup = charts.reliability(replace(CALIBRATION, bins=narrow))
    xs = [float(label.get("x"))
          for label in drawn(markup).xpath("//s:text[. = '1000']", namespaces=SVG)]  # fmt: skip
    assert min(b - a for a, b in pairwise(xs)) >= 4 * charts.ADVANCE


def test_times_of_nothing_and_of_hours_are_drawn() -> None:
    """A time below the clock's last digit, and any long one, stay inside the drawing."""
    stages = {"search": Latency(0.0, 0.0, 0.0, 1), "total": Latency(4e6, 4e6, 4e6, 1)}
    markup = charts.latency(stages, [outcome("a", timings_ms={"search": 0.0, "total": 4e6})])
    xs = [float(x) for x in re.findall(r'(?:cx|x1|x2)="([-\d.]+)"', markup)]
    assert min(xs) >= 0
    assert max(xs) <= charts.WIDTH


def test_an_interval_is_drawn_where_it_lies() -> None:
    """The bar spans the interval on a line from 0 to 100, the stroke is the score."""
    bar = drawn(bars.interval_bar(Score(0.5, 0.25, 0.75, 9)))
    [box] = bar.xpath("//rect")
    assert (box.get("x"), box.get("width")) == ("25", "50")
    assert bar.xpath("//line[@class='value']/@x1") == ["50"]
    assert bars.interval_bar(Score(None, None, None, 0)) == ""
    assert drawn(bars.interval_bar(Score(1.0, None, None, 1))).xpath("//rect") == []


@pytest.mark.parametrize(
    ("written", "share"),
    [("–", None), ("0.0%", 0.0), ("<0.1%", 0.0004), (">99.9%", 0.9996), ("100.0%", 1.0),
     ("71.4%", 0.714), ("−3.0%", -0.03)],
)  # fmt: skip
def test_a_share_is_never_rounded_to_none_or_all(written: str, share: float | None) -> None:
    """A promise that is broken once in ten thousand is not written as kept."""
    assert figures.percent(share) == written


def test_differences_times_and_p_values_are_written_for_people() -> None:
    """Signs are true minus signs, seconds follow milliseconds, no p value is 0."""
    assert [figures.signed(d) for d in (0.034, -0.034, 0.0, None)] == ["+3.4", "−3.4", "0.0", "–"]
    assert [figures.p_value(p) for p in (0.0001, 0.04, None)] == ["<0.001", "0.040", "–"]
    times = [figures.milliseconds(t) for t in (0.04, 12.34, 640.0, 1204.0, None)]
    assert times == ["0.0 ms", "12.3 ms", "640 ms", "1.20 s", "–"]
