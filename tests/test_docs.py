"""The documentation names everything there is, and nothing that there is not."""

import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from typer.main import get_command

import settings_table
from groundwire import errors
from groundwire.cli.app import app
from groundwire.errors import GroundwireError
from groundwire.service.app import create_app
from groundwire.settings import PREFIX, Settings
from groundwire.settings_sources import FILE_VARIABLE

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("*/README.md")])
DOCS = "\n".join(page.read_text(encoding="utf-8") for page in (ROOT / "docs").rglob("*.md"))
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```[a-z]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
# What a machine of this workplace or of a developer would leave behind.
MACHINE_PATHS = re.compile(r"(?<![\w.~])/(?:work|tmp/dev|root|opt/(?:pypi|wheels))(?:/|\b)")


def commands() -> dict[str, Any]:
    return dict(cast(Any, get_command(app)).commands)


def options() -> Iterator[tuple[str, str]]:
    """(command, option) of every long option of every command."""
    for name, command in commands().items():
        for parameter in command.params:
            for option in chain(parameter.opts, parameter.secondary_opts):
                if option.startswith("--"):
                    yield name, option


def routes() -> set[tuple[str, str]]:
    """(method, path) of every route that the API describes."""
    answerer = cast(Any, SimpleNamespace())
    paths = create_app(answerer, Settings()).openapi()["paths"]
    return {(method.upper(), path) for path, methods in paths.items() for method in methods}


def verbs() -> set[str]:
    """The targets of the Makefile that `make help` lists."""
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z-]+):.*## ", text, re.MULTILINE))


def kinds_of_error(kind: type[GroundwireError] = GroundwireError) -> set[type[GroundwireError]]:
    return {kind}.union(*(kinds_of_error(child) for child in kind.__subclasses__()))


def section(page: str, heading: str) -> str:
    """The text under a heading, down to the next one of its level."""
    return (page + "\n## ").partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_command_is_documented(name: str) -> None:
    """Each command has a section in docs/commands.md that names each of its options."""
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    text = section(page, name)
    assert text
    missing = [o for command, o in options() if command == name and o not in text]
    assert missing == []


def test_the_table_of_settings_is_the_settings() -> None:
    """docs/configuration.md holds the table that the settings themselves make."""
    assert settings_table.document() == settings_table.DOCUMENT.read_text(encoding="utf-8")


def test_every_setting_named_anywhere_exists() -> None:
    """A GROUNDWIRE_ name in a page, in the image or in the compose file is a setting."""
    known = {PREFIX + name.upper() for name in (*Settings.model_fields, FILE_VARIABLE)}
    files = [*PAGES, ROOT / "Dockerfile", ROOT / "docker-compose.yml", ROOT / "Makefile"]
    for file in files:
        named = set(re.findall(rf"\b{PREFIX}[A-Z_]+\b", file.read_text(encoding="utf-8")))
        assert named - known - {PREFIX} == set(), file.name


@pytest.mark.parametrize(("method", "path"), sorted(routes()))
def test_every_route_is_documented(method: str, path: str) -> None:
    """Each HTTP route is named in docs/api.md with its method."""
    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    pattern = re.escape(path).replace(re.escape("{article_id}"), r"\{[a-z_]+\}")
    assert re.search(rf"\b{method} {pattern}(?![\w/])", page), f"{method} {path}"


# What is served beside the API that OpenAPI describes.
OTHER_PATHS = {"/", "/web/", "/openapi.json", "/mcp"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_a_route_named_anywhere_exists(page: Path) -> None:
    """A method and a path in a page is a route that there is."""
    known = {(method, re.sub(r"\{.*?\}", "{}", path)) for method, path in routes()}
    text = page.read_text(encoding="utf-8")
    for method, path in re.findall(r"\b(GET|POST|PUT|PATCH|DELETE) (/[^\s`\"'|),;:?]*)", text):
        named = re.sub(r"\{.*?\}", "{}", path.rstrip("."))
        assert named in OTHER_PATHS or (method, named) in known, f"{method} {path}"


def test_every_exit_code_is_documented() -> None:
    """The table of exit codes in docs/commands.md holds every code that an error becomes."""
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    listed = set(map(int, re.findall(r"^\| (\d+) \|", section(page, "Exit codes"), re.MULTILINE)))
    assert {kind.exit_code for kind in kinds_of_error()} | {0} <= listed


@pytest.mark.parametrize("verb", sorted(verbs()))
def test_every_make_verb_is_documented(verb: str) -> None:
    """Each verb of the Makefile is explained in docs/quickstart.md."""
    assert f"make {verb}" in (ROOT / "docs" / "quickstart.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    """A link to a file of the repository leads to a file that is there, heading included."""
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        file = (page.parent / name).resolve() if name else page
        assert file.exists(), f"{page.name}: {target}"
        if anchor:
            assert anchor in anchors(file), f"{page.name}: {target}"


def anchors(page: Path) -> set[str]:
    """The names under which GitHub links to the headings of a page."""
    found = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in found}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_commands_shown_exist(page: Path) -> None:
    """A `groundwire` or `make` line in a code block names commands, options and verbs there are."""
    known = set(options())
    for line in chain.from_iterable(
        block.splitlines() for block in FENCE.findall(page.read_text(encoding="utf-8"))
    ):
        for command, rest in re.findall(
            r"^(?:\$ )?(?:[A-Z_]+=\S+ )*(?:\.venv/bin/)?groundwire ([a-z]+)(.*)", line
        ):
            assert command in commands(), f"{page.name}: {line}"
            for option in re.findall(r"(?<=\s)--[a-z-]+", rest.partition("#")[0]):
                assert (command, option) in known or option == "--help", f"{page.name}: {line}"
        for verb in re.findall(r"^(?:\$ )?make ([a-z-]+)\b", line):
            assert verb in verbs(), f"{page.name}: {line}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_pages_name_no_machine(page: Path) -> None:
    """No page holds a path of the machine that it was written on."""
    assert MACHINE_PATHS.findall(page.read_text(encoding="utf-8")) == []


def test_every_page_is_reached_from_the_readme() -> None:
    """Whoever starts at README.md can click to every page of docs/."""
    reached, todo = set(), [ROOT / "README.md"]
    while todo:
        page = todo.pop()
        if page in reached:
            continue
        reached.add(page)
        links = LINK.findall(page.read_text(encoding="utf-8"))
        files = ((page.parent / link.partition("#")[0]).resolve() for link in links)
        todo += [file for file in files if file.suffix == ".md" and file.is_file()]
    assert set((ROOT / "docs").rglob("*.md")) - reached == set()


def test_tests_named_in_the_docs_exist() -> None:
    """A promise in docs/reliability.md names a test that is there."""
    page = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", page)
    assert named
    for file, test in named:
        assert f"def {test}(" in (ROOT / file).read_text(encoding="utf-8"), f"{file}::{test}"


def test_the_errors_are_all_in_one_module() -> None:
    """Every error that becomes an exit code is drawn in errors.py."""
    assert {kind.__module__ for kind in kinds_of_error()} == {errors.__name__}
