"""Bytes of an index that are not what was written."""

from sweeps import damaged
from world import Change


def test_damage_is_never_served(changes: dict[str, Change]) -> None:
    """Each file cut, halved, zeroed, flipped or exchanged for another generation's is refused by
    name, or the whole generation before is served."""
    swept = damaged(changes["add"])
    assert [] == swept.lost
    assert swept.trials > 150
