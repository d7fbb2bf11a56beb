"""An answer as Markdown for chat clients, which drop every field but the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

from pydantic import BaseModel

from groundwire.records import Answer, Citation, Claim, Position

SOURCES_HEADING = "\n\n**Sources**\n"
_DIFFERENCE = {"change": "Changed over time", "disagreement": "The articles disagree"}
_MARKS = re.compile(r"(?: ?\[\d+\])+")
_MARK = re.compile(r"\[(\d+)\]")
# Where Markdown or HTML in an article would become a link, an image or a tag: `![`, `](`, `<a`.
_ACTIVE = re.compile(r"(?<=!)(?=\[)|(?<=\])(?=\()|(?=<[A-Za-z/!?])")
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|!])")


class UrlCitation(BaseModel):
    """A source, and the characters of the text that point to it."""

    start_index: int
    end_index: int
    url: str
    title: str


class Annotation(BaseModel):
    """A citation as OpenAI's web search annotates it."""

    type: Literal["url_citation"] = "url_citation"
    url_citation: UrlCitation


@dataclass(frozen=True, slots=True)
class Written:
    """The text, cut into pieces that can be sent one by one, and its annotations."""

    pieces: tuple[str, ...]
    annotations: list[Annotation]

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(self.pieces)


def write(answer: Answer, base: str) -> Written:
    """The answer as text with marks, what differs in it, and the list of its sources.

    An article without a web address is linked to where this service, at ``base``, shows it.
    """
    text = harmless(answer.text)
    by_number = {citation.number: citation for citation in answer.citations}
    ends, annotations = [0], []
    for start, end in _mark_spans(text, answer.claims):
        ends.append(end)
        for mark in _MARK.finditer(text, start, end):
            citation = by_number.get(int(mark[1]))
            if citation:
                annotations.append(_annotation(mark.span(), citation, base))
    pieces = [text[a:b] for a, b in zip(ends, [*ends[1:], len(text)], strict=True) if b > a]
    return Written((*pieces, *_differences(answer), *_sources(answer, base)), annotations)


def harmless(text: str) -> str:
    """Text of an article in which no client finds an image to load or a tag to obey."""
    return _ACTIVE.sub(r"\\", text)


def _mark_spans(text: str, claims: tuple[Claim, ...]) -> Iterator[tuple[int, int]]:
    """Where the marks after each claim stand; an article's own "[1]" inside a claim is none."""
    position = 0
    for claim in claims:
        said = harmless(claim.text)
        at = text.find(said, position)
        marks = _MARKS.match(text, at + len(said)) if at >= 0 else None
        if marks:
            position = marks.end()
            yield marks.span()


def _annotation(span: tuple[int, int], citation: Citation, base: str) -> Annotation:
    start, end = span
    where = UrlCitation(
        start_index=start, end_index=end, url=_url(citation, base), title=citation.title
    )
    return Annotation(url_citation=where)


def _differences(answer: Answer) -> tuple[str, ...]:
    """What the articles say differently, each value with its source and day."""
    by_number = {citation.number: citation for citation in answer.citations}
    blocks = []
    for one in answer.disagreements:
        lines = [
            f"- {_plain(side.value)} – {_said_by(side, by_number)} [{side.citation}]"
            for side in one.positions
        ]
        heading = f"\n\n**{_DIFFERENCE[one.kind]}: {_plain(one.about)}**\n"
        blocks.append(heading + "\n".join(lines))
    return tuple(blocks)


def _said_by(side: Position, by_number: dict[int, Citation]) -> str:
    cited = by_number.get(side.citation)
    source = cited.source if cited else None
    day = side.published.isoformat() if side.published else "no date given"
    return f"{_plain(source or 'no source given')}, {day}"


def _plain(text: str) -> str:
    """One line in which nothing is Markdown."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _sources(answer: Answer, base: str) -> tuple[str, ...]:
    if not answer.citations:
        return ()
    lines = [_source(citation, base) for citation in answer.citations]
    return (SOURCES_HEADING + "\n".join(lines),)


def _source(citation: Citation, base: str) -> str:
    title = _plain(citation.title)
    published = citation.published.isoformat() if citation.published else None
    source = citation.source and _plain(citation.source)
    rest = ", ".join(part for part in (source, published) if part)
    line = f"{citation.number}. [{title}](<{_url(citation, base)}>)"
    return f"{line} – {rest}" if rest else line


def _url(citation: Citation, base: str) -> str:
    if citation.url and citation.url.lower().startswith(("http://", "https://")):
        return quote(citation.url, safe=":/?#[]@!$&'()*+,;=%~")
    return f"{base}articles/{quote(citation.article_id, safe='')}"
