"""What a run was made from and with: digests, settings, versions, machine, time."""

import os
import platform
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import groundwire
from groundwire.evaluation.questions import text_digest
from groundwire.records import Article
from groundwire.settings import Settings

# Those whose version may change an answer or a figure.
PACKAGES = ("numpy", "faiss-cpu", "openvino", "torch", "sentence-transformers", "PyStemmer", "ftfy")
# Settings that decide what an answer says; the others say where and how fast.
ANSWERING = ("encoder", "model", "passage_tokens", "top_k", "max_claims")


def corpus_digest(articles: Iterable[Article]) -> str:
    """Of all articles together, whatever their order: ids, dates and cleaned texts."""
    return _digest(sorted(f"{a.id} {a.published} {a.source} {a.digest}" for a in articles))


def settings_digest(settings: Settings) -> str:
    """Of the settings that decide what an answer says."""
    return _digest([settings.model_dump_json(include=set(ANSWERING))])


def code_digest() -> str:
    """Of the installed package's own source: two runs of one version may differ in it."""
    folder = Path(groundwire.__file__).parent
    return _digest(file.read_text("utf-8") for file in sorted(folder.rglob("*.py")))


def circumstances() -> dict[str, str]:
    """Versions, machine and time."""
    return {
        "groundwire": groundwire.__version__,
        "python": platform.python_version(),
        **{name: found for name in PACKAGES if (found := _version(name))},
        "system": platform.platform(),
        "processor": f"{_processor()}, {os.cpu_count()} cores",
        "load before": ", ".join(f"{load:.1f}" for load in os.getloadavg()),
        "begun": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def _digest(texts: Iterable[str]) -> str:
    return text_digest("".join(f"{text}\0" for text in texts))


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _processor() -> str:
    """The model's name as Linux tells it, or the kind of machine."""
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.machine()
