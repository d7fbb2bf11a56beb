"""Sweeps: a change of an index, cut off or made to fail at every place there is.

Each returns how often it tried and what was lost. The tests sweep some of the places, or with few
changes; ``bench/faults.py`` sweeps all of them.
"""

import errno
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from forks import Ended, Forks
from power import Recorder, State, digest_of, laid_out
from world import Change, held, scratch

from groundwire.errors import ArticleError, GroundwireError
from groundwire.index.durable import LOCK
from groundwire.index.failpoints import NAMES
from groundwire.index.manifest import CURRENT, GENERATIONS

KILLED = -9
FEW = 2  # states drawn at a moment where one loss is enough
MOST = 2_000  # places of a kind: a sweep that finds no end is a mistake
# What a change asks of the system that a disk can refuse, and how.
REFUSED = {
    "write": (errno.ENOSPC, errno.EIO),
    "fsync": (errno.EIO,),
    "rename": (errno.EIO,),
    "mkdir": (errno.ENOSPC,),
    "openat": (errno.ENOSPC, errno.EIO),
    "unlink": (errno.EIO,),
    "unlinkat": (errno.EIO,),
    "rmdir": (errno.EIO,),
    "ftruncate": (errno.EIO,),
    "flock": (errno.ENOLCK,),
}


@dataclass
class Swept:
    """How many trials there were, and what was lost in which."""

    trials: int = 0
    ended: int = 0  # of the trials: how often the command did not do what it was to do
    lost: list[str] = field(default_factory=list)

    def note(self, place: str, *problems: str | None) -> None:
        self.trials += 1
        self.lost += [f"{place}: {problem}" for problem in problems if problem]


def killed(change: Change, forks: Forks, *, mend_every: int = 1) -> Swept:
    """``kill -9`` at every failpoint of the change, and the next run of the same."""
    swept = Swept()
    with scratch() as place:
        for name in NAMES:
            for number in range(1, MOST):
                index = change.begin(place)
                ended = forks.run(change.command(index), FAILPOINT=f"{name}:{number}")
                if ended.code == 0:
                    break
                mended = swept.trials % mend_every == 0
                unclear = None if ended.code == KILLED else f"exit code {ended.code}"
                lost = change.lost(index)
                swept.note(
                    f"{change.name}, killed at {name}:{number}",
                    unclear,
                    lost,
                    change.not_mended(index) if mended and not lost else None,
                )
    swept.ended = swept.trials
    return swept


def refused(
    change: Change, forks: Forks, *, step: int = 1, calls: dict[str, tuple[int, ...]] = REFUSED
) -> Swept:
    """Each system call of the change that may fail, failing; every ``step``-th of a kind."""
    swept = Swept()
    for call, errors in calls.items():
        for error in errors:
            fault = f"error={errno.errorcode[error]}"
            for number, ended, index in _injected(change, forks, call, fault, step):
                lost = change.lost(index)
                if lost and ended.code == ArticleError.exit_code:
                    lost = change.told_and_left_out(index)
                told = "groundwire: " in ended.said or not ended.code
                swept.ended += ended.code != 0
                swept.note(
                    f"{change.name}, {call}:{number} {fault}",
                    None if told and "Traceback" not in ended.said else f"said {ended.said!r}",
                    lost,
                    _claimed(change, ended.code, index),
                )
    return swept


def killed_in_calls(change: Change, forks: Forks, *, step: int = 1) -> Swept:
    """``kill -9`` in each system call of the change that changes something on the disk."""
    swept = Swept()
    for call in REFUSED:
        for number, ended, index in _injected(change, forks, call, "signal=KILL", step):
            swept.ended += ended.code == KILLED
            swept.note(f"{change.name}, killed in {call}:{number}", change.lost(index))
    return swept


def _claimed(change: Change, code: int, index: Path) -> str | None:
    """A change that says it was made must have been."""
    if code == 0 and held(index) != change.after:
        return "success was reported, and the index does not hold what it should"
    return None


