"""The options that several commands share, with their help, and the settings they override."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from groundwire.errors import InputError

if TYPE_CHECKING:
    from groundwire.settings import Settings

DEFAULT_CORPUS = Path("corpus")
KEPT = 1  # generations to fall back on: room for two indexes, and never none that is whole


def _day(written: str) -> date:
    """Read a date option."""
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise typer.BadParameter(f"'{written}' is no date. Write it as 2025-03-11.") from error


Index = Annotated[
    Path | None,
    typer.Option("--index", metavar="DIR", help="Folder of the index.  [default: index]"),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
Paths = Annotated[
    list[Path] | None, typer.Argument(metavar="PATH...", help="Files and folders of articles.")
]
Full = Annotated[bool, typer.Option("--full", help="Encode everything again.")]
Strict = Annotated[bool, typer.Option("--strict", help="Stop at the first bad file.")]
Keep = Annotated[
    int,
    typer.Option(
        "--keep", min=0, metavar="N", help="Generations kept beside the new one, to fall back on."
    ),
]
Text = Annotated[
    str | None, typer.Argument(metavar="QUESTION", help="- reads it from the standard input.")
]
Batch = Annotated[
    Path | None,
    typer.Option(
        "--batch",
        metavar="FILE",
        help="Read a question a line, plain or JSON (- is the standard input), and print a JSON "
        "document a line, in order.",
    ),
]
AsOf = Annotated[
    date | None,
    typer.Option(
        "--as-of", parser=_day, metavar="DATE", help="Use only what was published by this day."
    ),
]
First = Annotated[
    date | None,
    typer.Option("--from", parser=_day, metavar="DATE", help="First day of publication."),
]
Last = Annotated[
    date | None,
    typer.Option("--to", parser=_day, metavar="DATE", help="Last day of publication."),
]
Sources = Annotated[
    list[str] | None,
    typer.Option("--source", metavar="NAME", help="Ask within this source; may be repeated."),
]
Articles = Annotated[
    list[str] | None,
    typer.Option("--article", metavar="ID", help="Ask within this article; may be repeated."),
]
Timings = Annotated[bool, typer.Option("--timings", help="Show the time that each step took.")]


def settings_of(context: typer.Context, **given: Any) -> "Settings":
    """The settings of the environment, overridden by the options that were given.

    Raises:
        InputError: a variable of the environment that cannot be used.
    """
    from groundwire.settings import Settings

    settings = Settings.from_mapping(context.obj)
    return settings.model_copy(update={k: v for k, v in given.items() if v is not None})


def existing(paths: list[Path] | None) -> list[Path]:
    """The paths, or the default one where none is given.

    Raises:
        InputError: nothing is there.
    """
    chosen = paths or [DEFAULT_CORPUS]
    for path in chosen:
        if not path.exists():
            raise InputError(f"There is no file or folder {path}. Name where the articles are.")
    return chosen
