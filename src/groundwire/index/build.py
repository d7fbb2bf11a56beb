"""Files into an index: read, clean, split, embed, write, swap.

What has changed makes a segment of its own; what has not stays where it is, or moves with its
vectors when segments are merged (merge.py).
"""

import time
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from groundwire.corpus.duplicates import Fingerprints, retelling
from groundwire.corpus.passages import header, split_passages
from groundwire.errors import ArticleError, NotFoundError
from groundwire.index.collect import (
    Candidate,
    Collection,
    Known,
    Progress,
    clean_all,
    each_once,
    read,
    updated,
)
from groundwire.index.durable import writer_lock
from groundwire.index.encoder import Encoder
from groundwire.index.lexical import make_postings
from groundwire.index.manifest import (
    RECIPE,
    Manifest,
    SegmentEntry,
    corpus_digest,
    generation_name,
)
from groundwire.index.merge import Size, contents, merged, to_merge
from groundwire.index.origin import ORIGIN_BYTES
from groundwire.index.report import BuildReport, Difference
from groundwire.index.segment import INPUT_DIGEST_BYTES, Segment, SegmentData, input_digest
from groundwire.index.store import Store, Stored, failures_explained
from groundwire.language.text import terms
from groundwire.records import Article, Passage

__all__ = ["BuildReport", "Progress", "add", "build", "remove"]

KEPT = 1  # generations kept beside the current one, to fall back on
EMBEDDED_AT_ONCE = 512  # passages between two steps of the progress bar; some seconds of two cores


@dataclass(frozen=True, slots=True)
class _Plan:
    """How to make the generation: with what, and what of the one before may be used again."""

    encoder: Encoder
    passage_tokens: int
    reuse: bool
    progress: Progress
    keep: int


def build(
    paths: Sequence[Path],
    *,
    folder: Path,
    encoder: Encoder,
    passage_tokens: int,
    full: bool = False,
    strict: bool = False,
    keep: int = KEPT,
    progress: Progress | None = None,
) -> BuildReport:
    """Make the index hold the articles of these files and folders, and no others.

    What has not changed is not embedded again unless ``full``; when nothing has, nothing is
    written. A file that cannot be read is reported and stops no other unless ``strict``.

    Raises:
        ArticleError: no article is left to index, or the first failure of a strict build.
        IndexLockedError: another process is writing this index.
        GroundwireError: the disk is full or failing. The index is as it was, whatever is raised.
    """
    started = time.perf_counter()
    plan = _Plan(encoder, passage_tokens, not full, progress or _silent, keep)
    with writer_lock(folder), failures_explained(folder):
        store = Store(folder)
        before = None if full else store.current(encoder)
        collection = _collected(paths, _known(before, plan), plan, strict=strict)
        return _index(collection, store, plan, started=started)


def add(
    paths: Sequence[Path],
    *,
    folder: Path,
    encoder: Encoder,
    passage_tokens: int,
    strict: bool = False,
    keep: int = KEPT,
    progress: Progress | None = None,
    locked: bool = False,
) -> BuildReport:
    """Index the articles of these files beside those that are indexed; raises as ``build`` does.

    An article replaces the one of the same id, and a file replaces what it held before. ``locked``
    says that the caller holds the writer's lock.
    """
    started = time.perf_counter()
    plan = _Plan(encoder, passage_tokens, True, progress or _silent, keep)
    with nullcontext() if locked else writer_lock(folder), failures_explained(folder):
        store = Store(folder)
        before = store.to_change(encoder)
        new = _collected(paths, _known(before, plan), plan, strict=strict)
        indexed = before.candidates if before else []
        collection = each_once(updated(indexed, new.articles))
        collection.duplicates += new.duplicates
        collection.failures = new.failures + collection.failures
        return _index(collection, store, plan, started=started)


