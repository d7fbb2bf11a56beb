"""Power loss, enumerated: what a disk may hold when the power goes at any moment of a change.

The operations are recorded as Python does them (audit events and ``os.fsync``), not as the code
under test says it does them. A file that was not synced is empty, half there or whole; a name that
was made, changed or removed in a folder since the folder was synced is so or is not yet, each
independently of the others. A rename within a folder is one step, as file systems promise.
"""

import os
import random
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import product
from pathlib import Path
from typing import Any
from unittest import mock

SAMPLE = 40  # of the states at one moment where there are more; those with all and nothing too
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


@dataclass(eq=False)
class File:
    """Its bytes as the system has them, and as the disk surely has them."""

    now: bytes = b""
    safe: bytes | None = b""

    def variants(self) -> list[bytes]:
        if self.now == self.safe:
            return [self.now]
        return [b"", self.now[: len(self.now) // 2], self.now]


Edit = tuple[str | None, str | None]  # names in a folder: removed, made


@dataclass(eq=False)
class Folder:
    """Its names as the system has them, as the disk surely has them, and what is between."""

    now: dict[str, "Node"] = field(default_factory=dict)
    safe: dict[str, "Node"] = field(default_factory=dict)
    edits: list[tuple[Edit, "Node | None"]] = field(default_factory=list)

    def edit(self, removed: str | None, made: str | None, node: "Node | None") -> None:
        _apply(self.now, (removed, made), node)
        self.edits.append(((removed, made), node))

    def names(self, kept: "Kept") -> dict[str, "Node"]:
        """The names if these of the edits have reached the disk."""
        names = dict(self.safe)
        for keep, (edit, node) in zip(kept, self.edits, strict=True):
            if keep:
                _apply(names, edit, node)
        return names


Node = File | Folder
Kept = tuple[bool, ...]  # of a folder's edits: which have reached the disk
State = dict[str, bytes | None]  # path -> bytes of a file, None for a folder


def _apply(names: dict[str, Node], edit: Edit, node: Node | None) -> None:
    removed, made = edit
    if removed is not None:
        names.pop(removed, None)
    if made is not None and node is not None:
        names[made] = node


class Disk:
    """What a folder may look like after a power loss."""

    def __init__(self, root: Path, sample: int = SAMPLE) -> None:
        self.root = root
        self._sample = sample
        self.top = Folder()
        if root.exists():
            self.top.now["index"] = self.top.safe["index"] = _loaded(root)
        self._written: dict[Path, File] = {}
        self._draw = random.Random(7)  # noqa: S311

    def find(self, path: Path) -> Node | None:
        node: Node | None = self.top
        for name in self._parts(path):
            node = node.now.get(name) if isinstance(node, Folder) else None
        return node

    def settle(self) -> None:
        """Take over what was written to files since."""
        for path, file in self._written.items():
            if self.find(path) is file and path.exists():
                file.now = path.read_bytes()

    def open(self, path: Path) -> None:
        folder, name = self._place(path)
        file = folder.now.get(name)
        if not isinstance(file, File):
            file = File(safe=None)
            folder.edit(None, name, file)
        self._written[path] = file

    def make(self, path: Path) -> None:
        folder, name = self._place(path)
        folder.edit(None, name, Folder())

    def rename(self, path: Path, target: Path) -> None:
        folder, name = self._place(path)
        other, new = self._place(target)
        assert folder is other, "a rename between folders is not modelled"
        folder.edit(name, new, folder.now[name])
        if path in self._written:
            self._written[target] = self._written.pop(path)

    def remove(self, path: Path) -> None:
        folder, name = self._place(path)
        folder.edit(name, None, None)

    def sync(self, path: Path) -> None:
        node = self.top if path == self.root.parent else self.find(path)
        if isinstance(node, File):
            node.safe = node.now
        elif isinstance(node, Folder):
            node.safe, node.edits = dict(node.now), []

    def states(self) -> Iterator[State]:
        """Every state that the disk may be in, or a sample with the extremes."""
        folders, files = self._unsure()
        edits = sum(len(folder.edits) for folder in folders)
        for kept, sizes in self._choices(edits, len(files)):
            yield self._state(folders, kept, dict(zip(map(id, files), sizes, strict=True)))

    def _choices(self, edits: int, files: int) -> Iterator[tuple[Kept, tuple[int, ...]]]:
        """Which edits have reached the disk, and which variant of each file."""
        if 2**edits * 3**files <= self._sample:
            yield from product(
                product((False, True), repeat=edits), product((0, 1, 2), repeat=files)
            )
            return
        for every, size in product((False, True), (0, 2)):
            yield (every,) * edits, (size,) * files
        for _ in range(self._sample):
            yield (
                tuple(self._draw.random() < 0.5 for _ in range(edits)),
                tuple(self._draw.randrange(3) for _ in range(files)),
            )

    def _state(self, folders: list[Folder], edits: Kept, sizes: dict[int, int]) -> State:
        kept: dict[int, Kept] = {}
        for folder in folders:
            kept[id(folder)], edits = edits[: len(folder.edits)], edits[len(folder.edits) :]
        state: State = {}

        def walk(folder: Folder, place: str) -> None:
            for name, node in folder.names(kept.get(id(folder), ())).items():
                if isinstance(node, Folder):
                    state[f"{place}{name}"] = None
                    walk(node, f"{place}{name}/")
                else:
                    state[f"{place}{name}"] = node.variants()[sizes.get(id(node), -1)]

        walk(self.top, "")
        return state

    def _unsure(self) -> tuple[list[Folder], list[File]]:
        """Folders with edits and files with bytes that may not have reached the disk."""
        folders: list[Folder] = []
        files: list[File] = []
        seen: set[int] = set()

        def walk(folder: Folder) -> None:
            if folder.edits:
                folders.append(folder)
            nodes = [*folder.safe.values(), *(node for _, node in folder.edits if node)]
            for node in nodes:
                if id(node) in seen:
                    continue
                seen.add(id(node))
                if isinstance(node, Folder):
                    walk(node)
                elif len(node.variants()) > 1:
                    files.append(node)

        walk(self.top)
        return folders, files

    def _place(self, path: Path) -> tuple[Folder, str]:
        folder = self.top if path == self.root else self.find(path.parent)
        assert isinstance(folder, Folder), path
        return folder, "index" if path == self.root else path.name

    def _parts(self, path: Path) -> tuple[str, ...]:
        return ("index", *path.relative_to(self.root).parts)


def _loaded(folder: Path) -> Folder:
    names: dict[str, Node] = {}
    for path in folder.iterdir():
        content = None if path.is_dir() else path.read_bytes()
        names[path.name] = _loaded(path) if content is None else File(content, content)
    return Folder(names, dict(names))


class Recorder:
    """Follows what is done below a folder and has every state judged before the next step."""

    def __init__(self, root: Path, judge: Callable[[State], None], *, sample: int = SAMPLE) -> None:
        self.disk = Disk(root, sample)
        self.operations = 0
        self._root, self._judge = root, judge
        self._resting = True

    def record(self, work: Callable[[], object]) -> None:
        """Do the work and have all states judged that the disk may be in meanwhile."""
        _hook(self)
        self._resting = False
        try:
            with mock.patch("os.fsync", self._sync):
                work()
        finally:
            self._resting = True
            _hook(None)
        self._judge_all()

    def event(self, name: str, given: tuple[Any, ...]) -> None:
        if self._resting or name not in _EVENTS:
            return
        self._resting = True
        try:
            self._take(name, given)
        finally:
            self._resting = False

    def _take(self, name: str, given: tuple[Any, ...]) -> None:
        if name == "open":
            path = self._path(given[0])
            if path is None or not given[2] & WRITING or path.name == "LOCK":
                return
            self._step(self.disk.open, path)
            return
        at = given[-1] if name != "os.rename" else given[2]
        path = self._path(given[0], at)
        if path is None:
            return
        if name == "os.rename":
            self._step(self.disk.rename, path, self._path(given[1], given[3]))
        else:
            self._step(self.disk.make if name == "os.mkdir" else self.disk.remove, path)

    def _sync(self, descriptor: int) -> None:
        resting, self._resting = self._resting, True
        path = self._path(f"/proc/self/fd/{descriptor}")
        if path is not None:
            self._step(self.disk.sync, path)
        self._resting = resting

    def _step(self, apply: Callable[..., None], *paths: Path | None) -> None:
        self._judge_all()
        self.operations += 1
        apply(*paths)

    def _judge_all(self) -> None:
        self.disk.settle()
        for state in self.disk.states():
            self._judge(state)

    def _path(self, path: Any, at: int = -1) -> Path | None:
        """The path if it is the folder, its parent or below it."""
        if isinstance(path, int):
            return None
        whole = Path(os.fsdecode(path))
        if whole.parts[:3] == ("/", "proc", "self"):
            whole = whole.readlink()
        elif at != -1 and not whole.is_absolute():
            whole = Path(f"/proc/self/fd/{at}").readlink() / whole
        whole = Path(os.path.abspath(whole))  # noqa: PTH100
        near = whole == self._root.parent or whole.is_relative_to(self._root)
        return whole if near else None


_EVENTS = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir"}
_listening: Recorder | None = None
_hooked = False


def _hook(recorder: Recorder | None) -> None:
    """Send the audit events of this process to a recorder; a hook can be added only."""
    global _listening, _hooked
    _listening = recorder
    if not _hooked:
        sys.addaudithook(lambda name, given: _listening.event(name, given) if _listening else None)
        _hooked = True


def laid_out(state: State, place: Path) -> Path:
    """Write a state into a folder; returns where the index is in it."""
    for name, content in state.items():
        path = place / name
        if content is None:
            path.mkdir(parents=True, exist_ok=True)
        else:
            path.write_bytes(content)
    return place / "index"


def digest_of(state: State) -> bytes:
    """What two states that are the same have in common."""
    digest = sha256()
    for name, content in sorted(state.items()):
        digest.update(repr((name, None if content is None else len(content))).encode())
        digest.update(content or b"")
    return digest.digest()
