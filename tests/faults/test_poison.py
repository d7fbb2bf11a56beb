"""Bad input beside good articles: it is told, and changes nothing about the good ones."""

import os
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from poison import NOT_FOR_ROOT, READ, REFUSED, Poison
from world import ENCODER, PASSAGE_TOKENS, STORIES, scratch, write_story

from answerers import heuristic
from groundwire.index.build import BuildReport, build
from groundwire.index.generation import open_index
from groundwire.records import Question

QUESTIONS = (
    "What did engineers find in the cables?",
    "Who photographed the comet?",
    "Where does the bell of the old ferry hang?",
    "When do the dredgers arrive?",
    "What did the harbour board vote for?",
)
NOT_ABOUT_THE_GOOD = ("index", "confidence", "timings_ms")  # they speak of the whole index


@pytest.fixture
def place() -> Iterator[Path]:
    with scratch() as place:
        corpus = place / "corpus"
        for name, text in STORIES.items():
            write_story(corpus, name, text)
        write_story(corpus, "a-good.md", "---").write_text(
            "---\nid: good-1\ntitle: Market\n---\nThe market opens on Tuesday at nine.\n"
        )
        yield place


def answered(place: Path) -> tuple[BuildReport, list[dict[str, Any]]]:
    """The report of a build and the answers about the good articles."""
    folder = place / "index"
    report = build(
        [place / "corpus"], folder=folder, encoder=ENCODER, passage_tokens=PASSAGE_TOKENS
    )
    index = open_index(folder, encoder=ENCODER)
    answerer = heuristic(index, ENCODER, top_k=3, max_claims=2)
    answers = [asdict(answerer.ask(Question(text))) for text in QUESTIONS]
    for answer in answers:
        del answer["timings_ms"]
    return report, answers


def test_what_gives_no_article_changes_no_byte(place: Path) -> None:
    """All of it at once: each is told with its path and reason, and every answer is the same."""
    expected, answers = answered(place)
    poison = {**REFUSED, **({} if os.geteuid() == 0 else NOT_FOR_ROOT)}
    before = set((place / "corpus").iterdir())
    for put in poison.values():
        put(place / "corpus")
    put_there = {path.name for path in set((place / "corpus").iterdir()) - before}
    report, poisoned = answered(place)
    told = {Path(failure.path).name for failure in report.failures}
    assert put_there == told
    assert all(failure.reason for failure in report.failures)
    assert expected.generation == report.generation
    assert answers == poisoned


@pytest.mark.parametrize("name", sorted(READ))
def test_what_gives_a_bad_article_changes_no_answer_about_the_others(
    place: Path, name: str
) -> None:
    """What of it can be read is an article like any other: it is not asked about."""
    _, answers = answered(place)
    put: Poison = READ[name]
    put(place / "corpus")
    report, poisoned = answered(place)
    assert report.articles + len(report.failures) == len(STORIES) + 2
    for answer in (*answers, *poisoned):
        for field in NOT_ABOUT_THE_GOOD:
            answer.pop(field, None)
    assert answers == poisoned


def test_there_are_twenty_five_of_them() -> None:
    """The sweep covers no less than was promised."""
    assert len(REFUSED) + len(READ) >= 25
