"""Sweep every fault of tests/faults at every place: failpoints, system calls, moments, files.

    python bench/faults.py
    python bench/faults.py --changes add

Needs strace. Prints a line a sweep: how many trials, in how many the command was stopped, and what
was lost; the exit code is 1 if anything was.
"""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "faults"))

from forks import Forks
from sweeps import Swept, damaged, killed, killed_in_calls, power_lost, refused
from world import Change, make_changes, scratch

Sweep = Callable[[Change, Forks], Swept]
SWEEPS: dict[str, Sweep] = {
    "states after a power loss": lambda change, _: power_lost(change),
    "files damaged": lambda change, _: damaged(change),
    "killed at failpoints": killed,
    "system calls refused": refused,
    "killed in system calls": killed_in_calls,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--changes", nargs="+", default=["first", "build", "add", "remove"])
    parser.add_argument("--sweeps", nargs="+", choices=list(SWEEPS), default=list(SWEEPS))
    args = parser.parse_args()
    lost: list[str] = []
    with scratch() as place, Forks() as forks:
        changes = make_changes(place)
        for name in args.sweeps:
            for change in args.changes:
                if name == "files damaged" and change == "first":
                    continue  # there is no other generation to exchange files with
                started = time.perf_counter()
                swept = SWEEPS[name](changes[change], forks)
                lost += swept.lost
                print(
                    f"{name:<26} {change:<7} {swept.trials:>6,} trials {swept.ended:>6,} stopped "
                    f"{len(swept.lost):>3} lost  {time.perf_counter() - started:6.1f} s",
                    flush=True,
                )
    print("\n".join(lost))
    sys.exit(1 if lost else 0)


if __name__ == "__main__":
    main()
