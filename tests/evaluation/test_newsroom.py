"""The newsroom set: read, split by story, and held against its own articles."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from groundwire.errors import InputError
from groundwire.evaluation.dataset import load_dataset
from groundwire.evaluation.datasets.newsroom import read_newsroom, split_by_story
from groundwire.evaluation.datasets.newsroom_lint import lint_newsroom
from groundwire.evaluation.gold import GoldQuote, GoldValue
from groundwire.requests import HistoryTurn

COMMITTED = Path(__file__).resolve().parents[2] / "eval" / "newsroom"
FIRST = "The quarry at Lunt employs 40 people."
SECOND = "By May it employed 55, the owner said."
BODY = " ".join(f"Carts {number} went down the hill." for number in range(20))
STORY: dict[str, Any] = {
    "id": "bus-01-a", "cluster": "bus-01", "outlet": "Lunt Mail", "published": "2026-04-02",
    "title": "Quarry news", "author": None, "kind": "report", "text": f"{FIRST} {BODY}",
}  # fmt: skip
LATER = STORY | {"id": "bus-01-b", "published": None, "text": f"{SECOND} {BODY}"}
ASKED: dict[str, Any] = {
    "id": "bus-01-q01", "cluster": "bus-01", "kind": "how many", "history": [], "as_of": None,
    "question": "How many people does the quarry employ?", "answerable": True, "short": ["55"],
    "yes_no": None, "evidence": [{"article": "bus-01-b", "quote": SECOND}], "also": [],
    "stale": [{"article": "bus-01-a", "quote": FIRST}], "disagree": [],
}  # fmt: skip
POLAR = ASKED | {
    "id": "bus-01-q02", "kind": "yes/no", "question": "Does it employ fewer than before?",
    "history": ["How many people does the quarry employ?"], "yes_no": "no", "short": ["no, more"],
    "disagree": [{"article": "bus-01-a", "value": "40"}, {"article": "bus-01-b", "value": "55"}],
}  # fmt: skip
REFUSED: dict[str, Any] = {
    "id": "bus-01-q03", "cluster": "bus-01", "kind": "how much", "history": [],
    "as_of": "2026-04-10", "question": "What does the quarry pay?", "answerable": False,
    "why_not": "not_said", "near": [{"article": "bus-01-a", "quote": FIRST}], "truth": None,
}  # fmt: skip
CLAIM: dict[str, Any] = {
    "id": "bus-01-c01", "cluster": "bus-01", "article": "bus-01-a", "evidence": FIRST,
    "claim": "Forty people work at Lunt's quarry.", "label": "supported", "how": "synonyms",
}  # fmt: skip
FEW = {"questions": 1, "claims": 1}


def write(
    folder: Path,
    *,
    articles: list[dict[str, Any]] | None = None,
    questions: list[dict[str, Any]] | None = None,
    claims: list[dict[str, Any]] | None = None,
    splits: object = None,
) -> Path:
    """A set of one beat and one story, which is for tests."""
    written = {
        "articles": articles or [STORY, LATER],
        "questions": questions or [ASKED, POLAR, REFUSED],
        "claims": claims or [CLAIM],
    }
    (folder / "bus").mkdir()
    for name, lines in written.items():
        text = "".join(json.dumps(line) + "\n" for line in lines)
        (folder / "bus" / f"{name}.jsonl").write_text(text, "utf-8")
    drawn = {"train": [], "dev": [], "test": ["bus-01"]} if splits is None else splits
    (folder / "splits.json").write_text(json.dumps(drawn), "utf-8")
    return folder


def test_a_question_names_what_answers_and_what_was_overtaken(tmp_path: Path) -> None:
    """Every sentence of the evidence is needed, and the split is that of the story."""
    asked, polar, _ = load_dataset(write(tmp_path)).questions
    assert ("how many", "test", True, True) == (
        asked.kind, asked.split, asked.each, asked.answerable,
    )  # fmt: skip
    assert (GoldQuote(article="bus-01-b", text=SECOND),) == asked.gold
    assert (GoldQuote(article="bus-01-a", text=FIRST),) == asked.stale
    assert (("55",), (), None) == (asked.short, asked.disagree, asked.yes_no)
    assert (GoldValue(article="bus-01-a", value="40"),) == (polar.disagree or ())[:1]


def test_a_polar_question_is_judged_by_its_yes_or_no_alone(tmp_path: Path) -> None:
    """The wording beside it is one of many; earlier questions are the user's."""
    polar = load_dataset(write(tmp_path)).questions[1]
    assert ("no", ()) == (polar.yes_no, polar.short)
    assert (HistoryTurn(role="user", content="How many people does the quarry employ?"),) == (
        polar.history
    )


def test_an_unanswerable_question_says_why(tmp_path: Path) -> None:
    """Whatever it asks for, it is to be refused."""
    refused = load_dataset(write(tmp_path)).questions[2]
    assert (False, "not_said", date(2026, 4, 10)) == (
        refused.answerable, refused.why_not, refused.as_of,
    )  # fmt: skip
    assert (None, None, ()) == (refused.stale, refused.disagree, refused.gold)


def test_articles_come_with_their_outlet(tmp_path: Path) -> None:
    """As the index reads them; a day that is not known stays empty."""
    articles = load_dataset(write(tmp_path)).articles
    assert articles is not None
    first, second = articles()
    assert ("Lunt Mail", "2026-04-02", "") == (
        first["source"], first["published"], second["published"],
    )  # fmt: skip


