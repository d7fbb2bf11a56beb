"""Every error that can be planted in a question is found, and named by the question's id."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from groundwire.errors import InputError
from groundwire.evaluation.lint import ALL, IN_THEIR_WORDS
from groundwire.evaluation.lint import lint as lint_all
from groundwire.evaluation.questions import QuestionSet, text_digest
from groundwire.records import Article

TEXT = "The port reopened on Monday. It had been shut for three long years after the flood of 2021."
FIRST = {"article": "port.txt", "start": 0, "end": 28}
SECOND = {"article": "port.txt", "start": 29, "end": len(TEXT)}
PORT = Article(
    "1", None, "Harbour News", None, None, date(2025, 1, 2), "en", TEXT, "", "news/port.txt"
)
FACT = {
    "id": "fact-reopened",
    "kind": "fact",
    "split": "dev",
    "question": "When could ships use the harbour again?",
    "nuggets": [{"any": ["on Monday"]}],
    "short": ["Monday"],
    "gold": [FIRST],
}
REFUSED = {
    "id": "unanswerable-cost",
    "kind": "unanswerable",
    "split": "dev",
    "question": "What did the repair cost?",
}


def lint(written: QuestionSet, articles: list[Article], **at_least: int) -> list[str]:
    """The faults of a small file, of which no number of questions is asked but these."""
    return lint_all(written, articles, at_least=at_least)


def questions(*written: dict[str, Any]) -> QuestionSet:
    """The questions given and enough held ones for the share of each kind to be right."""
    held = [
        question | {"id": f"{question['id']}-held", "split": "held"}
        for question in (FACT, REFUSED)
        if any(question["kind"] == other["kind"] for other in written)
    ]
    fillers = [question | {"id": f"{question['id']}-dev", "split": "dev"} for question in held]
    return QuestionSet.model_validate(
        {"articles": {"port.txt": text_digest(TEXT)}, "questions": [*written, *held, *fillers]}
    )


def test_good_questions_have_no_faults() -> None:
    """An answerable question with its evidence and one to refuse both pass."""
    assert lint(questions(FACT, REFUSED), [PORT]) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"id": "time-reopened"}, "does not begin with fact-"),
        ({"gold": []}, "needs a vital nugget and a gold span"),
        ({"nuggets": [{"any": ["on Monday"], "vital": False}]}, "needs a vital nugget"),
        ({"nuggets": [{"any": ["on Sunday"]}]}, "no gold span holds a wording"),
        ({"short": ["Sunday"]}, "no gold span holds a short answer"),
        ({"forbidden": ["reopened"]}, "holds the forbidden 'reopened'"),
        ({"gold": [FIRST, SECOND]}, "holds no nugget"),
        ({"gold": [FIRST | {"end": 29}]}, "begins or ends in white space"),
        ({"gold": [FIRST | {"start": 1}]}, "inside a word"),
        ({"gold": [FIRST | {"end": 999}]}, "is not in port.txt"),
        ({"gold": [FIRST | {"article": "ship.txt"}]}, "names ship.txt"),
        ({"as_of": "2025-01-01"}, "the filters leave out the article"),
        ({"published_from": "2025-01-03"}, "the filters leave out the article"),
        ({"published_to": "2025-01-01"}, "the filters leave out the article"),
        ({"sources": ["Other News"]}, "the filters leave out the article"),
        ({"question": "?"}, "The question is empty"),
        (
            {"question": "So it had been shut for three long years, after the flood?"},
            "9 words in a row are an article's own",
        ),
    ],
)
def test_a_planted_error_is_found(change: dict[str, Any], fault: str) -> None:
    """One line about the question, and it says what is wrong."""
    faults = lint(questions(FACT | change), [PORT])
    name = change.get("id", FACT["id"])
    assert any(line.startswith(f"{name}: ") and fault in line for line in faults), faults


def test_filters_that_let_the_article_in_are_no_fault() -> None:
    """The first and the last day belong to the range, and sources are compared case-folded."""
    change = {
        "as_of": "2025-01-02",
        "published_from": "2025-01-02",
        "published_to": "2025-01-02",
        "sources": ["harbour news"],
    }
    assert lint(questions(FACT | change), [PORT]) == []


def test_a_follow_up_needs_a_history() -> None:
    """Without earlier turns there is nothing to follow up."""
    change = {"id": "follow-up-when", "kind": "follow-up"}
    assert "follow-up-when: a follow-up needs a history" in lint(questions(FACT | change), [PORT])


def test_a_question_to_refuse_has_no_evidence() -> None:
    """What the articles do not say cannot have a gold span."""
    faults = lint(questions(REFUSED | {"gold": [FIRST]}), [PORT])
    assert any("a question to refuse has no" in fault for fault in faults)


def test_the_held_share_of_every_kind_is_checked() -> None:
    """Figures on held questions mean little when a kind has none of them."""
    faults = lint(questions(FACT | {"split": "held"}), [PORT])
    assert faults == ["fact: 2 of 3 questions are held, not about a third"]


def test_stretch_questions_do_not_count_in_the_held_share() -> None:
    """They are in no headline figure, so they tip no share, however many there are."""
    stretch = [FACT | {"id": f"fact-stretch-{number}", "split": "stretch"} for number in range(9)]
    assert lint(questions(FACT, *stretch), [PORT]) == []


def test_stretch_questions_are_checked_like_the_others() -> None:
    """Being hard excuses no wrong offset."""
    stretch = FACT | {"id": "fact-stretch", "split": "stretch", "gold": [FIRST | {"end": 999}]}
    (fault,) = lint(questions(FACT, stretch), [PORT])
    assert fault.startswith("fact-stretch: ")


def test_a_changed_article_stops_the_check() -> None:
    """Every offset would be in doubt, so there is one error and no list of faults."""
    with pytest.raises(InputError, match="has digest"):
        lint(questions(FACT), [replace(PORT, text=f"{TEXT}!")])


def test_too_few_questions_of_a_kind_are_named() -> None:
    """An interval over a handful of questions says nothing."""
    few = questions(FACT, REFUSED)
    assert lint(few, [PORT], fact=3, unanswerable=3) == []
    assert lint(few, [PORT], fact=4) == ["fact: 3 questions, at least 4 are needed"]
    assert lint(few, [PORT], time=1) == ["time: 0 questions, at least 1 are needed"]
    assert lint(few, [PORT], **{ALL: 7}) == ["all kinds: 6 questions, at least 7 are needed"]


def test_a_small_file_is_found_too_small_by_the_figures_that_hold_for_ours() -> None:
    """Whoever passes no figures gets those of the repository's own questions."""
    faults = lint_all(questions(FACT, REFUSED), [PORT])
    assert "unanswerable: 3 questions, at least 40 are needed" in faults
    assert "all kinds: 6 questions, at least 150 are needed" in faults


