"""How results look on the standard output: JSON for programs, plain or styled text for people.

Articles are data: their text is printed without the control characters that move a terminal's
cursor, and never read as markup.
"""

import re
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from groundwire.records import Answer, Article, Citation, SearchResult, Timeline

if TYPE_CHECKING:
    from rich.console import Console

    from groundwire.index.build import BuildReport

# C0 and C1 controls but tab and newline, zero-width characters, and those that turn the direction
# of writing: none of them is text, and a terminal obeys some of them.
_CONTROLS = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
_BARS = 24  # of a chart: two years by month, and a screen
_BAR_WIDTH = 40  # characters
_ALWAYS_TOLD = ("new", "changed", "unchanged", "removed")  # of a build; the rest where it is
_PREVIEW_CHARACTERS = 300  # of a hit: about four lines of a terminal


def printable(text: str) -> str:
    """The text without characters that a terminal would act on."""
    return _CONTROLS.sub("", text)


def print_json(value: Any, *, indent: int | None = 2) -> None:
    """Records, and mappings and lists of them, as one JSON document in UTF-8."""
    from pydantic_core import to_json

    sys.stdout.buffer.write(to_json(value, indent=indent) + b"\n")
    sys.stdout.buffer.flush()


def print_answer(answer: Answer, *, quotes: bool = True, timings: bool = False) -> None:
    """The short answer, the claims with their marks, what differs, and the citations."""
    console = _console()
    if answer.status == "abstained":
        _line(console, (answer.reason or answer.text, "bold"))
    elif answer.short_answer:
        _line(console, (answer.short_answer, "bold"))
        _line(console)
    for claim in answer.claims:
        marks = "".join(f"[{number}]" for number in claim.citations)
        doubt = "" if claim.verdict != "unverified" else " (unverified)"
        _line(console, (claim.text, ""), (f" {marks}", "cyan"), (doubt, "yellow"))
    _print_disagreements(console, answer)
    if answer.citations:
        _line(console)
    for citation in answer.citations:
        _print_citation(console, citation, quote=quotes)
    if timings:
        _print_timings(console, answer.timings_ms)


def print_citations(citations: Sequence[Citation]) -> None:
    """The citations of an answer with their quotes."""
    console = _console()
    for citation in citations:
        _print_citation(console, citation, quote=True)


def print_search(result: SearchResult, *, timings: bool = False) -> None:
    """The hits, best first, with the opening of each passage."""
    console = _console()
    if not result.hits:
        _line(console, ("No passage found.", "bold"))
    for hit in result.hits:
        found_by = ", ".join(f"{name} {rank}" for name, rank in hit.found_by.items())
        _line(console, (f"{hit.rank:>2}. ", "cyan"), (hit.title, "bold"))
        about = _about(hit.source, hit.published, f"{hit.article_id}  {hit.score:.3f} ({found_by})")
        _line(console, (about, "dim"), indent=4)
        _line(console, (_preview(hit.text), ""), indent=4)
    if timings:
        _print_timings(console, result.timings_ms)


def print_article(article: Article, *, about: Sequence[str] = ()) -> None:
    """An article's particulars, more lines about it, and its whole text."""
    console = _console()
    _line(console, (article.label, "bold"))
    _line(console, (_about(article.source, article.published, article.author), ""))
    for detail in (article.url, f"{article.id}  {article.path}", *about):
        if detail:
            _line(console, (detail, "dim"))
    _line(console)
    for line in article.text.split("\n"):
        _line(console, (line, ""))


def print_report(report: "BuildReport") -> None:
    """What a build did, on one line."""
    console = _console()
    counts = [f"{getattr(report, name):,} {name}" for name in _ALWAYS_TOLD]
    seldom = {
        "duplicates": report.duplicates,
        "near-duplicates": report.near_duplicates,
        "failed": len(report.failures),
    }
    counts += [f"{count:,} {name}" for name, count in seldom.items() if count]
    rate = report.passages_per_second
    _line(
        console,
        (f"{report.articles:,} articles, {report.passages:,} passages", "bold"),
        (f" ({', '.join(counts)}) in {report.seconds:.1f} s", ""),
        (f", {rate:,.0f} passages a second" if rate else "", ""),
        (f"; generation {report.generation}", "dim"),
    )


