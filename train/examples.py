"""What the reader learns from: questions with windows of text, and claims with evidence.

A window is some sentences of a SQuAD paragraph around the one that holds the answer, or the whole
paragraph: at answering time the reader sees a sentence with its neighbours, so that is what most
of its examples look like. Everything is drawn by a seeded generator in sorted order.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np

from groundwire.evaluation import damage
from groundwire.evaluation.clauses import without_a_clause
from groundwire.language.sentences import sentence_spans
from groundwire.language.text import fold, terms

FOLDS = 5
WHOLE_PARAGRAPH = 0.35  # share of the SQuAD examples that show the paragraph, not a window of it
MOST_NEIGHBOURS = 2  # sentences on each side of a window's own
NEAR_NEGATIVES = 12  # a negative is drawn among the windows nearest to its question by words
DAMAGED_SENTENCES = 4_000  # of the training half, one claim of each
LOWERED = 0.15  # share of the questions written without capitals and question mark
DAMAGED_QUESTION = 0.08  # share of the questions with a typing error

Label = Literal["supported", "neither", "contradicted"]
LABELS: tuple[Label, ...] = ("supported", "neither", "contradicted")


@dataclass(frozen=True, slots=True)
class Example:
    """One input of the reader. ``first`` is the question or the claim, ``text`` what is read.

    ``span`` is the answer in ``text`` (end exclusive), None where there is none or it is unknown.
    ``relevant`` and ``answers`` are None where the example does not say; ``label`` is set for a
    claim alone. ``spanned`` is False where the answer is there but its place is not known.
    """

    first: str
    text: str
    span: tuple[int, int] | None = None
    relevant: bool | None = None
    answers: bool | None = None
    spanned: bool = True
    label: Label | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A SQuAD question with its paragraph; ``answers``: ``(start, text)``, none if impossible."""

    id: str
    question: str
    title: str
    paragraph: str
    answers: tuple[tuple[int, str], ...]


def fold_of(title: str) -> int:
    """Which of the five folds an article belongs to, by a hash of its title."""
    return int(hashlib.sha256(f"fold {title}".encode()).hexdigest(), 16) % FOLDS


def load_squad(folder: Path) -> list[Asked]:
    """The questions of both SQuAD dev files, each once, sorted by id."""
    found: dict[str, Asked] = {}
    for name in ("squad-v1.1-dev.json", "squad-v2.0-dev.json"):
        for article in json.loads((folder / name).read_text("utf-8"))["data"]:
            for paragraph in article["paragraphs"]:
                for asked in _asked(article["title"], paragraph):
                    found[asked.id] = asked
    return [found[key] for key in sorted(found)]


def write_held(folder: Path, out: Path, held: int) -> None:
    """Write SQuAD 2.0's stories of the held-out fold as a data set for ``groundwire eval``."""
    whole = json.loads((folder / "squad-v2.0-dev.json").read_text("utf-8"))
    whole["data"] = [one for one in whole["data"] if fold_of(one["title"]) == held]
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(whole), encoding="utf-8")


def _asked(title: str, paragraph: dict[str, Any]) -> Iterable[Asked]:
    text = paragraph["context"]
    for one in paragraph["qas"]:
        sure = tuple(
            (answer["answer_start"], answer["text"])
            for answer in one["answers"]
            if not answer.get("start_guessed")
            and text.startswith(answer["text"], answer["answer_start"])
        )
        impossible = one.get("is_impossible", False)
        if impossible or sure:
            question = one["question"].strip()
            yield Asked(one["id"], question, title, text, () if impossible else sure)


