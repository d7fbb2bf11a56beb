"""The options that several commands share, with their help, and the settings they override."""

import functools
import inspect
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from groundwire.errors import InputError

if TYPE_CHECKING:
    from groundwire.settings import Settings
    from groundwire.settings_sources import Chosen

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
# The filters of a question, by their fields in ``AskRequest``; ``filtered`` adds them all.
_FILTERS: dict[str, Any] = {
    "as_of": Annotated[
        date | None,
        typer.Option(
            "--as-of", parser=_day, metavar="DATE", help="Use only what was published by this day."
        ),
    ],
    "published_from": Annotated[
        date | None,
        typer.Option("--from", parser=_day, metavar="DATE", help="First day of publication."),
    ],
    "published_to": Annotated[
        date | None,
        typer.Option("--to", parser=_day, metavar="DATE", help="Last day of publication."),
    ],
    "sources": Annotated[
        list[str] | None,
        typer.Option("--source", metavar="NAME", help="Ask within this source; may be repeated."),
    ],
    "articles": Annotated[
        list[str] | None,
        typer.Option("--article", metavar="ID", help="Ask within this article; may be repeated."),
    ],
}
Where = Mapping[str, Any]  # the filters that were given, as fields of ``AskRequest``
Config = Annotated[
    Path | None,
    typer.Option(
        "--config", metavar="FILE", help="File of settings.  [default: groundwire.toml, if there]"
    ),
]
Pairs = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="NAME=VALUE", help="Set a setting; may be repeated."),
]
_OF_SETTINGS = {"config": Config, "pairs": Pairs}  # what `settings_of` reads from the context
Timings = Annotated[bool, typer.Option("--timings", help="Show the time that each step took.")]


def configured(command: Callable[..., None]) -> Callable[..., None]:
    """The command with the options ``--config`` and ``--set``, which ``settings_of`` reads."""

    @functools.wraps(command)
    def called(*arguments: Any, config: Any = None, pairs: Any = None, **named: Any) -> None:
        command(*arguments, **named)

    return _with_options(called, command, _OF_SETTINGS)


def filtered(command: Callable[..., None]) -> Callable[..., None]:
    """The command with the filters as options; it is given those that were used as ``where``."""

    @functools.wraps(command)
    def called(*arguments: Any, **named: Any) -> None:
        given = {name: named.pop(name) for name in _FILTERS}
        used = {name: value for name, value in given.items() if value}
        command(*arguments, where=used, **named)

    return _with_options(called, command, _FILTERS, instead_of="where")


def _with_options(
    called: Callable[..., None],
    command: Callable[..., None],
    options: Mapping[str, Any],
    *,
    instead_of: str | None = None,
) -> Callable[..., None]:
    """``called`` with the signature of the command and these options: behind its own, or in the
    place of one of its parameters."""
    keyword = inspect.Parameter.KEYWORD_ONLY
    added = [
        inspect.Parameter(name, keyword, default=None, annotation=kind)
        for name, kind in options.items()
    ]
    own = [
        each.replace(kind=keyword) if each.name != "context" else each
        for each in inspect.signature(command).parameters.values()
    ]
    place = next((n for n, each in enumerate(own) if each.name == instead_of), len(own))
    parameters = [*own[:place], *added, *own[place + (place < len(own)) :]]
    called.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    annotations = {each.name: each.annotation for each in parameters}
    called.__annotations__ = annotations | {"return": None}
    return called


def settings_of(context: typer.Context, **given: Any) -> "Settings":
    """The settings of the options, the environment and the file, in this order.

    Raises:
        InputError: one that cannot be used, or that does not exist.
    """
    return chosen_of(context, **given).settings


def chosen_of(context: typer.Context, **given: Any) -> "Chosen":
    """The same with where each is from."""
    from groundwire.settings_sources import Options, choose

    options = Options(
        given={name: value for name, value in given.items() if value is not None},
        pairs=context.params["pairs"] or (),
        file=context.params["config"],
    )
    return choose(context.obj, options)


def passed_on(context: typer.Context) -> list[str]:
    """The options of settings as another command takes them."""
    file, pairs = context.params["config"], context.params["pairs"] or ()
    return [*(["--config", str(file)] if file else []), *(f"--set={pair}" for pair in pairs)]


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
