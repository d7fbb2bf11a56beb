"""Files into an index: read, clean, split, embed, write, swap."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from groundwire.corpus.passages import header, split_passages
from groundwire.corpus.readers import Failure
from groundwire.errors import ArticleError, NotFoundError
from groundwire.index.collect import Collection, Progress, clean_all, each_once, read, updated
from groundwire.index.durable import writer_lock
from groundwire.index.encoder import Encoder
from groundwire.index.lexical import make_postings
from groundwire.index.manifest import Manifest, SegmentEntry, corpus_digest, generation_name
from groundwire.index.segment import INPUT_DIGEST_BYTES, SegmentData, input_digest
from groundwire.index.store import Store, Stored, failures_explained
from groundwire.records import Article, Passage
from groundwire.text import terms

__all__ = ["BuildReport", "Progress", "add", "build", "remove"]

EMBEDDED_AT_ONCE = 512  # passages between two steps of the progress bar; some seconds of two cores


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. ``new``, ``unchanged`` and ``removed`` count articles against the
    generation before; ``passages_per_second`` is of those that were embedded, 0 when none was."""

    generation: str
    articles: int
    passages: int
    new: int
    unchanged: int
    removed: int
    duplicates: int
    failures: tuple[Failure, ...]
    passages_per_second: float
    seconds: float


@dataclass(frozen=True, slots=True)
class _Plan:
    """How to make the generation: with what, and what of the one before may be used again."""

    encoder: Encoder
    passage_tokens: int
    reuse: bool
    progress: Progress


def build(
    paths: Sequence[Path],
    *,
    folder: Path,
    encoder: Encoder,
    passage_tokens: int,
    full: bool = False,
    strict: bool = False,
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
    plan = _Plan(encoder, passage_tokens, not full, progress or _silent)
    with writer_lock(folder), failures_explained(folder):
        store = Store(folder)
        raw, unread = read(paths, strict=strict, progress=plan.progress)
        collection = clean_all(raw, strict=strict, progress=plan.progress)
        collection.failures = unread + collection.failures
        return _index(collection, store, plan, started=started)


def add(
    paths: Sequence[Path],
    *,
    folder: Path,
    encoder: Encoder,
    passage_tokens: int,
    strict: bool = False,
    progress: Progress | None = None,
) -> BuildReport:
    """Index the articles of these files beside those that are indexed; raises as ``build`` does.

    An article replaces the one of the same id, and a file replaces what it held before.
    """
    started = time.perf_counter()
    plan = _Plan(encoder, passage_tokens, True, progress or _silent)
    with writer_lock(folder), failures_explained(folder):
        store = Store(folder)
        raw, unread = read(paths, strict=strict, progress=plan.progress)
        new = clean_all(raw, strict=strict, progress=plan.progress)
        indexed = store.articles(encoder)
        collection = each_once(updated(indexed, new.articles))
        collection.duplicates += new.duplicates
        collection.failures = unread + new.failures + collection.failures
        return _index(collection, store, plan, started=started)


def remove(
    article_ids: Sequence[str],
    *,
    folder: Path,
    encoder: Encoder,
    progress: Progress | None = None,
) -> BuildReport:
    """Take articles out of the index.

    Raises:
        NotFoundError: an id that no article has; the index is as it was.
        ArticleError: no article would be left.
        IndexMissingError, IndexCorruptError, IndexIncompatibleError: there is no usable index.
    """
    started = time.perf_counter()
    with writer_lock(folder), failures_explained(folder):
        store = Store(folder)
        current = store.require(encoder)
        wanted = set(article_ids)
        articles = store.articles(encoder)
        if unknown := sorted(wanted - {article.id for article in articles}):
            raise NotFoundError(f"{', '.join(unknown)}: no article has this id. Nothing removed.")
        kept = Collection([article for article in articles if article.id not in wanted])
        plan = _Plan(encoder, current.manifest.passage_tokens, True, progress or _silent)
        return _index(kept, store, plan, started=started)


def _index(collection: Collection, store: Store, plan: _Plan, *, started: float) -> BuildReport:
    """The last four steps: split, embed, write, swap; none where nothing has changed."""
    articles = collection.articles
    if not articles:
        raise ArticleError(_nothing_left(collection))
    before = store.current(plan.encoder)
    report = _compared(collection, before)
    corpus = corpus_digest(articles)
    name = generation_name(corpus, plan.encoder.fingerprint, plan.passage_tokens)
    if before and plan.reuse and before.manifest.generation == name:
        store.sweep()
        known = len(before.segment.starts)
        return replace(report, generation=name, passages=known, seconds=_since(started))
    passages = _split(articles, plan)
    data, rate = _embed(articles, passages, before, plan)
    plan.progress("write", 0, 1)
    entry = store.write_segment(data)
    plan.progress("write", 1, 1)
    store.swap(_manifest(name, corpus, entry, plan))
    plan.progress("swap", 1, 1)
    return replace(
        report,
        generation=name,
        passages=entry.passages,
        passages_per_second=round(rate, 1),
        seconds=_since(started),
    )


def _manifest(name: str, corpus: str, entry: SegmentEntry, plan: _Plan) -> Manifest:
    return Manifest(
        generation=name,
        corpus=corpus,
        encoder=plan.encoder.name,
        encoder_fingerprint=plan.encoder.fingerprint,
        dimension=plan.encoder.dimension,
        passage_tokens=plan.passage_tokens,
        segments=(entry,),
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
    articles: Sequence[Article],
    passages: Sequence[Sequence[Passage]],
    before: Stored | None,
    plan: _Plan,
) -> tuple[SegmentData, float]:
    """The segment, and how many passages a second were embedded."""
    inputs = [
        f"{header(article)}\n{article.text[passage.start : passage.end]}"
        for article, each in zip(articles, passages, strict=True)
        for passage in each
    ]
    digests = [input_digest(text) for text in inputs]
    known = before.vectors_by_input() if before and plan.reuse else {}
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
        passages=passages,
        vectors=vectors,
        inputs=np.frombuffer(b"".join(digests), dtype=np.uint8).reshape(-1, INPUT_DIGEST_BYTES),
        postings=make_postings(map(terms, inputs)),
    )
    return data, rate


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


def _compared(collection: Collection, before: Stored | None) -> BuildReport:
    """What differs from the generation before, by id and digest."""
    now = {article.id: article.digest for article in collection.articles}
    then = before.digests() if before else {}
    unchanged = sum(then.get(article_id) == digest for article_id, digest in now.items())
    return BuildReport(
        generation="",
        articles=len(now),
        passages=0,
        new=len(now) - unchanged,
        unchanged=unchanged,
        removed=len(then.keys() - now.keys()),
        duplicates=collection.duplicates,
        failures=tuple(collection.failures),
        passages_per_second=0.0,
        seconds=0.0,
    )


def _nothing_left(collection: Collection) -> str:
    first = next(iter(collection.failures), None)
    because = f" The first failure: {first.path}: {first.reason}" if first else ""
    return (
        f"No article to index; the index is as it was.{because} Name files or folders of articles."
    )


def _since(started: float) -> float:
    return round(time.perf_counter() - started, 3)


def _silent(stage: str, done: int, total: int) -> None:
    """Nobody is watching."""
