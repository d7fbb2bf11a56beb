"""The report's charts: risk over coverage, reliability, and latency.

Every chart is readable without colour: shapes differ, and what matters carries its number.
"""

import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from groundwire.evaluation.calibration import loss_of
from groundwire.evaluation.report import svg
from groundwire.evaluation.report.figures import milliseconds, percent
from groundwire.evaluation.results import Calibration, Curve, Latency, Outcome

WIDTH = 380  # drawn at 350 to 430 px: letters of 13 units stay between 12 and 15 px
QUARTERS = (0.0, 0.25, 0.5, 0.75, 1.0)
STEPS = (0.01, 0.02, 0.05, 0.1, 0.2)  # between the lines of the loss; five of them at the most
LEAST_MS = 0.1  # the clock's last digit: a logarithm needs more than 0
ROW = 58  # height of one stage of the latency chart
ADVANCE = 7  # about the width of a digit, to keep the labels of counts apart


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the data is drawn: pixels of the left, right, top and bottom edge."""

    left: float
    right: float
    top: float
    bottom: float

    def x(self, share: float) -> float:
        """The pixel of a share of the width."""
        return self.left + share * (self.right - self.left)

    def y(self, share: float) -> float:
        """The pixel of a share of the height, from the bottom up."""
        return self.bottom - share * (self.bottom - self.top)


def operating_point(curve: Curve, outcomes: Sequence[Outcome]) -> tuple[float, float] | None:
    """The share of the curve's questions that were answered, and the mean loss of those.

    None where the run answered nothing, or has no confidence at all.
    """
    headline = [o for o in outcomes if o.headline and o.confidence is not None]
    sure = [outcome for outcome in headline if loss_of(outcome) is not None]
    answered = sum(outcome.status == "answered" for outcome in sure)
    if not answered or not curve.x:
        return None
    share = answered / len(sure)
    # The point at or after the share; half a step of slack for the digits of a division.
    at = bisect_left(curve.x, share - 0.5 / len(sure))
    return share, curve.y[min(at, len(curve.y) - 1)]


def risk_coverage(calibration: Calibration, point: tuple[float, float] | None) -> str:
    """The mean loss of the questions answered, over how many are, most confident first."""
    curve = calibration.risk_coverage
    about = "Mean loss over the share of questions answered, most confident first. " + (
        f"As run: {percent(point[0])} answered, mean loss {point[1]:.3f}."
        if point
        else "The run answered nothing."
    )
    drawing = svg.canvas("risk", "Risk over coverage", about, size=(WIDTH, 290))
    frame = Frame(56, 366, 14, 236)
    top, steps = _scale(max(curve.y, default=0.0))
    lines = [(place / steps, f"{top * place / steps:.2f}") for place in range(steps + 1)]
    _axes(drawing, frame, lines, "mean loss")
    _x_labels(drawing, frame, "questions answered")
    places = [(frame.x(x), frame.y(y / top)) for x, y in zip(curve.x, curve.y, strict=True)]
    if places:
        svg.path(drawing, places, "curve")
    if point:
        _mark_operating_point(drawing, frame, (point[0], point[1] / top), point)
    return svg.written(drawing)


def _mark_operating_point(
    drawing: Element, frame: Frame, place: tuple[float, float], point: tuple[float, float]
) -> None:
    x, y = frame.x(place[0]), frame.y(place[1])
    svg.line(drawing, (x, y), (x, frame.bottom), "guide")
    svg.circle(drawing, (x, y), 6, "spot")
    above = y - 30 > frame.top
    anchor = "start" if place[0] < 0.35 else "end"
    nudge = 10 if anchor == "start" else -10
    first = y - 24 if above else y + 22
    svg.label(drawing, (x + nudge, first), "as run", style="strong", anchor=anchor)
    words = f"{percent(point[0])} at {point[1]:.3f}"
    svg.label(drawing, (x + nudge, first + 15), words, anchor=anchor)


def reliability(calibration: Calibration) -> str:
    """How often the articles do answer, over what confidence said; bars count the questions."""
    about = "; ".join(
        f"confidence {each.confidence:.2f}: {percent(each.answerable)} of {each.count} answerable"
        for each in calibration.bins
        if each.count
    )
    title = "Reliability of the confidence"
    drawing = svg.canvas("reliability", title, about, size=(WIDTH, 330))
    frame = Frame(56, 366, 14, 206)
    _axes(drawing, frame, [(q, f"{q:.0%}") for q in QUARTERS], "share answerable")
    svg.line(drawing, (frame.x(0), frame.y(0)), (frame.x(1), frame.y(1)), "diagonal")
    filled = [each for each in calibration.bins if each.count]
    most = max((each.count for each in filled), default=1)
    for each in filled:
        x = frame.x(each.confidence)
        y = frame.y(each.answerable)
        svg.line(drawing, (x, frame.y(each.confidence)), (x, y), "gap")
        svg.circle(drawing, (x, y), 3 + 5 * math.sqrt(each.count / most), "dot")
    _counts(drawing, calibration, Frame(frame.left, frame.right, 230, 276))
    return svg.written(drawing)


def _counts(drawing: Element, calibration: Calibration, frame: Frame) -> None:
    """The bars under the reliability diagram: how many questions each bin holds."""
    most = max((each.count for each in calibration.bins), default=1) or 1
    free_from = 0.0
    for each in calibration.bins:
        x, width = frame.x(each.low), frame.x(min(each.high, 1.0)) - frame.x(each.low)
        height = frame.bottom - frame.y(each.count / most)
        svg.box(drawing, (x + 1, frame.bottom - height), (max(width - 2, 1), height), "count")
        reach = ADVANCE * len(str(each.count)) / 2
        if each.count and x + width / 2 - reach >= free_from:
            above = (x + width / 2, frame.bottom - height - 4)
            svg.label(drawing, above, str(each.count), style="small", anchor="middle")
            free_from = x + width / 2 + reach
    svg.line(drawing, (frame.left, frame.bottom), (frame.right, frame.bottom), "axis")
    svg.upright(drawing, (12, (frame.top + frame.bottom) / 2), "questions")
    _x_labels(drawing, frame, "confidence")


def latency(stages: Mapping[str, Latency], outcomes: Sequence[Outcome]) -> str:
    """Every question's time in each stage as a stroke, with the 50th, 95th and 99th percentile."""
    about = "; ".join(
        f"{stage}: p50 {milliseconds(each.p50)}, p95 {milliseconds(each.p95)}, "
        f"p99 {milliseconds(each.p99)}"
        for stage, each in stages.items()
    )
    taken = {
        stage: [o.timings_ms[stage] for o in outcomes if stage in o.timings_ms] for stage in stages
    }
    height = 72 + ROW * len(stages)
    title = "Time spent in each stage"
    drawing = svg.canvas("latency", title, about, size=(WIDTH, height))
    frame = Frame(14, 366, 30, height - 42)
    decades = _decades(stages, taken)
    _time_axis(drawing, frame, decades)
    _key(drawing)
    for row, (stage, each) in enumerate(stages.items()):
        middle = frame.top + ROW * row + 32
        svg.label(drawing, (frame.left + 4, middle - 14), stage, style="strong")
        _stage(drawing, frame, decades, (middle, each, taken[stage]))
    return svg.written(drawing)


