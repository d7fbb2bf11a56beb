"""The BEIR format: queries, documents, graded judgements."""

import json
from pathlib import Path

import pytest

from groundwire.errors import InputError
from groundwire.evaluation.dataset import load_dataset
from groundwire.evaluation.gold import GoldArticle

DOCUMENTS = [
    {"_id": "d1", "title": "Bees", "text": "Bees dance to show the way.", "metadata": {}},
    {"_id": "d2", "title": "Wasps of the north", "text": ""},
    {"_id": "doc/3", "text": "Ants follow a scent."},
]
QUERIES = [
    {"_id": 7, "text": "How do bees show the way?"},
    {"_id": "q2", "text": "Where do wasps live?"},
    {"_id": "q3", "text": "Nobody judged this one"},
]
HEADER = "query-id\tcorpus-id\tscore\n"
JUDGED = HEADER + "q2\td2\t0\n7\td1\t2\n7\tdoc/3\t1\n7\td2\t0\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small data set of queries about insects."""
    lines(tmp_path / "corpus.jsonl", DOCUMENTS)
    lines(tmp_path / "queries.jsonl", QUERIES)
    (tmp_path / "qrels").mkdir()
    (tmp_path / "qrels" / "test.tsv").write_text(JUDGED, "utf-8")
    return tmp_path


def lines(file: Path, records: list[dict[str, object]]) -> None:
    """Write the records as JSON Lines."""
    file.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")


def test_judged_queries_are_questions_with_graded_articles(folder: Path) -> None:
    """Every relevant article is needed, with its grade; a query that nobody judged is not asked,
    and one without a relevant article has no gold."""
    bees, wasps = load_dataset(folder).questions
    assert (bees.id, bees.kind, bees.split, bees.each) == ("7", "query", "test", True)
    assert bees.question == "How do bees show the way?"
    assert [(gold.grade, gold.article) for gold in bees.gold if isinstance(gold, GoldArticle)] == [
        (2, "d1"),
        (1, "9d6d9f7398e57237"),  # SHA-256 of doc/3, which is no id of an article
    ]
    assert (wasps.id, wasps.gold, wasps.nuggets) == ("q2", (), ())


def test_documents_are_articles_and_one_without_a_text_is_its_title(folder: Path) -> None:
    """A document that is a title only can be judged relevant, so it must be indexed."""
    articles = load_dataset(folder).articles
    assert articles is not None
    assert [(a["id"], a["title"], a["text"]) for a in articles()] == [
        ("d1", "Bees", "Bees dance to show the way."),
        ("d2", "Wasps of the north", "Wasps of the north"),
        ("9d6d9f7398e57237", "", "Ants follow a scent."),
    ]


def test_another_file_of_judgements_can_be_named(folder: Path) -> None:
    """The split is the name of the file; without test.tsv the only file is taken."""
    other = folder / "qrels" / "train.tsv"
    other.write_text(HEADER + "q3\td1\t1\n", "utf-8")
    assert [(q.id, q.split) for q in load_dataset(other).questions] == [("q3", "train")]
    (folder / "qrels" / "test.tsv").rename(folder / "qrels" / "dev.tsv")
    with pytest.raises(InputError, match=r"no test.tsv there \(dev.tsv, train.tsv\)"):
        load_dataset(folder)
    other.unlink()
    assert [q.split for q in load_dataset(folder).questions] == ["dev", "dev"]


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("qrels/test.tsv", "7\td1\t1\n", "test.tsv, line 1: the header is missing"),
        ("qrels/test.tsv", HEADER + "7 d1 1\n", "test.tsv, line 2: not three columns"),
        ("qrels/test.tsv", HEADER + "7\td1\thigh\n", "line 2, field score: 'high'"),
        ("qrels/test.tsv", HEADER + "7\td1\t1\n7\td1\t0\n", "line 3: 7 and d1 are judged twice"),
        ("qrels/test.tsv", HEADER + "q9\td1\t1\n", "query q9, field query-id: not in queries"),
        ("queries.jsonl", '{"_id": "7"}\n', "queries.jsonl, line 1, field text: Field required"),
        (
            "queries.jsonl",
            '\n{"_id": "7"\n',
            r"queries.jsonl, line 2, field \(all of it\): Invalid",
        ),
        ("queries.jsonl", 2 * '{"_id": "7", "text": "a"}\n', "question 7, field id: used 2 times"),
    ],
)
def test_a_malformed_file_names_line_and_field(
    file: str, text: str, message: str, folder: Path
) -> None:
    """No query or judgement is dropped in silence."""
    if file == "queries.jsonl":
        (folder / "qrels" / "test.tsv").write_text(HEADER + "7\td1\t1\n", "utf-8")
    (folder / file).write_text(text, "utf-8")
    with pytest.raises(InputError, match=message):
        load_dataset(folder)


def test_a_malformed_document_names_line_and_field(folder: Path) -> None:
    """The corpus is read when its articles are asked for."""
    lines(folder / "corpus.jsonl", [{"_id": "d1", "text": None}])
    articles = load_dataset(folder).articles
    assert articles is not None
    with pytest.raises(InputError, match=r"corpus\.jsonl, line 1, field text: Input should be"):
        list(articles())
