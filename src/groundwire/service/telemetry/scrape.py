"""What Prometheus reads: the counters of this process, or of all workers behind one address.

Several workers write their counters into files of one folder, and whichever of them is asked sums
them up: ``prometheus_client``'s own multi-process mode, which it takes from the environment that a
worker is started with.
"""

import platform
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead
from prometheus_client.registry import Collector

from groundwire import __version__

if TYPE_CHECKING:
    from groundwire.index.generation import Index

FOLDER_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"  # prometheus_client's, of the workers' environment
_START = "process_start_time_seconds"


def text_of(registry: CollectorRegistry, index: "Index", *, shared: Path | None) -> bytes:
    """Everything in Prometheus' text format; ``shared`` is the folder of the workers' counters."""
    here = CollectorRegistry()
    here.register(_Described(index))
    here.register(_Processes(shared))
    if shared is None:
        return generate_latest(registry) + generate_latest(here)
    merged = CollectorRegistry()
    MultiProcessCollector(merged, str(shared))  # type: ignore[no-untyped-call]
    return generate_latest(merged) + generate_latest(here)


def forget(shared: Path, pid: int) -> None:
    """Take out what a worker that is dead had in progress; what it has counted stays."""
    mark_process_dead(pid, str(shared))  # type: ignore[no-untyped-call]


class _Described(Collector):
    """The index that is served and the version that serves it."""

    def __init__(self, index: "Index") -> None:
        self._index = index

    def collect(self) -> Iterator[Metric]:
        """A sample each."""
        index = self._index
        yield _gauge(
            "index_articles", "Articles in the index that is being served.", index.info.articles,
            generation=index.generation, encoder=index.encoder,
        )  # fmt: skip
        yield _gauge("index_passages", "Passages in the index that is served.", index.passages)
        yield _gauge(
            "index_written_timestamp_seconds",
            "When the generation served was committed, Unix time.",
            index.written.timestamp(),
        )
        yield _gauge(
            "build_info", "The version that runs; always 1.", 1,
            version=__version__, python=platform.python_version(),
        )  # fmt: skip


class _Processes(Collector):
    """This process, or all workers together: the sum, of the start the latest."""

    def __init__(self, shared: Path | None) -> None:
        self._pids = ["self"] if shared is None else _pids(shared)

    def collect(self) -> Iterable[Metric]:
        """Memory, processor, files and start."""
        found: dict[str, Metric] = {}
        for pid in self._pids:
            collector = ProcessCollector(pid=lambda pid=pid: pid, registry=None)  # type: ignore[misc]
            for metric in collector.collect():
                _add(found.setdefault(metric.name, metric), metric)
        return found.values()


def _add(total: Metric, one: Metric) -> None:
    if total is one:
        return
    (before,), (sample,) = total.samples, one.samples
    value = max if one.name == _START else lambda *values: sum(values)
    total.samples = [before._replace(value=value(before.value, sample.value))]


def _pids(shared: Path) -> list[str]:
    """The workers that count here; one that is dead has nothing under /proc."""
    return sorted({file.stem.rpartition("_")[2] for file in shared.glob("*.db")})


def _gauge(name: str, says: str, value: float, **labels: str) -> Metric:
    family = GaugeMetricFamily(f"groundwire_{name}", says, labels=list(labels))
    family.add_metric(list(labels.values()), value)
    return family
