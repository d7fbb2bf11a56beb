"""What a judge is shown of a reply."""

from datetime import date

import pytest

from groundwire.answer.answer import Answerer
from groundwire.evaluation.asker import InProcess
from groundwire.evaluation.gold import GoldQuestion, Need, Nugget, Span
from groundwire.evaluation.judge.judged import Item, reference, to_item
from groundwire.evaluation.results import Reply
from groundwire.records import Article, Question

TEXT = "The Tern Bridge closes on 10 February. Ana Soler leads the repair."
ARTICLE = Article("a", "Tern", None, None, None, date(2025, 1, 10), "en", TEXT, "d", "a.md")
CLOSES, LEADS = Span(ARTICLE, 0, 38), Span(ARTICLE, 39, len(TEXT))
WHOLE = Span(ARTICLE, 0, len(TEXT), whole=True)


def question(kind: str = "fact", *vital: str, short: str | None = None) -> GoldQuestion:
    """A question with nuggets of one wording each."""
    return GoldQuestion(
        id="q",
        kind=kind,
        split="dev",
        question="When does the Tern Bridge close?",
        nuggets=tuple(Nugget(any=(wording,)) for wording in vital),
        short=(short,) if short else (),
    )


@pytest.mark.parametrize(
    ("expected", "asked", "needs"),
    [
        (CLOSES.text, question("fact", "10 February"), [Need((CLOSES, LEADS))]),
        (f"{CLOSES.text}\nat noon", question("fact", "at noon"), [Need((CLOSES,))] * 2),
        (f"{CLOSES.text}\n{LEADS.text}", question(), [Need((CLOSES,)), Need((LEADS,))]),
        ("10 February", question("fact", "10 February"), [Need((WHOLE,))]),
        ("10 February", question(short="10 February"), []),
        (None, question(), [Need((WHOLE,))]),
        (None, question("unanswerable"), [Need((CLOSES,))]),
    ],
    ids=["span", "nugget beside", "spans", "whole article", "short", "nothing", "unanswerable"],
)
def test_the_reference_is_the_gold(
    expected: str | None, asked: GoldQuestion, needs: list[Need]
) -> None:
    """One piece of gold a need, once, and the nuggets that none of them says."""
    assert reference(asked, needs) == expected


def test_a_judge_is_shown_claims_without_marks(answerer: Answerer) -> None:
    """The claims of the answer and the text of every passage that was found, best first."""
    found, answer = InProcess(answerer).ask(Question("When does the Tern Bridge close for repair?"))
    item = to_item(question(), Reply("q", found, answer), [])
    assert item.sample is not None
    assert "[1]" in answer.text
    assert "[1]" not in item.sample.response
    assert item.sample.response.startswith(answer.claims[0].text)
    assert item.sample.retrieved_contexts == tuple(hit.text for hit in found.hits)
    assert item.sample.reference is None


def test_a_refusal_is_not_judged(answerer: Answerer) -> None:
    """Neither is a question that failed; each says so."""
    found, answer = InProcess(answerer).ask(
        Question("Which opera will Moreau conduct in Valencia?")
    )
    assert to_item(question(), Reply("q", found, answer), []) == Item("q", None, "abstained")
    failed = Reply("q", None, None, error="ValueError")
    assert to_item(question(), failed, []) == Item("q", None, "no answer came")
