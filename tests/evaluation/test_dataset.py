"""Data sets: which format is at a path, what their digest says, and their corpus as a file."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from groundwire.corpus.clean.article import clean
from groundwire.corpus.read.readers import read_articles
from groundwire.errors import InputError
from groundwire.evaluation.dataset import (
    Dataset,
    digest_of,
    gold_articles,
    load_dataset,
    write_articles,
)
from groundwire.evaluation.datasets.contents import Record, article_id
from groundwire.evaluation.gold import GoldArticle, GoldQuestion
from groundwire.records import RawArticle

EMPTY: dict[str, tuple[str, ...]] = {
    "beir": ("corpus.jsonl", "queries.jsonl", "qrels/test.tsv"),
    "multihop": ("corpus.json", "MultiHopRAG.json"),
    "news": ("articles.jsonl", "questions.jsonl"),
}


def question(**changes: object) -> GoldQuestion:
    """A question about a lighthouse, with these fields changed."""
    fields = {"id": "q1", "kind": "fact", "split": "dev", "question": "Who lit the lighthouse?"}
    return GoldQuestion.model_validate(fields | changes)


def corpus(count: int) -> Dataset:
    """A data set of one question over so many articles, ``a0`` first."""

    def articles() -> Iterator[Record]:
        for number in range(count):
            yield {"id": f"a{number}", "title": f"Story {number}", "text": "The lamp was lit."}

    return Dataset("lamps", "0" * 12, (question(),), articles)


def written(file: Path) -> list[str]:
    """The ids of the articles that the index would read from the file."""
    return [
        article.id or "" for article in read_articles([file]) if isinstance(article, RawArticle)
    ]


@pytest.mark.parametrize("format", EMPTY)
def test_a_folder_is_known_by_the_files_in_it(format: str, tmp_path: Path) -> None:
    """Without a format the reader is chosen by what lies there: here one that finds it empty."""
    for name in EMPTY[format]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("[]" if name.endswith(".json") else "", "utf-8")
    if format == "beir":
        (tmp_path / "qrels/test.tsv").write_text("query-id\tcorpus-id\tscore\n", "utf-8")
    with pytest.raises(InputError, match=f"holds no question.*{format}"):
        load_dataset(tmp_path)


def test_a_yaml_file_is_our_own_format_and_brings_no_articles(root: Path, tmp_path: Path) -> None:
    """The index that the user names must hold the articles of our own questions."""
    dataset = load_dataset(root / "eval" / "questions.yaml")
    assert (dataset.name, dataset.articles) == ("questions", None)
    assert dataset.native is not None
    assert dataset.questions == dataset.native.questions
    with pytest.raises(InputError, match="brings no articles"):
        write_articles(dataset, tmp_path / "articles.jsonl")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("missing", "no such file"),
        (".", "Looked for corpus.jsonl, queries.jsonl and qrels/"),
        ("notes.txt", r"Looked for .yaml \(native\), .json \(SQuAD\)"),
    ],
)
def test_what_is_no_data_set_is_an_input_error(name: str, message: str, tmp_path: Path) -> None:
    """The message says what was looked for."""
    (tmp_path / "notes.txt").write_text("Buy oil.", "utf-8")
    with pytest.raises(InputError, match=message):
        load_dataset(tmp_path / name)


def test_a_format_that_nobody_knows_is_an_input_error(tmp_path: Path) -> None:
    """The message lists the formats there are."""
    with pytest.raises(InputError, match="auto, native, beir, squad, multihop, news"):
        load_dataset(tmp_path, "trec")


def test_the_digest_changes_with_any_field_of_a_question_and_with_nothing_else() -> None:
    """Two runs asked the same if and only if the digests are the same."""
    digest = digest_of([question()])
    assert len(digest) == 12
    assert digest == digest_of([question()])
    changed: list[dict[str, object]] = [
        {"question": "Who put the lighthouse out?"},
        {"gold": [GoldArticle(article="a1", grade=1)]},
        {"each": True},
        {"as_of": "2024-05-01"},
    ]
    digests = {digest_of([question(**change)]) for change in changed}
    assert len(digests | {digest}) == 5
    assert digest_of([question(), question(id="q2")]) != digest_of([question(id="q2"), question()])


def test_the_whole_corpus_is_written_where_no_count_is_given(tmp_path: Path) -> None:
    """Every article stands in the file once, in the order of the data set."""
    file = tmp_path / "made" / "articles.jsonl"
    write_articles(corpus(3), file, needed=["a2"])
    assert written(file) == ["a0", "a1", "a2"]


def test_needed_articles_are_written_and_others_drawn_up_to_the_count(tmp_path: Path) -> None:
    """The gold of a sample is never left out, even where it is more than the count."""
    file = tmp_path / "articles.jsonl"
    write_articles(corpus(40), file, needed=["a39", "a7"], count=10, seed=5)
    assert len(written(file)) == 10
    assert {"a7", "a39"} < set(written(file))
    write_articles(corpus(40), file, needed=["a1", "a2", "a3"], count=2)
    assert written(file) == ["a1", "a2", "a3"]


def test_a_larger_corpus_of_the_same_seed_holds_the_smaller(tmp_path: Path) -> None:
    """Growing the corpus adds noise and takes nothing away; another seed draws others."""
    small, large, other = (tmp_path / name for name in ("s.jsonl", "l.jsonl", "o.jsonl"))
    write_articles(corpus(40), small, count=10, seed=5)
    write_articles(corpus(40), large, count=20, seed=5)
    write_articles(corpus(40), other, count=10, seed=6)
    assert set(written(small)) < set(written(large))
    assert set(written(small)) != set(written(other))


def test_a_file_that_cannot_be_written_is_an_input_error(tmp_path: Path) -> None:
    """The message names the file: here its folder is a file itself."""
    (tmp_path / "taken").write_text("", "utf-8")
    with pytest.raises(InputError, match=r"articles\.jsonl: cannot be written"):
        write_articles(corpus(1), tmp_path / "taken" / "articles.jsonl")


def test_the_gold_articles_of_questions_are_each_named_once() -> None:
    """Two questions may share an article."""
    gold = [GoldArticle(article="a1", grade=1), GoldArticle(article="a2", grade=1)]
    assert gold_articles([question(gold=gold), question(gold=gold[:1])]) == {"a1", "a2"}


@pytest.mark.parametrize("name", ["MED-10", "https://news.example/a?b=1", "<dbpedia:Oslo>", "é"])
def test_an_article_keeps_the_id_that_the_gold_uses(name: str) -> None:
    """The index would give an article with an unsafe id another one, which no gold names."""
    identity = article_id(name)
    assert clean(RawArticle(path="a", text="The lamp was lit.", id=identity)).id == identity
