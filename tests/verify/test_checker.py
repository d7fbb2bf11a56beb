"""Support by wording: what a claim may change of what it cites, and what it may not."""

import pytest

from groundwire.verify.checker import SupportChecker, lowercase_words

CORPUS = ["the countries soldiers boats river fleet early house march may told clowns"]
SENTENCE = (
    "Twenty-six countries sent 30 soldiers to Ukraine on 4 March 2024, although France, which had "
    "not agreed, said it could not pay $5 million or 12 per cent of 1,000 boats."
)


@pytest.fixture(name="checker", scope="module")
def _checker() -> SupportChecker:
    return SupportChecker(lowercase_words(CORPUS))


@pytest.mark.parametrize("claim", [SENTENCE, "Twenty-six countries sent 30 soldiers to Ukraine"])
def test_words_of_the_quote_are_verbatim(checker: SupportChecker, claim: str) -> None:
    """By the same rule as the extractive composer's."""
    assert checker.check(claim, ["Rain fell.", SENTENCE]).verdict == "verbatim"


@pytest.mark.parametrize(
    "claim",
    [
        "Twenty-six countries sent 30 soldiers to Ukraine on 4 March 2024.",
        "26 countries sent thirty soldiers to Ukraine on March 4, 2024.",
        "France said it could not pay 5 million dollars or 12%.",
        "France couldn't pay $5m or 12 percent of 1000 boats.",
        "Twenty-six countries sent 30 soldiers to Ukraine, although France had not agreed.",
    ],
)
def test_a_clause_may_be_dropped_and_values_rewritten(checker: SupportChecker, claim: str) -> None:
    """Numbers and dates are compared by value, and what is left out is not held against it."""
    assert checker.check(claim, [SENTENCE]).verdict == "supported"


@pytest.mark.parametrize(
    ("expected", "claim", "quote"),
    [
        (
            "supported",
            "The club spent 1.2 million on a hall.",
            "The club spent 1.2m on a new hall.",
        ),
        ("unverified", "The club spent 2 million on a hall.", "The club spent 1.2m on a new hall."),
        ("supported", "The fund holds 40 billion euros now.", "The fund now holds €40bn."),
        ("unverified", "The mercury fell to 17 degrees.", "The mercury fell to -17 degrees."),
        ("supported", "The mercury fell to minus 17 degrees.", "The mercury fell to −17 degrees."),
        (
            "unverified",
            "Support rose 4 percent in May.",
            "Support rose 4 percentage points in May.",
        ),
        ("unverified", "The bank lost 90 million dollars.", "The bank lost A$90 million."),
        (
            "supported",
            "The bank lost 90 million Australian dollars.",
            "The bank lost A$90 million.",
        ),
        ("unverified", "The bridge is 12 miles long.", "The bridge is 12 km long."),
        ("unverified", "The yard holds 30 boats.", "The yard holds 20 boats to 40 boats."),
        ("supported", "In May half of the boats sank.", "In May 50% of the boats sank."),
    ],
)
def test_figures_are_compared_with_sign_scale_and_unit(
    checker: SupportChecker, expected: str, claim: str, quote: str
) -> None:
    """However they are written: what is worth the same is the same, and nothing else is."""
    assert expected == checker.check(claim, [quote]).verdict


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        ("27 countries sent 30 soldiers to Ukraine.", "number 27"),
        ("26 soldiers were sent by 30 countries to Ukraine.", "order"),
        ("26 countries sent 30 soldiers to Ukraine on 5 March 2024.", "date 5 March"),
        ("26 countries sent 30 soldiers to Ukraine on 4 March 2023.", "date 2023"),
        ("26 countries sent 30 soldiers to Germany.", "name Germany"),
        ("26 countries did not send 30 soldiers to Ukraine on 4 March.", "negation"),
        ("France said it could pay $5 million.", "negation"),
        ("France said it could not pay €5 million.", "number €5 million"),
        ("26 countries sent 30 soldiers to France, although Ukraine had not agreed.", "order"),
        ("26 countries sent 30 soldiers to Ukraine after 4 March 2024.", "wording"),
        ("26 countries rescued 30 soldiers to Ukraine.", "rescued takes another word's place"),
        ("Clowns sent 30 soldiers to Ukraine.", "Clowns takes another word's place"),
        ("Clowns juggled lemons.", "wording"),
        ("", "it states nothing"),
    ],
)
def test_a_claim_that_says_something_else_is_unverified(
    checker: SupportChecker, claim: str, reason: str
) -> None:
    """And the reason names what is not as cited."""
    found = checker.check(claim, [SENTENCE])
    assert found.verdict == "unverified"
    assert found.reason is not None
    assert reason in found.reason


