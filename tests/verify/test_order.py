"""The longest common subsequence, against the plain definition."""

from hypothesis import given
from hypothesis import strategies as st

from groundwire.verify.order import common_subsequence

ROW = st.lists(st.sampled_from("abcd"), max_size=9)


def _longest(mine: list[str], theirs: list[str]) -> int:
    """By definition, slowly."""
    if not mine or not theirs:
        return 0
    if mine[0] == theirs[0]:
        return 1 + _longest(mine[1:], theirs[1:])
    return max(_longest(mine[1:], theirs), _longest(mine, theirs[1:]))


@given(ROW, ROW)
def test_pairs_are_equal_ascending_and_as_many_as_can_be(
    mine: list[str], theirs: list[str]
) -> None:
    """Equal ends are taken off first; that must not cost a pair."""
    pairs = common_subsequence(mine, theirs)
    assert [mine[first] for first, _ in pairs] == [theirs[second] for _, second in pairs]
    assert pairs == sorted(set(pairs))
    assert len({first for first, _ in pairs}) == len({second for _, second in pairs}) == len(pairs)
    assert len(pairs) == _longest(mine, theirs)
