"""SQuAD's two development files: questions with their paragraphs, in folds by article."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDS = 5


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


def usual(answers: Sequence[tuple[int, str]]) -> tuple[int, str]:
    """The answer that most annotators gave; of equals the shorter."""
    counts = {answer: answers.count(answer) for answer in answers}
    return min(counts, key=lambda answer: (-counts[answer], len(answer[1]), answer[0]))
