"""Where a write to the index can be interrupted, so that tests can show what is left then.

Every step that changes something on the disk says so here, after it was done. Nothing happens then
unless a test watches: it may end the process, fail the step, or note what was done. This is state
of the process, the only one of the package: a failpoint must be reached wherever the write is.
"""

import os
import signal
from collections.abc import Callable
from pathlib import Path

VARIABLE = "FAILPOINT"  # of the environment: NAME or NAME:N, at the N-th time the process is killed
NAMES = (
    "lock",
    "make folder",
    "create",
    "write",
    "sync",
    "rename",
    "sync folder",
    "delete",
    "delete folder",
)
Watch = Callable[[str, tuple[Path, ...]], None]

_watch: Watch | None = None


def reached(name: str, *paths: Path) -> None:
    """Say that a step was done to these paths; raises what the watching test raises."""
    if name not in NAMES:
        raise ValueError(f"{name!r} is no failpoint. Add it to NAMES, or a sweep would miss it.")
    if _watch is not None:
        _watch(name, paths)


def watch(watcher: Watch | None) -> None:
    """Have a function called at each step; None ends it."""
    global _watch
    _watch = watcher


def arm(order: str) -> None:
    """Kill this process, as ``kill -9`` does, at the step that ``NAME`` or ``NAME:N`` names."""
    name, _, number = order.partition(":")
    left = int(number or 1)

    def kill(step: str, _: tuple[Path, ...]) -> None:
        nonlocal left
        left -= step == name
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)

    if name not in NAMES:
        raise ValueError(f"{name!r} is no failpoint: {', '.join(NAMES)}.")
    watch(kill)
