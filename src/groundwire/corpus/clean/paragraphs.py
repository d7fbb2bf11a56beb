"""Hard-wrapped lines back into paragraphs: a line end inside a sentence is no sentence end, and a
hyphen that parts a word there is none of the word's."""

import re
from collections.abc import Sequence
from itertools import pairwise

from groundwire.language import numerals

WIDEST = 120  # characters; a longer line was not wrapped by hand or by a mail program
NARROWEST = 40
SLACK = 10  # characters that a wrapped line may fall short of the width by
SHARE = 0.8  # of the line ends inside paragraphs that must look wrapped

_OWN_LINE = re.compile(r"(?:[-*•–·▪>|#]|\d{1,3}[.)])\s")  # list items, quotes, table rows


_PARTED = re.compile(r"(?P<first>[^\W\d_]+)[-‐]$")
_GOES_ON = re.compile(r"(?P<second>[^\W\d_]+)(?P<more>\S*)\s*(?P<rest>.*)$")
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BREAK = re.compile(r"[^\W\d_]+[-‐]\n[^\W\d_]+")
# First parts that keep their hyphen where the text does not tell: "self-made", "long-term".
_COMPOUNDING = frozenset(
    "all anti cross ex full half high left long low mid much near non off part post pre pro right"
    " self semi short so the well world year".split()
)


def join_parted(lines: Sequence[str]) -> tuple[list[str], int]:
    """The lines with words that a hyphen parts at a line end made whole in the first of the two
    lines, and how many there were.

    The hyphen stays where the text has the word with it elsewhere, or has both parts as words but
    not the whole; or, where the text does not tell, after a part that compounds begin with.
    """
    if not any(line.endswith(("-", "‐")) for line in lines):
        return list(lines), 0
    elsewhere = _BREAK.sub(" ", "\n".join(lines)).lower().replace("‐", "-")
    words = set(_WORDS.findall(elsewhere))
    joined: list[str] = []
    count = 0
    for line in lines:
        first = _PARTED.search(joined[-1]) if joined else None
        second = _GOES_ON.match(line)
        if not first or not second or not line[0].islower():
            joined.append(line)
            continue
        count += 1
        hyphen = "-" if _is_compound(first["first"], second["second"], words) else ""
        joined[-1] = f"{joined[-1][:-1]}{hyphen}{second['second']}{second['more']}"
        if second["rest"]:
            joined.append(second["rest"])
    return joined, count


def _is_compound(first: str, second: str, words: set[str]) -> bool:
    first, second = first.lower(), second.lower()
    if f"{first}-{second}" in words:
        return True
    if f"{first}{second}" in words:
        return False
    compounding = first in _COMPOUNDING or (first.isalpha() and numerals.is_word(first))
    return compounding or (first in words and second in words)


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
