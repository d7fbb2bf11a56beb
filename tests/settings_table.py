"""The table of settings as Markdown, from the settings and the command line themselves.

``python tests/settings_table.py`` writes it into docs/configuration.md, between the markers.
"""

from pathlib import Path

from pydantic import SecretStr
from typer.main import get_command

from groundwire.cli.app import app
from groundwire.settings import Settings, kind_of, takes, variable_of

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "configuration.md"
BEGIN = "<!-- Begin: written by tests/settings_table.py from the settings. -->\n"
END = "<!-- End -->\n"


def table() -> str:
    """A row a setting: its name in a file, variable, option, what it takes, default, meaning."""
    rows = [
        "| in the file | variable | option | takes | default | what it is |",
        "|---|---|---|---|---|---|",
    ]
    flags = options()
    for name, field in Settings.model_fields.items():
        cells = (
            f"`{name}`",
            f"`{variable_of(name)}`",
            "none" if kind_of(name) is SecretStr else f"`{flags.get(name, '--set')}`",
            takes(name),
            _default(field.default),
            str(field.description),
        )
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows) + "\n"


def options() -> dict[str, str]:
    """The option of its own that a setting has, by the setting: it is called as the setting is."""
    commands = get_command(app).commands.values()  # type: ignore[attr-defined]
    written = {option for command in commands for p in command.params for option in p.opts}
    named = {name: f"--{name.replace('_', '-')}" for name in Settings.model_fields}
    return {name: option for name, option in named.items() if option in written}


def _default(value: object) -> str:
    if value is None or value == ():
        return ""
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def document() -> str:
    """The whole page with the table as it should be."""
    before, _, rest = DOCUMENT.read_text(encoding="utf-8").partition(BEGIN)
    return f"{before}{BEGIN}\n{table()}\n{END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    DOCUMENT.write_text(document(), encoding="utf-8")
