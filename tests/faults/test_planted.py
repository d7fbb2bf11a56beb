"""Bugs planted into the writing and reading of an index: the sweeps must find each of them."""

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from sweeps import damaged, power_lost
from world import Change

from groundwire.index import durable, manifest, store
from groundwire.index.manifest import CURRENT, Pointer

Plant = pytest.MonkeyPatch


def without_sync(of: Callable[[int], bool]) -> SimpleNamespace:
    """``os`` as it is, but for syncs of this kind."""

    def fsync(descriptor: int) -> None:
        if not of(os.fstat(descriptor).st_mode):
            os.fsync(descriptor)

    return SimpleNamespace(**{**vars(os), "fsync": fsync})


def in_place(folder: Path, pointer: Pointer) -> None:
    (folder / CURRENT).write_bytes(pointer.to_bytes())


def too_early(original: Callable[..., None]) -> Callable[..., None]:
    """The old generation is deleted before the new one is the current one."""

    def swap(self: store.Store, new: manifest.Manifest, *, keep: int) -> None:
        for path in (self._folder / manifest.GENERATIONS).iterdir():
            path.unlink()
        original(self, new, keep=keep)

    return swap


@pytest.fixture
def fresh(changes: dict[str, Change]) -> Change:
    """An addition whose right ends are known before a bug is planted, and no judgement yet."""
    known = changes["add"]
    change = Change(known.name, known.arguments, known.start)
    change.before, change.after = known.before, known.after
    return change


@pytest.mark.parametrize("kind", [stat.S_ISREG, stat.S_ISDIR], ids=["of files", "of folders"])
def test_a_sync_that_is_left_out_is_found(
    fresh: Change, monkeypatch: Plant, kind: Callable[[int], bool]
) -> None:
    """Without the sync of a file its bytes, without that of a folder its names may be missing."""
    monkeypatch.setattr(durable, "os", without_sync(kind))
    assert power_lost(fresh, to_the_first=True).lost


def test_current_written_in_place_is_found(fresh: Change, monkeypatch: Plant) -> None:
    """Half of CURRENT is neither the old one nor the new one."""
    monkeypatch.setattr(store, "write_pointer", in_place)
    assert power_lost(fresh, to_the_first=True).lost


def test_deleting_too_early_is_found(fresh: Change, monkeypatch: Plant) -> None:
    """What is served must stay until CURRENT names another."""
    monkeypatch.setattr(store.Store, "swap", too_early(store.Store.swap))
    assert power_lost(fresh, to_the_first=True).lost


def test_a_checksum_that_is_not_compared_is_found(fresh: Change, monkeypatch: Plant) -> None:
    """Damaged bytes are served, or break the reader."""
    monkeypatch.setattr(manifest, "_fault", lambda path, wanted: None)
    assert damaged(fresh).lost


def test_a_list_of_files_that_is_not_compared_is_found(fresh: Change, monkeypatch: Plant) -> None:
    """The checksums themselves may be those of other files."""
    monkeypatch.setattr(
        manifest, "read_listing", lambda folder: json.loads((folder / "files.json").read_bytes())
    )
    assert damaged(fresh).lost
