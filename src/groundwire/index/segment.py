"""One segment of an index: articles, passages, vectors and postings as immutable files."""

import json
import mmap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from groundwire.corpus.duplicates import Fingerprints
from groundwire.errors import IndexCorruptError
from groundwire.index.durable import write_durably
from groundwire.index.lexical import Postings
from groundwire.records import Article, Change, CleanedArticle, Passage, Provenance, Sentence

INPUT_DIGEST_BYTES = 16  # of SHA-256: two of 10^9 inputs share one with probability 10^-21

Files = dict[str, dict[str, int | str]]  # name -> {"bytes": size, "sha256": digest}


@dataclass(frozen=True, slots=True)
class SegmentData:
    """What a segment is made of. ``passages`` has an entry an article; the rows of ``vectors``
    (float16), ``inputs`` (uint8, digests of what was embedded) and the postings are the passages
    in that order. ``origins`` (uint8) has a row an article, as ``origin.Origin`` writes it, and so
    have the fingerprints."""

    articles: Sequence[Article]
    origins: NDArray[np.uint8]
    fingerprints: Fingerprints
    passages: Sequence[Sequence[Passage]]
    vectors: NDArray[np.float16]
    inputs: NDArray[np.uint8]
    postings: Postings


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment that is open for reading; arrays and text are mapped, not read.

    ``article_rows``, ``starts``, ``ends`` (int32) have an entry a passage, ``published`` (int32,
    ``date.toordinal()``, 0 where unknown), ``origins`` and ``fingerprints`` an entry an article.
    ``sentences`` is (n, 3) int32: start, end, heading; passage ``p`` owns the rows
    ``sentence_offsets[p]:sentence_offsets[p + 1]``.
    """

    fields: Sequence[dict[str, Any]]
    text: mmap.mmap | bytes
    text_offsets: NDArray[np.int64]
    published: NDArray[np.int32]
    origins: NDArray[np.uint8]
    fingerprints: Fingerprints
    article_rows: NDArray[np.int32]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    sentence_offsets: NDArray[np.int64]
    sentences: NDArray[np.int32]
    vectors: NDArray[np.float16]
    inputs: NDArray[np.uint8]
    postings: Postings

    def article(self, row: int) -> CleanedArticle:
        """The article of a row, its text read now."""
        start, end = self.text_offsets[row : row + 2]
        given = self.fields[row]
        return CleanedArticle(
            **{
                **given,
                "published": _day(given["published"]),
                "text": self.text[int(start) : int(end)].decode("utf-8"),
                "provenance": self.provenance(row),
            }
        )

    def provenance(self, row: int) -> Provenance:
        """How the article of a row came to be what it is."""
        given = self.fields[row].get("provenance")
        if not given:
            return Provenance()
        changes = tuple(Change(**change) for change in given["cleaning"])
        modified = _day(given["modified"])
        return Provenance(given["published_from"], modified, given["fetched"], changes)

    def sentences_of(self, passage: int) -> list[Sentence]:
        """The sentences of a passage; offsets are the article's."""
        first, last = self.sentence_offsets[passage : passage + 2]
        return [
            Sentence(int(start), int(end), bool(heading))
            for start, end, heading in self.sentences[first:last]
        ]


def input_digest(text: str) -> bytes:
    """Digest of what is embedded for a passage: the same input has the same vector."""
    return sha256(text.encode("utf-8")).digest()[:INPUT_DIGEST_BYTES]


def write_segment(folder: Path, data: SegmentData) -> Files:
    """Write every file of a segment durably into an existing folder; returns their digests."""
    files: Files = {}
    for name, content in _contents(data):
        parts = list(content())
        digest = write_durably(folder / name, parts)
        files[name] = {"bytes": sum(len(part) for part in parts), "sha256": digest}
    return files


