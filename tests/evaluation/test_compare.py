"""Two runs compared: what is matched, tested, judged and shown."""

import numpy as np
import pytest

from groundwire.evaluation.compare import Change, Comparison, Difference, as_text, compare
from groundwire.evaluation.metrics import METRICS
from groundwire.evaluation.results import Latency, Manifest, Outcome, Scored
from groundwire.evaluation.statistics import holm, mcnemar, paired_difference

QUESTIONS = 40


def outcome(
    number: int,
    values: dict[str, float | None],
    *,
    kind: str = "fact",
    split: str = "dev",
    question: str = "Why?",
) -> Outcome:
    return Outcome(f"q{number:02}", kind, split, question, True, "answered", 0.5, values)


def run(
    columns: dict[str, list[float | None]],
    *,
    kinds: tuple[str, ...] = ("fact",),
    identity: dict[str, str] | None = None,
    latency: dict[str, Latency] | None = None,
) -> Scored:
    """A run from the values of each metric, a question each."""
    count = len(next(iter(columns.values())))
    outcomes = tuple(
        outcome(
            number,
            {name: values[number] for name, values in columns.items()},
            kind=kinds[number % len(kinds)],
        )
        for number in range(count)
    )
    manifest = Manifest("made", identity or {"dataset": "d"}, {"begun": "now"})
    return Scored(manifest, {}, None, latency or {}, outcomes)


def of(comparison: Comparison, metric: str, group: str = "all") -> Difference:
    found = {one.name: one for one in comparison.groups}[group]
    return {one.metric: one for one in found.differences}[metric]


def ones(count: int) -> list[float | None]:
    """That many questions right, the rest wrong."""
    return [1.0] * count + [0.0] * (QUESTIONS - count)


def test_right_and_wrong_is_tested_by_mcnemar() -> None:
    """12 questions put right and 1 broken is the exact binomial test of 1 in 13."""
    a, b = ones(20), ones(32)
    b[0] = 0.0
    found = of(compare(run({"hit@1": a}), run({"hit@1": b})), "hit@1")
    assert mcnemar(1, 12) == found.p
    assert (40, 40, 0.5, 0.775) == (found.count_a, found.count_b, found.mean_a, found.mean_b)
    assert 0.275 == pytest.approx(found.difference)
    assert "better" == found.verdict


def test_shares_are_tested_by_randomisation() -> None:
    """What is not 0 or 1 takes p and interval from the paired test over all metrics."""
    draw = np.random.default_rng(3)
    a, b = (draw.random(QUESTIONS) for _ in range(2))
    found = of(compare(run({"recall@5": a.tolist()}), run({"recall@5": b.tolist()})), "recall@5")
    expected = [float(value[0]) for value in paired_difference(a[:, None], b[:, None])]
    assert expected == pytest.approx([found.difference, found.low, found.high, found.p])


def test_questions_that_only_one_run_measured_are_no_pairs() -> None:
    """A metric of 0 and 1 measured for other questions is not McNemar's; means are over what each
    run measured, and the change is shown with None."""
    a, b = ones(20), ones(20)
    b[0] = None
    found = of(
        compare(run({"refusal_precision": a}), run({"refusal_precision": b})), "refusal_precision"
    )
    assert (40, 39) == (found.count_a, found.count_b)
    assert 19 / 39 == pytest.approx(found.mean_b)
    assert (Change("q00", 1.0, None),) == found.changes
    assert "no evidence" == found.verdict


@pytest.mark.parametrize(
    ("metric", "rises", "expected"),
    [
        ("hit@1", True, "better"),
        ("hit@1", False, "worse"),
        ("false_refusal", True, "worse"),
        ("false_refusal", False, "better"),
    ],
)
def test_the_verdict_knows_which_way_is_better(metric: str, rises: bool, expected: str) -> None:
    """Fewer false refusals are better, more hits are."""
    low, high = run({metric: ones(10)}), run({metric: ones(30)})
    found = compare(low, high) if rises else compare(high, low)
    assert expected == of(found, metric).verdict


def test_many_metrics_need_more_evidence() -> None:
    """p is adjusted over the metrics that changed: of six changes alike, each p counts six times;
    a metric that stayed as it was is no test."""
    names = ["hit@1", "hit@5", "hit@10", "all_evidence@10", "short_exact", "refusal_recall"]
    a = {name: ones(20) for name in [*names, "forbidden"]}
    b = {name: ones(27) for name in names} | {"forbidden": ones(20)}
    one = of(compare(run({"hit@1": ones(20)}), run({"hit@1": ones(27)})), "hit@1")
    many = compare(run(a), run(b))
    assert (mcnemar(0, 7), "better") == (one.adjusted_p, one.verdict)
    assert 6 * mcnemar(0, 7) == pytest.approx(of(many, "hit@1").adjusted_p)
    assert "no evidence" == of(many, "hit@1").verdict
    assert (1.0, "no evidence") == (of(many, "forbidden").p, of(many, "forbidden").verdict)


def test_kinds_are_a_family_of_their_own() -> None:
    """What is looked at by kind takes no evidence from the figures over all questions."""
    kinds = ("fact", "list")
    found = compare(run({"hit@1": ones(20)}, kinds=kinds), run({"hit@1": ones(36)}, kinds=kinds))
    by_kind = [of(found, "hit@1", kind) for kind in kinds]
    assert ["all", "fact", "list"] == [group.name for group in found.groups]
    assert of(found, "hit@1").p == of(found, "hit@1").adjusted_p
    raw = np.array([one.p for one in by_kind])
    assert holm(raw).tolist() == [one.adjusted_p for one in by_kind]


