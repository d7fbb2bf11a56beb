"""The command that fetches pages, feeds and sitemaps into the corpus."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from groundwire.cli import options as option
from groundwire.cli.output import results as output
from groundwire.cli.output.progress import progress, say
from groundwire.errors import ArticleError

if TYPE_CHECKING:
    from groundwire.corpus.fetch.gather import FetchReport


def fetch(
    urls: Annotated[list[str], typer.Argument(metavar="URL...", help="Pages, feeds and sitemaps.")],
    into: Annotated[
        Path, typer.Option("--into", metavar="DIR", help="Folder to keep the pages in.")
    ] = option.DEFAULT_CORPUS,
    limit: Annotated[
        int, typer.Option("--limit", min=1, metavar="N", help="Stories of one feed or sitemap.")
    ] = 100,
    delay: Annotated[
        float,
        typer.Option(
            "--delay", min=0, metavar="SECONDS", help="Wait between two requests to one host."
        ),
    ] = 1.0,
    allow_private: Annotated[
        bool,
        typer.Option(
            "--allow-private", help="Fetch from this machine and from private networks too."
        ),
    ] = False,
    as_json: option.AsJson = False,
) -> None:
    """Fetch pages, and what feeds and sitemaps list, into the corpus.

    Each story is kept as a file that `groundwire build` reads without the network.
    """
    from groundwire.corpus.fetch.fetched import FetchedPages
    from groundwire.corpus.fetch.fetcher import Fetcher
    from groundwire.corpus.fetch.gather import Gatherer
    from groundwire.corpus.read.extract import Extractor

    with Extractor() as extractor, progress() as shown:
        gatherer = Gatherer(
            FetchedPages(into),
            fetcher=Fetcher(allow_private=allow_private, delay=delay),
            extractor=extractor,
            limit=limit,
            progress=shown,
        )
        report = gatherer.gather(urls)
    _print(report, as_json)
    if report.failures:
        raise typer.Exit(ArticleError.exit_code)


def _print(report: "FetchReport", as_json: bool) -> None:
    if as_json:
        output.print_json(report)
    else:
        counts = ("new", "changed", "unchanged", "skipped")
        told = ", ".join(f"{getattr(report, name):,} {name}" for name in counts)
        output.print_text("\n".join([*report.files, f"{told} in {report.seconds:.1f} s"]))
    for failure in report.failures:
        say(f"{failure.path}: {failure.reason}")
