"""Questions with a passage: SQuAD's own and those of reading/more, cut to windows as the product
reads them."""

import gzip
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from groundwire.language.text import fold, terms
from train.example import Example, Span, varied
from train.squad import fold_of, load_squad, usual
from train.windows import Cutter, Window, article, nearest, show, whole

# Whose licences let weights be shipped: see ../shared/data/README.md and the model card.
SOURCES = (
    "squadshifts",
    "qed",
    "wiki1k_passages-qamr_on_passages",
    "qamr",
    "qadiscourse",
    "onestopqa",
    "nq-open",
    "clapnq",
    "squad-train-part",
    "selqa",
)
SHORT_ENOUGH = 700  # characters: what is read whole, of about 150 tokens
TITLED = 0.6  # share of the windows with the title in front
MISSES = 0.5  # how often a window of the same article without the answer is shown beside
NEAREST = 6
A_PASSAGE = 3  # questions: more of one passage teach little
CLEAR = 1.0  # least margin of a question of QAMR that fits its sentence better than the others


@dataclass(frozen=True, slots=True)
class Read:
    """A question with its passage; ``answers`` are spans in it, none where it does not answer.
    ``sentences`` tells that they are the sentences that answer, not the answer's own words."""

    question: str
    title: str
    passage: str
    answers: tuple[Span, ...]
    sentences: bool = False


def read_squad(folder: Path, held: int | None) -> list[Read]:
    """SQuAD's questions to the articles that are not held out."""
    found = []
    for one in load_squad(folder):
        if held is None or fold_of(one.title) != held:
            answers: tuple[Span, ...] = ()
            if one.answers:
                start, text = usual(one.answers)
                answers = ((start, start + len(text)),)
            found.append(Read(one.question, _title(one.title), one.paragraph, answers))
    return found


def read_source(folder: Path, name: str, held: frozenset[str]) -> list[Read]:
    """The questions of a file of reading/more, but those about an article that is held out."""
    found, passages = [], defaultdict(int)
    for row in _rows(folder / f"{name}.jsonl.gz"):
        title = _title(row.get("title") or "")
        if title.lower() in held or row.get("anchor_margin", CLEAR) < CLEAR:
            continue
        passages[row["passage"]] += 1
        if passages[row["passage"]] <= A_PASSAGE or not row["answerable"]:
            found.append(_read(row, title))
    return found


def _read(row: dict[str, Any], title: str) -> Read:
    sentences = "sentence" in row.get("answer_kind", "")
    spans = [(one["start"], one["start"] + len(one["text"])) for one in row["answers"]]
    if not sentences and spans:  # the answer that most gave, of equals the shorter
        votes = [one.get("votes", 1) for one in row["answers"]]
        best = min(range(len(spans)), key=lambda n: (-votes[n], spans[n][1] - spans[n][0], n))
        spans = [spans[best]]
    told = title if ":" not in title else ""  # "Wiki1k:wikinews:1" is no title
    return Read(row["question"], told, row["passage"], tuple(spans), sentences)


def _title(written: str) -> str:
    return written.replace("_", " ").strip()


def held_titles(folder: Path, held: int) -> frozenset[str]:
    """The titles of SQuAD's held-out articles, as other sets may write them."""
    titles = {one.title for one in load_squad(folder) if fold_of(one.title) == held}
    return frozenset(_title(one).lower() for one in titles)


def reading_examples(
    read: Sequence[Read], cutter: Cutter, rng: np.random.Generator
) -> list[Example]:
    """An example of each question, and of every other one a window without the answer."""
    windows: dict[str, list[Window]] = {}
    beside: dict[str, list[Window]] = defaultdict(list)
    for one in read:
        if one.passage not in windows:
            windows[one.passage] = _windows(one, cutter)
            beside[one.title or one.passage] += windows[one.passage]
    found: list[Example] = []
    for one in read:
        found += _of(one, windows[one.passage], beside[one.title or one.passage], rng)
    return found


def _windows(one: Read, cutter: Cutter) -> list[Window]:
    source = article(one.passage, title=one.title or None)
    return [whole(source)] if len(one.passage) <= SHORT_ENOUGH else cutter.passages(source)


def _of(
    one: Read, windows: Sequence[Window], beside: Sequence[Window], rng: np.random.Generator
) -> Iterator[Example]:
    question = varied(one.question, rng)
    headed = rng.random() < TITLED
    wanted = frozenset(terms(one.question))
    if not one.answers:
        shown = show(nearest(windows, wanted, most=1)[0], headed=headed)
        yield Example(question, shown.text, shown.head, evidence=(), relevant=True, answers=0.0)
        return
    holding = [window for window in windows if window.holds(one.answers[0])]
    for window in holding:
        yield _answering(one, question, window, headed=headed)
    if rng.random() < MISSES:
        said = [fold(one.passage[slice(*span)]) for span in one.answers]
        rest = [
            window
            for window in beside
            if window not in holding and not any(answer in fold(window.text) for answer in said)
        ]
        if rest:
            close = nearest(rest, wanted, most=NEAREST)
            shown = show(close[rng.integers(len(close))], headed=headed)
            yield Example(question, shown.text, shown.head, evidence=(), answers=0.0)


def _answering(one: Read, question: str, window: Window, *, headed: bool) -> Example:
    shown = show(window, headed=headed)
    span = None if one.sentences else shown.span(one.answers[0])
    return Example(
        first=question,
        text=shown.text,
        head=shown.head,
        span=span,
        spanned=span is not None,
        evidence=tuple(
            shown.marked((sentence.start, sentence.end))
            for sentence in window.sentences
            if any(start < sentence.end and end > sentence.start for start, end in one.answers)
        ),
        relevant=True,
        answers=1.0,
    )


def boolq_examples(path: Path, cutter: Cutter) -> list[Example]:
    """Questions for yes or no with the passage; too long ones by their first window, which says
    nothing sure of the answer unless it is the only one."""
    found = []
    for row in _rows(path):
        title, _, passage = row["premise"].partition(" -- ")
        windows = cutter.passages(article(passage, title=title), tokens=200)
        if len(windows) == 1:
            shown = show(windows[0])
            polar = "yes" if row["label"] == "TRUE" else "no"
            found.append(
                Example(
                    row["hypothesis"],
                    shown.text,
                    shown.head,
                    spanned=False,
                    relevant=True,
                    answers=1.0,
                    polar=polar,  # type: ignore[arg-type]
                )
            )
    return found


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
