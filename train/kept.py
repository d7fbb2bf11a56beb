"""The examples, made once and kept beside the training, so that going on takes no minutes."""

import gzip
import json
from dataclasses import asdict
from pathlib import Path

from train.example import Example, Marked
from train.mixture import Sources, pools

VERSION = 1  # of what the examples are made by


def examples_of(sources: Sources, folder: Path) -> dict[str, list[Example]]:
    """All examples by kind; read back where they have been made with the same seed and fold."""
    path = folder / f"examples-{VERSION}-{sources.held}-{sources.seed}.jsonl.gz"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        _write(pools(sources), path)
    return _read(path)


def _write(found: dict[str, list[Example]], path: Path) -> None:
    draft = path.with_suffix(".draft")
    with gzip.open(draft, "wt", encoding="utf-8", compresslevel=3) as lines:
        for name, examples in found.items():
            for one in examples:
                lines.write(json.dumps([name, asdict(one)]) + "\n")
    draft.replace(path)


def _read(path: Path) -> dict[str, list[Example]]:
    found: dict[str, list[Example]] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            name, row = json.loads(line)
            found.setdefault(name, []).append(_example(row))
    return found


def _example(row: dict) -> Example:
    span, evidence = row.pop("span"), row.pop("evidence")
    marks = None if evidence is None else tuple(Marked(**one) for one in evidence)
    return Example(**row, span=tuple(span) if span else None, evidence=marks)
