"""The table of settings as Markdown, from the settings themselves.

``python tests/settings_table.py`` writes it into docs/configuration.md, between the markers.
"""

from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from pydantic import SecretStr
from pydantic.fields import FieldInfo

from groundwire.settings import PREFIX, Settings

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "configuration.md"
BEGIN = "<!-- Begin: written by tests/settings_table.py from the settings. -->\n"
END = "<!-- End -->\n"


def table() -> str:
    """A row a setting: its variable, what it takes, its default, what it does."""
    rows = ["| variable | takes | default | what it is |", "|---|---|---|---|"]
    for name, field in Settings.model_fields.items():
        default = "" if field.default is None else f"`{field.default}`"
        cells = (f"`{PREFIX}{name.upper()}`", _takes(name, field), default, field.description)
        rows.append(f"| {' | '.join(map(str, cells))} |")
    return "\n".join(rows) + "\n"


def _takes(name: str, field: FieldInfo) -> str:
    kinds = [kind for kind in get_args(field.annotation) if kind is not type(None)]
    if get_origin(field.annotation) is Literal:
        return ", ".join(f"`{kind}`" for kind in kinds)
    kind = kinds[0] if kinds else field.annotation
    if name.endswith("_file"):
        return "a file"
    if kind in (int, float):
        return _range(field.metadata)
    kinds_in_words = {
        Path: "a folder",
        str: "text",
        SecretStr: "text, shown nowhere",
        bool: "`true` or `false`",
    }
    return kinds_in_words.get(kind, str(kind))


def _range(limits: list[Any]) -> str:
    low = next((limit.ge for limit in limits if hasattr(limit, "ge")), None)
    high = next((limit.le for limit in limits if hasattr(limit, "le")), None)
    if high is None:
        return f"a number from {low}" if low is not None else "a number"
    return f"a number, {low} to {high}"


def document() -> str:
    """The whole page with the table as it should be."""
    before, _, rest = DOCUMENT.read_text(encoding="utf-8").partition(BEGIN)
    return f"{before}{BEGIN}\n{table()}\n{END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    DOCUMENT.write_text(document(), encoding="utf-8")