def test_stretch_questions_fill_no_kind() -> None:
    """They are in no headline figure, so they cannot make up for missing questions."""
    stretch = FACT | {"id": "fact-stretch", "split": "stretch"}
    faults = lint(questions(FACT, stretch), [PORT], fact=4)
    assert faults == ["fact: 3 questions, at least 4 are needed"]


@pytest.mark.parametrize(
    ("change", "counts"),
    [
        ({"question": "Who shut the port on Monday?"}, True),
        ({"question": "Which floods had it been shutting for?"}, True),
        ({"question": "Who repaired the port on Monday?"}, False),
        ({"question": "Who shut the port on Monday?", "as_of": "2025-01-01"}, False),
        ({"question": "Who shut the port on Monday?", "sources": ["Other News"]}, False),
        (
            {
                "question": "Who shut it?",
                "history": [{"role": "user", "content": "Is the port open?"}],
            },
            False,
        ),
    ],
)
def test_unanswerable_questions_in_the_articles_own_words_are_counted(
    change: dict[str, Any], counts: bool
) -> None:
    """Words are compared by their stems; neither a filter nor a pronoun makes one of these."""
    faults = lint(questions(REFUSED | change), [PORT], **{IN_THEIR_WORDS: 1})
    assert bool(faults) != counts, faults
