"""The news quiz: dated questions over dated articles."""

import gzip
import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from groundwire.errors import InputError
from groundwire.evaluation.dataset import load_dataset
from groundwire.evaluation.gold import GoldArticle

STORY: dict[str, object] = {
    "id": "0a1b2c",
    "url": "https://news.example/comet",
    "title": "A comet",
    "published": "2022-07-01",
    "text": "The comet was seen from The Azores.",
}
ASKED: dict[str, object] = {
    "id": "week1_0",
    "date": "2022-07-02",
    "question": "Where was the comet seen?",
    "answer": "“The Azores”",
    "choices": ["“The Azores”", "Malta"],
    "gold": ["0a1b2c", "3d4e5f"],
}


def write(folder: Path, *questions: dict[str, object]) -> Path:
    """A data set of one article and these questions."""
    with gzip.open(folder / "articles.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps(STORY) + "\n")
    lines = "".join(json.dumps(question) + "\n" for question in questions)
    (folder / "questions.jsonl").write_text(lines, "utf-8")
    return folder


def test_a_question_is_asked_as_of_its_day(tmp_path: Path) -> None:
    """Any one of the articles that hold the answer's words is evidence; the split is the year."""
    (question,) = load_dataset(write(tmp_path, ASKED)).questions
    assert (question.kind, question.split, question.each) == ("fact", "2022", False)
    assert question.as_of == date(2022, 7, 2)
    assert question.gold == (
        GoldArticle(article="0a1b2c", grade=1),
        GoldArticle(article="3d4e5f", grade=1),
    )


@pytest.mark.parametrize(
    ("answer", "wordings"),
    [
        ("“The Azores”", ("The Azores", "Azores")),
        ("'Wonka'", ("Wonka",)),
        ("A", ("A",)),
        ("Theodore", ("Theodore",)),
        ("38%", ("38%",)),
    ],
)
def test_an_answer_goes_without_its_quotes_and_its_article(
    answer: str, wordings: tuple[str, ...], tmp_path: Path
) -> None:
    """Variants are made by rule alone."""
    (question,) = load_dataset(write(tmp_path, ASKED | {"answer": answer})).questions
    assert question.short == wordings
    assert [nugget.any for nugget in question.nuggets] == [wordings]


def test_an_answer_without_a_word_is_no_nugget(tmp_path: Path) -> None:
    """No sentence could be found to say it; the gold articles remain."""
    (question,) = load_dataset(write(tmp_path, ASKED | {"answer": "👍"})).questions
    assert (question.nuggets, len(question.gold)) == ((), 2)


def test_a_question_without_gold_is_named_and_not_asked(tmp_path: Path) -> None:
    """Nobody looked whether an article answers it: neither an answer nor a refusal is right."""
    dataset = load_dataset(write(tmp_path, ASKED, ASKED | {"id": "week1_1", "gold": []}))
    assert [question.id for question in dataset.questions] == ["week1_0"]
    assert dataset.unjudged == ("week1_1",)


def test_articles_keep_id_and_day(tmp_path: Path) -> None:
    """The packed corpus is read line by line."""
    articles = load_dataset(write(tmp_path, ASKED)).articles
    assert articles is not None
    assert list(articles()) == [STORY]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"date": "July"}, "field date: Write the day as 2025-03-11"),
        ({"answer": ""}, "field answer: String should have at least 1 character"),
        ({"gold": "0a1b2c"}, "field gold: Input should be a valid array"),
        ({"question": None}, "field question: Input should be a valid string"),
    ],
)
def test_a_malformed_question_names_line_and_field(
    change: dict[str, object], message: str, tmp_path: Path
) -> None:
    """The whole file is refused."""
    broken = ASKED | {"id": "week1_1"} | change
    with pytest.raises(InputError, match=f"questions.jsonl, line 2, {message}"):
        load_dataset(write(tmp_path, ASKED, broken))


def test_a_corpus_that_was_cut_off_is_an_input_error(tmp_path: Path) -> None:
    """Half an archive is no corpus."""
    dataset = load_dataset(write(tmp_path, ASKED))
    file = tmp_path / "articles.jsonl.gz"
    file.write_bytes(file.read_bytes()[:-12])
    assert dataset.articles is not None
    with pytest.raises(InputError, match=r"articles\.jsonl\.gz: cannot be read.*unpack it again"):
        list(dataset.articles())


def test_text_that_is_not_utf_8_names_its_line(tmp_path: Path) -> None:
    """A file in another encoding is not guessed at."""
    folder = write(tmp_path, ASKED)
    (folder / "questions.jsonl").write_bytes(b'{"id": "caf\xe9"}\n')
    with pytest.raises(InputError, match=r"questions\.jsonl, line 1"):
        load_dataset(folder)


def test_the_published_questions_are_read_whole(shared: Path) -> None:
    """Every question with gold is asked, the others are named."""
    folder = shared / "data" / "news"
    if not folder.is_dir():
        pytest.skip("the news set is not in ../shared/data")
    dataset = load_dataset(folder)
    assert dataset.name == "news"
    assert Counter((q.split, q.kind) for q in dataset.questions) == {
        ("2022", "fact"): 468,
        ("2023", "fact"): 625,
    }
    assert len(dataset.unjudged) == 2_228 - 1_093
    assert dataset.articles is not None
    first = next(dataset.articles())
    assert set(first) == {"id", "title", "published", "url", "text"}
