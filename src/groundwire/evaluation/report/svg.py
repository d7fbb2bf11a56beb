"""The few shapes that the charts are drawn with. Colours are classes: the page's style has them.

An element tree escapes whatever text is put into it.
"""

from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

from groundwire.evaluation.report.printable import printable

Point = tuple[float, float]


def canvas(name: str, title: str, about: str, *, size: tuple[int, int]) -> Element:
    """An empty drawing that a screen reader announces by its title and description."""
    svg = Element("svg", {
        "xmlns": "http://www.w3.org/2000/svg",
        "class": "chart",
        "viewBox": f"0 0 {size[0]} {size[1]}",
        "role": "img",
        "aria-labelledby": f"{name}-title {name}-about",
    })  # fmt: skip
    SubElement(svg, "title", {"id": f"{name}-title"}).text = printable(title)
    SubElement(svg, "desc", {"id": f"{name}-about"}).text = printable(about)
    return svg


def line(svg: Element, start: Point, end: Point, style: str) -> None:
    """A straight line."""
    ends = {"x1": start[0], "y1": start[1], "x2": end[0], "y2": end[1]}
    _add(svg, "line", style, ends)


def path(svg: Element, points: Iterable[Point], style: str, *, closed: bool = False) -> None:
    """A line through points, back to the first of them where it is ``closed``."""
    steps = " ".join(f"{_short(x)} {_short(y)}" for x, y in points)
    SubElement(svg, "path", {"class": style, "d": f"M{steps}{'Z' if closed else ''}"})


def ticks(svg: Element, xs: Sequence[float], top: float, height: float, style: str) -> None:
    """A short upright stroke at each x, all in one path."""
    strokes = dict.fromkeys(f"M{_short(x)} {_short(top)}v{_short(height)}" for x in xs)
    SubElement(svg, "path", {"class": style, "d": "".join(strokes)})


def box(svg: Element, corner: Point, size: Point, style: str) -> None:
    """A filled rectangle."""
    sides = {"x": corner[0], "y": corner[1], "width": size[0], "height": size[1]}
    _add(svg, "rect", style, sides)


def circle(svg: Element, centre: Point, radius: float, style: str) -> None:
    """A filled circle."""
    _add(svg, "circle", style, {"cx": centre[0], "cy": centre[1], "r": radius})


def diamond(svg: Element, centre: Point, radius: float, style: str) -> None:
    """A square on its corner."""
    x, y = centre
    corners = [(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)]
    path(svg, corners, style, closed=True)


def triangle(svg: Element, centre: Point, radius: float, style: str) -> None:
    """A triangle that points up."""
    x, y = centre
    corners = [(x, y - radius), (x + radius, y + radius), (x - radius, y + radius)]
    path(svg, corners, style, closed=True)


def label(svg: Element, at: Point, text: str, *, style: str = "", anchor: str = "start") -> None:
    """A line of text; ``anchor`` is start, middle or end."""
    where = {"x": _short(at[0]), "y": _short(at[1]), "text-anchor": anchor}
    SubElement(svg, "text", {**where, **({"class": style} if style else {})}).text = printable(text)


def upright(svg: Element, at: Point, text: str) -> None:
    """A line of text that reads upwards, for the name of the y axis."""
    x, y = _short(at[0]), _short(at[1])
    turned = {"class": "axis-name", "text-anchor": "middle", "transform": f"rotate(-90 {x} {y})"}
    SubElement(svg, "text", {"x": x, "y": y, **turned}).text = printable(text)


def written(svg: Element) -> str:
    """The drawing as markup."""
    return tostring(svg, encoding="unicode")


def _add(svg: Element, tag: str, style: str, numbers: dict[str, float]) -> None:
    SubElement(svg, tag, {"class": style, **{name: _short(n) for name, n in numbers.items()}})


def _short(value: float) -> str:
    """A coordinate to a tenth of a unit: less is not seen, and the file stays small."""
    return f"{value:.1f}".removesuffix(".0")
