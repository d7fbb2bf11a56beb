"""Enough of jq for the examples of the documentation, where jq is not installed.

``jq [-r] FILTER``: fields (``.a.b``), places in a list (``[0]``), each of a list (``[]``), texts
that hold them (``"\\(.a) and \\(.b)"``), several filters with a comma between, and pipes.
"""

import json
import re
import sys
from typing import Any

_APART = r"{}(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)"  # a sign that stands outside of quotes


def piped(value: Any, filters: str) -> list[Any]:
    """What filters with pipes between them make of a value."""
    values = [value]
    for several in re.split(_APART.format(r"\|"), filters):
        steps = re.split(_APART.format(","), several)
        values = [each for one in values for step in steps for each in applied(one, step.strip())]
    return values


def applied(value: Any, step: str) -> list[Any]:
    """What one filter makes of a value."""
    if step.startswith('"'):
        return [re.sub(r"\\\(([^)]*)\)", lambda part: str(applied(value, part[1])[0]), step[1:-1])]
    values = [value]
    for name, place in re.findall(r"\.?(\w+)|\[(\d*)\]", step):
        if name:
            values = [each[name] for each in values]
        elif place:
            values = [each[int(place)] for each in values]
        else:
            values = [inner for each in values for inner in each]
    return values


def main(arguments: list[str]) -> None:
    """Filter the document on the standard input."""
    raw = arguments[0] == "-r"
    for value in piped(json.load(sys.stdin), arguments[-1]):
        print(value if raw and isinstance(value, str) else json.dumps(value, ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1:])
