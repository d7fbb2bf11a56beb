"""The evaluation run: a tiny questions file over a tiny corpus, scored by hand."""

from dataclasses import replace
from pathlib import Path

import pytest

from groundwire.answer.answer import Answerer
from groundwire.answer.reader import HeuristicReader
from groundwire.errors import InputError
from groundwire.evaluation.gold import text_digest
from groundwire.evaluation.metrics import exact_quotes
from groundwire.evaluation.run import Outcome, Report, Scores, evaluate, summarise
from groundwire.index.build import build
from groundwire.index.encoder import HashingEncoder
from groundwire.index.generation import open_index
from groundwire.records import Question

TEXT = (
    "The Tern Bridge closes on 10 February for repair. "
    "Engineer Ana Soler leads the repair of the Tern Bridge."
)
END = TEXT.index(" Engineer")
QUESTIONS = f"""
articles: {{bridge.md: "{text_digest(TEXT)}"}}
questions:
  - id: fact-closes
    kind: fact
    split: dev
    question: When does the Tern Bridge close for repair?
    nuggets: [{{any: [February 10, 10 February]}}, {{any: [at noon]}},
      {{any: [for ever], vital: false}}]
    short: [10 February]
    gold: [{{article: bridge.md, start: 0, end: {END}}}]
  - id: fact-refused
    kind: fact
    split: held
    question: Which opera will Moreau conduct in Valencia?
    nuggets: [{{any: [Moreau]}}]
    forbidden: [Valencia]
    short: [Valencia]
  - id: unanswerable-refused
    kind: unanswerable
    split: dev
    question: Which opera will Moreau conduct in Valencia?
  - id: false-premise-answered
    kind: false-premise
    split: held
    question: Who leads the repair of the Tern Bridge?
    forbidden: [ana soler]
  - id: fact-stretch
    kind: fact
    split: stretch
    question: Who leads the repair of the Tern Bridge?
    nuggets: [{{any: [Ana Soler]}}]
    short: [Soler]
    gold: [{{article: bridge.md, start: {END + 1}, end: {len(TEXT)}}}]
"""


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    folder = tmp_path_factory.mktemp("evaluated")
    (folder / "bridge.md").write_text(f"---\ntitle: Bridge closes\n---\n{TEXT}\n", "utf-8")
    encoder = HashingEncoder()
    build([folder], folder=folder / "index", encoder=encoder, passage_tokens=64)
    index = open_index(folder / "index", encoder=encoder)
    return Answerer(index, encoder, HeuristicReader(), top_k=10, max_claims=4)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("questions") / "questions.yaml"
    path.write_text(QUESTIONS, "utf-8")
    return path


@pytest.fixture(scope="module")
def report(file: Path, answerer: Answerer) -> Report:
    return evaluate(file, answerer)


def outcome(report: Report, name: str) -> Outcome:
    return next(one for one in report.outcomes if one.id == name)


def test_the_groups_of_a_report(report: Report) -> None:
    """All that count, the splits, the kinds, and stretch apart from all of them."""
    assert {
        "all": 4,
        "dev": 2,
        "held": 2,
        "fact": 2,
        "unanswerable": 1,
        "false-premise": 1,
        "stretch": 1,
    } == {name: scores.questions for name, scores in report.scores.items()}
    assert len(report.outcomes) == 5


def test_the_headline_by_hand(report: Report) -> None:
    """One nugget of two and none of one; of two refusals one is right, of two due one is made."""
    assert report.scores["all"] == Scores(
        questions=4,
        hit_at_1=1.0,
        hit_at_5=1.0,
        hit_at_10=1.0,
        nugget_recall=0.25,
        short_answer_right=1.0,
        forbidden_rate=0.25,
        exact_quotes=1.0,
        refusal_recall=0.5,
        refusal_precision=0.5,
        false_refusals=0.5,
        same_bytes=1.0,
        milliseconds_p50=report.scores["all"].milliseconds_p50,
    )
    assert (report.scores["all"].milliseconds_p50 or 0) > 0


