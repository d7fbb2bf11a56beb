"""Rules that wrong answers taught: each was asked of the real thing, and came out wrong once."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from answerers import heuristic
from groundwire.answer.answer import Answerer
from groundwire.index.build import build
from groundwire.index.encoder import HashingEncoder
from groundwire.index.generation import open_index
from groundwire.language.analysis import Analysis
from groundwire.records import Answer, Question
from groundwire.verify.checker import SupportChecker

MONDAY = date(2025, 3, 10)
Ask = Callable[..., Answer]


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    """Asks a question of articles that are given as texts."""

    def asked(question: str, *texts: str) -> Answer:
        return _over(tmp_path, texts).ask(Question(question))

    return asked


def _over(folder: Path, texts: tuple[str, ...]) -> Answerer:
    corpus = folder / "corpus"
    corpus.mkdir()
    for number, text in enumerate(texts):
        head = f"---\nid: a{number}\nsource: Paper {number}\npublished: {MONDAY}\n---\n"
        (corpus / f"a{number}.md").write_text(f"{head}{text}\n", "utf-8")
    encoder = HashingEncoder()
    build([corpus], folder=folder / "index", encoder=encoder, passage_tokens=64)
    return heuristic(open_index(folder / "index", encoder=encoder), encoder)


@pytest.mark.parametrize(
    ("expected", "question"),
    [
        ({"No", None}, "Did Barcelona beat Real Madrid?"),
        ({"No", None}, "Was Real Madrid beaten by Barcelona?"),
        ({"Yes", None}, "Did Real Madrid beat Barcelona?"),
        ({"Yes", None}, "Was Barcelona beaten by Real Madrid?"),
    ],
)
def test_who_did_what_to_whom(ask: Ask, expected: set[str | None], question: str) -> None:
    """A passive turns the two round, and yes is said of the right one only.

    Of the last two yes_no.py says yes: a hashing encoder is not always sure enough to answer.
    """
    found = ask(question, "Barcelona were beaten by Real Madrid on Saturday night.")
    assert found.short_answer in expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1.2m crowns", "1.2 million crowns"),
        ("40bn crowns", "40 billion crowns"),
        ("€1.2m", "1.2 million euros"),
        ("4 percent", "4%"),
        ("A$90 million", "$90 million"),
        ("about 40 million crowns", "41 million crowns"),
    ],
)
def test_one_amount_written_twice_is_no_disagreement(ask: Ask, one: str, other: str) -> None:
    """Suffixes, signs and words of scale are read alike."""
    found = ask(
        "How much was the ferry grant of Varn?",
        f"The ferry grant of Varn was {one} this year.",
        f"The ferry grant of Varn was {other} this year.",
    )
    assert () == found.disagreements


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("40 million euros", "40 million dollars"),
        ("2 percent", "2 percentage points"),
        ("1.2m crowns", "12m crowns"),
        ("A$90 million", "C$90 million"),
    ],
)
def test_other_units_are_other_amounts(ask: Ask, one: str, other: str) -> None:
    """Both sides are shown."""
    found = ask(
        "How much was the ferry grant of Varn?",
        f"The ferry grant of Varn was {one} this year.",
        f"The ferry grant of Varn was {other} this year.",
    )
    (shown,) = found.disagreements
    assert {one, other} == {position.value for position in shown.positions}


@pytest.mark.parametrize(
    ("expected", "text", "question"),
    [
        (
            "-17.5 degrees",
            "The night in Norrby fell to -17.5 degrees.",
            "What number did the night in Norrby fall to?",
        ),
        ("A$90 million", "The quay of Perth cost A$90 million.", "How much did the quay cost?"),
        (
            "4 percentage points",
            "Support for the Greens of Varn rose by 4 percentage points.",
            "By how much did support for the Greens of Varn rise?",
        ),
        ("£4.3bn", "The tunnel under the Tern cost £4.3bn.", "How much did the tunnel cost?"),
    ],
)
def test_an_amount_is_given_whole(ask: Ask, expected: str, text: str, question: str) -> None:
    """With its sign, its currency and its unit."""
    found = ask(question, text)
    assert expected in (found.short_answer or "")


@pytest.mark.parametrize(
    ("expected", "claim"),
    [
        ("unverified", "The council spent 2 million."),
        ("supported", "The council of Varn spent 1.2 million on the ferry."),
        ("unverified", "The council of Varn spent 12 million on the ferry."),
    ],
)
def test_a_claim_is_held_to_the_amount(expected: str, claim: str) -> None:
    """However it is written."""
    checker = SupportChecker(frozenset({"the", "council", "ferry"}))
    quote = "The council of Varn spent 1.2m on the ferry."
    assert expected == checker.check(claim, [quote]).verdict


def test_a_day_is_told_by_the_verb_of_its_own_clause() -> None:
    """Talks that failed lie behind, though the officials will meet."""
    said = Analysis.of("Officials will meet after talks that failed on Thursday.", MONDAY)
    assert [date(2025, 3, 6)] == [one.first for one in said.dates]


def test_a_day_that_is_denied_is_no_answer(ask: Ask) -> None:
    """Of "will not open in 2030" 2030 is the one year in which it does not open."""
    found = ask("When will the tunnel open?", "The tunnel under the Tern will not open in 2030.")
    assert "2030" not in (found.short_answer or "")


def test_what_is_about_to_happen_is_ahead() -> None:
    """Also in a sentence that tells what was said before."""
    said = Analysis.of("The mayor said the pool is about to close on Friday.", MONDAY)
    assert [date(2025, 3, 14)] == [one.first for one in said.dates]


def test_a_town_is_nobody(ask: Ask) -> None:
    """A name with an accent is read as any other name."""
    found = ask(
        "Who opened the tram line?",
        "São Paulo opened the tram line in May, and the mayor was glad.",
        "The tram line was opened by Ana Roe in São Paulo.",
    )
    assert "São Paulo" != found.short_answer
