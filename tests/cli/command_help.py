"""The help of every command as Markdown, from the command line itself.

``python tests/cli/command_help.py`` writes it into docs/commands.md, below the marker.
"""

from pathlib import Path

import typer
from typer.main import get_command

from groundwire.cli.app import app

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "commands.md"
MARKER = "<!-- Below: written by tests/cli/command_help.py from the help of the commands. -->\n"
WIDTH = 88  # of a terminal, so that the lines fit a page


def help_of_all() -> str:
    """A section a command with the text of its ``--help``."""
    group = get_command(app)
    root = typer.Context(
        group, info_name="groundwire", terminal_width=WIDTH, help_option_names=["-h", "--help"]
    )
    sections = []
    for name, command in group.commands.items():
        context = typer.Context(command, info_name=name, parent=root, terminal_width=WIDTH)
        sections.append(f"## {name}\n\n```text\n{command.get_help(context).rstrip()}\n```\n")
    return "\n".join(sections)


def document() -> str:
    """The whole page: what is written by hand, the marker, and the help."""
    by_hand = DOCUMENT.read_text(encoding="utf-8").partition(MARKER)[0]
    return f"{by_hand}{MARKER}\n{help_of_all()}"


if __name__ == "__main__":
    DOCUMENT.write_text(document(), encoding="utf-8")
