"""A small world in which faults happen: articles, an index of them, and what is there afterwards.

An index may hold what it held before a change or what it should hold after it. Anything else is a
loss, and the harness says which.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from groundwire.errors import GroundwireError, IndexMissingError
from groundwire.index.build import add, build, remove
from groundwire.index.check import check_index
from groundwire.index.encoder import HashingEncoder
from groundwire.index.generation import Index, open_index
from groundwire.index.manifest import CURRENT, GENERATIONS, SEGMENTS
from groundwire.index.store import Store

PASSAGE_TOKENS = 24
ENCODER = HashingEncoder()
WORDS = ("bridge", "harbour", "comet", "ferry", "rust", "storm", "keeper", "gone")
STORIES = {
    "bridge.md": "The Tern Bridge closes for repair on Monday. Engineers found rust in its cables.",
    "comet.md": "A bridge keeper photographed a comet over the Tern. It has no name yet.",
    "gone.md": "The old ferry is gone. Its bell hangs in the town hall.",
    "harbour.md": "The harbour board voted to widen the channel. Dredgers arrive in October.",
}
LATER = {"comet.md": "The comet is called Ada now. The keeper who saw it first chose the name."}
STORM = "A storm closed the port on Friday. The ferry stayed in the harbour for two days."
NOTHING = ("nothing",)
MEMORY = Path("/dev/shm")  # noqa: S108 - a trial writes hundreds of files: not on a disk where memory will do

Content = tuple[Any, ...]


def write_story(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(f"---\ntitle: {name}\nsource: The Post\n---\n{text}\n", "utf-8")
    return path


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder that is quick to write to, gone afterwards."""
    with TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        yield Path(folder)


def content(index: Index) -> Content:
    """All that can be asked of an index."""
    articles = [index.article(row) for row in range(len(index.article_ids))]
    found: list[Any] = []
    for word in WORDS:
        rows, scores = index.words.search([word], 5)
        found += [tuple(rows.tolist()), scores.tobytes()]
        rows, scores = index.vectors.search(ENCODER.encode([word])[0], 5)
        found += [tuple(rows.tolist()), np.asarray(scores).tobytes()]
    passages = [tuple(index.sentences(passage)) for passage in range(index.passages)]
    return (index.generation, tuple(articles), tuple(found), tuple(passages))


@dataclass
class Change:
    """A command that changes an index: its arguments, and the index before it."""

    name: str
    arguments: tuple[str, ...]
    start: Path
    _judged: dict[bytes, str | None] = field(default_factory=dict)

    @cached_property
    def before(self) -> Content:
        return held(self.start)

    @cached_property
    def after(self) -> Content:
        with scratch() as place:
            index = self.begin(place)
            self.do(index)
            return held(index)

    def begin(self, place: Path) -> Path:
        """A copy of the index before the change."""
        index = place / "index"
        shutil.rmtree(index, ignore_errors=True)
        if self.start.exists():
            shutil.copytree(self.start, index)
        return index

    def command(self, index: Path) -> list[str]:
        return [*self.arguments, "--index", str(index)]

    def do(self, index: Path) -> None:
        """The same in this process."""
        kind, *rest = self.arguments
        how: dict[str, Any] = {"folder": index, "encoder": ENCODER}
        if kind == "remove":
            remove(rest, **how)
            return
        write = build if kind == "build" else add
        write([Path(path) for path in rest], passage_tokens=PASSAGE_TOKENS, **how)

    def lost(self, index: Path) -> str | None:
        """What is wrong with the index after a fault in the midst of the change; None if it holds
        all of what it held before, or all of what it was to hold.

        Indexes that are the same in all that CURRENT leads to are judged once.
        """
        key = _key(index)
        if key not in self._judged:
            self._judged[key] = self._lost(index)
        return self._judged[key]

    def _lost(self, index: Path) -> str | None:
        try:
            found = held(index)
        except GroundwireError as error:
            return f"cannot be opened: {error}"
        if found not in (self.before, self.after):
            return f"neither what was there nor what was to be there: {found[:1]}"
        status = check_index(index).status
        if status not in ("ok", "missing"):
            return f"check says {status}: {check_index(index).problems}"
        return None

    def told_and_left_out(self, index: Path) -> str | None:
        """What is wrong where the command said that an article could not be read: the others must
        be there as they were to be."""
        found, status = held(index), check_index(index).status
        if status != "ok" or not set(found[1]) < set(self.after[1]):
            return f"more than the article that was named is missing; check says {status}"
        return None

    def not_mended(self, index: Path) -> str | None:
        """What is wrong after the change was made again; None if it holds what it was to hold and
        nothing is left over."""
        if held(index) == self.after and self.arguments[0] == "remove":
            Store(index).stay(keep=1)  # it cannot be removed twice; any other command does this
        else:
            self.do(index)
        if held(index) != self.after:
            return "the next run does not bring what was to be there"
        return left_over(index)


def held(index: Path) -> Content:
    """What the index holds; raises as ``open_index`` does, but not where there is none."""
    try:
        return content(open_index(index, encoder=ENCODER))
    except IndexMissingError:
        return NOTHING


def _key(index: Path) -> bytes:
    """Digest of all that CURRENT leads to: nothing else of an index is ever opened."""
    digest = sha256()
    named = _bytes(index / CURRENT)
    manifests = sorted((index / GENERATIONS).glob("*.json"))
    manifests = [path for path in manifests if path.stem.encode() in named]
    named += b"".join(map(_bytes, manifests))
    segments = [
        path for path in sorted((index / SEGMENTS).glob("*")) if path.name.encode() in named
    ]
    for path in [index / CURRENT, *manifests, *(p for s in segments for p in sorted(s.iterdir()))]:
        digest.update(f"{path.relative_to(index)} {sha256(_bytes(path)).hexdigest()}\n".encode())
    return digest.digest()


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def left_over(index: Path) -> str | None:
    """Files that neither the current generation nor the one before it uses."""
    names = [path.name for path in index.rglob("*") if path.name.startswith(".")]
    names += [path.name for path in index.rglob("*.tmp")]
    generations = len(list((index / GENERATIONS).iterdir()))
    if names or generations > 2 or len(list((index / SEGMENTS).iterdir())) > 2 * generations:
        return f"left over: {names or generations}"
    return None


def make_changes(place: Path) -> dict[str, Change]:
    """The first build of an index, a build over one, an addition and a removal."""
    corpus = place / "corpus"
    for name, text in STORIES.items():
        write_story(corpus, name, text)
    first = place / "first"
    shutil.copytree(corpus, first)
    start = place / "start"
    older = write_story(place / "older", "older.md", "An older story. It is swept by the next.")
    for what in (older, corpus):
        build([what], folder=start, encoder=ENCODER, passage_tokens=PASSAGE_TOKENS)
    gone = next(article.id for article in held(start)[1] if article.path.endswith("gone.md"))
    storm = write_story(place / "more", "storm.md", STORM)
    (corpus / "gone.md").unlink()
    for name, text in {**LATER, "storm.md": STORM}.items():
        write_story(corpus, name, text)
    changes = (
        Change("first", ("build", str(first)), place / "none"),
        Change("build", ("build", str(corpus)), start),
        Change("add", ("add", str(storm)), start),
        Change("remove", ("remove", gone), start),
    )
    return {change.name: change for change in changes}
