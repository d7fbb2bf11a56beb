"""Modules stand on floors and import only downwards; heavy libraries stay in one room."""

import ast
import subprocess
import sys
from collections import defaultdict
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "groundwire"
# docs/architecture.md draws these; `__init__` and `__main__` of the package are the front door.
FLOORS = {
    0: ("records", "errors", "settings", "settings_sources", "requests"),
    1: ("language",),
    2: ("corpus",),
    3: ("index",),
    4: ("question",),
    5: ("search", "reading", "verify"),
    6: ("compose",),
    7: ("answer",),
    8: ("wiring", "client"),
    9: ("service", "evaluation"),
    10: ("cli",),
}
FLOOR = {room: floor for floor, rooms in FLOORS.items() for room in rooms}
FRONT_DOOR = {"", "__main__"}
# Slow to import, or large, or optional: one module each, so that a change of mind has one address.
HEAVY = (
    "torch",
    "transformers",
    "sentence_transformers",
    "openvino",
    "faiss",
    "tokenizers",
    "trafilatura",
    "lxml",
    "feedparser",
    "protego",
    "docx",
    "pypdf",
    "dateparser",
    "py3langid",
    "ftfy",
    "ragas",
    "jinja2",
    "opentelemetry",
    "mcp",
    "mcp_types",
)
# Parsing a date or an HTML page is not what `import groundwire` or `--help` should wait for.
NEVER_AT_START = ("torch", "transformers", "sentence_transformers", "openvino", "faiss")


def modules() -> dict[str, Path]:
    """Dotted name inside the package ('' is the package itself) -> file."""
    names = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = list(path.relative_to(PACKAGE).with_suffix("").parts)
        if parts[-1] == "__init__":
            parts.pop()
        names[".".join(parts)] = path
    return names


def imported(path: Path) -> set[str]:
    """Full dotted names that a file imports anywhere in it, functions included."""
    found = set()
    package = "groundwire." + ".".join(path.relative_to(PACKAGE).parent.parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package.rstrip(".").split(".")
            base = ".".join(above[: len(above) - node.level + 1]) + "." if node.level else ""
            module = (base + (node.module or "")).rstrip(".")
            found |= {module} | {f"{module}.{alias.name}" for alias in node.names}
    return found


def inner_imports() -> dict[str, set[str]]:
    """Module -> modules of the package that it imports, both as names inside the package."""
    known = modules()
    return {
        name: {
            inner
            for full in imported(path)
            if (inner := full.removeprefix("groundwire.")) in known and inner != name
        }
        for name, path in known.items()
    }


def room(module: str) -> str:
    """The name that the floors know: a package, or a file."""
    return module.partition(".")[0]


def test_every_module_stands_on_a_floor() -> None:
    """A new module or package is placed on a floor before it is used."""
    assert {m for m in modules() if m not in FRONT_DOOR and room(m) not in FLOOR} == set()


def test_imports_go_down_only() -> None:
    """A module imports from lower floors, or from its own package, and from nowhere else."""
    wrong = [
        f"{module} (floor {FLOOR[room(module)]}) imports {other} (floor {FLOOR[room(other)]})"
        for module, others in inner_imports().items()
        for other in sorted(others)
        if module not in FRONT_DOOR and other not in FRONT_DOOR
        if FLOOR[room(other)] >= FLOOR[room(module)] and room(other) != room(module)
        # The ground floor and the command line are one room each, in several files.
        if not FLOOR[room(other)] == FLOOR[room(module)] == 0
    ]
    assert wrong == []


def test_the_package_itself_imports_none_of_its_rooms() -> None:
    """`import groundwire` is the version and the doc, nothing more."""
    assert inner_imports()[""] == set()


def test_there_is_no_cycle() -> None:
    """No module imports itself through others, not even inside a function."""
    try:
        list(TopologicalSorter(inner_imports()).static_order())
    except CycleError as error:
        pytest.fail(f"import cycle: {error.args[1]}")


def test_a_heavy_library_is_imported_in_one_module_only() -> None:
    """Each heavy or optional library has one module that knows it."""
    users: dict[str, list[str]] = defaultdict(list)
    for name, path in modules().items():
        for library in {full.partition(".")[0] for full in imported(path)} & set(HEAVY):
            users[library].append(name)
    assert {library: where for library, where in users.items() if len(where) > 1} == {}


def test_heavy_libraries_are_imported_where_they_are_needed() -> None:
    """No module imports a heavy library at its top level: only the function that needs it does."""
    wrong = []
    for name, path in modules().items():
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Import):
                libraries = {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                libraries = {(node.module or "").partition(".")[0]}
            else:
                continue
            wrong += [f"{name}: {library}" for library in sorted(libraries & set(HEAVY))]
    assert wrong == []


@pytest.mark.parametrize("module", ["groundwire", "groundwire.cli.app", "groundwire.wiring"])
def test_starting_imports_nothing_heavy(module: str) -> None:
    """Importing the package, its command line or its wiring loads no model library."""
    program = f"import sys, {module}; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout.split()
    assert set(loaded) & set(NEVER_AT_START) == set()


def test_the_environment_is_read_by_the_doors_only() -> None:
    """Settings come in from outside: no module below the doors reads the environment."""
    readers = [
        name
        for name, path in modules().items()
        if any(
            isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv")
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        )
    ]
    assert [name for name in readers if FLOOR.get(room(name), 10) < 9] == []
