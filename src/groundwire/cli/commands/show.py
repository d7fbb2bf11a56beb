"""The command that prints an article, and what is known about how it came to be what it is."""

from typing import TYPE_CHECKING, Annotated

import typer

from groundwire.cli import options as option
from groundwire.cli.output import results as output

if TYPE_CHECKING:
    from groundwire.index.generation import Index
    from groundwire.records import Article, Provenance, Version
    from groundwire.settings import Settings

Cleaning = Annotated[
    bool,
    typer.Option("--cleaning", help="Print what was cleaned, and where the date is from."),
]
Versions = Annotated[
    bool, typer.Option("--versions", help="Print the versions of its page, the newest first.")
]


def show(
    context: typer.Context,
    article_id: Annotated[str, typer.Argument(metavar="ID", help="An article's id.")],
    cleaning: Cleaning = False,
    versions: Versions = False,
    as_json: option.AsJson = False,
    index: option.Index = None,
) -> None:
    """Print an article: title, source, date, address, text."""
    opened = _opened(option.settings_of(context, index=index))
    row = opened.row(article_id)
    if cleaning:
        provenance = opened.provenance(row)
        output.print_json(provenance) if as_json else _print_cleaning(provenance)
    elif versions:
        found = [opened.version(version) for version in opened.versions(row)]
        output.print_json(found) if as_json else _print_versions(found)
    elif as_json:
        output.print_json(opened.article(row))
    else:
        output.print_article(opened.article(row), about=_about(opened, row))


def _opened(settings: "Settings") -> "Index":
    from groundwire.wiring import make_answerer

    return make_answerer(settings).library.index


def _about(index: "Index", row: int) -> list[str]:
    """Where the date is from, and which articles say the same."""
    lines = [f"date from: {index.provenance(row).published_from}"]
    if also := index.also_in(row):
        shown = (_named(index.article(other)) for other in also)
        lines.append(f"also in: {', '.join(shown)}")
    newest, *_ = index.versions(row)
    if newest != row:
        lines.append(f"an earlier version of {index.article_ids[newest]}")
    return lines


def _named(article: "Article") -> str:
    return f"{article.source or 'no source'} ({article.id})"


def _print_cleaning(provenance: "Provenance") -> None:
    rows: list[tuple[str, object]] = [("published from", provenance.published_from)]
    if provenance.modified:
        rows.append(("modified", provenance.modified))
    if provenance.fetched:
        rows.append(("fetched", provenance.fetched))
    rows += [(f"{change.kind}: {change.rule}", change.count) for change in provenance.cleaning]
    output.print_table(rows)


def _print_versions(versions: list["Version"]) -> None:
    for version in versions:
        day = version.modified or version.published or "no date"
        until = f", until {version.until}" if version.until else ""
        output.print_table([(version.id, f"{day}{until}  {version.title}")])
