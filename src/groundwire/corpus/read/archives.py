"""Zip and gzip files opened within bounds: of each file in them, of all, and of how many.

Nothing is written to disk, so no name inside an archive can lead anywhere; and no archive inside
an archive is opened.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from groundwire.errors import ArticleError

MAX_ARCHIVE_BYTES = 1_000_000_000  # packed
MAX_MEMBERS = 100_000
MAX_MEMBER_BYTES = 100_000_000  # unpacked, of one file
MAX_ALL_BYTES = 10_000_000_000  # unpacked, of all files together
# Text packs to a tenth, repetitive JSON to a fiftieth; a bomb to a thousandth.
MAX_RATIO = 200
RATIO_FROM_BYTES = 10_000_000  # smaller files may pack as they like
MAX_PARTS = 100  # of a gzip file that was appended to; each costs a copy of the rest
_GZIP = zlib.MAX_WBITS | 16


def check_zip(data: bytes) -> None:
    """Look at the table of a zip file before anything opens it.

    Raises:
        ArticleError: no zip file, or more inside than is unpacked.
    """
    with _opened(io.BytesIO(data)) as archive:
        _check_table(archive)


def zip_members(file: "io.BufferedIOBase | io.BytesIO") -> Iterator[tuple[str, bytes | str]]:
    """``(name, bytes)`` of each file in a zip file, sorted by name; the reason in place of the
    bytes where one cannot be unpacked. Folders and hidden files are passed over.

    Raises:
        ArticleError: no zip file, or more inside than is unpacked.
    """
    with _opened(file) as archive:
        members = _check_table(archive)
        for member in sorted(members, key=lambda member: member.filename):
            path = PurePosixPath(member.filename)
            if member.is_dir() or any(map(_is_hidden, path.parts)):
                continue
            yield member.filename, _unpacked(archive, member)


def _is_hidden(part: str) -> bool:
    return part == "__MACOSX" or (part.startswith(".") and part != "..")


def _opened(file: "io.BufferedIOBase | io.BytesIO") -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise ArticleError(
            f"not a zip file that can be opened ({error}); pack it again."
        ) from error


def _check_table(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        raise ArticleError(f"{len(members):,} files in it, more than {MAX_MEMBERS:,}; split it.")
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if unpacked > MAX_ALL_BYTES:
        raise ArticleError(f"more than {MAX_ALL_BYTES:,} bytes unpacked; split it.")
    size = archive.fp.seek(0, io.SEEK_END) if archive.fp else 0
    _check_ratio(unpacked, size)
    # Members that overlap make a bomb of a small file without any of them packing well.
    places = {member.header_offset for member in members}
    if len(places) < len(members) or packed > size:
        raise ArticleError("files in it share their bytes, as in a bomb; pack it again.")
    return members


def _check_ratio(unpacked: int, packed: int) -> None:
    if unpacked > RATIO_FROM_BYTES and unpacked > MAX_RATIO * max(packed, 1):
        raise ArticleError(
            f"unpacks to more than {MAX_RATIO} times its size, as a bomb does; split it."
        )


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes | str:
    if member.flag_bits & 1:
        return "locked with a password; pack it without one."
    if member.file_size > MAX_MEMBER_BYTES:
        return f"larger than {MAX_MEMBER_BYTES:,} bytes unpacked; split it."
    try:
        _check_ratio(member.file_size, member.compress_size)
        with archive.open(member) as file:  # gives no more than the table says
            return file.read()
    except ArticleError as error:
        return str(error)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        return f"cannot be unpacked ({error}); pack it again."


def gunzip(data: bytes, *, limit: int = MAX_MEMBER_BYTES) -> bytes:
    """The file in a gzip file, all of its parts.

    Raises:
        ArticleError: damaged, cut short, or more inside than ``limit`` bytes.
    """
    unpacked = bytearray()
    rest = data
    for _ in range(MAX_PARTS):
        stream = zlib.decompressobj(_GZIP)
        try:
            unpacked += stream.decompress(rest, limit + 1 - len(unpacked))
        except zlib.error as error:
            raise ArticleError(f"cannot be unpacked ({error}); pack it again.") from error
        if len(unpacked) > limit:
            raise ArticleError(f"larger than {limit:,} bytes unpacked; split it.")
        if not stream.eof:
            raise ArticleError("cannot be unpacked to its end; fetch or pack it again.")
        rest = stream.unused_data
        if not rest.strip(b"\x00"):
            break
    _check_ratio(len(unpacked), len(data))
    return bytes(unpacked)
