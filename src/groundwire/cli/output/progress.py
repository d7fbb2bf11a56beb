"""What is said while a command works: messages and progress, all on the standard error."""

import logging
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from groundwire.cli.output.results import printable

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

T = TypeVar("T")
# How the steps of a build and of an evaluation are called in front of people.
STAGES = {
    "fetch": "fetching pages",
    "read": "reading files",
    "clean": "cleaning articles",
    "split": "splitting articles into passages",
    "embed": "embedding passages",
    "write": "writing the index",
    "swap": "making it the current one",
    "questions": "asking questions",
    "judged": "judging answers",
}
Report = Callable[[str, int, int], None]


def say(message: str) -> None:
    """One line for the person at the terminal."""
    print(f"groundwire: {' '.join(printable(message).split())}", file=sys.stderr, flush=True)


class Warnings(logging.Handler):
    """Says what the package logs as a warning, such as a damaged index that is served still."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)

    def emit(self, record: logging.LogRecord) -> None:
        say(record.getMessage())


@contextmanager
def progress() -> Iterator[Report]:
    """A function ``(stage, done, total)`` that shows how far the work is; total 0 is unknown.

    On a terminal each stage is a bar; elsewhere each is one line when it begins.
    """
    if not sys.stderr.isatty():
        yield _lines()
        return
    with _bars() as bars:
        yield _on(bars)


def followed(items: Iterable[T], what: str) -> Iterator[T]:
    """The items, with a counter on the standard error while they are used.

    Only where that is a terminal and the results do not scroll past on it too.
    """
    if not sys.stderr.isatty() or sys.stdout.isatty():
        yield from items
        return
    with _bars() as bars:
        yield from bars.track(items, description=what)


def _lines() -> Report:
    begun: set[str] = set()

    def report(stage: str, done: int, total: int) -> None:
        if stage not in begun and total != 1:
            begun.add(stage)
            say(STAGES.get(stage, stage) + (f": {total:,}" if total else ""))

    return report


def _bars() -> "Progress":
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
    )


def _on(bars: "Progress") -> Report:
    tasks: dict[str, TaskID] = {}

    def report(stage: str, done: int, total: int) -> None:
        if stage not in tasks:
            tasks[stage] = bars.add_task(STAGES.get(stage, stage), total=total or None)
        bars.update(tasks[stage], completed=done, total=total or None)

    return report
