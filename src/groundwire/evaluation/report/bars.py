"""Small drawings beside a figure. They repeat what the text says: screen readers pass them over."""

from xml.etree.ElementTree import Element

from groundwire.evaluation.report import svg
from groundwire.evaluation.results import Score


def interval_bar(score: Score) -> str:
    """A score between 0 and 1 as a stroke, its 95 % interval as a bar; empty where unmeasured."""
    if score.value is None:
        return ""
    drawing = _empty()
    if score.low is not None and score.high is not None:
        width = max(100 * (score.high - score.low), 1)
        svg.box(drawing, (min(100 * score.low, 99), 3), (width, 6), "range")
    _stroke(drawing, 100 * score.value, "value")
    return svg.written(drawing)


def difference_bar(difference: tuple[float, float, float], reach: float) -> str:
    """A difference and the ends of its interval, on a line from -``reach`` to ``reach`` that has
    a mark at 0."""
    drawing = _empty()
    at, low, high = (50 + 50 * value / reach for value in difference)
    svg.box(drawing, (min(low, 99), 3), (max(high - low, 1), 6), "range")
    svg.line(drawing, (50, 0), (50, 12), "zero")
    _stroke(drawing, at, "value")
    return svg.written(drawing)


def _empty() -> Element:
    drawing = Element("svg", {"class": "interval", "viewBox": "0 0 100 12", "aria-hidden": "true"})
    drawing.set("preserveAspectRatio", "none")
    svg.line(drawing, (0, 6), (100, 6), "track")
    return drawing


def _stroke(drawing: Element, at: float, style: str) -> None:
    """An upright stroke, wholly inside the drawing."""
    inside = min(max(at, 1), 99)
    svg.line(drawing, (inside, 0), (inside, 12), style)
