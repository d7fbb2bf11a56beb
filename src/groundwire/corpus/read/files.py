"""Files found and opened: which of a folder are articles, their bytes, and their characters.

Only regular files are read, and none that a link leads to outside the folder that was named.
"""

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path, PurePath

from groundwire.errors import ArticleError

KINDS = (
    ".txt", ".text", ".md", ".markdown", ".html", ".htm", ".json", ".jsonl", ".ndjson", ".xml",
    ".rss", ".atom", ".eml", ".docx", ".pdf",
)  # fmt: skip
PACKED = ".gz"  # after any of them; a zip file may hold several
SUFFIXES = (*KINDS, *(kind + PACKED for kind in KINDS), ".zip")
KINDS_NAMED = f"{', '.join(KINDS)}, any of them with {PACKED}, .zip"
CONTROL_SHARE = 0.02  # of control characters in a file that is still text
_NOT_REGULAR = "not a regular file (a pipe, socket or device); remove it."
_EMPTY = "the file is empty; remove it or fill it."
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)


def kind(path: PurePath) -> str | None:
    """The suffix that says how a file is read; None for a file that is no article file."""
    name = path.name.lower()
    return next((suffix for suffix in SUFFIXES if name.endswith(suffix)), None)


def is_folder(path: Path) -> bool:
    """Whether the path leads to a folder; a path that may not be looked at does not."""
    try:
        return path.is_dir()
    except OSError:
        return False


def exists(path: Path) -> bool:
    """Whether something has this path, if only a broken link."""
    try:
        path.lstat()
    except OSError:
        return False
    return True


def find_files(folder: Path) -> Iterator[Path | tuple[Path, str]]:
    """The article files below a folder, sorted, and ``(path, reason)`` for what looks like one
    and cannot be. Hidden files, READMEs and other kinds of files are not articles."""
    yield from _walk(folder, folder.resolve())


def _walk(folder: Path, root: Path) -> Iterator[Path | tuple[Path, str]]:
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield folder, f"the folder cannot be read ({error.strerror}); check its permissions."
        return
    for path in entries:
        if path.name.startswith(".") or path.name.split(".")[0].upper() == "README":
            continue
        if path.is_symlink() and (reason := _bad_link(path, root)):
            yield path, reason
        elif is_folder(path):
            if kind(path):
                yield path, "a folder with the name of an article file; rename it or name it alone."
            elif not path.is_symlink():  # a linked folder inside is read where it really is
                yield from _walk(path, root)
        elif kind(path):
            yield path


def _bad_link(path: Path, root: Path) -> str | None:
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):
        return "a link that leads nowhere; remove it or restore its target."
    if not target.is_relative_to(root):
        return "a link that leads out of the folder; copy the file in, or name its own path."
    return None


def check_regular(path: Path) -> None:
    """Refuse what is no file with bytes in it, before it is opened.

    Raises:
        ArticleError: it is not there, not a regular file, or empty.
    """
    try:
        status = path.stat()
    except OSError as error:
        raise _unreadable(error) from error
    if not stat.S_ISREG(status.st_mode):
        raise ArticleError(_NOT_REGULAR)
    if not status.st_size:
        raise ArticleError(_EMPTY)


def _unreadable(error: OSError) -> ArticleError:
    return ArticleError(f"cannot be read ({error.strerror}); check that it exists and may be read.")


def read_bytes(path: Path, limit: int) -> bytes:
    """The bytes of a regular file.

    Raises:
        ArticleError: it is a pipe or a device, cannot be read, is empty or over ``limit`` bytes.
    """
    try:
        # Not blocking: opening a pipe would wait for a writer that never comes.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(descriptor, "rb") as file:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise ArticleError(_NOT_REGULAR)
            data = file.read(limit + 1)
    except OSError as error:
        raise _unreadable(error) from error
    if len(data) > limit:
        raise ArticleError(f"larger than {limit:,} bytes; split it into its articles.")
    if not data.strip():
        raise ArticleError(_EMPTY)
    return data


def decode(data: bytes) -> str:
    """UTF-8, or UTF-16 and UTF-32 by their byte order mark; bytes that are not UTF-8 are read as
    cp1252, one by one, so that a damaged byte does not spoil the rest.

    Raises:
        ArticleError: the bytes are no text.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            text = _utf8_or_cp1252(data[3:]) if encoding == "utf-8" else _wide(data, mark, encoding)
            break
    else:
        if b"\x00" in data:
            raise ArticleError(
                "not text (it holds NUL bytes); save it as UTF-8 text if it is an article."
            )
        text = _utf8_or_cp1252(data)
    if len(_CONTROLS.findall(text)) > CONTROL_SHARE * len(text):
        raise ArticleError("not text (control characters); save it as UTF-8 if it is an article.")
    return text


def _wide(data: bytes, mark: bytes, encoding: str) -> str:
    return data[len(mark) :].decode(encoding, "replace")


def _utf8_or_cp1252(data: bytes) -> str:
    text = data.decode("utf-8", "surrogateescape")
    if text.isascii():
        return text
    return re.sub("[\udc80-\udcff]", _cp1252, text)


def _cp1252(match: re.Match[str]) -> str:
    return bytes([ord(match[0]) - 0xDC00]).decode("cp1252", "replace")
