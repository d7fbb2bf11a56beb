"""Sentence boundaries beside pysbd's: accuracy against a gold checked by eye, and speed.

    python bench/sentences.py [--data ../shared] [--candidates]

The gold (``sentence_gold.json``) holds offsets only: of the five seeds and of 30 articles drawn
by seed, every place inside a line where a sentence ends (line ends are no question for either),
and which of them lie inside a quotation that goes on: pysbd keeps quotations whole by design, so
it is scored with and without these. Judged by eye: all 135 places where the two differed, all 319
marks at which neither ended a sentence, every place without a space after the mark, and about 600
of the 1,328 where both agreed (a random 300, and all after a short word, a number or no full stop).
``--candidates`` prints what has to be judged by eye to make or check a gold: every place where
the two differ, and every mark at which neither ends a sentence. Needs ``pip install pysbd``.
"""

import argparse
import gzip
import hashlib
import json
import random
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from groundwire.language.sentences import sentence_spans

GOLD = Path(__file__).with_name("sentence_gold.json")
ARTICLES = 30
SEED = 7
CONTEXT = 60  # characters shown on either side of a candidate
SPEED_ARTICLES = 200  # for the fast one; pysbd gets the gold's articles only
_MARK = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s+\S)")

Segment = Callable[[str], set[int]]


@dataclass(frozen=True, slots=True)
class Text:
    """An article as it lies in its file."""

    name: str
    text: str

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


def texts(data: Path) -> list[Text]:
    """The five seeds, and the articles that the seed draws."""
    seeds = [Text(p.name, p.read_text("utf-8")) for p in sorted((data / "seeds").glob("*.txt"))]
    articles = sorted(news(data), key=lambda text: text.name)
    return seeds + random.Random(SEED).sample(articles, ARTICLES)


def news(data: Path) -> Iterator[Text]:
    with gzip.open(data / "data" / "news" / "articles.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            record = json.loads(line)
            yield Text(record["id"], record["text"])


def lines(text: str) -> Iterator[tuple[int, str]]:
    """``(offset, line)`` of every line that is not blank, trimmed."""
    for match in re.finditer(r"\S[^\n]*", text):
        yield match.start(), match.group().rstrip()


def inner_ends(text: str, segment: Segment) -> set[int]:
    """Where sentences end inside the lines of a text: offsets after their last character."""
    return {start + end for start, line in lines(text) for end in segment(line) if end < len(line)}


def ours(line: str) -> set[int]:
    return {sentence.end for sentence in sentence_spans(line)}


def pysbd_segmenter() -> Segment:
    import pysbd

    segmenter = pysbd.Segmenter(language="en", clean=False)

    def segment(line: str) -> set[int]:
        ends, position = set(), 0
        for sentence in segmenter.segment(line):
            found = line.find(sentence.strip(), position)
            if found >= 0:  # it changes the text of a few sentences; those have no place
                position = found + len(sentence.strip())
                ends.add(position)
        return ends

    return segment


def candidates(text: str, mine: set[int], theirs: set[int]) -> Iterator[tuple[int, str]]:
    """What the eye must judge: ``(offset, who ends a sentence there)``."""
    marks = {start + m.end() for start, line in lines(text) for m in _MARK.finditer(line)}
    for offset in sorted(mine | theirs | marks):
        who = ("ours" if offset in mine else "") + ("pysbd" if offset in theirs else "")
        yield offset, {"ourspysbd": "both", "": "none"}.get(who, who)


def print_candidates(chosen: list[Text], theirs: Segment) -> None:
    for text in chosen:
        for offset, who in candidates(
            text.text, inner_ends(text.text, ours), inner_ends(text.text, theirs)
        ):
            before = text.text[max(0, offset - CONTEXT) : offset]
            shown = f"{before}⏹{text.text[offset : offset + CONTEXT]}".replace("\n", "⏎")
            print(f"{who}\t{text.name}\t{offset}\t{shown}")


def scores(gold: set[tuple[str, int]], found: set[tuple[str, int]]) -> str:
    right = len(gold & found)
    precision, recall = right / len(found), right / len(gold)
    f1 = 2 * precision * recall / (precision + recall)
    return f"precision {precision:.4f}  recall {recall:.4f}  F1 {f1:.4f}  wrong {len(gold ^ found)}"


def megabytes_per_second(segment: Segment, chosen: list[Text]) -> float:
    size = sum(len(text.text.encode()) for text in chosen) / 1e6
    started = time.process_time()  # of this process alone: the machine may be busy
    for text in chosen:
        inner_ends(text.text, segment)
    return size / (time.process_time() - started)


def report(chosen: list[Text], theirs: Segment, data: Path) -> None:
    gold_file = json.loads(GOLD.read_text("utf-8"))
    articles = {text.name: text for text in chosen}
    for entry in gold_file["articles"]:
        if articles[entry["name"]].digest != entry["sha256"]:
            raise SystemExit(f"{entry['name']}: not the text that the gold was made on")
    gold = {(entry["name"], end) for entry in gold_file["articles"] for end in entry["ends"]}
    quoted = {(entry["name"], end) for entry in gold_file["articles"] for end in entry["quoted"]}
    print(
        f"{len(chosen)} articles, {len(gold)} sentence ends inside lines, {len(quoted)} in quotes"
    )
    sample = [text for text, _ in zip(news(data), range(SPEED_ARTICLES), strict=False)]
    for name, segment, timed in (("groundwire", ours, sample), ("pysbd", theirs, chosen)):
        found = {(text.name, end) for text in chosen for end in inner_ends(text.text, segment)}
        speed = megabytes_per_second(segment, timed)
        print(f"{name:<12} {scores(gold, found)}  {speed:.2f} MB/s")
        print(f"{'  no quotes':<12} {scores(gold - quoted, found - quoted)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "shared")
    parser.add_argument("--candidates", action="store_true")
    options = parser.parse_args()
    # The seeds lie beside the data folder, the news in it.
    data = options.data
    chosen, theirs = texts(data), pysbd_segmenter()
    if options.candidates:
        print_candidates(chosen, theirs)
    else:
        report(chosen, theirs, data)


if __name__ == "__main__":
    main()
