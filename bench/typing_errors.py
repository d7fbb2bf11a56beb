"""What typing errors cost: the same questions clean, damaged, and damaged but read as written.

    python bench/typing_errors.py --index eval/indexes/seeds --data ../shared

Every fourth word of a question (of three letters or more, from a place drawn by its text) gets one
slip: two letters swapped, one dropped, one doubled, one replaced. Asked are the headline questions
of eval/questions.yaml and 300 of SQuAD 2.0's, over its 35 articles as one corpus. Nugget recall is
over the answerable ones, refusals over the others. The seeds fix every slip.
"""

import argparse
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpora import answerer_over, default_data, settings_for, squad_articles, squad_questions
from corpora import squad as squad_stories
from groundwire.answer.answer import Answerer
from groundwire.evaluation.gold import GoldQuestion, Nugget
from groundwire.evaluation.questions import load_questions
from groundwire.records import Answer, Question
from groundwire.wiring import make_answerer

SEED = 7
EVERY = 4  # words; one of so many is damaged
LEAST_LETTERS = 3
SQUAD_QUESTIONS = 300
RESAMPLES = 2_000
Change = Callable[[str], str]
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--index", type=Path, default=Path("eval/indexes/seeds"))
    parser.add_argument("--questions", type=Path, default=Path("eval/questions.yaml"))
    parser.add_argument("--data", type=Path, default=default_data())
    parser.add_argument("--folder", type=Path, default=Path("build/bench/squad"))
    parser.add_argument("--damages", type=int, default=3, help="damaged forms of each question")
    args = parser.parse_args()
    ours = [q for q in load_questions(args.questions).questions if q.headline]
    report("eval/questions.yaml", make_answerer(settings_for(args.index)), ours, args.damages)
    args.folder.mkdir(parents=True, exist_ok=True)
    articles = squad_articles(args.data, args.folder / "articles.jsonl")
    report("SQuAD", answerer_over([articles], args.folder / "index"), drawn(args.data), 1)


def drawn(data: Path) -> list[GoldQuestion]:
    """SQuAD questions that have an answer, drawn by the seed."""
    asked = squad_questions(squad_stories(data))
    return [
        GoldQuestion(
            id=f"squad-{number}",
            kind="squad",
            split="held",
            question=question.text,
            nuggets=(Nugget(any=question.answers),),
        )
        for number, question in enumerate(random.Random(SEED).sample(asked, SQUAD_QUESTIONS))
    ]


def damaged(text: str, seed: int) -> str:
    """The question with a slip in every fourth word."""
    draw = random.Random(f"{seed} {text}")
    words = [m.span() for m in re.finditer(rf"[^\W\d_]{{{LEAST_LETTERS},}}", text)]
    for start, end in reversed(words[draw.randrange(min(EVERY, len(words) or 1)) :: EVERY]):
        text = text[:start] + slip(text[start:end], draw) + text[end:]
    return text


def slip(word: str, draw: random.Random) -> str:
    """The word with one letter swapped with the next, dropped, doubled or replaced."""
    place = draw.randrange(len(word))
    kind = draw.choice(("swap", "drop", "double", "replace"))
    if kind == "swap":
        place = min(place, len(word) - 2)
        return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    if kind == "drop":
        return word[:place] + word[place + 1 :]
    if kind == "double":
        return word[: place + 1] + word[place:]
    return word[:place] + draw.choice(LETTERS) + word[place + 1 :]


def report(name: str, answerer: Answerer, questions: Sequence[GoldQuestion], damages: int) -> None:
    """Nugget recall and refusals of each way to ask, and each against the clean question."""
    answerable = [question for question in questions if question.answerable]
    refused = [question for question in questions if not question.answerable]
    print(f"{name}: {len(answerable)} answerable, {len(refused)} to be refused")
    clean = recall(answerer, answerable, [q.question for q in answerable])
    print(f"  {'clean':<34}nuggets {clean.mean():.3f}   {refusals(answerer, refused, str)}")
    ways = {
        "lower case": str.lower,
        "capitals": str.upper,
        **{f"damaged, seed {seed}": partial(damaged, seed=seed) for seed in range(damages)},
    }
    rows = []
    for way, change in ways.items():
        texts = [change(q.question) for q in answerable]
        got = recall(answerer, answerable, texts)
        if way.startswith("damaged"):
            rows.append(got)
        print(f"  {way:<34}nuggets {got.mean():.3f}   {refusals(answerer, refused, change)}")
    mean = np.mean(rows, axis=0)
    low, high = interval(mean, clean)
    print(f"  damaged / clean: {mean.mean() / clean.mean():.3f} [{low:.3f}, {high:.3f}]")


def recall(
    answerer: Answerer, questions: Sequence[GoldQuestion], texts: Sequence[str]
) -> NDArray[np.float64]:
    """Share of the vital nuggets that each answer says, shape ``(questions,)``."""
    shares = []
    for question, text in zip(questions, texts, strict=True):
        said = _said(answerer.ask(_asked(question, text)))
        shares.append(np.mean([nugget.found_in(said) for nugget in question.vital]))
    return np.array(shares)


def refusals(answerer: Answerer, questions: Sequence[GoldQuestion], change: Change) -> str:
    """How many of the questions that no article answers are refused."""
    if not questions:
        return ""
    texts = [change(q.question) for q in questions]
    kept = [
        answerer.ask(_asked(question, text)).status == "abstained"
        for question, text in zip(questions, texts, strict=True)
    ]
    return f"refused {np.mean(kept):.3f}"


def _asked(question: GoldQuestion, text: str) -> Question:
    return replace(question.to_question(), text=text)


def _said(answer: Answer) -> str:
    return " ".join([*(claim.text for claim in answer.claims), answer.short_answer or ""])


def interval(values: NDArray[np.float64], base: NDArray[np.float64]) -> tuple[float, float]:
    """95 % of the ratio of means, by resampling the questions."""
    draw = np.random.default_rng(SEED)
    rows = draw.integers(0, len(values), (RESAMPLES, len(values)))
    ratios = values[rows].mean(axis=1) / base[rows].mean(axis=1)
    return float(np.quantile(ratios, 0.025)), float(np.quantile(ratios, 0.975))


if __name__ == "__main__":
    main()