class Windows:
    """Sentence windows of the paragraphs of some articles, with what is near a question."""

    def __init__(self, asked: Sequence[Asked]) -> None:
        self._spans: dict[str, list[tuple[int, int]]] = {}
        self._by_title: dict[str, list[tuple[str, int]]] = defaultdict(list)
        self._terms: dict[tuple[str, int], frozenset[str]] = {}
        for one in asked:
            if one.paragraph in self._spans:
                continue
            spans = [(s.start, s.end) for s in sentence_spans(one.paragraph)]
            self._spans[one.paragraph] = spans
            for place, (start, end) in enumerate(spans):
                key = (one.paragraph, place)
                self._by_title[one.title].append(key)
                self._terms[key] = frozenset(terms(one.paragraph[start:end]))

    def around(self, paragraph: str, at: int, rng: np.random.Generator) -> tuple[int, int]:
        """A window around the sentence at this offset; the whole paragraph at times."""
        if rng.random() < WHOLE_PARAGRAPH:
            return 0, len(paragraph)
        spans = self._spans[paragraph]
        place = next((n for n, (_, end) in enumerate(spans) if at < end), len(spans) - 1)
        return self._window(paragraph, place, rng)

    def likeliest(self, asked: Asked) -> int:
        """Where in its paragraph the sentence starts that shares most words with the question."""
        wanted = frozenset(terms(asked.question))
        spans = self._spans[asked.paragraph]
        shared = [len(wanted & self._terms[asked.paragraph, n]) for n in range(len(spans))]
        return spans[shared.index(max(shared))][0]

    def _window(self, paragraph: str, place: int, rng: np.random.Generator) -> tuple[int, int]:
        spans = self._spans[paragraph]
        before, after = rng.integers(0, MOST_NEIGHBOURS + 1, size=2)
        return spans[max(0, place - before)][0], spans[min(len(spans) - 1, place + after)][1]

    def near_miss(self, asked: Asked, rng: np.random.Generator) -> str | None:
        """A window of the same article that shares words with the question and has no answer."""
        wanted = frozenset(terms(asked.question))
        answers = [fold(text) for _, text in asked.answers]
        scored = sorted(
            (-len(wanted & self._terms[key]), n, key)
            for n, key in enumerate(self._by_title[asked.title])
            if key[0] != asked.paragraph or not asked.answers
        )[:NEAR_NEGATIVES]
        for place in rng.permutation(len(scored)):
            paragraph, sentence = scored[place][2]
            start, end = self._window(paragraph, sentence, rng)
            text = paragraph[start:end]
            if not any(answer in fold(text) for answer in answers):
                return text
        return None


def question_examples(asked: Sequence[Asked], rng: np.random.Generator) -> list[Example]:
    """One example for each question, and a near miss for each that has an answer."""
    windows, found = Windows(asked), []
    for one in asked:
        question = varied(one.question, rng)
        if not one.answers:
            start, end = windows.around(one.paragraph, windows.likeliest(one), rng)
            text = one.paragraph[start:end]
            found.append(Example(question, text, relevant=True, answers=False))
            continue
        at, answer = usual(one.answers)
        start, end = windows.around(one.paragraph, at, rng)
        end = max(end, at + len(answer))
        span = (at - start, at - start + len(answer))
        found.append(Example(question, one.paragraph[start:end], span, relevant=True, answers=True))
        miss = windows.near_miss(one, rng)
        if miss:
            found.append(Example(question, miss, relevant=False, answers=False))
    return found


def usual(answers: Sequence[tuple[int, str]]) -> tuple[int, str]:
    """The answer that most annotators gave; of equals the shorter."""
    counts = {answer: answers.count(answer) for answer in answers}
    return min(counts, key=lambda answer: (-counts[answer], len(answer[1]), answer[0]))


def varied(question: str, rng: np.random.Generator) -> str:
    """The question as some people type it: at times in lower case, at times with an error."""
    draw = rng.random()
    if draw < LOWERED:
        return question.lower().rstrip("?").strip()
    if draw < LOWERED + DAMAGED_QUESTION:
        return with_typing_error(question, rng)
    return question


def with_typing_error(text: str, rng: np.random.Generator) -> str:
    """The text with two letters of one of its longer words in each other's place."""
    words = text.split(" ")
    long = [n for n, word in enumerate(words) if len(word) > 4 and word.isalpha()]
    if not long:
        return text
    word = words[n := long[rng.integers(len(long))]]
    at = int(rng.integers(1, len(word) - 1))
    words[n] = word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :]
    return " ".join(words)


