"""How well follow-ups are resolved: retrieval with the question as asked, resolved, rewritten.

    python bench/follow_up.py --data ../shared
    python bench/follow_up.py --data ../shared --fit

CANARD (Elgohary et al. 2019, CC BY-SA 4.0) holds follow-ups with their history and the stand-alone
question that a person made of each. It has no passages: here they are all answers of the half's
conversations, each with the title of its conversation as its headline, and without; an answer is
to be found by its question. The history begins with the title, as a person who names a subject.
Conversations are split in halves by a hash; ``--fit`` prints the weights of
question/follow_up/referents.py from the first, the table is of the second. Another table asks
stand-alone questions after foreign histories: none of them should take anything over.
"""

import argparse
import hashlib
import json
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpora import Record, default_data, news_questions, squad, squad_questions
from groundwire.index.encoder import Encoder
from groundwire.index.lexical import Words, make_postings
from groundwire.language.text import terms
from groundwire.question.follow_up.mentions import mentions
from groundwire.question.follow_up.pointers import pointers
from groundwire.question.follow_up.referents import FEATURES, Points, referents
from groundwire.question.follow_up.stand_alone import own_names, resolve
from groundwire.question.query import Query, understand
from groundwire.records import Question, Turn
from groundwire.search.hybrid import CANDIDATES, VECTOR_WEIGHT, fuse
from groundwire.settings import Settings
from groundwire.wiring import make_encoder

SEED = 1
RESAMPLES = 2_000
RIDGE = 1.0  # of the logistic fit; a few thousand cases a kind of word
FITTED: tuple[Points, ...] = ("person", "they", "thing", "none")
NOT_FOUND = np.inf


@dataclass(frozen=True, slots=True)
class Asked:
    """A follow-up: with its history, as a person rewrote it, and the passage that answers it."""

    question: Question
    rewrite: str
    before: str  # the rewritten question before it, or the title
    passage: int | None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=default_data())
    parser.add_argument("--fit", action="store_true", help="print the weights instead")
    args = parser.parse_args()
    file = args.data / "data" / "dialogue" / "canard-dev.json"
    records: list[Record] = json.loads(file.read_text("utf-8"))
    if args.fit:
        return fit(read(records, first_half=True)[1])
    encoder = make_encoder(Settings())
    answers, asked = read(records, first_half=False)
    for headline in (False, True):
        report([text if headline else text.partition("\n")[2] for text in answers], asked, encoder)
    histories = [one.question.history for one in asked]
    stories = squad_questions(squad(args.data))
    topic_changes("news quiz", [q["question"] for q in news_questions(args.data)], histories)
    topic_changes("SQuAD", [question.text for question in stories], histories)
    return None


def read(records: Sequence[Record], *, first_half: bool) -> tuple[list[str], list[Asked]]:
    """The answers of a half's conversations, with headlines, and the follow-ups to them."""
    talks: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        digest = hashlib.sha256(record["QuAC_dialog_id"].encode()).hexdigest()
        if (int(digest, 16) % 2 == 0) == first_half:
            talks[record["QuAC_dialog_id"]].append(record)
    answers: list[str] = []
    asked: list[Asked] = []
    for talk in talks.values():
        talk.sort(key=lambda record: record["Question_no"])
        title, section, *said = talk[-1]["History"]
        rows = {}
        for place, text in enumerate(said):
            if place % 2 and not text.startswith("I don't know"):
                rows[place - 1] = len(answers)
                answers.append(f"{title}: {section}\n{text}")
        rewrites = {record["Question_no"]: record["Rewrite"] for record in talk}
        asked.extend(
            Asked(
                question=Question(record["Question"], history(record)),
                rewrite=record["Rewrite"],
                before=rewrites.get(record["Question_no"] - 1, title),
                passage=rows.get(len(record["History"]) - 2),
            )
            for record in talk
            if record["Question_no"] > 1
        )
    return answers, asked


def history(record: Record) -> tuple[Turn, ...]:
    """The title as a first turn, then questions and answers in turn."""
    title, section, *said = record["History"]
    turns = [Turn("assistant" if place % 2 else "user", text) for place, text in enumerate(said)]
    return (Turn("user", f"{title}: {section}"), *turns)


