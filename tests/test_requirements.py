"""The lock files: every package pinned by hash, from wherever pip is configured to look."""

import re
import tomllib
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
    """Each dependency of pyproject.toml is pinned, those of `dev` in dev.txt."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    runtime, dev = (pins(ROOT / "requirements" / name) for name in ("runtime.txt", "dev.txt"))
    named = {normal(requirement) for requirement in project["dependencies"]}
    tools = {normal(requirement) for requirement in project["optional-dependencies"]["dev"]}
    assert named - set(runtime) == {"torch"}  # which has lock files of its own
    assert tools - set(dev) == set()


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
