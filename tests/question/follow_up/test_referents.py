"""Which name a pointing word means."""

from groundwire.question.follow_up.mentions import mentions
from groundwire.question.follow_up.referents import FEATURES, WEIGHTS, likely, maybe, referents
from groundwire.records import Turn

TURNS = [
    Turn("user", "Who spoke for Norway at the Ostrand meeting?"),
    Turn("assistant", "Nina Holt, the envoy. Holt came with the Fishing Council from Brest."),
]


def found(own: str = "", focus: str = "norway") -> dict[str, tuple[float, ...]]:
    """The features of every name that may be meant."""
    return {
        referent.name: referent.features
        for referent in referents(
            mentions(TURNS), turns=TURNS, own=frozenset(own.split()), focus=frozenset(focus.split())
        )
    }


def test_one_weight_a_feature() -> None:
    """Each kind of pointing word has a weight for everything that is looked at."""
    assert {len(FEATURES)} == {len(weights) for weights in WEIGHTS.values()}


def test_short_form_belongs_to_the_whole_name() -> None:
    """Holt is Nina Holt; "the Ostrand meeting" names a meeting, not a town."""
    assert set(found()) == {"Nina Holt", "Norway", "Fishing Council", "Brest"}


def test_a_name_that_the_question_says_is_not_looked_for() -> None:
    """What the question names itself needs nothing beside it."""
    assert "Nina Holt" not in found(own="holt")


def test_he_is_a_person_and_there_is_a_place() -> None:
    """Countries and councils are not "he"; "there" is where someone came from."""
    names = referents(mentions(TURNS), turns=TURNS, own=frozenset(), focus=frozenset(["norway"]))
    assert ["Nina Holt"] == [referent.name for referent in likely(names, "person")]
    assert ["Brest"] == [referent.name for referent in likely(names, "there")]
    assert len(maybe(names)) <= 1
