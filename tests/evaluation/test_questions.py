"""The questions file: read, named errors, gold spans; and the file that is shipped."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from groundwire.corpus.clean.article import clean
from groundwire.corpus.read.readers import Failure, read_articles
from groundwire.errors import InputError
from groundwire.evaluation.gold import GoldSpan
from groundwire.evaluation.lint import lint
from groundwire.evaluation.questions import (
    Kind,
    QuestionSet,
    load_questions,
    match_articles,
    resolve,
    text_digest,
)
from groundwire.records import Article

TEXT = "The port reopened on Monday. It had been shut for 1,200 days."
# (dev, held) of each kind: questions are only ever added.
AT_LEAST: dict[Kind, tuple[int, int]] = {
    "fact": (24, 14),
    "list": (9, 7),
    "paraphrase": (11, 5),
    "time": (11, 7),
    "disagreement": (10, 7),
    "follow-up": (13, 9),
    "false-premise": (7, 3),
    "unanswerable": (35, 19),
}
STRETCH_AT_LEAST = 15
GOOD = f"""
articles: {{port.txt: "{text_digest(TEXT)}"}}
questions:
  - id: fact-reopened
    kind: fact
    split: dev
    question: When could ships use the harbour again?
    as_of: 2025-02-01
    nuggets:
      - {{any: [Monday]}}
      - {{any: [reopened], vital: false}}
    short: [Monday]
    gold:
      - {{article: port.txt, start: 0, end: 28}}
"""


def port(text: str = TEXT, path: str = "news/port.txt") -> Article:
    return Article("1", None, None, None, None, date(2025, 1, 2), "en", text, "", path)


def load(tmp_path: Path, text: str) -> QuestionSet:
    path = tmp_path / "questions.yaml"
    path.write_text(text, encoding="utf-8")
    return load_questions(path)


def test_a_question_is_read_with_its_filters_and_defaults(tmp_path: Path) -> None:
    """What is left out has a default, and dates and nuggets come out typed."""
    question = load(tmp_path, GOOD).questions[0]
    assert question.to_question().filters.as_of == date(2025, 2, 1)
    assert question.answerable
    assert [nugget.any for nugget in question.vital] == [("Monday",)]


@pytest.mark.parametrize(
    ("written", "instead", "line", "field", "wrong"),
    [
        ("kind: fact", "kind: riddle", 5, "kind", "must be one of 'fact', 'list'"),
        ("split: dev", "split: test", 6, "split", "must be one of 'dev', 'held' or 'stretch'"),
        ("as_of: 2025-02-01", "as_of: soon", 8, "as_of", "is no day; write it as 2025-03-11"),
        ("as_of: 2025-02-01", "as_of: 2025-02-30", 8, "as_of", "is no day"),
        ("as_of: 2025-02-01", "as_of: 2025", 8, "as_of", "is no day"),
        ("short: [Monday]", "short: [26]", 12, "short.0", "must be text, not 26; put it in quotes"),
        ("short: [Monday]", "short: [yes]", 12, "short.0", "must be text, not true or false"),
        ("short: [Monday]", "short: Monday", 12, "short", "must be a list"),
        ("short: [Monday]", "short: ['']", 12, "short.0", "must not be empty"),
        ("short: [Monday]", "colour: red", 12, "colour", "is not a field of the format"),
        ("{any: [Monday]}", "{any: []}", 10, "nuggets.0.any", "must hold at least 1 item"),
        ("{any: [Monday]}", "{}", 10, "nuggets.0.any", "is missing"),
        ("vital: false", "vital: perhaps", 11, "nuggets.1.vital", "must be true or false"),
        ("start: 0", "start: -1", 14, "gold.0.start", "must be 0 or more, not -1"),
        ("start: 0", "start: two", 14, "gold.0.start", "must be a whole number, not 'two'"),
        ("start: 0", "start: 28", 14, "gold.0.end", "must be more than start, 28"),
        ("end: 28}", "end: 28, text: x}", 14, "gold.0.text", "is not a field of the format"),
        ("{article: port", "{article: ship", 14, "gold.0.article", "not among the articles"),
        ("as_of: 2025-02-01", "history: [{role: user}]", 8, "history.0.content", "is missing"),
        ("as_of: 2025-02-01", "history: {}", 8, "history", "must be a list"),
        ("    kind: fact\n", "", 4, "kind", "is missing"),
        ("When could ships use the harbour again", '"?" #', 7, "question", "holds no word"),
        (
            "as_of: 2025-02-01",
            "published_to: 2025-02-01\n    published_from: 2025-02-02",
            8,
            "published_to",
            "must not come before published_from",
        ),
    ],
)
def test_a_malformed_question_is_named_with_its_line_and_field(
    tmp_path: Path, written: str, instead: str, line: int, field: str, wrong: str
) -> None:
    """The message tells the writer where to look and what is wrong, in plain words."""
    with pytest.raises(InputError) as raised:
        load(tmp_path, GOOD.replace(written, instead))
    place = f"questions.yaml:{line}: question fact-reopened, field {field}: "
    assert place in str(raised.value)
    assert wrong in str(raised.value)


def test_more_history_than_a_request_may_hold_is_refused(tmp_path: Path) -> None:
    """Such a question could not be asked at any door."""
    turns = "".join("\n      - {role: user, content: hello}" for _ in range(51))
    with pytest.raises(InputError, match=r":8: .* field history: must hold at most 50 items"):
        load(tmp_path, GOOD.replace("as_of: 2025-02-01", f"history:{turns}"))


@pytest.mark.parametrize(
    ("text", "line", "wrong"),
    [
        (GOOD.replace("id: fact-reopened\n    ", ""), 4, "question number 1, field id: is missing"),
        (GOOD.replace("id: fact-reopened", "id: 12"), 4, "question 12, field id: must be text"),
        (
            "articles: {}\nquestions:\n  - hello\n",
            3,
            "question number 1, field (whole question): must be fields with their values",
        ),
        ("- a\n- b\n", 1, "field (whole file): must be fields with their values"),
        ("articles: {}\nquestions: []\n", 2, "field questions: must hold at least 1 item"),
        ("articles: {}\n", 1, "field questions: is missing"),
        ("questions: []\narticles: [a.txt]\n", 2, "field articles: must be names with"),
        ("articles: {a.txt: 12}\nquestions: []\n", 1, "field articles.a.txt: must be text"),
    ],
)
def test_what_no_question_can_name_is_named_by_its_place(
    tmp_path: Path, text: str, line: int, wrong: str
) -> None:
    """A question without a usable id has its number, and the file's own fields their names."""
    with pytest.raises(InputError) as raised:
        load(tmp_path, text)
    assert f"questions.yaml:{line}: {wrong}" in str(raised.value)


