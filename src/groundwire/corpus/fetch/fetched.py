"""Fetched pages as files of a corpus, and what is remembered of each address.

A page is kept as it came, below front matter that says from where, when, and what a feed said of
it: one file, which gives the same article whenever the index is built. A page whose story has
changed is kept as another file beside the first.
"""

import json
import os
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote, urlsplit

from groundwire.corpus.fetch.fetcher import Validators

STATE = ".fetched.json"  # hidden, so that it is no article
_SLUG_CHARACTERS = 60
_DIGITS = 8  # of a hash, hexadecimal: they part addresses of one slug on one host
_VERSION = re.compile(r"\.(\d+)$")


@dataclass(frozen=True, slots=True)
class Known:
    """What is remembered of an address: the newest file, a digest of how it was listed, what the
    host gave to ask by; or why there was no article, and when (ISO 8601)."""

    file: str | None = None
    listed: str | None = None
    validators: Validators = field(default_factory=Validators)
    failed: str | None = None
    at: str | None = None


class FetchedPages:
    """The folder of fetched pages. One process writes to it at a time; of two, the later forgets
    what the other remembers, and keeps its files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._known = _load(folder / STATE)

    def known(self, url: str) -> Known:
        """What is remembered of an address; its file is named only where it is still there."""
        known = self._known.get(url, Known())
        if known.file and not (self.folder / known.file).is_file():
            return Known()
        return known

    def remember(self, url: str, known: Known) -> None:
        """Remember this of an address; ``save`` writes it."""
        self._known[url] = known

    def save(self) -> None:
        """Write what is remembered beside the files."""
        addresses = {url: _written(known) for url, known in sorted(self._known.items())}
        document = json.dumps({"version": 1, "addresses": addresses}, indent=1)
        write_whole(self.folder / STATE, document.encode() + b"\n")

    def newest(self, url: str, suffix: str) -> Path | None:
        """The file of the newest version of an address."""
        place = self._place(url)
        found = [
            *place.parent.glob(f"{place.name}{suffix}"),
            *place.parent.glob(f"{place.name}.*{suffix}"),
        ]
        return max(found, key=_version, default=None)

    def keep(self, url: str, data: bytes, suffix: str) -> Path:
        """Write a new version of an address: ``HOST/WORDS-HASH.html``, then ``.2.html``."""
        place = self._place(url)
        newest = self.newest(url, suffix)
        mark = f".{_version(newest) + 1}" if newest else ""
        path = place.with_name(f"{place.name}{mark}{suffix}")
        write_whole(path, data)
        return path

    def _place(self, url: str) -> Path:
        """Folder and name, without a suffix, of an address's files; made of harmless characters."""
        parts = urlsplit(url)
        host = re.sub(r"[^a-z0-9.-]+", "-", (parts.hostname or "").lower()).strip(".-") or "host"
        words = unquote(parts.path).rstrip("/").rpartition("/")[2].rsplit(".", 1)[0].lower()
        slug = re.sub(r"[^a-z0-9]+", "-", words)[:_SLUG_CHARACTERS].strip("-")
        digest = sha256(url.encode()).hexdigest()[:_DIGITS]
        return self.folder / host / (f"{slug}-{digest}" if slug else digest)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _version(path: Path) -> int:
    match = _VERSION.search(path.stem)
    return int(match[1]) if match else 1


def _written(known: Known) -> dict[str, object]:
    fields = asdict(replace(known, validators=Validators()))
    fields |= asdict(known.validators)
    return {name: value for name, value in fields.items() if value and name != "validators"}


def _load(path: Path) -> dict[str, Known]:
    """What is remembered; nothing where it cannot be read: then everything is fetched anew."""
    try:
        addresses = json.loads(path.read_bytes())["addresses"]
        return {str(url): _read(fields) for url, fields in addresses.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _read(fields: Mapping[str, str]) -> Known:
    validators = Validators(fields.get("etag"), fields.get("last_modified"))
    names = ("file", "listed", "failed", "at")
    return Known(validators=validators, **{name: fields.get(name) for name in names})
