"""One reply by every metric, from records made by hand."""

from dataclasses import replace
from datetime import date

import pytest

from groundwire.evaluation.gold import GoldQuestion, Need, Span
from groundwire.evaluation.locate import Located
from groundwire.evaluation.outcome import Scorer
from groundwire.evaluation.results import Outcome, Reply
from groundwire.records import Answer, Article, Citation, Claim, IndexInfo, SearchHit, SearchResult
from groundwire.verify.checker import SupportChecker

TEXT = "The ferry sank on Monday. All 212 people were saved."
FERRY = Article("a", "Ferry", "Wire", None, None, date(2025, 3, 2), "en", TEXT, "", "a.md")
UNDATED = replace(FERRY, id="b", published=None, source=None)
INFO = IndexInfo("g", 2)
QUESTION = GoldQuestion.model_validate(
    {
        "id": "fact-saved",
        "kind": "fact",
        "split": "dev",
        "question": "How many were saved?",
        "nuggets": [{"any": ["212"]}, {"any": ["on Monday"]}],
        "short": ["212 people"],
        "forbidden": ["drowned"],
    }
)
LOCATED = Located((Need((Span(FERRY, 26, 52),)),), ())
SCORER = Scorer({"a": FERRY, "b": UNDATED}, SupportChecker(frozenset()))


def hit(article: Article, start: int, end: int, rank: int = 1) -> SearchHit:
    return SearchHit(
        rank, 1.0, article.id, "", None, None, None, start, end, article.text[start:end], {}
    )


def citation(article: Article, start: int, end: int) -> Citation:
    quote = article.text[start:end]
    return Citation(1, article.id, "", None, None, article.published, start, end, quote, "a.md")


def answer(cited: Citation, short: str | None = "212") -> Answer:
    claim = Claim(cited.quote, (1,), "verbatim")
    said = f"{cited.quote} [1]"
    return Answer(
        "answered", said, short, (claim,), (cited,), (), None, 0.9, "?", None, "extractive", INFO
    )


def outcome(
    question: GoldQuestion = QUESTION, *, article: Article = FERRY, cited: Citation | None = None
) -> Outcome:
    found = SearchResult("?", (hit(article, 26, 52),), INFO)
    reply = Reply(question.id, found, answer(cited or citation(article, 26, 52)), same=True)
    return SCORER.outcome(question, reply, LOCATED)


def test_an_answer_by_hand() -> None:
    """It says one nugget of two, from the evidence, and quotes it as it stands."""
    values = outcome().values
    assert {
        "hit@1": 1.0,
        "recall@10": 1.0,
        "words@10": 0.5,
        "nugget_recall": 0.5,
        "forbidden": 0.0,
        "short_exact": 0.0,
        "exact_quotes": 1.0,
        "false_refusal": 0.0,
        "same_bytes": 1.0,
        "faithfulness_lexical": 1.0,
        "citation_recall": 1.0,
        "citation_precision": 1.0,
    }.items() <= values.items()
    assert values["short_f1"] == pytest.approx(2 / 3)
    assert {None} == {
        values[name] for name in ("refusal_recall", "refusal_precision", "as_of_correct")
    }
    assert outcome().missed == ("on Monday",)


def test_offsets_shifted_by_one_are_not_exact() -> None:
    """The quote must stand where it says."""
    right = citation(FERRY, 26, 52)
    assert outcome(cited=replace(right, start=27, end=53)).values["exact_quotes"] == 0
    assert outcome(cited=replace(right, article_id="gone")).values["exact_quotes"] == 0


@pytest.mark.parametrize(
    ("expected", "as_of", "article"),
    [(1.0, "2025-03-02", FERRY), (0.0, "2025-03-01", FERRY), (0.0, "2025-03-02", UNDATED)],
)
def test_only_what_was_published_by_the_day(expected: float, as_of: str, article: Article) -> None:
    """On the day itself counts as by it; an article without a date proves nothing."""
    question = GoldQuestion.model_validate({**QUESTION.model_dump(), "as_of": as_of})
    values = outcome(question, article=article).values
    assert (expected, expected) == (values["as_of_correct"], values["filters_kept"])


@pytest.mark.parametrize(("expected", "source"), [(1.0, "WIRE"), (0.0, "Other")])
def test_only_sources_asked_for(expected: float, source: str) -> None:
    """Whatever their case; without a date asked for there is no as-of."""
    question = GoldQuestion.model_validate({**QUESTION.model_dump(), "sources": [source]})
    values = outcome(question).values
    assert (expected, None) == (values["filters_kept"], values["as_of_correct"])


def test_a_refusal_says_nothing() -> None:
    """What its reason names is no nugget, and nothing is cited."""
    refusal = Answer(
        "abstained", "212", None, (), (), (), "212 on Monday", 0.2, "?", None, "extractive", INFO
    )
    found = SearchResult("?", (), INFO)
    values = SCORER.outcome(QUESTION, Reply("x", found, refusal), LOCATED).values
    assert {
        "nugget_recall": 0.0,
        "short_f1": 0.0,
        "hit@10": 0.0,
        "false_refusal": 1.0,
        "refusal_precision": 0.0,
        "exact_quotes": None,
        "faithfulness_lexical": None,
    }.items() <= values.items()


def test_gold_that_is_not_in_the_articles_is_told() -> None:
    """Retrieval is not scored against what is not there, and the note says why."""
    reply = Reply("x", SearchResult("?", (), INFO), answer(citation(FERRY, 26, 52)))
    lost = SCORER.outcome(QUESTION, reply, Located((), ("article 7 is not indexed",)))
    assert lost.values["hit@10"] is None
    assert {"gold": "article 7 is not indexed"} == lost.notes