def report(texts: Sequence[str], asked: Sequence[Asked], encoder: Encoder) -> None:
    """Recall and MRR of each way to ask, against the human rewrite."""
    words = Words(make_postings([terms(text) for text in texts]))
    vectors = encoder.encode(texts)
    known = [one for one in asked if one.passage is not None]
    ways = {
        "as asked": [Question(one.question.text) for one in known],
        "resolved": [one.question for one in known],
        "rewritten": [Question(one.rewrite) for one in known],
    }
    ranks = {
        way: ranked([understand(q) for q in questions], known, words, vectors, encoder)
        for way, questions in ways.items()
    }
    print(f"{len(known)} follow-ups, {len(texts)} passages")
    base = 1 / ranks["rewritten"]
    for way, found in ranks.items():
        low, high = interval(1 / found - base)
        print(
            f"  {way:<10} recall@1 {np.mean(found <= 1):.3f}  @10 {np.mean(found <= 10):.3f}  "
            f"MRR {np.mean(1 / found):.3f}, against rewritten {np.mean(1 / found - base):+.3f} "
            f"[{low:+.3f}, {high:+.3f}]"
        )


def ranked(
    queries: Sequence[Query],
    asked: Sequence[Asked],
    words: Words,
    vectors: NDArray[np.float32],
    encoder: Encoder,
) -> NDArray[np.float64]:
    """The rank of each question's passage, infinite where it is not found."""
    found = []
    encoded = encoder.encode([query.text for query in queries])
    for query, one, vector in zip(queries, asked, encoded, strict=True):
        scores = (vectors @ vector).astype(np.float32)
        top = np.argsort(-scores, kind="stable")[:CANDIDATES]
        by_words = words.search(query.terms, CANDIDATES, weights=query.weights)
        rows, _ = fuse((top, scores[top]), by_words, vector_weight=VECTOR_WEIGHT)
        at = np.flatnonzero(rows == one.passage)
        found.append(at[0] + 1 if len(at) else NOT_FOUND)
    return np.array(found, dtype=np.float64)


def interval(difference: NDArray[np.float64]) -> tuple[float, float]:
    """95 % of the mean, by resampling the questions."""
    draw = np.random.default_rng(SEED)
    means = difference[draw.integers(0, len(difference), (RESAMPLES, len(difference)))].mean(axis=1)
    return float(np.quantile(means, 0.025)), float(np.quantile(means, 0.975))


def topic_changes(
    name: str, questions: Sequence[str], histories: Sequence[tuple[Turn, ...]]
) -> None:
    """How many questions that stand alone take something over from a talk about another thing."""
    draw = random.Random(SEED)
    changed = sum(
        bool(resolve(Question(text, draw.choice(histories))).inherited) for text in questions
    )
    print(f"{name}: {changed / len(questions):.3f} of {len(questions)} take something over")


def fit(asked: Sequence[Asked]) -> None:
    """Print the weights of a logistic model for each kind of pointing word."""
    for points in FITTED:
        rows = list(cases(asked, points))
        weights = logistic(
            np.array([features for features, _ in rows]),
            np.array([label for _, label in rows], dtype=np.float64),
        )
        print(f'    "{points}": ({", ".join(f"{weight:.2f}" for weight in weights)}),')
    print(FEATURES)


def cases(asked: Sequence[Asked], points: Points) -> Iterator[tuple[tuple[float, ...], bool]]:
    """Each name that such a word may mean, and whether a person put it into the question."""
    for one in asked:
        turns = one.question.history
        said = mentions(turns)
        text = one.question.text
        kinds = {pointer.points for pointer in pointers(text, own_names(text, said))} or {"none"}
        if points not in kinds:
            continue
        rewritten = frozenset(terms(one.rewrite))
        for name in referents(
            said, turns=turns, own=frozenset(terms(text)), focus=frozenset(terms(one.before))
        ):
            if not (points == "person" and name.is_no_person):
                yield name.features, name.stems <= rewritten


def logistic(features: NDArray[np.float64], labels: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weights by Newton's method with a ridge."""
    weights = np.zeros(features.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-features @ weights))
        curve = (features * (p * (1 - p))[:, None]).T @ features + RIDGE * np.eye(len(weights))
        weights -= np.linalg.solve(curve, features.T @ (p - labels) + RIDGE * weights)
    return weights


if __name__ == "__main__":
    main()
