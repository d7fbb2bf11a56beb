"""A small newsroom of our own invention, written as the set's files are."""

import json
from pathlib import Path

FIRST = (
    "The harbour board will cut 40 of its 310 jobs by June. Its chair, Mona Ferrel, spoke on "
    "Monday.\n\nThe ferry to Aldwick is not affected. The board blamed falling freight."
)
SECOND = "The board now plans to cut 25 jobs. Mona Ferrel called the change a relief."


def write_newsroom(folder: Path) -> None:
    """One beat of one story with two articles, questions and claims."""
    beat = folder / "har"
    beat.mkdir(parents=True)
    _write(beat / "articles.jsonl", [_article("a", FIRST), _article("b", SECOND)])
    _write(
        beat / "questions.jsonl",
        [
            _question(
                "q1",
                "how many",
                "How many jobs does the board plan to cut?",
                short=["25"],
                evidence=[("b", "The board now plans to cut 25 jobs.")],
                stale=[("a", "The harbour board will cut 40 of its 310 jobs by June.")],
            ),
            _question(
                "q2",
                "yes/no",
                "Is the Aldwick ferry affected?",
                yes_no="no",
                evidence=[("a", "The ferry to Aldwick is not affected.")],
            ),
            _question(
                "q3",
                "who",
                "Who will succeed Mona Ferrel?",
                near=[("b", "Mona Ferrel called the change a relief.")],
            ),
        ],
    )
    _write(
        beat / "claims.jsonl",
        [
            {
                "id": "har-01-c1",
                "cluster": "har-01",
                "article": "har-01-b",
                "evidence": "The board now plans to cut 25 jobs.",
                "claim": "The board will cut 40 jobs.",
                "label": "contradicted",
                "how": "number changed",
            }
        ],
    )


def _article(name: str, text: str) -> dict[str, object]:
    day = {"a": "2026-02-02", "b": "2026-02-09"}[name]
    return {
        "id": f"har-01-{name}",
        "cluster": "har-01",
        "outlet": "The Aldwick Bell",
        "published": day,
        "title": "Jobs to go at the harbour",
        "text": text,
    }


def _question(name: str, kind: str, text: str, **rest: object) -> dict[str, object]:
    quotes = {
        key: [{"article": f"har-01-{article}", "quote": quote} for article, quote in rest[key]]
        for key in ("evidence", "stale", "near")
        if key in rest
    }
    return {
        "id": f"har-01-{name}",
        "cluster": "har-01",
        "kind": kind,
        "question": text,
        "history": [],
        "as_of": None,
        "answerable": "evidence" in rest,
        "short": rest.get("short", []),
        "yes_no": rest.get("yes_no"),
        **quotes,
    }


def _write(path: Path, rows: list[dict[str, object]]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