def sentence_examples(path: Path, rng: np.random.Generator) -> list[Example]:
    """The sentence questions: each sentence among others of its story, and a story without it.

    The place of the answer is not given: the reader itself points at it half way through the
    training (fit.py).
    """
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    pairs = [(_joined(row["sentence"]), _joined(row["question"])) for row in rows]
    held = [frozenset(terms(sentence)) for sentence, _ in pairs]
    found = []
    for place, (sentence, question) in enumerate(pairs):
        nearby = range(max(0, place - 15), min(len(pairs), place + 16))
        wanted = frozenset(terms(question))
        others = list(dict.fromkeys(pairs[n][0] for n in nearby if pairs[n][0] != sentence))
        nearest = sorted(
            (n for n in nearby if pairs[n][0] != sentence),
            key=lambda n: (-len(wanted & held[n]), n),
        )[:4]
        beside = [others[n] for n in rng.permutation(len(others))[: rng.integers(0, 3)]]
        text = " ".join([*beside[:1], sentence, *beside[1:]])
        found.append(Example(question, text, relevant=True, answers=True, spanned=False))
        miss = pairs[nearest[rng.integers(len(nearest))]][0]
        text = " ".join([miss, *(other for other in beside[:1] if other != miss)])
        found.append(Example(question, text, relevant=False, answers=False))
    return found


def _joined(tokens: str) -> str:
    """The tokenised text as it is usually written, as far as spaces go."""
    text = " ".join(tokens.replace("``", '"').replace("''", '"').split())
    for wrong, right in ((" ,", ","), (" .", "."), (" ?", "?"), (" 's", "'s"), (" n't", "n't")):
        text = text.replace(wrong, right)
    return text.replace("( ", "(").replace(" )", ")").replace(" ;", ";").replace(" :", ":")


_OF_LABEL: dict[str, Label] = {
    "entailment": "supported",
    "neutral": "neither",
    "contradiction": "contradicted",
}
SHIPPABLE = ("snli-dev", "snli-test", "fool-me-twice")  # whose licences let weights be shipped


def entailment_examples(path: Path, *, held: bool) -> list[Example]:
    """Claims with evidence of the sets whose licence allows it; a tenth, by hash, is held out."""
    found = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["set"] not in SHIPPABLE:
                continue
            digest = hashlib.sha256(row["premise"].encode()).hexdigest()
            if (int(digest, 16) % 10 == 0) == held:
                label = _OF_LABEL[row["label"]]
                found.append(Example(row["hypothesis"], row["premise"], label=label))
    return found


def damaged_examples(asked: Sequence[Asked], rng: np.random.Generator) -> list[Example]:
    """Sentences of the paragraphs as claims about themselves: whole, shortened, and damaged."""
    paragraphs = sorted({one.paragraph for one in asked})
    spans = [(text, s) for text in paragraphs for s in sentence_spans(text) if s.end - s.start > 40]
    found = []
    for place in rng.permutation(len(spans))[:DAMAGED_SENTENCES]:
        paragraph, span = spans[place]
        sentence = paragraph[span.start : span.end]
        kind = int(rng.integers(6))
        evidence = sentence if rng.random() < 0.6 else _with_next(paragraph, span.end, sentence)
        if kind == 0:
            shorter = sorted(without_a_clause(sentence))
            claim = shorter[rng.integers(len(shorter))] if shorter else sentence
            found.append(Example(claim, evidence, label="supported"))
            continue
        made = _DAMAGES[kind - 1](sentence, rng)
        if made:
            found.append(Example(made, evidence, label="contradicted"))
    return found


def _with_next(paragraph: str, end: int, sentence: str) -> str:
    rest = paragraph[end:].strip()
    spans = list(sentence_spans(rest)) if rest else []
    return f"{sentence} {rest[spans[0].start : spans[0].end]}" if spans else sentence


_DAMAGES = (
    damage.other_number,
    damage.other_date,
    damage.negation_added,
    damage.negation_removed,
    damage.swapped_names,
)
