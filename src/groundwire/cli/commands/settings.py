"""The command that shows which settings hold, and where each is from."""

from typing import TYPE_CHECKING, Any

import typer

from groundwire.cli import options as option
from groundwire.cli.output import results as output

if TYPE_CHECKING:
    from groundwire.settings_sources import Chosen


def settings(
    context: typer.Context, as_json: option.AsJson = False, index: option.Index = None
) -> None:
    """Print the settings that hold, and where each is from; secrets are masked."""
    chosen = option.chosen_of(context, index=index)
    shown = _shown(chosen)
    if as_json:
        output.print_json({"file": chosen.file, "settings": shown})
    else:
        values = {name: _written(entry["value"]) for name, entry in shown.items()}
        width = max(map(len, values.values()))
        output.print_table(
            [(name, f"{values[name]:<{width}}  {entry['from']}") for name, entry in shown.items()]
        )


def _shown(chosen: "Chosen") -> dict[str, dict[str, Any]]:
    """Each setting's value, a secret as stars, and where it was written."""
    values = chosen.settings.model_dump(mode="json")
    return {
        name: {"value": value, "from": chosen.origins[name].removesuffix(f", {name}")}
        for name, value in values.items()
    }


def _written(value: object) -> str:
    """A value as the file of settings has it; nothing for none."""
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)