def _injected(
    change: Change, forks: Forks, call: str, fault: str, step: int
) -> Iterator[tuple[int, Ended, Path]]:
    """``(number, how it ended, index)`` with the fault in every ``step``-th call of this kind."""
    with scratch() as place:
        log = place / "strace"
        for number in range(1, MOST, step):
            index = change.begin(place)
            log.unlink(missing_ok=True)
            options = ["-o", str(log), "-e", f"trace={call}"]
            ended = forks.run(
                change.command(index),
                strace=[*options, "-e", f"inject={call}:{fault}:when={number}"],
            )
            if not _reached(log, call, number):
                return
            yield number, ended, index


def _reached(log: Path, call: str, number: int) -> bool:
    return len(re.findall(rf"^\d+ +{call}\(", log.read_text(errors="replace"), re.M)) >= number


def power_lost(change: Change, *, to_the_first: bool = False) -> Swept:
    """Every state that a power loss may leave at any moment of the change."""
    swept = Swept()
    judged: set[bytes] = set()

    def judge(state: State) -> None:
        key = digest_of(state)
        if key in judged:
            return
        judged.add(key)
        with scratch() as spot:
            lost = change.lost(laid_out(state, spot))
        swept.note(f"{change.name}, power lost after {recorder.operations} steps", lost)
        if lost and to_the_first:
            raise Found

    with scratch() as place, suppress(Found):
        index = change.begin(place)
        recorder = Recorder(index, judge, **({"sample": FEW} if to_the_first else {}))
        recorder.record(lambda: change.do(index))
        swept.ended = recorder.operations
    return swept


class Found(Exception):
    """A loss was found, and one is enough."""


def _truncated(whole: bytes, _: bytes) -> bytes:
    return whole[:-1]


def _halved(whole: bytes, _: bytes) -> bytes:
    return whole[: len(whole) // 2]


def _zeroed(whole: bytes, _: bytes) -> bytes:
    return bytes(len(whole))


def _flipped(whole: bytes, _: bytes) -> bytes:
    middle = len(whole) // 2
    return whole[:middle] + bytes([whole[middle] ^ 4]) + whole[middle + 1 :] if whole else b"\0"


def _exchanged(_: bytes, other: bytes) -> bytes:
    return other


DAMAGES = (_truncated, _halved, _zeroed, _flipped, _exchanged)


def damaged(change: Change) -> Swept:
    """Every file of the index after the change, damaged in every way, or exchanged for the file of
    the same kind of another generation: it is refused by name, or a whole generation is served."""
    swept = Swept()
    with scratch() as place:
        index = change.begin(place)
        pointer = (index / CURRENT).read_bytes()
        change.do(index)
        contents = {path: path.read_bytes() for path in _files(index)}
        for path, whole in contents.items():
            other = pointer if path.name == CURRENT else _other(path, contents)
            for damage in DAMAGES:
                content = damage(whole, other)
                if content == whole:
                    continue
                path.write_bytes(content)
                swept.ended += 1
                what = f"{change.name}, {path.relative_to(index)} {damage.__name__.strip('_')}"
                swept.note(what, _served(change, index, path))
                path.write_bytes(whole)
    return swept


def _files(index: Path) -> list[Path]:
    return sorted(path for path in index.rglob("*") if path.is_file() and path.name != LOCK)


def _other(path: Path, contents: dict[Path, bytes]) -> bytes:
    """The content of another file of this kind: of another segment or generation."""
    manifest = path.parent.name == GENERATIONS
    same = [
        content
        for one, content in contents.items()
        if (one.parent == path.parent if manifest else one.name == path.name)
    ]
    return next((content for content in same if content != contents[path]), b"")


def _served(change: Change, index: Path, path: Path) -> str | None:
    """What is wrong with how a damaged file is met."""
    try:
        found = held(index)
    except GroundwireError as error:
        told = str(path) in str(error) and "groundwire build" in str(error)
        return None if told else f"the message does not help: {error}"
    except Exception as error:  # noqa: BLE001 - whatever damage can make of the reader is a loss
        return f"the reader broke: {error!r}"
    return None if found in (change.before, change.after) else "damage was served"