def remove(
    article_ids: Sequence[str],
    *,
    folder: Path,
    encoder: Encoder,
    keep: int = KEPT,
    progress: Progress | None = None,
    locked: bool = False,
) -> BuildReport:
    """Take articles out of the index; ``locked`` says that the caller holds the writer's lock.

    Raises:
        NotFoundError: an id that no article has; the index is as it was.
        ArticleError: no article would be left.
        IndexMissingError, IndexCorruptError, IndexIncompatibleError: there is no usable index.
    """
    started = time.perf_counter()
    with nullcontext() if locked else writer_lock(folder), failures_explained(folder):
        store = Store(folder)
        current = store.require(encoder)
        wanted = set(article_ids)
        articles = current.candidates
        if unknown := sorted(wanted - {article.id for article in articles}):
            raise NotFoundError(f"{', '.join(unknown)}: no article has this id. Nothing removed.")
        kept = Collection([article for article in articles if article.id not in wanted])
        tokens = current.manifest.passage_tokens
        plan = _Plan(encoder, tokens, True, progress or _silent, keep)
        return _index(kept, store, plan, started=started)


def _known(before: Stored | None, plan: _Plan) -> Known:
    return Known(before.candidates if before and plan.reuse else ())


def _collected(paths: Sequence[Path], known: Known, plan: _Plan, *, strict: bool) -> Collection:
    """The first two steps: read and clean what the index does not hold."""
    found = read(paths, known, strict=strict, progress=plan.progress)
    return clean_all(found, strict=strict, progress=plan.progress)


def _index(collection: Collection, store: Store, plan: _Plan, *, started: float) -> BuildReport:
    """The last four steps: split, embed, write, swap; none where nothing has changed."""
    articles = collection.articles
    if not articles:
        raise ArticleError(_nothing_left(collection))
    before = store.current(plan.encoder)
    corpus = corpus_digest(articles)
    name = generation_name(corpus, plan.encoder.fingerprint, plan.passage_tokens)
    kept = _kept_segments(articles, before, plan)
    there = {article_id for one in kept for article_id in one.ids}
    changed = [article for article in articles if article.id not in there]
    data, rate = None, 0.0
    if before and before.manifest.generation == name and plan.reuse and not changed:
        entries = list(before.manifest.segments)
        store.stay(keep=plan.keep)
    else:
        data, rate = _embed(changed, before, plan)
        plan.progress("write", 0, 1)
        entries = _write(data, kept, store)
        plan.progress("write", 1, 1)
        store.swap(_manifest(name, corpus, entries, plan), keep=plan.keep)
        plan.progress("swap", 1, 1)
    return BuildReport(
        generation=name,
        articles=len(articles),
        passages=sum(entry.passages for entry in entries),
        **asdict(Difference.between(before.candidates if before else (), articles)),
        duplicates=collection.duplicates,
        near_duplicates=_near_duplicates(data, kept),
        failures=tuple(collection.failures),
        passages_per_second=round(rate, 1),
        seconds=round(time.perf_counter() - started, 3),
    )


@dataclass(frozen=True, slots=True)
class _Kept:
    """A segment of the generation before that holds articles of the new one: which, and in how
    many passages."""

    entry: SegmentEntry
    segment: Segment
    ids: frozenset[str]
    passages: int

    @property
    def size(self) -> Size:
        return Size(self.passages, len(self.segment.starts))

    @property
    def dead(self) -> frozenset[str]:
        """Its articles that the new generation does not hold, or holds elsewhere."""
        return frozenset(fields["id"] for fields in self.segment.fields) - self.ids

    def entered(self) -> SegmentEntry:
        """The segment as the new manifest lists it."""
        return replace(
            self.entry,
            articles=len(self.ids),
            passages=self.passages,
            dead=tuple(sorted(self.dead)),
        )


def _kept_segments(
    articles: Sequence[Candidate], before: Stored | None, plan: _Plan
) -> list[_Kept]:
    """What of the generation before holds articles that have not changed."""
    if not before or not plan.reuse or before.manifest.recipe != RECIPE:
        return []
    if before.manifest.passage_tokens != plan.passage_tokens:
        return []
    wanted = {one.id: (one.digest, one.path, one.origin.key) for one in articles}
    rows: list[list[int]] = [[] for _ in before.segments]
    for (part, row, _), one in zip(before.live(), before.candidates, strict=True):
        if wanted.get(one.id) == (one.digest, one.path, one.origin.key):
            rows[part].append(row)
    return [
        _Kept(
            entry,
            segment,
            frozenset(segment.fields[row]["id"] for row in its_rows),
            int(np.isin(segment.article_rows, its_rows).sum()),
        )
        for entry, segment, its_rows in zip(
            before.manifest.segments, before.segments, rows, strict=True
        )
        if its_rows
    ]


