"""Files that are either wholly on the disk or not there at all, and the lock of the one writer."""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from groundwire.errors import IndexLockedError
from groundwire.index.failpoints import reached

LOCK = "LOCK"
_HASH_BLOCK = 1 << 20  # bytes read at a time: large enough that hashing is what takes the time


def write_durably(path: Path, parts: Iterable[bytes | memoryview]) -> str:
    """Write a file so that a crash leaves the old one or the new one; returns its SHA-256.

    Raises:
        OSError: the disk is full or failing. Nothing is retried: after a failed fsync the kernel
            may have dropped the very pages that a second one would report as written.
    """
    digest = hashlib.sha256()
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as file:
            reached("create", temporary)
            for part in parts:
                file.write(part)
                digest.update(part)
            file.flush()
            reached("write", temporary)
            os.fsync(file.fileno())
            reached("sync", temporary)
        rename(temporary, path)
    except BaseException:  # whatever ended it, no half-written file is left; raised again
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)
    return digest.hexdigest()


def rename(path: Path, target: Path) -> None:
    """Give a file or folder another name, replacing the file that has it."""
    path.replace(target)
    reached("rename", path, target)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power loss."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    reached("sync folder", folder)


def make_folder(folder: Path) -> None:
    """Make a folder that is not there, and those above it, and make their names last."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        reached("make folder", folder)
        sync_folder(folder.parent)


def delete(path: Path) -> None:
    """Delete a file."""
    path.unlink()
    reached("delete", path)


def delete_folder(folder: Path) -> None:
    """Delete a folder and what is in it."""
    shutil.rmtree(folder)
    reached("delete folder", folder)


def digest_of(path: Path) -> str:
    """SHA-256 of a file, read in blocks."""
    digest = hashlib.sha256()
    with path.open("rb", buffering=0) as file:
        while block := file.read(_HASH_BLOCK):
            digest.update(block)
    return digest.hexdigest()


@contextmanager
def writer_lock(folder: Path) -> Iterator[None]:
    """Hold the lock of the one process that may write this index; makes the folder.

    The lock belongs to the open file, so a killed writer never leaves it behind.

    Raises:
        IndexLockedError: another process holds it.
    """
    make_folder(folder)
    with (folder / LOCK).open("a+", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            holder = file.read().strip() or "unknown"
            raise IndexLockedError(
                f"{folder}: process {holder} is writing this index. Wait until it has ended."
            ) from error
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        reached("lock", folder / LOCK)
        yield