def test_dev_is_asked_unless_another_split_is_named(tmp_path: Path) -> None:
    """The digest and the articles stay those of the whole set."""
    stories = [{**STORY, "id": f"bus-0{n}-a", "cluster": f"bus-0{n}"} for n in (1, 2)]
    asked = [ASKED, {**ASKED, "id": "bus-02-q01", "cluster": "bus-02"}]
    whole = load_dataset(
        write(
            tmp_path,
            articles=stories,
            questions=asked,
            splits={"train": [], "dev": ["bus-02"], "test": ["bus-01"]},
        )
    )
    assert ["bus-02-q01"] == [one.id for one in whole.of(None).questions]
    assert ["bus-01-q01"] == [one.id for one in whole.of("test").questions]
    assert (0, 1) == (len(whole.of("dev").claims), len(whole.of("test").claims))
    assert (whole, whole.digest) == (whole.of("all"), whole.of("dev").digest)
    with pytest.raises(InputError, match=r"no split night\. It has dev, test, and all"):
        whole.of("night")


def test_a_story_in_no_split_is_named(tmp_path: Path) -> None:
    """Nobody could say whether it may be trained on."""
    with pytest.raises(InputError, match=r"splits\.json: no split has the story bus-01"):
        load_dataset(write(tmp_path, splits={"train": [], "dev": [], "test": []}))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"kind": "whence"}, r"questions\.jsonl, line 1, field kind: Input should be 'who'"),
        ({"yes_no": "maybe"}, "line 1, field yes_no: Input should be 'yes' or 'no'"),
        ({"shrot": []}, "line 1, field shrot: Extra inputs are not permitted"),
    ],
)
def test_a_malformed_line_names_file_line_and_field(
    change: dict[str, object], message: str, tmp_path: Path
) -> None:
    """A misspelt field is no field that is left out."""
    with pytest.raises(InputError, match=message):
        load_dataset(write(tmp_path, questions=[ASKED | change]))


def test_splits_are_drawn_by_story_within_a_beat() -> None:
    """Of ten two are for tests and two for development, of six one each."""
    stories = [
        f"{beat}-{number:02}" for beat, count in (("a", 10), ("b", 6)) for number in range(count)
    ]
    found = split_by_story(stories)
    assert {"train": 10, "dev": 3, "test": 3} == {split: len(found[split]) for split in found}
    assert sorted(stories) == sorted(story for members in found.values() for story in members)
    assert found == split_by_story(reversed(stories))


def test_the_committed_set_has_nothing_wrong() -> None:
    """Quotes stand in their articles, ids are unique, and the splits are those of the rule."""
    assert [] == lint_newsroom(read_newsroom(COMMITTED))


@pytest.mark.parametrize(
    ("fault", "question"),
    [
        ("used 2 times", ASKED | {"id": "bus-01-a"}),
        ("the id does not begin with its story", ASKED | {"id": "q01"}),
        ("bus-01-b does not hold", ASKED | {"evidence": [{"article": "bus-01-b", "quote": FIRST}]}),
        (
            "bus-02-a is of another story",
            REFUSED | {"near": [{"article": "bus-02-a", "quote": "x"}]},
        ),
        ("white space around", ASKED | {"also": [{"article": "bus-01-b", "quote": " Carts"}]}),
        ("needs evidence", ASKED | {"evidence": []}),
        ("has no why_not", ASKED | {"truth": "It pays."}),
        ("a polar question needs yes_no", POLAR | {"yes_no": None}),
        ("a short answer is expected", ASKED | {"short": []}),
        ("no short answer stands in the evidence: '56'", ASKED | {"short": ["56"]}),
        ("both evidence and stale", ASKED | {"stale": ASKED["evidence"]}),
        ("disagree needs two values", POLAR | {"disagree": POLAR["disagree"][:1]}),
        ("out by 2026-05-30", ASKED | {"as_of": "2026-05-30"}),
        ("needs why_not: one of not_said", REFUSED | {"why_not": None}),
        ("neither evidence nor an answer", REFUSED | {"short": ["40"]}),
        ("no tempting sentence", REFUSED | {"near": []}),
        ("needs a day to ask as of", REFUSED | {"why_not": "later", "as_of": None}),
        ("a follow-up needs a history", ASKED | {"kind": "follow-up"}),
    ],
)
def test_what_is_wrong_with_a_question_is_told(
    fault: str, question: dict[str, Any], tmp_path: Path
) -> None:
    """By its id, and by this rule."""
    found = lint_newsroom(read_newsroom(write(tmp_path, questions=[question])), at_least=FEW)
    assert any(fault in line for line in found), found


@pytest.mark.parametrize(
    ("fault", "changed"),
    [
        ("4 words, not 100 to 700", {"articles": [STORY | {"text": "The quarry is shut."}]}),
        ("bus-01: 2 articles, not 4", {}),
        ("bus-01: asks 2 times", {"questions": [ASKED, ASKED | {"id": "bus-01-q09"}]}),
        ("bus-01-c01: the claim is its own", {"claims": [CLAIM | {"claim": FIRST}]}),
        ("bus-01-c01: bus-01-a does not hold", {"claims": [CLAIM | {"evidence": SECOND}]}),
        ("splits: not those that the rule draws", {"splits": {"train": ["bus-01"]}}),
        ("stands 2 times", {"splits": {"train": ["bus-01"], "test": ["bus-01"]}}),
        ("bus-01: 1 claims, at least 9", {}),
    ],
)
def test_what_is_wrong_with_the_set_is_told(
    fault: str, changed: dict[str, Any], tmp_path: Path
) -> None:
    """Articles, claims, splits and numbers alike."""
    newsroom = read_newsroom(write(tmp_path, **changed))
    found = lint_newsroom(newsroom, at_least={"questions": 1, "claims": 9})
    assert any(fault in line for line in found), found
