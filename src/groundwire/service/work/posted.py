"""Articles that came over HTTP, as files of the corpus: front matter and text, one file each.

A file is named by its article's id, and whatever ends the process, it is there as it was before or
as it is after. Whoever changes one holds the writer's lock of the index, so that the file and what
is indexed of it change together.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from groundwire.corpus.read.front_matter import write_front_matter
from groundwire.index.durable import delete, make_folder, rename, sync_folder, write_durably
from groundwire.records import Article

FOLDER = "posted"  # in the corpus
SUFFIX = ".txt"  # what is posted is text, not Markdown
_ASIDE = ".before"  # what a file was until the change is done; hidden, so that it is no article
_SLUG_CHARACTERS = 60
_DIGITS = 12  # of a hash, hexadecimal: they part ids of one slug, so also "A" and "a"


def contents(fields: Mapping[str, str], text: str) -> bytes:
    """An article as the bytes of its file; fields are ``title``, ``published``, ..."""
    # Never without a field: a text that begins like front matter would be taken for it.
    head = write_front_matter({"posted": "over HTTP", **fields})
    return head.encode() + text.encode() + b"\n"


class PostedArticles:
    """The files of posted articles in a corpus."""

    def __init__(self, corpus: Path) -> None:
        self.folder = corpus / FOLDER

    def holds(self, article: Article) -> bool:
        """Whether an article comes from its posted file, wherever the corpus stood then."""
        return Path(article.path).parts[-2:] == self.path(article.id).parts[-2:]

    def path(self, article_id: str) -> Path:
        """The file of an article; made of harmless characters, and never a README or hidden."""
        slug = re.sub(r"[^a-z0-9]+", "-", article_id.lower())[:_SLUG_CHARACTERS].strip("-")
        digest = sha256(article_id.encode()).hexdigest()[:_DIGITS]
        return self.folder / f"{slug or 'article'}-{digest}{SUFFIX}"

    @contextmanager
    def written(self, article_id: str, data: bytes) -> Iterator[Path]:
        """The block runs with the article's file written; if it raises, the file is as before."""
        path = self.path(article_id)
        make_folder(self.folder)
        aside = _aside(path)
        if path.exists():
            write_durably(aside, [path.read_bytes()])
        try:
            write_durably(path, [data])
            yield path
        except BaseException:  # whatever ended it, nothing was indexed; raised again
            _restore(path, aside)
            raise
        with suppress(OSError):  # the change is done; the next one sweeps what is left of it
            delete(aside)

    @contextmanager
    def removed(self, article_id: str) -> Iterator[bool]:
        """The block runs with the article's file taken away, and is told whether there was one;
        if it raises, the file is back."""
        path = self.path(article_id)
        aside = _aside(path)
        there = path.exists()
        try:
            if there:
                rename(path, aside)
                sync_folder(self.folder)
            yield there
        except BaseException:  # as above
            if there:
                _restore(path, aside)
            raise
        if there:
            delete(aside)

    def sweep(self) -> None:
        """Delete what a killed change left: the lock is held, so no change is under way."""
        for pattern in (f".*{_ASIDE}", ".*.tmp"):
            for path in self.folder.glob(pattern):
                delete(path)


def _aside(path: Path) -> Path:
    return path.with_name(f".{path.name}{_ASIDE}")


def _restore(path: Path, aside: Path) -> None:
    """The file as it was before the change."""
    if aside.exists():
        rename(aside, path)
    else:
        with suppress(FileNotFoundError):
            path.unlink()
    sync_folder(path.parent)