def print_timeline(timeline: "Timeline") -> None:
    """Dated events, earliest first."""
    console = _console()
    if not timeline.events:
        _line(console, ("No dated event found.", "bold"))
    for event in timeline.events:
        _line(console, (f"{event.when:<10}  ", "cyan"), (" ".join(event.quote.split()), ""))
        about = _about(event.source, event.published, f"{event.title}  {event.article_id}")
        _line(console, (about, "dim"), indent=12)


def print_table(rows: Sequence[tuple[str, Any]]) -> None:
    """Names and values in two columns."""
    console = _console()
    width = max((len(name) for name, _ in rows), default=0)
    for name, value in rows:
        shown = f"{value:,}" if isinstance(value, int) else f"{value}"
        _line(console, (f"{name:<{width}}  ", "dim"), (shown, ""))


def print_bars(title: str, counts: Mapping[str, int], *, latest: bool = False) -> None:
    """A bar a count, the longest as wide as there is room; where there are too many, those at the
    end (at the beginning for ``latest``) are summed up."""
    console = _console()
    shown = list(counts.items())
    if len(shown) > _BARS:
        kept = _BARS - 1
        rest = shown[:-kept] if latest else shown[kept:]
        shown = shown[-kept:] if latest else shown[:kept]
        summed = (f"{len(rest):,} {'earlier' if latest else 'more'}", sum(n for _, n in rest))
        shown = [summed, *shown] if latest else [*shown, summed]
    _line(console)
    _line(console, (title, "bold"))
    width = max((len(name) for name, _ in shown), default=0)
    most = max((count for _, count in shown), default=1)
    for name, count in shown:
        bar = "█" * max(1, round(_BAR_WIDTH * count / most))
        _line(console, (f"{name:<{width}}  ", "dim"), (bar, "cyan"), (f" {count:,}", ""))


def print_text(text: str) -> None:
    """Lines as they are."""
    console = _console()
    for line in text.split("\n"):
        _line(console, (line, ""))


def _print_disagreements(console: "Console", answer: Answer) -> None:
    by_number = {citation.number: citation for citation in answer.citations}
    for disagreement in answer.disagreements:
        changed = disagreement.kind == "change"
        heading = "Changed over time" if changed else "The articles disagree"
        _line(console)
        _line(console, (f"{heading}: {disagreement.about}", "yellow"))
        for side in disagreement.positions:
            cited = by_number.get(side.citation)
            said = _about(cited.source if cited else None, side.published)
            _line(
                console,
                (f"  {side.value}", "bold"),
                (f" [{side.citation}]", "cyan"),
                (f"  {said}", "dim"),
            )


def _print_timings(console: "Console", timings_ms: dict[str, float]) -> None:
    spent = ", ".join(f"{name} {value:.1f} ms" for name, value in timings_ms.items())
    _line(console, (spent, "dim"))


def _print_citation(console: "Console", citation: Citation, *, quote: bool) -> None:
    about = _about(citation.source, citation.published, citation.article_id)
    _line(
        console, (f"[{citation.number}] ", "cyan"), (citation.title, "bold"), (f"  {about}", "dim")
    )
    if quote:
        _line(console, ("| ", "cyan"), (" ".join(citation.quote.split()), "italic"), indent=4)
    if citation.also_in:
        copies = "; ".join(_about(one.source, one.published) for one in citation.also_in)
        _line(console, (f"also in {copies}", "dim"), indent=4)


def _about(source: str | None, published: date | None, *more: str | None) -> str:
    day = published.isoformat() if published else "no date"
    return ", ".join([part for part in (source, day, *more) if part])


def _preview(text: str) -> str:
    line = " ".join(text.split())
    if len(line) <= _PREVIEW_CHARACTERS:
        return line
    return line[:_PREVIEW_CHARACTERS].rsplit(" ", 1)[0] + "…"


def _console() -> "Console":
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False)


def _line(console: "Console", *parts: tuple[str, str], indent: int = 0) -> None:
    from rich.padding import Padding
    from rich.text import Text

    line = Text.assemble(*((printable(text), style) for text, style in parts))
    if console.is_terminal:
        console.print(Padding(line, (0, 0, 0, indent), expand=False))
    else:  # a pipe has no width: lines are broken for people only
        console.print(Text(" " * indent) + line, soft_wrap=True)
