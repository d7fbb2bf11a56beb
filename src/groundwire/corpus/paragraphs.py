"""Hard-wrapped lines back into paragraphs: a line end inside a sentence is no sentence end."""

import re
from collections.abc import Sequence
from itertools import pairwise

WIDEST = 120  # characters; a longer line was not wrapped by hand or by a mail program
NARROWEST = 40
SLACK = 10  # characters that a wrapped line may fall short of the width by
SHARE = 0.8  # of the line ends inside paragraphs that must look wrapped

_OWN_LINE = re.compile(r"(?:[-*•–·▪>|#]|\d{1,3}[.)])\s")  # list items, quotes, table rows


def join_wrapped(lines: Sequence[str]) -> list[str]:
    """The lines with wrapped paragraphs in one line each; other texts come back as they are.

    A text is wrapped when no line is wide and nearly every line that another one follows has no
    room for the next line's first word.
    """
    width = max(map(len, lines), default=0)
    inside = [
        (line, after)
        for line, after in pairwise(lines)
        if line and after and not _OWN_LINE.match(after)
    ]
    full = sum(_is_full(line, after, width) for line, after in inside)
    if not inside or not NARROWEST <= width <= WIDEST or full < SHARE * len(inside):
        return list(lines)
    joined: list[str] = []
    previous = ""
    for line in lines:
        if previous and line and _is_wrapped(previous, line, width):
            joined[-1] = f"{joined[-1]} {line}"
        else:
            joined.append(line)
        previous = line
    return joined


def _is_full(line: str, after: str, width: int) -> bool:
    return len(line) + 1 + len(after.split(maxsplit=1)[0]) > width - SLACK


def _is_wrapped(line: str, after: str, width: int) -> bool:
    if _OWN_LINE.match(after):
        return False
    return _is_full(line, after, width) or after[0].islower()