def _write(new: SegmentData, kept: Sequence[_Kept], store: Store) -> list[SegmentEntry]:
    """The segments of the generation: those that stay, and one of what is new or merged."""
    chosen = to_merge([one.size for one in kept], len(new.vectors))
    stay = [one.entered() for place, one in enumerate(kept) if place not in chosen]
    pieces = [(contents(kept[place].segment), kept[place].dead) for place in chosen]
    if new.articles:
        pieces.append((new, frozenset()))
    return [*stay, store.write_segment(merged(pieces))] if pieces else stay


def _near_duplicates(new: SegmentData | None, kept: Sequence[_Kept]) -> int:
    """How many articles of the generation tell again what another one tells."""
    prints = [new.fingerprints] if new else []
    for one in kept:
        fields = one.segment.fields
        rows = [row for row, field in enumerate(fields) if field["id"] in one.ids]
        prints.append(one.segment.fingerprints.taken(rows))
    return retelling(Fingerprints.joined(prints))


def _manifest(name: str, corpus: str, entries: Sequence[SegmentEntry], plan: _Plan) -> Manifest:
    return Manifest(
        generation=name,
        corpus=corpus,
        encoder=plan.encoder.name,
        encoder_fingerprint=plan.encoder.fingerprint,
        dimension=plan.encoder.dimension,
        passage_tokens=plan.passage_tokens,
        segments=tuple(entries),
    )


def _split(articles: Sequence[Article], plan: _Plan) -> list[list[Passage]]:
    split: list[list[Passage]] = []
    for article in articles:
        split.append(
            split_passages(
                article,
                max_tokens=plan.passage_tokens,
                count_tokens=plan.encoder.count_tokens,
            )
        )
        plan.progress("split", len(split), len(articles))
    return split


def _embed(
    changed: Sequence[Candidate], before: Stored | None, plan: _Plan
) -> tuple[SegmentData, float]:
    """Split and embed: the segment, and how many passages a second were embedded."""
    articles = [candidate.read() for candidate in changed]
    passages = _split(articles, plan)
    inputs = [
        f"{header(article)}\n{article.text[passage.start : passage.end]}"
        for article, each in zip(articles, passages, strict=True)
        for passage in each
    ]
    digests = [input_digest(text) for text in inputs]
    known = before.vectors_of(set(digests)) if before and plan.reuse and digests else {}
    vectors = np.zeros((len(inputs), plan.encoder.dimension), dtype=np.float16)
    missing: list[int] = []
    for row, digest in enumerate(digests):
        if (vector := known.get(digest)) is None:
            missing.append(row)
        else:
            vectors[row] = vector
    rate = _encode_into(vectors, missing, inputs, plan)
    data = SegmentData(
        articles=articles,
        origins=_rows([one.origin.to_bytes() for one in changed], ORIGIN_BYTES),
        fingerprints=Fingerprints.of(article.text for article in articles),
        passages=passages,
        vectors=vectors,
        inputs=_rows(digests, INPUT_DIGEST_BYTES),
        postings=make_postings(map(terms, inputs)),
    )
    return data, rate


def _rows(digests: Sequence[bytes], width: int) -> NDArray[np.uint8]:
    return np.frombuffer(b"".join(digests), dtype=np.uint8).reshape(-1, width)


def _encode_into(
    vectors: NDArray[np.float16], rows: Sequence[int], inputs: Sequence[str], plan: _Plan
) -> float:
    """Embed these rows' inputs into ``vectors``; returns passages a second, 0 without any."""
    if not rows:
        return 0.0
    started = time.perf_counter()
    plan.progress("embed", 0, len(rows))
    for first in range(0, len(rows), EMBEDDED_AT_ONCE):
        some = rows[first : first + EMBEDDED_AT_ONCE]
        vectors[some] = plan.encoder.encode([inputs[row] for row in some])
        plan.progress("embed", first + len(some), len(rows))
    return len(rows) / (time.perf_counter() - started)


def _nothing_left(collection: Collection) -> str:
    first = next(iter(collection.failures), None)
    because = f" The first failure: {first.path}: {first.reason}" if first else ""
    return (
        f"No article to index; the index is as it was.{because} Name files or folders of articles."
    )


def _silent(stage: str, done: int, total: int) -> None:
    """Nobody is watching."""
