"""How much of what a round shows."""

from train.example import Example
from train.mixture import shown

POOLS = {"news": [Example(str(n), "") for n in range(5)], "more": [Example("x", "")]}


def test_everything_is_shown_before_anything_again() -> None:
    """Rounds go through a pool, and begin anew when all has been shown."""
    rounds = [shown(POOLS, number, 1, {"news": 2, "more": 1}) for number in range(5)]
    seen = [one.first for some in rounds for one in some if one.first != "x"]
    assert set("01234") == set(seen[:5]) == set(seen[5:])


def test_a_round_is_the_same_whenever_it_is_asked_for() -> None:
    """A training that goes on shows what it would have shown."""
    quotas = {"news": 2, "more": 1}
    assert shown(POOLS, 3, 1, quotas) == shown(POOLS, 3, 1, quotas)
    assert [2, 1] == [
        sum(one.first.isdigit() for one in shown(POOLS, 0, 1, quotas)),
        sum(one.first == "x" for one in shown(POOLS, 0, 1, quotas)),
    ]
