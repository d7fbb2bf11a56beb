"""The support checker on written claims: shares by label, and both sides together."""

import pytest

from groundwire.evaluation.claims import EVERY, balanced, score_claims
from groundwire.evaluation.datasets.contents import GoldClaim, Label
from groundwire.verify.checker import SupportChecker

EVIDENCE = "The brewery in Ostby closed on Friday after ninety years."
CHECKER = SupportChecker(frozenset({"brewery", "closed", "after", "ninety", "years", "owner"}))


def claim(text: str, label: Label, how: str = "shortened") -> GoldClaim:
    return GoldClaim(text, EVIDENCE, label, how, "dev")


SAID = claim("The brewery in Ostby closed on Friday.", "supported")
REWORDED = claim("After ninety years there is no more beer from Ostby.", "supported", "synonyms")
WRONG = claim("The brewery in Ostby closed on Monday.", "contradicted", "name changed")
MORE = claim("The brewery in Ostby closed because its owner died.", "not_supported", "cause added")


def test_a_label_and_each_way_of_making_has_its_share() -> None:
    """All of a label first, then the ways by how many there are."""
    found = {
        (one.label, one.how): (one.score.value, one.score.count)
        for one in score_claims([SAID, SAID, REWORDED, WRONG, MORE], CHECKER)
    }
    assert {
        ("supported", EVERY): (2 / 3, 3),
        ("supported", "shortened"): (1.0, 2),
        ("supported", "synonyms"): (0.0, 1),
        ("contradicted", EVERY): (1.0, 1),
        ("contradicted", "name changed"): (1.0, 1),
        ("not_supported", EVERY): (1.0, 1),
        ("not_supported", "cause added"): (1.0, 1),
    } == found


@pytest.mark.parametrize(
    ("expected", "claims"),
    [(0.75, [SAID, REWORDED, WRONG, MORE]), (None, [SAID]), (None, [MORE]), (None, [])],
)
def test_accepting_all_or_nothing_is_worth_half(
    expected: float | None, claims: list[GoldClaim]
) -> None:
    """Half of the supported and all others right: three quarters; one side alone says nothing."""
    assert expected == balanced(score_claims(claims, CHECKER))
