"""The command line: parse, call, print. What a command does lives elsewhere.

Standard output carries the result and nothing else; messages and progress go to the standard
error. Each command imports what it needs when it runs, so that ``--help`` comes at once.
"""

import logging
import os
import sys
from collections.abc import Mapping, Sequence
from typing import NoReturn

import typer

from groundwire import __version__
from groundwire.cli.commands import ask, evaluate, fetch, index, mcp, settings, show
from groundwire.cli.options import configured
from groundwire.cli.output.progress import Warnings, say
from groundwire.errors import GroundwireError

EXIT_CODES = """\b
Exit codes:
  0    done
  1    something else went wrong
  2    a question, date, option or file name that cannot be used
  3    an article that cannot be used; the others are indexed
  4    no index yet
  5    the index is damaged
  6    the index does not fit this encoder or version
  7    another process is writing the index
  8    the encoder cannot be loaded
  9    no article has this id
  10   the service cannot start
  11   the evaluation is below a floor
  12   a service that was asked cannot be reached, or failed
  130  stopped by Ctrl-C"""
CLOSED_PIPE = 1  # what typer ends with too when nobody reads the output any more

app = typer.Typer(
    name="groundwire",
    help="Ask your newswire: answers from news articles, every sentence quoted and cited.",
    epilog=EXIT_CODES,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(configured(index.build))
app.command()(configured(index.add))
app.command()(configured(index.remove))
app.command()(configured(index.watch))
app.command()(fetch.fetch)
app.command()(configured(ask.ask))
app.command()(configured(ask.chat))
app.command()(configured(ask.search))
app.command()(configured(show.show))
app.command()(configured(index.info))
app.command()(configured(index.check))
app.command(hidden=True)(index.failpoints)
app.command()(configured(ask.timeline))
app.command()(configured(ask.serve))
app.command()(configured(mcp.mcp))
app.command("eval")(configured(evaluate.evaluate))
app.command()(configured(settings.settings))


def _print_version(asked: bool) -> None:
    if asked:
        print(f"groundwire {__version__}")
        raise typer.Exit


@app.callback()
def groundwire(
    version: bool = typer.Option(
        False, "--version", callback=_print_version, is_eager=True, help="Print the version."
    ),
) -> None:
    """Ask your newswire: answers from news articles, every sentence quoted and cited."""


def main() -> NoReturn:
    """Run the command that the arguments name and exit with its code."""
    logging.getLogger("groundwire").addHandler(Warnings())
    sys.exit(run(sys.argv[1:], os.environ))


def run(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """The exit code of a command; every error groundwire can explain is one line."""
    try:
        if "FAILPOINT" in environment:
            index.fail_at(environment["FAILPOINT"])
        code = app(
            args=list(arguments) or ["--help"],
            prog_name="groundwire",
            standalone_mode=False,
            obj=environment,
        )
        sys.stdout.flush()
    except GroundwireError as error:
        say(str(error))
        return error.exit_code
    except typer.TyperException as error:
        say(f"{error.format_message().rstrip('.')}. See '{_path_of(error)} --help'.")
        return error.exit_code
    except BrokenPipeError:
        # Who read the output has enough; nothing more can be written, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLOSED_PIPE
    except OSError as error:
        # The outermost boundary: a full disk or a closed folder is not a bug to trace.
        where = f" ({error.filename})" if error.filename else ""
        say(f"The system refused: {error.strerror or error}{where}.")
        return GroundwireError.exit_code
    return code if isinstance(code, int) else 0


def _path_of(error: typer.TyperException) -> str:
    """The command that could not be understood, such as ``groundwire ask``."""
    return getattr(getattr(error, "ctx", None), "command_path", "groundwire")
