"""The MultiHop-RAG format: questions over several articles, each with the facts it needs."""

import json
from pathlib import Path

import pytest

from groundwire.errors import InputError
from groundwire.evaluation.dataset import load_dataset
from groundwire.evaluation.datasets.contents import article_id
from groundwire.evaluation.gold import GoldQuote

URL = "https://news.example/ferry"
STORIES: list[dict[str, object]] = [
    {
        "title": "A ferry for the sound",
        "author": "Ida Berg",
        "source": "The Sound",
        "published_at": "2023-10-02T08:00:00+00:00",
        "category": "travel",
        "url": URL,
        "body": "The ferry costs nine crowns. It sails at dawn.",
    },
    {"title": "The bridge opens", "url": None, "body": "The bridge costs twelve crowns."},
]
EVIDENCE: list[dict[str, object]] = [
    {"title": "A ferry for the sound", "url": URL, "fact": "The ferry costs nine crowns."},
    {"title": "The bridge opens", "fact": "The bridge costs twelve crowns."},
]
COMPARISON: dict[str, object] = {
    "query": "Is the bridge dearer than the ferry?",
    "answer": "Yes",
    "question_type": "comparison_query",
    "evidence_list": EVIDENCE,
}
NULL: dict[str, object] = {
    "query": "Who painted the ferry?",
    "answer": "Insufficient information.",
    "question_type": "null_query",
    "evidence_list": [],
}


def write(
    folder: Path, *questions: dict[str, object], stories: list[dict[str, object]] = STORIES
) -> Path:
    """The two files of a data set."""
    (folder / "corpus.json").write_text(json.dumps(stories), "utf-8")
    (folder / "MultiHopRAG.json").write_text(json.dumps(questions), "utf-8")
    return folder


def test_every_fact_of_the_evidence_is_needed(tmp_path: Path) -> None:
    """An article is named by its address, or by its headline where it has none."""
    (question,) = load_dataset(write(tmp_path, COMPARISON)).questions
    assert (question.id, question.kind, question.each) == ("multihop-1", "comparison", True)
    assert ([n.any for n in question.nuggets], question.short) == ([("Yes",)], ("Yes",))
    assert question.gold == (
        GoldQuote(article=article_id(URL), text="The ferry costs nine crowns."),
        GoldQuote(article=article_id("The bridge opens"), text="The bridge costs twelve crowns."),
    )


def test_a_null_query_is_to_be_refused(tmp_path: Path) -> None:
    """Its answer says that there is none, which is no nugget."""
    question = load_dataset(write(tmp_path, COMPARISON, NULL)).questions[1]
    assert (question.id, question.answerable) == ("multihop-2", False)
    assert (question.nuggets, question.short, question.gold) == ((), (), ())


def test_stories_are_articles_under_the_ids_that_the_evidence_names(tmp_path: Path) -> None:
    """Every field that the index knows is passed on; the file of the questions may be named."""
    articles = load_dataset(write(tmp_path, COMPARISON) / "MultiHopRAG.json").articles
    assert articles is not None
    ferry, bridge = articles()
    assert ferry == {
        "id": article_id(URL),
        "title": "A ferry for the sound",
        "author": "Ida Berg",
        "source": "The Sound",
        "published": "2023-10-02T08:00:00+00:00",
        "url": URL,
        "text": "The ferry costs nine crowns. It sails at dawn.",
    }
    assert (bridge["id"], bridge["url"]) == (article_id("The bridge opens"), "")


@pytest.mark.parametrize(
    ("question", "message"),
    [
        (
            COMPARISON | {"evidence_list": []},
            "record 2, field evidence_list: a null_query has none",
        ),
        (
            NULL | {"evidence_list": EVIDENCE},
            "record 2, field evidence_list: a null_query has none",
        ),
        (
            COMPARISON | {"evidence_list": [{"fact": "It sails at dawn."}]},
            "record 2, field evidence_list.0: neither url nor title",
        ),
        (
            COMPARISON | {"evidence_list": [*EVIDENCE, {"url": URL}]},
            "record 2, field evidence_list.2.fact: Field required",
        ),
        ({"query": "Who?"}, "record 2, field answer: Field required"),
    ],
)
def test_a_malformed_question_names_record_and_field(
    question: dict[str, object], message: str, tmp_path: Path
) -> None:
    """The whole file is refused."""
    with pytest.raises(InputError, match=f"MultiHopRAG.json, {message}"):
        load_dataset(write(tmp_path, COMPARISON, question))


def test_a_story_without_a_name_is_an_input_error(tmp_path: Path) -> None:
    """No evidence could name it."""
    articles = load_dataset(write(tmp_path, NULL, stories=[{"body": "A text."}])).articles
    assert articles is not None
    with pytest.raises(InputError, match=r"corpus\.json, record 1, field url"):
        list(articles())