def test_what_was_not_measured_is_none(report: Report) -> None:
    """A group without answerable questions has no recall, one without others no refusals due."""
    unanswerable, fact = report.scores["unanswerable"], report.scores["fact"]
    assert {None} == {
        unanswerable.hit_at_1,
        unanswerable.nugget_recall,
        unanswerable.short_answer_right,
        unanswerable.exact_quotes,
        unanswerable.false_refusals,
        fact.refusal_recall,
    }
    assert (1.0, 1.0) == (unanswerable.refusal_recall, unanswerable.refusal_precision)
    assert fact.refusal_precision == 0


def test_a_missed_nugget_is_named(report: Report) -> None:
    """By its first wording; what is not vital is not missed."""
    closes = outcome(report, "fact-closes")
    assert (1, 2, ("at noon",)) == (closes.nuggets_found, closes.nuggets, closes.missed)
    assert closes.short_right is True


def test_a_refusal_says_nothing(report: Report) -> None:
    """What its reason names is neither a nugget found nor forbidden, and it has no short answer."""
    refused = outcome(report, "fact-refused")
    assert refused.status == "abstained"
    assert (0, ("Moreau",), ()) == (refused.nuggets_found, refused.missed, refused.forbidden)
    assert refused.short_right is None
    assert refused.hits is None


def test_forbidden_words_are_named(report: Report) -> None:
    """An answer that should have been a refusal holds what it must not say."""
    assert outcome(report, "false-premise-answered").forbidden == ("ana soler",)


def test_stretch_is_scored_like_the_rest(report: Report) -> None:
    """Only it is left out of the headline."""
    stretch = report.scores["stretch"]
    assert (1, 1, 1) == (stretch.nugget_recall, stretch.hit_at_1, stretch.short_answer_right)


def test_progress_counts_every_question(file: Path, answerer: Answerer) -> None:
    """Done and of how many, after each."""
    told: list[tuple[int, int]] = []
    evaluate(file, answerer, progress=lambda done, total: told.append((done, total)))
    assert [(n, 5) for n in range(1, 6)] == told


def test_an_index_of_other_articles(tmp_path: Path, answerer: Answerer) -> None:
    """What the questions are about must be indexed, as it was when they were written."""
    path = tmp_path / "questions.yaml"
    path.write_text(QUESTIONS.replace("bridge.md", "comet.md"), "utf-8")
    with pytest.raises(InputError, match=r"comet\.md, which is not among the articles"):
        evaluate(path, answerer)
    path.write_text(QUESTIONS.replace(text_digest(TEXT), "0" * 12), "utf-8")
    with pytest.raises(InputError, match="changed"):
        evaluate(path, answerer)


def test_a_day_that_is_a_number_is_refused(tmp_path: Path, answerer: Answerer) -> None:
    """YAML's own days are days; 20250311 is none, here as at every door."""
    path = tmp_path / "questions.yaml"
    path.write_text(QUESTIONS.replace("split: dev", "split: dev\n    as_of: 20250311", 1), "utf-8")
    with pytest.raises(InputError, match="fact-closes, field as_of: Write the day as 2025-03-11"):
        evaluate(path, answerer)


def test_a_quote_that_is_not_the_articles_is_counted(answerer: Answerer) -> None:
    """Exact ones, of how many."""
    answer = answerer.ask(Question("Who leads the repair of the Tern Bridge?"))
    cited = answer.citations[0].article_id
    articles = {cited: replace(answerer.index.find(cited), text=TEXT)}
    whole = len(answer.citations)
    assert (whole, whole) == exact_quotes(answer, articles)
    first, *rest = answer.citations
    moved = replace(answer, citations=(replace(first, start=first.start + 1), *rest))
    assert (whole - 1, whole) == exact_quotes(moved, articles)


def test_scores_of_nothing() -> None:
    """No question at all: nothing was measured."""
    scores = summarise([])
    assert scores.questions == 0
    assert {None} == {getattr(scores, name) for name in scores.__slots__ if name != "questions"}


def test_two_different_answers_are_told(report: Report) -> None:
    """A question that was answered differently the second time lowers the share of the same."""
    once = outcome(report, "fact-closes")
    assert summarise([once, replace(once, same_twice=False)]).same_bytes == 0.5


def test_a_wrong_short_answer_lowers_its_share(report: Report) -> None:
    """Only answered questions that expect one are counted."""
    right = outcome(report, "fact-closes")
    none = outcome(report, "false-premise-answered")
    scores = summarise([right, replace(right, short_right=False), none])
    assert scores.short_answer_right == 0.5
