"""What stands between quotation marks, nested, with its exact span."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_OPENERS = {"“": "”", "«": "»", "„": "”“", "‘": "’"}
_EITHER_WAY = frozenset("\"'")
MARKS = '“”"«»„'
_SINGLE = frozenset("'‘’")
_MARK = re.compile(f"[\n{MARKS}'‘’]")
_TRIMMED = " \u00a0,.;:"


@dataclass(frozen=True, slots=True)
class Quotation:
    """The words between two marks: ``text[start:end]``. ``level`` is 1 for the outermost;
    ``closed`` is false where the paragraph ends before the mark that closes it."""

    start: int
    end: int
    level: int
    closed: bool

    def words(self, text: str) -> tuple[int, int]:
        """Its span without what papers put before the closing mark: a comma or a full stop."""
        return self.start, self.start + len(text[self.start : self.end].rstrip(_TRIMMED))


def quotations(text: str) -> tuple[Quotation, ...]:
    """Every quotation in the order in which it opens; one that is not closed runs to the end of its
    paragraph. An apostrophe is no mark, and one for inches opens none."""
    if not any(mark in text for mark in MARKS) and not any(mark in text for mark in _SINGLE):
        return ()
    found: list[Quotation] = []
    opened: list[tuple[str, int]] = []
    for match in _MARK.finditer(text):
        mark, place = match.group(), match.start()
        if mark == "\n":
            found += _left_open(opened, place)
        elif opened and mark in _closing(opened[-1][0]) and _may_close(text, place):
            _, start = opened.pop()
            found.append(Quotation(start, place, len(opened) + 1, closed=True))
        elif _opens(text, place, opened):
            if opened and opened[-1][0] == mark and mark not in _SINGLE:
                found += _left_open(opened, place)  # one that nothing closed
            opened.append((mark, place + 1))
    found += _left_open(opened, len(text))
    return tuple(sorted(found, key=lambda one: (one.start, one.level)))


def _left_open(opened: list[tuple[str, int]], end: int) -> list[Quotation]:
    """What the paragraph's end leaves open; a lone single mark was an apostrophe after all."""
    left = [
        Quotation(start, end, level, closed=False)
        for level, (mark, start) in enumerate(opened, start=1)
        if mark not in _SINGLE
    ]
    opened.clear()
    return left


def _closing(opener: str) -> str:
    return _OPENERS.get(opener, opener)


def _may_close(text: str, place: int) -> bool:
    """Whether a mark may close: a single one, only behind a word or a sign and before none."""
    if text[place] not in _SINGLE:
        return True
    return not text[place + 1 : place + 2].isalnum() and not text[place - 1].isspace()


def _opens(text: str, place: int, opened: Sequence[tuple[str, int]]) -> bool:
    mark = text[place]
    if mark not in _OPENERS and mark not in _EITHER_WAY:
        return False
    before, behind = text[place - 1 : place], text[place + 1 : place + 2]
    if mark in _SINGLE:
        return not before.isalnum() and behind.isalnum() and _closes_later(text, place)
    return not (mark == '"' and before.isdigit() and not opened)


def _closes_later(text: str, place: int) -> bool:
    """Whether a later mark in the paragraph may close what opens here: none does after "'90s"."""
    end = text.find("\n", place)
    end = len(text) if end < 0 else end
    return any(
        text[at] in "'’" and _may_close(text, at) and (text[at - 1] not in "sS" or text[at] == "’")
        for at in range(place + 2, end)
    )


def quoted(text: str) -> list[bool]:
    """Which characters of the text stand in a quotation of double marks, the marks among them."""
    inside = [False] * len(text)
    for one in quotations(text):
        mark = text[one.start - 1]
        if mark not in _SINGLE:
            end = one.end + one.closed
            inside[one.start - 1 : end] = [True] * (end - one.start + 1)
    return inside
