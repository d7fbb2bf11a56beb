"""The commands that make, change and examine an index."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from groundwire.cli import options as option
from groundwire.cli.output import results as output
from groundwire.cli.output.progress import progress, say
from groundwire.errors import ArticleError, InputError

if TYPE_CHECKING:
    from groundwire.answer.answer import Answerer
    from groundwire.index.build import BuildReport
    from groundwire.settings import Settings

_NO_SOURCE = "(none)"  # what articles without a source are counted under


def build(
    context: typer.Context,
    paths: option.Paths = None,
    full: option.Full = False,
    strict: option.Strict = False,
    keep: option.Keep = option.KEPT,
    as_json: option.AsJson = False,
    index: option.Index = None,
) -> None:
    """Index files and folders (default: corpus)."""
    from groundwire.index.build import build as build_index

    settings = option.settings_of(context, index=index)
    how = {"full": full, "strict": strict, "keep": keep}
    _end(_written(build_index, settings, option.existing(paths), **how), as_json)


def add(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files and folders.")],
    strict: option.Strict = False,
    keep: option.Keep = option.KEPT,
    as_json: option.AsJson = False,
    index: option.Index = None,
) -> None:
    """Add files and folders to what is indexed."""
    from groundwire.index.build import add as add_to_index

    settings = option.settings_of(context, index=index)
    how = {"strict": strict, "keep": keep}
    _end(_written(add_to_index, settings, option.existing(paths), **how), as_json)


def remove(
    context: typer.Context,
    ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Ids of articles.")],
    keep: option.Keep = option.KEPT,
    as_json: option.AsJson = False,
    index: option.Index = None,
) -> None:
    """Take articles out of the index."""
    from groundwire.index.build import remove as remove_from_index
    from groundwire.wiring import make_encoder

    settings = option.settings_of(context, index=index)
    with progress() as shown:
        report = remove_from_index(
            ids,
            folder=settings.index,
            encoder=make_encoder(settings),
            keep=keep,
            progress=shown,
        )
    _end(report, as_json)


def watch(
    context: typer.Context,
    paths: option.Paths = None,
    attended: Annotated[
        bool,
        typer.Option("--attended", help="End with the standard input; run at lower priority."),
    ] = False,
    as_json: option.AsJson = False,
    index: option.Index = None,
) -> None:
    """Follow files and folders (default: corpus) and index what changes, until Ctrl-C."""
    from groundwire.cli.watch import attend, follow

    settings = option.settings_of(context, index=index)
    chosen = option.existing(paths)
    if attended:  # by `serve --watch`, which may not be there tomorrow
        attend()
    say(f"Following {', '.join(map(str, chosen))}; Ctrl-C stops.")
    with suppress(KeyboardInterrupt):  # the way to end it; the index stays whole at any moment
        for report in follow(chosen, settings):
            _print(report, as_json, indent=None)


def info(
    context: typer.Context, as_json: option.AsJson = False, index: option.Index = None
) -> None:
    """Print what is indexed and with what."""
    settings = option.settings_of(context, index=index)
    described = _described(_answerer(settings), settings.index)
    if as_json:
        output.print_json(described)
    else:
        counts = {name: described.pop(name) for name in ("by_source", "by_month")}
        output.print_table([(name.replace("_", " "), value) for name, value in described.items()])
        output.print_bars("Articles by source", counts["by_source"])
        output.print_bars("Articles by month", counts["by_month"], latest=True)


def check(
    context: typer.Context, as_json: option.AsJson = False, index: option.Index = None
) -> None:
    """Verify every byte of the index and its order."""
    from groundwire.index.check import check_index

    report = check_index(option.settings_of(context, index=index).index)
    if as_json:
        output.print_json(report)
    elif report.generation is not None:
        output.print_table(
            [(f.name, getattr(report, f.name)) for f in fields(report) if f.name != "problems"]
        )
    for problem in report.problems:
        say(problem)
    raise typer.Exit(report.exit_code)


def failpoints() -> None:
    """List the steps at which FAILPOINT=NAME:N kills a command that writes, for tests."""
    from groundwire.index.failpoints import NAMES

    output.print_text("\n".join(NAMES))


def fail_at(order: str) -> None:
    """End the process at a failpoint, when a command comes there.

    Raises:
        InputError: there is none of that name.
    """
    from groundwire.index.failpoints import arm

    try:
        arm(order)
    except ValueError as error:
        raise InputError(f"FAILPOINT={order}: {error}") from error


def _answerer(settings: "Settings") -> "Answerer":
    from groundwire.wiring import make_answerer

    return make_answerer(settings)


def _described(answerer: "Answerer", folder: Path) -> dict[str, Any]:
    """What ``info`` prints; days are None where no article has one."""
    index = answerer.library.index
    days = [date.fromordinal(int(day)) for day in index.published if day > 0]
    return {
        "articles": len(index.article_ids),
        "passages": index.passages,
        "generation": index.generation,
        "written": index.written.isoformat(timespec="seconds"),
        "encoder": index.encoder,
        "reader": answerer.models.reader.name,
        "composer": answerer.models.composer.name,
        "sources": len({source for source in index.sources if source}),
        "published_from": min(days, default=None),
        "published_to": max(days, default=None),
        "undated": len(index.article_ids) - len(days),
        "passage_tokens": index.passage_tokens,
        "bytes": index.bytes,
        "index": folder,
        "by_source": dict(Counter(source or _NO_SOURCE for source in index.sources).most_common()),
        "by_month": dict(sorted(Counter(f"{day:%Y-%m}" for day in days).items())),
    }


def _written(
    write: "Callable[..., BuildReport]", settings: "Settings", paths: list[Path], **how: int
) -> "BuildReport":
    from groundwire.wiring import make_encoder

    try:
        with progress() as shown:
            return write(
                paths,
                folder=settings.index,
                encoder=make_encoder(settings),
                passage_tokens=settings.passage_tokens,
                progress=shown,
                **how,
            )
    except ArticleError as error:
        # What was read is known here only: an empty folder has no file to blame.
        raise ArticleError(f"{', '.join(map(str, paths))}: {error}") from error


def _end(report: "BuildReport", as_json: bool) -> None:
    """Print the report; files that failed make the exit code 3, though the others are indexed."""
    _print(report, as_json)
    if report.failures:
        raise typer.Exit(ArticleError.exit_code)


def _print(report: "BuildReport", as_json: bool, *, indent: int | None = 2) -> None:
    if as_json:
        output.print_json(report, indent=indent)
    else:
        output.print_report(report)
    for failure in report.failures:
        say(f"{failure.path}: {failure.reason}")
