"""The report: one file that needs nothing else, says what the scores say, and survives any text."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from groundwire.evaluation.gold import GoldQuestion, Need, Span
from groundwire.evaluation.metrics import JUDGED, METRICS
from groundwire.evaluation.report.misses import Piece, cut, find_misses
from groundwire.evaluation.report.printable import printable
from groundwire.evaluation.report.report import ReportInput, render, write_report
from groundwire.evaluation.results import Outcome
from report_case import ARTICLE, CASE, EMPTY, NEEDS, OUTCOMES, REPLIES, SCORED, START, TEXT, outcome

OFFLINE = [metric for metric in METRICS.values() if metric.group != JUDGED]


@pytest.fixture(scope="module")
def page() -> etree._Element:
    """The report of the run made by hand, read as strictly as XML is read."""
    return etree.fromstring(render(CASE).encode())


def words_of(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


def section(page: etree._Element, name: str) -> etree._Element:
    return page.xpath(f"//section[@id='{name}']")[0]


def found(*outcomes: Outcome) -> dict[str, tuple[list[str], list[str]]]:
    """Fault -> ids of the questions that it is the gravest fault of, and of the others."""
    groups = find_misses(outcomes, questions={}, replies={}, needs={})
    return {
        group.fault.key: (
            [miss.outcome.id for miss in group.misses],
            [miss.outcome.id for miss in group.also],
        )
        for group in groups
    }


def test_it_needs_nothing_from_anywhere(page: etree._Element) -> None:
    """No script, no frame, and every address points into the page or is empty."""
    assert page.xpath("//script | //iframe | //object | //embed | //img | //@onerror") == []
    addresses = page.xpath("//@src | //@href | //@action | //@data | //@*[local-name()='href']")
    assert {address for address in addresses if not address.startswith("#")} == {"data:,"}
    assert re.findall(r"url\(|@import", "".join(page.xpath("//style/text()"))) == []


def test_every_name_is_used_once_and_every_reference_holds(page: etree._Element) -> None:
    """Ids are unique; links and labels point at one that is there."""
    names = page.xpath("//@id")
    assert len(names) == len(set(names))
    pointed = [link[1:] for link in page.xpath("//@href") if link.startswith("#")]
    labels = [name for value in page.xpath("//@aria-labelledby") for name in value.split()]
    assert set(pointed + labels) <= set(names)


def test_text_is_only_text(page: etree._Element) -> None:
    """Markup, template code and control characters of an article are shown, not obeyed."""
    whole = words_of(page)
    assert "<script>alert(1)</script>" in whole
    assert "{{ 7 * 7 }}" in whole
    assert not set(whole) & set("\u202e\u202c\x00\x0b")
    assert "‹U+202E›evil‹U+202C› ‹U+0000›‹U+000B›" in whole
    assert printable("\ud800 \u200fok\x85\n") == "‹U+D800› \u200fok‹U+0085›\n"


def test_figures_equal_the_scores(page: etree._Element) -> None:
    """A score, its interval and its count are those of the run; unmeasured is a dash, never 0."""
    rows = {
        words_of(row.xpath("./span[@class='metric']")[0]): words_of(row.xpath("./span")[1])
        for row in page.xpath("//section[@class='panel']//li")
    }
    assert rows["hit@1"] == "71.4%60–81 · n 114"
    assert rows["falsely lower is better"] == "4.4%2–10 · n 113"
    assert rows["hit@5"] == "–n 0"
    assert rows["nuggets"] == ">99.9%99–100 · n 114"
    assert len(rows) == sum(not metric.promise for metric in OFFLINE)


def test_a_promise_is_kept_broken_or_not_measured(page: etree._Element) -> None:
    """Anything but the best value is a broken promise, and what was not measured was not kept."""
    states = {
        item.xpath("./span[@class='metric']/text()")[0]: item.get("class")
        for item in page.xpath("//ul[@class='promises']/li")
    }
    assert states == {
        "forbidden": "unmeasured",
        "exact": "kept",
        "as of": "unmeasured",
        "filters": "unmeasured",
        "same": "broken",
    }


def test_every_group_has_every_metric(page: etree._Element) -> None:
    """The tables have a cell for each group and metric, also where nothing was measured."""
    tables = section(page, "groups").xpath(".//table[@class='grid']")
    cells = [words_of(cell) for table in tables for cell in table.xpath(".//td")]
    assert len(cells) == len(OFFLINE) * len(SCORED.scores)
    assert "50.0%10–90 · n 2" in cells
    assert {words_of(row[0]) for row in tables[0].xpath("./tbody/tr")} == {
        "all 5", "fact 4", "nobody 0", "stretch 1",
    }  # fmt: skip


def test_the_verdict_of_the_gate_stands_first() -> None:
    """Broken, kept and not held are told apart in words."""
    assert "✗ Gate broken" in render(CASE)
    assert "✓ Gate kept" in render(replace(CASE, gate_kept=True, gate_lines=()))
    assert "No gate was held" in render(EMPTY)


def test_every_question_with_a_fault_is_shown_once(page: etree._Element) -> None:
    """Each miss stands under its gravest fault, with its reasons, what was said and found."""
    shown = page.xpath("//details[@class='miss']")
    assert len(shown) == sum(each.id != "right" for each in OUTCOMES)
    faults = [heading.get("id") for heading in page.xpath("//section[@class='fault']/h3")]
    assert faults == ["fault-failed", "fault-exact_quotes", "fault-answered", "fault-refused",
                      "fault-missed"]  # fmt: skip
    refused = words_of(page.xpath("//details[@id='question-3']")[0])
    assert "It was refused, and the articles do answer it." in refused
    assert "✗ not said 412" in refused
    assert "as of 2025-03-12" in refused
    assert "Nothing says why." in refused
    crashed = words_of(page.xpath("//details[@id='question-5']")[0])
    assert "Nothing came back: ValueError" in crashed
    assert "gold not measured: the article is not there" in crashed


def test_evidence_is_marked_in_what_was_retrieved(page: etree._Element) -> None:
    """The gold span is marked in the passage that holds it, and nothing else is."""
    hit = page.xpath("//details[@id='question-3']//details//p[@class='passage']")[0]
    assert [words_of(mark) for mark in hit.xpath("./mark")] == ["It carried 412 people."]
    assert list(cut(TEXT, [(START, len(TEXT)), (START + 3, START + 9)])) == [
        Piece(TEXT[:START], False),
        Piece(TEXT[START:], True),
    ]


def test_evidence_that_was_not_retrieved_is_shown() -> None:
    """A gold span that no passage touches is quoted, with its article."""
    alone = {name: replace(reply, found=replace(reply.found, hits=()))
             for name, reply in CASE.replies.items()}  # fmt: skip
    page = etree.fromstring(render(replace(CASE, replies=alone)).encode())
    refused = words_of(page.xpath("//details[@id='question-3']")[0])
    assert "Evidence that was not retrieved" in refused
    assert "It carried 412 people." in refused


def test_evidence_that_another_passage_stands_for_is_not_missing() -> None:
    """Of the spans that meet one need, one that was retrieved is enough."""
    elsewhere = Span(replace(ARTICLE, id="other"), 0, 9)
    either = (Need((elsewhere, *NEEDS["refused"][0].spans)),)
    for needs, absent in ((either, ()), ((Need((elsewhere,)),), (elsewhere,))):
        [group] = find_misses(
            [OUTCOMES[2]], questions={}, replies=REPLIES, needs={"refused": needs}
        )
        assert group.misses[0].absent == absent


def test_each_fault_is_told_from_the_others() -> None:
    """A question counts under what was wrong with it, gravest first."""
    none = dict.fromkeys(METRICS)
    assert found(outcome("right")) == {}
    assert found(outcome("a", values={**none, "hit@10": 0.0}, status="abstained")) == {
        "refused": (["a"], []),
        "not_found": ([], ["a"]),
    }
    assert found(outcome("b", forbidden=("7",), missed=("8",))) == {
        "forbidden": (["b"], []),
        "missed": ([], ["b"]),
    }
    assert found(outcome("c", values={**none, "filters_kept": 0.0, "as_of_correct": 0.0})) == {
        "as_of_correct": (["c"], []),
        "filters_kept": ([], ["c"]),
    }
    assert found(outcome("d", values={**none, "short_f1": 0.0})) == {"short": (["d"], [])}
    assert found(outcome("e", values={**none, "short_f1": 0.0, "nugget_recall": 1.0})) == {}
    refused = outcome("f", answerable=False, status="abstained", missed=())
    assert found(refused, outcome("g", values={**none, "same_bytes": 0.0})) == {
        "same_bytes": (["g"], [])
    }


def test_claims_are_shown_by_label_and_by_how_they_were_made(page: etree._Element) -> None:
    """With both sides together, (.625 + .875) / 2; without claims there is no such section."""
    cells = ["".join(row.itertext()) for row in section(page, "claims").xpath(".//tbody/tr")]
    assert 3 == len(cells)
    assert "supports it" in cells[0]
    assert "62.5%" in cells[0]
    assert "0.750" in "".join(section(page, "claims").itertext())
    assert 'id="claims"' not in render(EMPTY)


def test_what_the_confidence_is_worth_has_its_interval(page: etree._Element) -> None:
    """A figure that cannot be had is a dash."""
    rows = [
        [" ".join("".join(cell.itertext()).split()) for cell in row]
        for row in section(page, "confidence").xpath(".//table[1]/tbody/tr")
    ]
    assert ["area under the ROC curve, answerable or not", "0.641", "0.500 to 0.750", "4"] in rows
    assert ["mean loss, 5% refused", "–", "–", "0"] in rows


def test_a_run_of_nothing_has_a_report_too() -> None:
    """No question, no score, no calibration: the report says so and is still well-formed."""
    page = etree.fromstring(render(EMPTY).encode())
    assert "Not measured: no question came back with a confidence." in words_of(page)
    assert "nothing was wrong with any question" in words_of(section(page, "misses"))


def test_a_reply_or_question_may_be_unknown() -> None:
    """What is not recorded is said to be unknown; the miss is shown all the same."""
    page = etree.fromstring(render(ReportInput(SCORED, {}, {})).encode())
    assert "Not known." in words_of(page.xpath("//details[@id='question-3']")[0])


def test_the_same_run_gives_the_same_bytes(tmp_path: Path) -> None:
    """The report is a function of what is put in, and replaces an older one whole."""
    write_report(tmp_path / "report.html", EMPTY)
    write_report(tmp_path / "report.html", CASE)
    write_report(tmp_path / "again.html", CASE)
    first, second = (tmp_path / name for name in ("report.html", "again.html"))
    assert first.read_bytes() == second.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["again.html", "report.html"]


def test_the_history_of_a_question_is_shown() -> None:
    """A follow-up makes no sense without what was said before."""
    history = [{"role": "user", "content": "And the ferry?"}]
    asked = GoldQuestion.model_validate(
        {"id": "refused", "kind": "x", "split": "dev", "question": "Why?", "history": history}
    )
    page = etree.fromstring(render(replace(CASE, questions={"refused": asked})).encode())
    assert "user And the ferry?" in words_of(page.xpath("//details[@id='question-3']")[0])


def test_a_judge_is_shown_with_its_spread(page: etree._Element) -> None:
    """What it judged, and how far its runs differ; without one the report says so instead."""
    assert "No judge was configured" in words_of(section(page, "scores"))
    judged = "ragas_faithfulness"
    outcomes = [
        replace(one, values=one.values | {judged: 0.5}, spreads={judged: spread})
        for one, spread in zip(OUTCOMES, (0.0, 0.25, *[0.0] * len(OUTCOMES)), strict=False)
    ]
    manifest = replace(SCORED.manifest, circumstances={"judge": "small"})
    scored = replace(SCORED, manifest=manifest, outcomes=tuple(outcomes))
    shown = etree.fromstring(render(replace(CASE, scored=scored)).encode())
    text = words_of(section(shown, "scores"))
    assert "No judge was configured" not in text
    mean = 0.25 / len(OUTCOMES)
    assert f"judged true: its runs differ by {mean:.3f} on average, 0.250 at most" in text
    assert "judged right: not measured" in text
