"""Our own words inside a quote: short notes in square brackets that can be taken out again.

A note stands after a word (``He [Ana Roe] agreed.``) or before the first (``[3 May] It rained.``),
always with the space that came with it, so that the quote without its notes is the article's own
text again. An article may hold brackets of its own: those stay, since the quote has them too.
A note names somebody, gives a day, or says something about the article: a word that would change
what the sentence says ("[never]") is none.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

LONGEST_NOTE = 100  # characters; a name with its office, or a remark about a date
_WORDS = rf"(?:[^\W_a-z]|the article is )[^\[\]\n]{{0,{LONGEST_NOTE}}}"
_NOTE = re.compile(rf" \[{_WORDS}\]|^\[{_WORDS}\] ")


@dataclass(frozen=True, slots=True)
class Note:
    """``words`` to show in brackets after the quote's first ``place`` characters; 0 is before its
    first word."""

    place: int
    words: str


def with_notes(quote: str, notes: Sequence[Note]) -> str:
    """The quote with its notes, each in brackets at its place."""
    text = quote
    for note in sorted(notes, key=lambda note: -note.place):
        bracket = f" [{note.words}]" if note.place else f"[{note.words}] "
        text = text[: note.place] + bracket + text[note.place :]
    return text


def is_quote_with_notes(claim: str, quote: str) -> bool:
    """Whether the claim, once some of its bracketed notes are taken out, is the quote exactly.

    Whatever stands in brackets may be ours or the article's: both are followed, in step.
    """
    ends = {0}  # where in the quote the part of the claim read so far may end
    position = 0
    for note in _NOTE.finditer(claim):
        ends = _after(claim[position : note.start()], quote, ends)
        ends |= _after(note.group(), quote, ends)
        position = note.end()
    return len(quote) in _after(claim[position:], quote, ends)


def _after(piece: str, quote: str, ends: set[int]) -> set[int]:
    return {end + len(piece) for end in ends if quote.startswith(piece, end)}
