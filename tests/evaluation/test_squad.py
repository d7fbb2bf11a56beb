"""The SQuAD format: questions about paragraphs, with answers at offsets or none."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from groundwire.errors import InputError
from groundwire.evaluation.dataset import load_dataset
from groundwire.evaluation.gold import GoldQuote

CONTEXT = "The mill was built in 1802. It burnt down in 1911, and a new mill was built."


def asked(question: str, *answers: str, **fields: object) -> dict[str, object]:
    """A question whose answers stand where they first occur in the paragraph."""
    placed = [{"text": text, "answer_start": max(0, CONTEXT.find(text))} for text in answers]
    return {"id": question, "question": question, "answers": placed} | fields


def write(folder: Path, *questions: dict[str, object]) -> Path:
    """A file of one story of two paragraphs, the questions about its second."""
    paragraphs = [{"context": "A mill stands there.", "qas": []}]
    paragraphs.append({"context": CONTEXT, "qas": list(questions)})
    file = folder / "mills.json"
    document = {"version": "v2.0", "data": [{"title": "Old_mill", "paragraphs": paragraphs}]}
    file.write_text(json.dumps(document), "utf-8")
    return file


def quotes(file: Path) -> list[str]:
    """The words of the first question's gold."""
    gold = load_dataset(file).questions[0].gold
    return [piece.text for piece in gold if isinstance(piece, GoldQuote)]


def test_a_story_is_an_article_of_its_paragraphs(tmp_path: Path) -> None:
    """The paragraphs stand in order with a blank line between, below the title in words."""
    articles = load_dataset(write(tmp_path, asked("When?", "1802"))).articles
    assert articles is not None
    (article,) = articles()
    assert article == {
        "id": "squad-0",
        "title": "Old mill",
        "text": f"A mill stands there.\n\n{CONTEXT}",
    }


def test_all_answers_are_wordings_of_one_nugget(tmp_path: Path) -> None:
    """What any annotator marked is right; the same words are listed once."""
    file = write(tmp_path, asked("When did it burn?", "1911", "in 1911", "1911"))
    (question,) = load_dataset(file).questions
    assert (question.kind, question.split, question.each) == ("fact", "dev", False)
    assert [nugget.any for nugget in question.nuggets] == [("1911", "in 1911")]
    assert question.short == ("1911", "in 1911")


def test_the_evidence_is_the_sentence_that_holds_the_answer(tmp_path: Path) -> None:
    """An answer over two sentences takes both; two places are two pieces of gold."""
    first = "The mill was built in 1802."
    assert quotes(write(tmp_path, asked("When?", "1802", "in 1802"))) == [first]
    assert quotes(write(tmp_path, asked("What then?", "1802. It burnt down"))) == [CONTEXT]
    assert quotes(write(tmp_path, asked("When?", "1802", "1911"))) == [
        first,
        "It burnt down in 1911, and a new mill was built.",
    ]


def test_a_guessed_place_counts_only_where_no_other_is_known(tmp_path: Path) -> None:
    """The same words may stand in a sentence that says something else."""
    second = CONTEXT.find("mill was built.")
    sure = {"text": "mill was built", "answer_start": second}
    guessed = {"text": "mill was built", "answer_start": 4, "start_guessed": True}
    both = asked("What was built?", answers=[guessed, sure])
    assert quotes(write(tmp_path, both)) == ["It burnt down in 1911, and a new mill was built."]
    alone = asked("What was built?", answers=[guessed])
    assert quotes(write(tmp_path, alone)) == ["The mill was built in 1802."]


def test_an_offset_that_does_not_fit_is_not_used(tmp_path: Path) -> None:
    """The words are looked for instead."""
    wrong = asked("When?", answers=[{"text": "1911", "answer_start": 3}])
    assert quotes(write(tmp_path, wrong)) == ["It burnt down in 1911, and a new mill was built."]


def test_an_impossible_question_is_to_be_refused(tmp_path: Path) -> None:
    """It has neither nuggets nor gold."""
    (question,) = load_dataset(write(tmp_path, asked("Who?", is_impossible=True))).questions
    assert not question.answerable
    assert (question.nuggets, question.short, question.gold) == ((), (), ())


@pytest.mark.parametrize(
    ("question", "message"),
    [
        (asked("Who?"), "question Who.?, field answers: a question has answers, or is marked"),
        (asked("Who?", "1802", is_impossible=True), "question Who.?, field answers"),
        (asked("Who?", "a miller"), "question Who.?, field answers: none stands in its paragraph"),
        (asked("Who?", "1802", id=None), r"field data.0.paragraphs.1.qas.0.id: Input should be"),
        (asked("Who?", answers=[{"text": "1802"}]), "qas.0.answers.0.answer_start: Field required"),
    ],
)
def test_a_question_that_cannot_be_used_is_named(
    question: dict[str, Any], message: str, tmp_path: Path
) -> None:
    """The whole file is refused: a question left out would change the figures."""
    with pytest.raises(InputError, match=f"mills.json.*{message}"):
        load_dataset(write(tmp_path, question))


def test_two_questions_of_one_id_are_an_input_error(tmp_path: Path) -> None:
    """A run could not tell their answers apart."""
    with pytest.raises(InputError, match="used 2 times"):
        load_dataset(write(tmp_path, asked("When?", "1802"), asked("When?", "1911")))


@pytest.mark.parametrize(
    ("name", "stories", "kinds"),
    [
        ("squad-v2.0-dev.json", 35, {"fact": 5_928, "unanswerable": 5_945}),
        ("squad-v1.1-dev.json", 48, {"fact": 10_570}),
    ],
)
def test_the_published_files_are_read_whole(
    name: str, stories: int, kinds: dict[str, int], shared: Path
) -> None:
    """Every question of the development files is asked, with gold where it has an answer."""
    file = shared / "data" / "reading" / name
    if not file.exists():
        pytest.skip(f"{name} is not in ../shared/data")
    dataset = load_dataset(file)
    assert Counter(question.kind for question in dataset.questions) == kinds
    assert all(bool(question.gold) == question.answerable for question in dataset.questions)
    assert dataset.articles is not None
    assert len(list(dataset.articles())) == stories
