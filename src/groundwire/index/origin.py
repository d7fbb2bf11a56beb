"""What an article was made from, so that the same bytes need not be read and cleaned again.

Told by content, never by the times of files: a file that was touched is the same, one that was
changed within its old time is not. What made the article is part of what it was made from: other
code or other libraries may read the same bytes differently.
"""

import re
from contextlib import suppress
from dataclasses import astuple, dataclass
from functools import lru_cache
from hashlib import sha256
from importlib import metadata
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from groundwire.corpus.read.files import check_regular
from groundwire.errors import ArticleError
from groundwire.records import RawArticle

DIGEST_BYTES = 16  # of SHA-256: two of 10^9 files share one with probability 10^-21
COUNT_BYTES = 4
ORIGIN_BYTES = 2 * DIGEST_BYTES + COUNT_BYTES
_BLOCK = 1 << 20  # bytes read at a time
_NAME = re.compile(r"[A-Za-z0-9._-]+")
_PACKAGE = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Origin:
    """Digests of the file and of what a reader took from it for this article, and how many articles
    and failures the file gave; 0 where that is not certain."""

    file: bytes
    record: bytes
    count: int

    @property
    def key(self) -> bytes:
        """What must be the same for the article to stay where it is. The file only where it holds
        nothing else: a record stays the same when others are appended to its file."""
        return self.record + (self.file if self.count == 1 else b"")

    def to_bytes(self) -> bytes:
        """A row of ``origins.npy``."""
        return self.file + self.record + self.count.to_bytes(COUNT_BYTES, "little")


def origins_of(rows: NDArray[np.uint8]) -> list[Origin]:
    """The origins whose bytes these rows are."""
    content = rows.tobytes()
    counts = rows[:, 2 * DIGEST_BYTES :].copy().view("<u4").ravel().tolist()
    return [
        Origin(
            content[at : at + DIGEST_BYTES],
            content[at + DIGEST_BYTES : at + 2 * DIGEST_BYTES],
            count,
        )
        for at, count in zip(range(0, len(content), ORIGIN_BYTES), counts, strict=True)
    ]


def file_digest(path: Path) -> bytes | None:
    """Digest of a file's name and bytes; None for what is no file that can be read."""
    try:
        check_regular(path)
        digest = sha256(made_by() + path.as_posix().encode("utf-8", "surrogateescape") + b"\0")
        with path.open("rb", buffering=0) as file:
            while block := file.read(_BLOCK):
                digest.update(block)
    except (ArticleError, OSError):
        return None  # the reader says why
    return digest.digest()[:DIGEST_BYTES]


def record_digest(raw: RawArticle) -> bytes:
    """Digest of all that an article is cleaned from."""
    content = made_by() + repr(astuple(raw)).encode("utf-8", "surrogatepass")
    return sha256(content).digest()[:DIGEST_BYTES]


@lru_cache(maxsize=1)
def made_by() -> bytes:
    """Digest of the code that reads and cleans, and of the versions of the libraries it uses.

    Computed, not a number to be raised by hand: the number that was forgotten would leave old
    articles in new indexes.
    """
    digest = sha256()
    code = [*_PACKAGE.joinpath("corpus").rglob("*.py"), *_PACKAGE.glob("*.py")]
    for path in sorted(path for path in code if not path.name.startswith("cli")):
        digest.update(path.name.encode() + path.read_bytes())
    digest.update("\n".join(_libraries()).encode())
    return digest.digest()


def _libraries() -> list[str]:
    """``name==version`` of what the package asks for and finds."""
    try:
        asked = metadata.requires("groundwire") or []
    except metadata.PackageNotFoundError:
        return []
    found = []
    for line in asked:
        if name := _NAME.match(line):
            with suppress(metadata.PackageNotFoundError):  # an extra that is not installed
                found.append(f"{name[0]}=={metadata.version(name[0])}")
    return sorted(found)