def _decades(stages: Mapping[str, Latency], taken: Mapping[str, Sequence[float]]) -> range:
    """The powers of ten that all the times lie between."""
    times = [time for each in taken.values() for time in each]
    times += [time for each in stages.values() for time in (each.p50, each.p99)]
    logs = [math.log10(max(time, LEAST_MS)) for time in times] or [0.0]
    lowest = math.floor(min(logs))
    return range(lowest, max(math.ceil(max(logs)), lowest + 1) + 1)


def _at(frame: Frame, decades: range, time: float) -> float:
    log = math.log10(max(time, LEAST_MS))
    return frame.x((log - decades[0]) / (decades[-1] - decades[0]))


def _time_axis(drawing: Element, frame: Frame, decades: range) -> None:
    for power in decades:
        x = _at(frame, decades, 10.0**power)
        svg.line(drawing, (x, frame.top), (x, frame.bottom), "grid")
        anchor = {decades[0]: "start", decades[-1]: "end"}.get(power, "middle")
        svg.label(drawing, (x, frame.bottom + 17), _round_time(power), anchor=anchor)
    middle = (frame.left + frame.right) / 2
    name = "time, each step ten times the last"
    svg.label(drawing, (middle, frame.bottom + 36), name, style="axis-name", anchor="middle")


def _round_time(power: int) -> str:
    if power >= 3:
        return f"{10 ** (power - 3)} s"
    return f"{10**power} ms" if power >= 0 else f"{10.0**power:.{-power}f} ms"


def _key(drawing: Element) -> None:
    for x, name, shape in ((20, "p50", svg.circle), (84, "p95", svg.diamond)):
        shape(drawing, (x, 12), 5, "spot")
        svg.label(drawing, (x + 11, 16), name)
    svg.triangle(drawing, (148, 12), 5, "spot")
    svg.label(drawing, (159, 16), "p99")
    svg.ticks(drawing, [212, 216, 219], 7, 10, "rug")
    svg.label(drawing, (228, 16), "one question each")


def _stage(
    drawing: Element,
    frame: Frame,
    decades: range,
    row: tuple[float, Latency, Sequence[float]],
) -> None:
    middle, each, times = row
    xs = [_at(frame, decades, time) for time in (each.p50, each.p95, each.p99)]
    svg.ticks(drawing, sorted(_at(frame, decades, t) for t in times), middle + 8, 10, "rug")
    svg.line(drawing, (xs[0], middle), (xs[2], middle), "gap")
    svg.triangle(drawing, (xs[2], middle), 5.5, "spot")
    svg.diamond(drawing, (xs[1], middle), 6, "spot")
    svg.circle(drawing, (xs[0], middle), 5, "spot")


def _scale(highest: float) -> tuple[float, int]:
    """Where an axis that must reach ``highest`` ends, and in how many steps."""
    step = next((step for step in STEPS if highest <= 5 * step), max(highest / 5, STEPS[-1]))
    steps = max(1, math.ceil(round(highest / step, 6)))
    return step * steps, steps


def _axes(drawing: Element, frame: Frame, lines: Sequence[tuple[float, str]], name: str) -> None:
    """The y axis: a labelled line at each share of the height, and its name."""
    for share, written in lines:
        svg.line(drawing, (frame.left, frame.y(share)), (frame.right, frame.y(share)), "grid")
        svg.label(drawing, (frame.left - 7, frame.y(share) + 4), written, anchor="end")
    svg.line(drawing, (frame.left, frame.bottom), (frame.right, frame.bottom), "axis")
    svg.upright(drawing, (12, (frame.top + frame.bottom) / 2), name)


def _x_labels(drawing: Element, frame: Frame, name: str) -> None:
    for share in QUARTERS:
        anchor = "end" if share == 1 else "middle"
        at = (frame.x(share), frame.bottom + 18)
        svg.label(drawing, at, f"{share:.0%}", anchor=anchor)
    middle = (frame.left + frame.right) / 2
    at = (middle, frame.bottom + 38)
    svg.label(drawing, at, name, style="axis-name", anchor="middle")