def test_a_claim_without_a_quote_is_unverified(checker: SupportChecker) -> None:
    """What rests on nothing is not proved."""
    assert checker.check("Rain fell.", []).reason == "it cites nothing"


@pytest.mark.parametrize(
    ("claim", "quote", "verdict"),
    [
        ("The bridge will open in spring.", "The bridge may open in spring.", "doubt left out"),
        (
            "The bridge opens again.",
            "The bridge opens again if it rains, he said.",
            "doubt left out",
        ),
        ("Ivo painted the bridge.", "Ivo denied that he painted the bridge.", "negation"),
        (
            "Ivo was hit by Ana at noon on the old bridge.",
            "Ivo hit Ana at noon on the old bridge.",
            "order",
        ),
        ("They have been working on it.", "He said that it works.", "wording"),
    ],
)
def test_a_claim_says_no_more_than_its_source(
    checker: SupportChecker, claim: str, quote: str, verdict: str
) -> None:
    """Doubts, conditions, denials and who did it stay what they are."""
    assert verdict in (checker.check(claim, [quote]).reason or "")


TWO = [
    "Ivo Babic painted the old bridge green.",
    "The green bridge was opened in Ljubljana on 4 May.",
]


def test_two_sentences_together_support_with_a_penalty(checker: SupportChecker) -> None:
    """Where each brings words of its own, from one quote or from two."""
    claim = "Ivo Babic painted the old bridge, opened in Ljubljana on 4 May."
    for quotes in (TWO, [" ".join(TWO)]):
        found = checker.check(claim, quotes)
        assert found.verdict == "supported"
        assert found.score < 1
    assert checker.check(claim, TWO[:1]).verdict == "unverified"


def test_a_second_sentence_lends_no_single_word(checker: SupportChecker) -> None:
    """One word alone may be anybody's: a day, a name."""
    quotes = ["Ivo Babic painted the old bridge green.", "On Friday it rained."]
    claim = "On Friday Ivo Babic painted the old bridge green."
    assert checker.check(claim, quotes).verdict == "unverified"


def test_words_seldom_in_lower_case_are_names() -> None:
    """A name in an address does not make it a plain word; accents and case are folded."""
    texts = ["Arizona " * 99 + "see arizona.example and the Élan of élan"]
    found = lowercase_words(texts)
    assert {"see", "elan", "the"} <= found
    assert "arizona" not in found


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        (
            "The old bridge in Ljubljana was painted green by Ivo Babic.",
            "Ivo Babic painted the old bridge in Ljubljana green.",
        ),
        ("Ana Kos beat Ivo Babic in the final.", "Ivo Babic was beaten by Ana Kos in the final."),
        ("The mill was sold to Nordhavn in May.", "Tern Ferries sold the mill to Nordhavn in May."),
        (
            "Tern Ferries sold the mill to Nordhavn.",
            "The mill, the oldest in Ostrand, was sold to Nordhavn by Tern Ferries.",
        ),
    ],
)
def test_a_passive_says_what_its_active_says(
    checker: SupportChecker, claim: str, quote: str
) -> None:
    """Who did it to whom is the same, in another order of the same words."""
    assert checker.check(claim, [quote]).verdict == "supported"


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("Ivo Babic was beaten by Ana Kos.", "Ivo Babic has beaten Ana Kos in the final."),
        ("Ivo Babic beat Ana Kos.", "Ivo Babic was beaten by Ana Kos in the final."),
        ("Ana Kos was sued by Tern Ferries.", "Ana Kos sued Tern Ferries over the mill."),
        ("Nordhavn fined the court.", "The court fined Nordhavn on Friday."),
        ("Ostland has been invaded by Marland.", "Marland has been invaded by Ostland since May."),
    ],
)
def test_who_did_it_may_not_change_places(checker: SupportChecker, claim: str, quote: str) -> None:
    """In the active or the passive."""
    assert "order" in (checker.check(claim, [quote]).reason or "")


@pytest.mark.parametrize(
    ("claim", "quote", "reason"),
    [
        (
            "The union accepted the offer on Friday.",
            "The union refused to accept the offer on Friday.",
            "negation",
        ),
        ("Ana Kos sold the mill in May.", "Ana Kos will sell the mill in May.", "told as done"),
        (
            "Ana Kos sent the first letters in May.",
            "Ana Kos expects to send the first letters in May.",
            "told as done",
        ),
        ("The river could flood the town.", "The river will flood the town.", "doubt added"),
        ("It is not more than 40 metres deep.", "It is more than 40 metres deep.", "negation"),
    ],
)
def test_a_verb_keeps_its_denial_and_its_time(
    checker: SupportChecker, claim: str, quote: str, reason: str
) -> None:
    """What was refused is not done, and what is planned has not happened."""
    assert reason in (checker.check(claim, [quote]).reason or "")
