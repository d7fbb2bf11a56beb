"""The command line run in this process, with the hashing encoder, over a folder of articles."""

from pathlib import Path

import pytest
from command_line import Groundwire, Ran

from groundwire.cli.app import run

ARTICLES = {
    "bridge.md": """---
title: Tern Bridge shut for fourteen weeks
source: The Ledger
published: 2025-03-11
---
Tern Bridge will be shut to traffic from 20 March 2025 for fourteen weeks, the council said.

Engineers found cracks in 26 of its cables. Mayor Ada Holm said nobody was in danger.
""",
    "library.md": """---
title: Library reopens after flood
source: Morning Post
published: 2025-02-02
---
The Ansel library reopened on Saturday after a flood damaged 12,000 books in October 2024.

Volunteers dried the books on tables in a school hall, said librarian Tom Vance.
""",
}


@pytest.fixture
def groundwire(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Groundwire:
    """Run a command in an empty folder; keyword arguments are variables of the environment."""
    monkeypatch.chdir(tmp_path)

    def command(*arguments: str, **environment: str) -> Ran:
        code = run(arguments, {"GROUNDWIRE_ENCODER": "hashing", **environment})
        out, err = capfdbinary.readouterr()
        return Ran(code, out.decode(), err.decode())

    return command


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """The folder `corpus` with two articles."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def indexed(groundwire: Groundwire, corpus: Path) -> Groundwire:
    """The same, after a build of the two articles."""
    assert groundwire("build").code == 0
    return groundwire
