"""The gate: what may not get worse, which questions fell, and how a floor is changed."""

from dataclasses import replace
from pathlib import Path

import pytest

from groundwire.errors import InputError
from groundwire.evaluation.floors import Gate
from groundwire.evaluation.results import Manifest, Outcome, Scored
from groundwire.evaluation.scores import score

MANIFEST = Manifest("trial", {"questions": "q1"}, {})


def scored(nuggets: list[float], *, exact: float = 1.0, kind: str = "fact") -> Scored:
    """A run of as many questions of a kind as there are values, and one that nothing counts of."""
    outcomes = [
        Outcome(
            id=f"{kind}-{number}",
            kind=kind,
            split="dev",
            question="?",
            answerable=True,
            status="answered",
            confidence=None,
            values={"nugget_recall": value, "exact_quotes": exact, "false_refusal": 0.0},
        )
        for number, value in enumerate(nuggets)
    ]
    other = replace(outcomes[0], id="other", kind="other", values={})
    return score(MANIFEST, [*outcomes, other])


@pytest.fixture
def gate(tmp_path: Path) -> Gate:
    gate = Gate(tmp_path / "floors.json")
    gate.pin(scored([1.0] * 10))
    return gate


def test_what_was_pinned_holds(gate: Gate) -> None:
    """And so does what two questions less are worth, as the slack allows."""
    assert gate.check(scored([1.0] * 10)) == []
    assert gate.check(scored([0.0, 0.0, *[1.0] * 8])) == []


def test_a_broken_floor_names_the_questions_that_fell(gate: Gate) -> None:
    """In every group where it is broken, those that lost most first."""
    broken = gate.check(scored([1.0, 0.0, 0.5, 0.0, *[1.0] * 6]))
    assert [("all", "nugget_recall"), ("fact", "nugget_recall")] == [
        (one.group, one.metric) for one in broken
    ]
    assert (("fact-1", 1.0, 0.0), ("fact-3", 1.0, 0.0), ("fact-2", 1.0, 0.5)) == broken[0].fell
    assert "all, nugget_recall: 0.750, floor 0.800; fell: fact-1 (1.00 -> 0.00)" in str(broken[0])


def test_a_promise_has_no_slack(gate: Gate) -> None:
    """One quote of ten that is not exact breaks it."""
    (broken,) = gate.check(scored([1.0] * 10, exact=0.999))
    assert ("exact_quotes", 1.0) == (broken.metric, broken.bound)


def test_a_ceiling_breaks_from_below(gate: Gate) -> None:
    """Where lower is better, and the questions that rose are named."""
    run = scored([1.0] * 10)
    risen = [
        replace(one, values=one.values and {**one.values, "false_refusal": float(number < 3)})
        for number, one in enumerate(run.outcomes)
    ]
    (broken,) = gate.check(score(MANIFEST, risen))
    assert "all, false_refusal: 0.300, ceiling 0.200" in str(broken)
    assert ["fact-0", "fact-1", "fact-2"] == [name for name, _, _ in broken.fell]


def test_what_is_no_longer_measured_breaks_its_floor(gate: Gate) -> None:
    """Null is not good enough."""
    run = scored([1.0] * 10)
    blank = [replace(one, values={**one.values, "exact_quotes": None}) for one in run.outcomes]
    (broken,) = gate.check(score(MANIFEST, blank))
    assert "exact_quotes: not measured" in str(broken)


def test_pinning_only_tightens(tmp_path: Path) -> None:
    """A better run raises a floor, a worse one that still holds leaves it."""
    file = tmp_path / "floors.json"
    Gate(file).pin(scored([1.0] * 7 + [0.0] * 3))
    low = file.read_bytes()
    Gate(file).pin(scored([1.0] * 10))
    high = file.read_bytes()
    assert low != high
    Gate(file).pin(scored([1.0] * 9 + [0.0]))
    assert high == file.read_bytes()


def test_a_floor_is_lowered_only_with_a_reason(tmp_path: Path, gate: Gate) -> None:
    """Which is kept in the file; what holds is not loosened with it."""
    worse = scored([0.0] * 5 + [1.0] * 5)
    with pytest.raises(InputError, match="say why: --lower REASON"):
        gate.pin(worse)
    lowered = gate.pin(worse, reason="the questions were wrong")
    assert [("all", 0.8, 0.3), ("fact", 0.8, 0.3)] == [
        (one.group, one.before, one.after) for one in lowered
    ]
    again = Gate(tmp_path / "floors.json")
    assert again.check(worse) == []
    assert "the questions were wrong" in (tmp_path / "floors.json").read_text()
    assert ["exact_quotes"] == [one.metric for one in again.check(scored([1.0] * 10, exact=0.9))]


def test_floors_are_for_the_questions_they_were_pinned_on(gate: Gate) -> None:
    """Other questions and data sets without floors are told, with what to do."""
    run = scored([1.0] * 10)
    with pytest.raises(InputError, match="for other questions"):
        gate.check(replace(run, manifest=replace(MANIFEST, identity={"questions": "q2"})))
    with pytest.raises(InputError, match=r"no floors for another\. Pin them with --pin"):
        gate.check(replace(run, manifest=replace(MANIFEST, name="another")))


@pytest.mark.parametrize(
    "written",
    [
        "",
        "[]",
        '{"trial": {"bounds": {}}}',
        '{"trial": {"questions": "", "bounds": {"all": {"luck": 1}}}}',
        "\xff",
    ],
)
def test_a_file_that_is_none_of_floors(tmp_path: Path, written: str) -> None:
    """Named, whatever is in it."""
    file = tmp_path / "floors.json"
    file.write_text(written, "latin-1")
    with pytest.raises(InputError, match=r"floors\.json: not a file of floors"):
        Gate(file)


def test_the_files_stay_readable_in_a_diff(tmp_path: Path, gate: Gate) -> None:
    """A line a question in the baseline."""
    baseline = (tmp_path / "baselines" / "trial.json").read_text().splitlines()
    assert 11 + 2 == len(baseline)