def test_an_id_is_used_once(tmp_path: Path) -> None:
    """Two questions of one id could not be told apart in a report."""
    question = GOOD[GOOD.index("  - id") :]
    with pytest.raises(
        InputError,
        match=r":15: question fact-reopened, field id: used before, by question number 1",
    ):
        load(tmp_path, GOOD + question)


def test_gold_spans_resolve_to_the_text_of_the_article(tmp_path: Path) -> None:
    """An article is found by the end of its path, and the span quotes it."""
    questions = load(tmp_path, GOOD)
    articles = match_articles(questions, [port(path="other.txt"), port()])
    (span,) = resolve(questions.questions[0].gold, articles)
    assert span.text == "The port reopened on Monday."


def test_a_changed_or_missing_article_is_named(tmp_path: Path) -> None:
    """Offsets into another text would score the wrong words: refuse, and say which article."""
    questions = load(tmp_path, GOOD)
    with pytest.raises(InputError, match=r"port\.txt: its cleaned text has digest"):
        match_articles(questions, [port(TEXT + " ")])
    with pytest.raises(InputError, match=r"port\.txt, which is not among the articles"):
        match_articles(questions, [port(path="harbour.txt")])


def test_a_span_outside_its_article_is_refused() -> None:
    """A span that quotes nothing, or too much, is an error and not an empty quote."""
    articles = {"port.txt": port()}
    for start, end in ((5, 5), (0, len(TEXT) + 1)):
        with pytest.raises(InputError, match="is not in port"):
            resolve([GoldSpan(article="port.txt", start=start, end=end)], articles)
    with pytest.raises(InputError, match=r"names ship\.txt"):
        resolve([GoldSpan(article="ship.txt", start=0, end=5)], articles)


@pytest.fixture(scope="module")
def shipped(root: Path) -> QuestionSet:
    """The questions of the repository."""
    return load_questions(root / "eval" / "questions.yaml")


def test_the_shipped_questions_are_enough_of_every_kind(shipped: QuestionSet) -> None:
    """No kind loses a question of either headline split."""
    counted = Counter((question.kind, question.split) for question in shipped.questions)
    assert set(AT_LEAST) == {kind for kind, _ in counted}
    for kind, (dev, held) in AT_LEAST.items():
        assert dev <= counted[kind, "dev"], kind
        assert held <= counted[kind, "held"], kind


def test_the_shipped_stretch_questions_are_kept_out_of_the_headline(shipped: QuestionSet) -> None:
    """They are there to be beaten later, and all are paraphrases."""
    stretch = [question for question in shipped.questions if question.split == "stretch"]
    assert len(stretch) >= STRETCH_AT_LEAST
    assert {question.kind for question in stretch} == {"paraphrase"}
    assert not any(question.headline for question in stretch)


def test_the_shipped_questions_lint_clean_on_the_real_articles(
    shipped: QuestionSet, seeds: Path
) -> None:
    """Every offset, wording and filter holds against the articles as they are cleaned today."""
    raw = [article for article in read_articles([seeds]) if not isinstance(article, Failure)]
    assert lint(shipped, [clean(article) for article in raw]) == []
