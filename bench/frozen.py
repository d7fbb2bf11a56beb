"""Hold answers still while code moves: a digest of each, written before and compared after.

    python bench/frozen.py write before.json
    python bench/frozen.py compare before.json after.json

A digest is over everything an answer shows but its timings, so that two equal ones are the same
bytes. The questions are our own over the seeds, 150 of the news quiz of 2022 and 2023 over 400 of
its articles, and 300 of SQuAD 2.0. The files hold digests, short answers and the state of each
answer, and none of the articles' sentences; keep them out of the repository all the same.
"""

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from groundwire.evaluation.dataset import Dataset, load_dataset
from groundwire.evaluation.own_index import build_own
from groundwire.evaluation.sample import sample
from groundwire.index.build import build
from groundwire.records import Answer
from groundwire.settings import Settings
from groundwire.wiring import make_answerer, make_encoder

NEWS_QUESTIONS = 150
NEWS_ARTICLES = 400
SQUAD_QUESTIONS = 300
SEED = 1


def main() -> None:
    """Write the digests of this code, or compare two files of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("write").add_argument("file", type=Path)
    both = commands.add_parser("compare")
    both.add_argument("before", type=Path)
    both.add_argument("after", type=Path)
    chosen = parser.parse_args()
    if chosen.command == "write":
        chosen.file.write_text(json.dumps(dict(frozen(chosen.data)), indent=0, sort_keys=True))
    else:
        compare(*(json.loads(file.read_text()) for file in (chosen.before, chosen.after)))


def frozen(data: Path) -> Iterator[tuple[str, dict[str, str | None]]]:
    """The digest of every question's answer, by ``set/id``."""
    settings = Settings()
    for dataset, index in _sets(data, settings):
        answerer = make_answerer(settings.model_copy(update={"index": index}))
        for question in dataset.questions:
            answer = answerer.ask(question.to_question())
            yield f"{dataset.name}/{question.id}", _digest(answer)


def _sets(data: Path, settings: Settings) -> Iterator[tuple[Dataset, Path]]:
    own = Path("eval/indexes/seeds")
    build(
        [data / "seeds"],
        folder=own,
        encoder=make_encoder(settings),
        passage_tokens=settings.passage_tokens,
    )
    yield load_dataset(Path("eval/questions.yaml")), own
    for path, count, articles in (
        (data / "data/news", NEWS_QUESTIONS, NEWS_ARTICLES),
        (data / "data/reading/squad-v2.0-dev.json", SQUAD_QUESTIONS, None),
    ):
        whole = load_dataset(path)
        drawn = replace(whole, questions=sample(whole.questions, count, SEED))
        yield drawn, build_own(drawn, settings, _silent, count=articles, seed=SEED)


def _silent(*_: object) -> None:
    """No progress is shown."""


def _digest(answer: Answer) -> dict[str, str | None]:
    shown = replace(answer, timings_ms={}, index=replace(answer.index, generation=""))
    return {
        "digest": hashlib.sha256(repr(shown).encode()).hexdigest(),
        "status": answer.status,
        "short": answer.short_answer,
        "quotes": " ".join(f"{c.article_id}:{c.start}-{c.end}" for c in answer.citations),
        "differs": " | ".join(
            f"{one.kind}: " + " / ".join(p.value for p in one.positions)
            for one in answer.disagreements
        ),
        "confidence": f"{answer.confidence:.4f}",
    }


def compare(before: dict[str, dict[str, str]], after: dict[str, dict[str, str]]) -> None:
    """Print every answer that changed and in what, then how many of each set did."""
    changed: Counter[str] = Counter()
    for name in sorted(before.keys() | after.keys()):
        old, new = before.get(name, {}), after.get(name, {})
        fields = [key for key in sorted(old.keys() | new.keys()) if old.get(key) != new.get(key)]
        if not fields:
            continue
        changed[name.partition("/")[0]] += 1
        told = [f"{key}: {old.get(key)!r} -> {new.get(key)!r}" for key in fields if key != "digest"]
        print(name, *(told or ["other parts"]), sep="\n  ")
    total = Counter(name.partition("/")[0] for name in before)
    for name, count in sorted(total.items()):
        print(f"{name}: {changed[name]} of {count} answers changed")


if __name__ == "__main__":
    main()