def _contents(data: SegmentData) -> Iterator[tuple[str, Callable[[], Iterator[bytes]]]]:
    """``(file name, its parts)``, made one file at a time."""
    texts = [article.text.encode("utf-8") for article in data.articles]
    passages = [passage for each in data.passages for passage in each]
    rows = [row for row, each in enumerate(data.passages) for _ in each]
    published = [a.published.toordinal() if a.published else 0 for a in data.articles]
    spans = [(s.start, s.end, s.heading) for p in passages for s in p.sentences]
    postings = data.postings
    arrays: dict[str, NDArray[Any]] = {
        "text_offsets": _offsets([len(text) for text in texts]),
        "published": np.array(published, dtype=np.int32),
        "origins": data.origins,
        "signatures": data.fingerprints.values,
        "runs": data.fingerprints.runs,
        "figures": data.fingerprints.figures,
        "figure_offsets": data.fingerprints.offsets,
        "article_rows": np.array(rows, dtype=np.int32),
        "starts": np.array([p.start for p in passages], dtype=np.int32),
        "ends": np.array([p.end for p in passages], dtype=np.int32),
        "sentence_offsets": _offsets([len(p.sentences) for p in passages]),
        "sentences": np.array(spans, dtype=np.int32).reshape(-1, 3),
        "vectors": data.vectors,
        "inputs": data.inputs,
        "term_offsets": postings.offsets,
        "posting_rows": postings.rows,
        "posting_counts": postings.counts,
        "lengths": postings.lengths,
    }
    yield "articles.jsonl", lambda: map(_line, data.articles)
    yield "articles.txt", lambda: iter(texts)
    yield "terms.txt", lambda: iter(["\n".join(postings.terms).encode("utf-8")])
    for name, values in arrays.items():
        yield f"{name}.npy", lambda values=values: iter([_npy(values)])  # type: ignore[misc]


def _line(article: Article) -> bytes:
    """An article's fields but its text, as one line of JSON."""
    fields = asdict(article)
    del fields["text"]
    return json.dumps(fields, ensure_ascii=False, default=date.isoformat).encode("utf-8") + b"\n"


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _offsets(sizes: Sequence[int]) -> NDArray[np.int64]:
    return np.concatenate(([0], np.cumsum(sizes, dtype=np.int64))).astype(np.int64)


def _npy(values: NDArray[Any]) -> bytes:
    buffer = BytesIO()
    np.save(buffer, values, allow_pickle=False)
    return buffer.getvalue()


def read_segment(folder: Path) -> Segment:
    """Open a segment whose files have been verified.

    Raises:
        IndexCorruptError: its files are as they were written but do not fit together, or a writer
            has swept them since.
    """
    try:
        segment = _read(folder)
    except OSError as error:
        raise IndexCorruptError(
            f"{error.filename or folder}: {error.strerror}. "
            "Build the index again: groundwire build --full."
        ) from error
    if fault := _mismatch(segment):
        raise IndexCorruptError(
            f"{folder}: {fault}. Build the index again: groundwire build --full."
        )
    return segment


def _read(folder: Path) -> Segment:
    def load(name: str) -> NDArray[Any]:
        array: NDArray[Any] = np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False)
        return array.view(np.ndarray)

    terms = (folder / "terms.txt").read_text("utf-8")
    with (folder / "articles.jsonl").open(encoding="utf-8", newline="\n") as lines:
        fields = [json.loads(line) for line in lines]
    return Segment(
        fields=fields,
        text=_mapped(folder / "articles.txt"),
        text_offsets=load("text_offsets"),
        published=load("published"),
        origins=load("origins"),
        fingerprints=Fingerprints(
            load("signatures"), load("runs"), load("figures"), load("figure_offsets")
        ),
        article_rows=load("article_rows"),
        starts=load("starts"),
        ends=load("ends"),
        sentence_offsets=load("sentence_offsets"),
        sentences=load("sentences"),
        vectors=load("vectors"),
        inputs=load("inputs"),
        postings=Postings(
            terms=tuple(terms.split("\n")) if terms else (),
            offsets=load("term_offsets"),
            rows=load("posting_rows"),
            counts=load("posting_counts"),
            lengths=load("lengths"),
        ),
    )


def _mismatch(segment: Segment) -> str | None:
    """What does not fit together, None when all counts agree."""
    articles, passages, postings = len(segment.fields), len(segment.starts), segment.postings
    agree = {
        "articles": {
            articles,
            len(segment.published),
            len(segment.origins),
            len(segment.fingerprints.values),
            len(segment.fingerprints.runs),
            len(segment.fingerprints.offsets) - 1,
            len(segment.text_offsets) - 1,
        },
        "passages": {
            passages,
            len(segment.ends),
            len(segment.article_rows),
            len(segment.sentence_offsets) - 1,
            len(segment.vectors),
            len(segment.inputs),
            len(postings.lengths),
        },
        "terms": {len(postings.terms), len(postings.offsets) - 1},
        "postings": {len(postings.rows), len(postings.counts), int(postings.offsets[-1])},
        "sentences": {len(segment.sentences), int(segment.sentence_offsets[-1])},
        "figures": {len(segment.fingerprints.figures), int(segment.fingerprints.offsets[-1])},
        "bytes of text": {len(segment.text), int(segment.text_offsets[-1])},
    }
    for what, counts in agree.items():
        if len(counts) > 1:
            return f"the files disagree on the number of {what}: {sorted(counts)}"
    return None


def _mapped(path: Path) -> mmap.mmap | bytes:
    if not path.stat().st_size:
        return b""  # an empty file cannot be mapped
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
