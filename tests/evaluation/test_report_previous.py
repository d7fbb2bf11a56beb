"""Beside the previous run, and the checker checked: what the report takes from its neighbours."""

from dataclasses import replace

import pytest
from lxml import etree

from groundwire.evaluation.compare import Comparison, compare
from groundwire.evaluation.metrics import METRICS
from groundwire.evaluation.perturb import Perturbation
from groundwire.evaluation.report import bars, checked
from groundwire.evaluation.report.misses import find_misses
from groundwire.evaluation.report.report import render
from groundwire.evaluation.report.side_by_side import SideBySide, side_by_side
from groundwire.evaluation.results import Scored
from report_case import CASE, SCORED, outcome

QUESTIONS = 24
NONE = dict.fromkeys(METRICS)


def run(recall: float, hit: float, status: str = "answered") -> Scored:
    """A run in which every question was worth the same."""
    values = {**NONE, "nugget_recall": recall, "hit@1": hit, "exact_quotes": 1.0}
    outcomes = tuple(
        outcome(f"q{number}", values=values, status=status) for number in range(QUESTIONS)
    )
    return replace(SCORED, outcomes=outcomes)


BEFORE, NOW = run(0.0, 1.0, "abstained"), run(1.0, 1.0)


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return compare(BEFORE, NOW)


@pytest.fixture(scope="module")
def page(comparison: Comparison) -> etree._Element:
    """The report of a run that says every nugget, after one that said none."""
    report = replace(CASE, scored=NOW, previous=comparison, before=BEFORE, perturbations=TABLE)
    return etree.fromstring(render(report).encode())


def damaged(kind: str, count: int, right: int) -> list[Perturbation]:
    return [Perturbation(kind, "reject", cited, count, right, ())
            for cited in ("sentence", "neighbours")]  # fmt: skip


TABLE = (*damaged("number changed", 400, 396), *damaged("date changed", 0, 0))


def beside(comparison: Comparison, before: Scored | None, after: Scored = NOW) -> SideBySide:
    wrong = find_misses(after.outcomes, questions={}, replies={}, needs={})
    found = side_by_side(comparison, after, before, wrong)
    assert found is not None
    return found


def words_of(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


def test_every_metric_has_its_verdict_in_words(page: etree._Element) -> None:
    """Better, worse and no evidence are told by words and signs, with the figures beside them."""
    rows = {
        words_of(row.xpath("./th")[0]): row
        for row in page.xpath("//section[@id='previous']//table")[0].xpath("./tbody/tr")
    }
    assert set(rows) == {"nuggets", "hit@1", "exact"}
    cells = [words_of(cell) for cell in rows["nuggets"].xpath("./td")]
    assert cells[:3] == ["0.0% n 24", "100.0% n 24", "+100.0"]
    assert cells[-2:] == ["24", "▲ better"]
    assert words_of(rows["hit@1"].xpath("./td")[-1]) == "· no evidence"
    assert "1 better, 0 worse, 2 without evidence of a change" in words_of(page)


def test_each_question_that_changed_has_both_statuses(page: etree._Element) -> None:
    """What was said before and what is said now stand beside the metrics that changed."""
    [listed] = page.xpath("//details[@class='changed']")
    items = [words_of(item) for item in listed.xpath("./ul/li/p[@class='tags']")]
    assert len(items) == QUESTIONS
    assert items[0] == "q0 · refused → answered · nuggets 0.0% → 100.0%"


def test_a_question_that_lost_by_any_metric_is_among_the_worse(comparison: Comparison) -> None:
    """Better by one metric does not outweigh worse by another; lower is worse only if higher is
    better."""
    assert beside(comparison, BEFORE).worse == ()
    mixed = compare(run(0.0, 1.0), run(1.0, 0.0))
    assert len(beside(mixed, None).worse) == QUESTIONS
    falling = [replace(one, values={**NONE, "false_refusal": refused})
               for one, refused in zip(BEFORE.outcomes[:2], (1.0, 0.0), strict=True)]  # fmt: skip
    rising = [replace(one, values={**NONE, "false_refusal": 1.0 - refused})
              for one, refused in zip(BEFORE.outcomes[:2], (1.0, 0.0), strict=True)]  # fmt: skip
    a, b = (replace(SCORED, outcomes=tuple(each)) for each in (falling, rising))
    found = beside(compare(a, b), a, b)
    assert [one.outcome.id for one in found.worse] == ["q1"]
    assert [one.outcome.id for one in found.better] == ["q0"]


def test_a_question_that_is_a_miss_leads_to_it(comparison: Comparison) -> None:
    """Whoever looks at what became worse is one step from what was said."""
    found = beside(compare(NOW, BEFORE), NOW, BEFORE)
    assert [one.anchor for one in found.worse[:2]] == ["question-1", "question-2"]
    assert beside(comparison, None).better[0].before is None


def test_without_a_previous_run_the_report_says_so() -> None:
    """There is nothing to stand beside, which is no verdict."""
    assert side_by_side(None, NOW, None, ()) is None
    assert "There is no earlier run" in render(CASE)


def test_the_damages_stand_with_their_intervals(page: etree._Element) -> None:
    """A kind that could not be made is a dash, and the others have Wilson's interval."""
    rows = {
        words_of(row[0]): [words_of(cell) for cell in row[1:]]
        for row in page.xpath("//section[@id='checker']//tbody/tr")
    }
    assert rows["number changed"] == ["reject", *["99.0%97–100 · n 400"] * 2]
    assert rows["date changed"] == ["reject", "–n 0", "–n 0"]
    assert checked.rows(()) == ()


def test_a_difference_is_drawn_on_its_side_of_nothing() -> None:
    """The middle is 0, the ends are the reach."""
    bar = etree.fromstring(bars.difference_bar((-0.05, -0.1, 0.0), 0.1))
    [box] = bar.xpath("//rect")
    assert (box.get("x"), box.get("width")) == ("0", "50")
    assert bar.xpath("//line[@class='value']/@x1") == ["25"]
    assert bar.xpath("//line[@class='zero']/@x1") == ["50"]
