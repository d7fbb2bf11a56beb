"""The examination of an index: every byte and every invariant."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from groundwire.errors import (
    GroundwireError,
    IndexCorruptError,
    IndexIncompatibleError,
    IndexMissingError,
)
from groundwire.index.manifest import (
    GENERATIONS,
    SEGMENTS,
    Manifest,
    SegmentEntry,
    corpus_digest,
    damaged_files,
    generation_name,
    read_manifest,
    read_pointer,
)
from groundwire.index.segment import Segment, read_segment

Status = Literal["ok", "degraded", "missing", "corrupt", "incompatible"]
_EXIT_CODES: dict[Status, int] = {
    "ok": 0,
    "degraded": GroundwireError.exit_code,
    "missing": IndexMissingError.exit_code,
    "corrupt": IndexCorruptError.exit_code,
    "incompatible": IndexIncompatibleError.exit_code,
}
LENGTH_TOLERANCE = 2e-3  # of a float16 vector: 384 roundings of 2^-11 stay below a tenth of it


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was found. ``degraded``: the current generation or one kept before it is damaged
    and another is whole, so questions are still answered. Counts are of the generation that is
    served; None where none can be."""

    status: Status
    generation: str | None
    articles: int
    passages: int
    files: int
    bytes: int
    problems: tuple[str, ...]

    @property
    def exit_code(self) -> int:
        """0 when all is well, else the code of the error that the status corresponds to."""
        return _EXIT_CODES[self.status]


def check_index(folder: Path) -> CheckReport:
    """Verify every byte of the index and that its parts agree; raises nothing, reports."""
    try:
        pointer = read_pointer(folder)
    except IndexMissingError as error:
        return _report("missing", None, [str(error)])
    except IndexCorruptError as error:
        return _report("corrupt", None, [str(error)])
    try:
        current, faults = _examine(folder, pointer.current)
    except IndexIncompatibleError as error:
        return _report("incompatible", None, [str(error)])
    examined = [(None if faults else current, faults)]
    for digest in pointer.older:
        try:
            manifest, faults = _examine(folder, digest)
        except IndexIncompatibleError as error:
            manifest, faults = None, [str(error)]
        examined.append((None if faults else manifest, faults))
    served = next((manifest for manifest, _ in examined if manifest), None)
    problems = [fault for _, faults in examined for fault in faults]
    if served is None:
        return _report("corrupt", None, problems)
    return _report("degraded" if problems else "ok", served, problems)


def _report(status: Status, manifest: Manifest | None, problems: list[str]) -> CheckReport:
    segments = manifest.segments if manifest else ()
    return CheckReport(
        status=status,
        generation=manifest.generation if manifest else None,
        articles=sum(entry.articles for entry in segments),
        passages=sum(entry.passages for entry in segments),
        files=sum(entry.files for entry in segments),
        bytes=sum(entry.bytes for entry in segments),
        problems=tuple(problems),
    )


def _examine(folder: Path, digest: str) -> tuple[Manifest | None, list[str]]:
    """A generation's manifest and what is wrong with it."""
    try:
        manifest = read_manifest(folder, digest)
        if faults := damaged_files(folder, manifest.segments):
            return manifest, faults
        segments = [read_segment(folder / SEGMENTS / one.name) for one in manifest.segments]
        faults = [
            f"{folder / SEGMENTS / entry.name}: {fault}"
            for entry, segment in zip(manifest.segments, segments, strict=True)
            for fault in _broken(manifest, entry, segment)
        ]
        path = folder / GENERATIONS / f"{digest}.json"
        return manifest, faults + [f"{path}: {fault}" for fault in _disagree(manifest, segments)]
    except IndexCorruptError as error:
        return None, [str(error)]


def _disagree(manifest: Manifest, segments: Sequence[Segment]) -> list[str]:
    """The invariants of the generation as a whole that do not hold."""
    dead = [frozenset(entry.dead) for entry in manifest.segments]
    live = [
        article
        for gone, segment in zip(dead, segments, strict=True)
        for article in map(segment.article, range(len(segment.fields)))
        if article.id not in gone
    ]
    corpus = corpus_digest(live)
    name = generation_name(corpus, manifest.encoder_fingerprint, manifest.passage_tokens)
    return _faults(
        {
            "each article is in one segment": len(live) == len({article.id for article in live}),
            "the corpus is the one that the manifest names": corpus == manifest.corpus,
            "the generation is named after its content": name == manifest.generation,
        }
    )


def _broken(manifest: Manifest, entry: SegmentEntry, segment: Segment) -> list[str]:
    """The invariants of a segment that do not hold."""
    articles = [segment.article(row) for row in range(len(segment.fields))]
    ids = [article.id for article in articles]
    dead = frozenset(entry.dead)
    live = np.array([article_id not in dead for article_id in ids])
    lengths = np.linalg.norm(np.asarray(segment.vectors, dtype=np.float32), axis=1)
    rows = segment.article_rows
    texts = np.array([len(article.text) for article in articles], dtype=np.int64)
    postings = segment.postings
    return _faults(
        {
            "articles are sorted by id, each once": ids == sorted(set(ids)),
            "only its own articles are dead": dead <= set(ids),
            "the manifest counts what is in the index": (
                (entry.articles, entry.passages) == (int(live.sum()), int(live[rows].sum()))
            ),
            "vectors have the manifest's dimension": segment.vectors.shape[1] == manifest.dimension,
            "vectors have length 1": bool((abs(lengths - 1) < LENGTH_TOLERANCE).all()),
            "passages are in the order of their articles": bool((np.diff(rows) >= 0).all()),
            "passages lie inside their articles": bool(
                (segment.starts >= 0).all()
                and (segment.starts < segment.ends).all()
                and (segment.ends <= texts[rows]).all()
            ),
            "passages begin and end with their sentences": _sentences_fit(segment),
            "postings name passages": bool(
                (postings.rows >= 0).all()
                and (postings.rows < len(rows)).all()
                and (np.diff(postings.offsets) > 0).all()
            ),
        }
    )


def _faults(holds: Mapping[str, bool]) -> list[str]:
    return [f"it does not hold that {rule}" for rule, held in holds.items() if not held]


def _sentences_fit(segment: Segment) -> bool:
    offsets, sentences = segment.sentence_offsets, segment.sentences
    if not (np.diff(offsets) > 0).all():
        return False  # a passage without a sentence
    starts, ends = sentences[:, 0], sentences[:, 1]
    first, last = offsets[:-1], offsets[1:] - 1
    inside = np.ones(len(sentences), dtype=np.bool_)
    inside[first] = False  # every sentence but a passage's first follows the one before it
    followed = np.flatnonzero(inside)
    return bool(
        (starts < ends).all()
        and (starts[first] == segment.starts).all()
        and (ends[last] == segment.ends).all()
        and (starts[followed] >= ends[followed - 1]).all()
    )