def test_a_run_held_against_itself_shows_nothing() -> None:
    """No change, no difference, p 1, no evidence, no note."""
    draw = np.random.default_rng(1)
    same = run({name: draw.integers(2, size=30).astype(float).tolist() for name in METRICS})
    found = compare(same, same)
    for one in found.groups[0].differences:
        assert (0.0, 0.0, 0.0) == (one.difference, one.low, one.high)
        assert (1.0, 1.0, "no evidence", ()) == (one.p, one.adjusted_p, one.verdict, one.changes)
    assert () == found.notes
    assert len(METRICS) == len(found.groups[0].differences)


def test_what_was_not_measured_has_no_figure() -> None:
    """A metric of neither run is left out; one of a single run has no difference, and a note."""
    a = run({"hit@1": ones(3), "short_f1": ones(3), "same_bytes": [None] * QUESTIONS})
    b = run({"hit@1": ones(3), "short_f1": [None] * QUESTIONS, "same_bytes": [None] * QUESTIONS})
    found = compare(a, b)
    alone = of(found, "short_f1")
    assert ["hit@1", "short_f1"] == [one.metric for one in found.groups[0].differences]
    assert (40, 0, None, None) == (alone.count_a, alone.count_b, alone.mean_b, alone.difference)
    assert (None, None, None) == (alone.p, alone.adjusted_p, alone.verdict)
    assert ("short F1 was measured in run A only.",) == found.notes
    assert "one run only" in as_text(found)


def test_only_questions_of_both_runs_are_compared() -> None:
    """The others are named, and so are those that ask something else by now; the note says that
    the data sets differ."""
    values = {"hit@1": 1.0}
    a = run({"hit@1": [1.0] * 4})
    b = run({"hit@1": [1.0] * 4}, identity={"dataset": "another"})
    b = Scored(
        b.manifest,
        {},
        None,
        {},
        (*b.outcomes[1:3], outcome(3, values, question="Where?"), outcome(7, values)),
    )
    found = compare(a, b)
    assert (2, ("q00",), ("q07",), ("q03",)) == (
        found.common,
        found.only_a,
        found.only_b,
        found.reworded,
    )
    assert found.notes[0].startswith("The data sets differ")
    assert "dataset: d in A, another in B" == found.notes[1]


def test_runs_without_a_common_question_have_nothing_to_judge() -> None:
    """No group, and a text that says so."""
    a, b = run({"hit@1": [1.0]}), run({"hit@1": [1.0, 1.0]})
    found = compare(a, Scored(b.manifest, {}, None, {}, b.outcomes[1:]))
    assert (0, ()) == (found.common, found.groups)
    assert "0 questions in both" in as_text(found)


def test_the_biggest_change_comes_first() -> None:
    """Changes are sorted by their size, then by id; the unmeasured come last."""
    a = run({"short_f1": [0.5, 0.0, 1.0, 0.5, 0.3]})
    b = run({"short_f1": [0.25, 1.0, 0.0, 0.5, None]})
    found = of(compare(a, b), "short_f1")
    assert ["q01", "q02", "q00", "q04"] == [change.id for change in found.changes]
    assert [1.0, -1.0, -0.25, 0.0] == [change.rise for change in found.changes]


def test_latency_is_shown_for_every_stage_of_either_run() -> None:
    """A stage of one run only has no time in the other; none has a verdict."""
    a = run({"hit@1": [1.0]}, latency={"search": Latency(1, 2, 3, 1)})
    b = run({"hit@1": [1.0]}, latency={"read": Latency(4, 5, 6, 1)})
    found = compare(a, b)
    assert {
        "search": (Latency(1, 2, 3, 1), None),
        "read": (None, Latency(4, 5, 6, 1)),
    } == found.latency
    assert "not judged" in as_text(found)


def test_the_text_names_the_questions_behind_a_verdict() -> None:
    """A judged metric lists its questions with both values; without evidence only how many rose
    and fell is said."""
    a, b = {"hit@1": ones(20), "hit@5": ones(20)}, {"hit@1": ones(36), "hit@5": ones(21)}
    b["hit@5"][0] = 0.0
    text = as_text(compare(run(a), run(b)))
    assert "all, hit@1: better\n  q20: 0.000 -> 1.000\n  q21:" in text
    assert "all, hit@5: no evidence; 1 up, 1 down" in text
    assert "q00" not in text
    row = next(line for line in text.splitlines() if line.startswith("hit@5 "))
    assert ["hit@5", "40", "0.500", "0.500", "+0.000"] == row.split()[:5]
    assert row.endswith("1.0000  1.0000  no evidence")


def test_the_text_lists_of_a_kind_what_changed() -> None:
    """Over all questions every metric stands; a kind without a change is one line."""
    a = run({"hit@1": [1.0, 1.0], "hit@5": [1.0, 1.0]}, kinds=("fact", "list"))
    b = run({"hit@1": [0.0, 1.0], "hit@5": [1.0, 1.0]}, kinds=("fact", "list"))
    whole, fact, listed, *_ = as_text(compare(a, b)).split("questions\n")[1:]
    assert "hit@5" in whole
    assert "hit@1" in fact
    assert "hit@5" not in fact
    assert listed.startswith("nothing changed")


def test_the_same_runs_give_the_same_comparison() -> None:
    """Every draw is seeded."""
    draw = np.random.default_rng(2)
    a, b = (run({"recall@5": draw.random(20).tolist()}) for _ in range(2))
    assert compare(a, b) == compare(a, b)
