"""What every verifier promises. Whoever adds one subclasses ``VerifierContract`` with a fixture
``verifier``, and has its rules tested."""

import pytest

from groundwire.verify.verdict import Verifier

QUOTE = "The fleet has 26 boats and costs 3.5 million, said harbour master Ana Roe."


class VerifierContract:
    """The promises of the protocol ``Verifier``."""

    @pytest.mark.parametrize("claim", [QUOTE, "The fleet has 26 boats", "said harbour master"])
    def test_words_of_a_quote_are_verbatim(self, verifier: Verifier, claim: str) -> None:
        """In a row, of any of the quotes; their score is whole and they need no reason."""
        found = verifier.check(claim, ["Rain fell.", QUOTE])
        assert ("verbatim", None, 1.0) == (found.verdict, found.reason, found.score)

    @pytest.mark.parametrize(
        "claim",
        [
            "The fleet has 27 boats and costs 3.5 million.",  # another number
            "The fleet has no boats and costs 3.5 million.",  # a denial
            "The fleet has 26 boats and costs 3.5 million, said harbour master Ole Berg.",
            "The fleet will be sold in spring.",  # not said
            "boats",
            "",
        ],
    )
    def test_what_is_not_said_is_never_verified(self, verifier: Verifier, claim: str) -> None:
        """Whatever the verifier reads: a wrong number, name or denial is shown to nobody."""
        if claim == "boats":
            assert "unverified" == verifier.check(claim, ["Ships came."]).verdict
        else:
            assert "unverified" == verifier.check(claim, [QUOTE]).verdict

    def test_what_cites_nothing_is_unverified(self, verifier: Verifier) -> None:
        """And says so in a few words."""
        found = verifier.check("The fleet has 26 boats.", [])
        assert "unverified" == found.verdict
        assert found.reason

    def test_the_same_claim_has_the_same_verdict(self, verifier: Verifier) -> None:
        """Also after others were checked."""
        first = verifier.check("The fleet has 26 boats.", [QUOTE])
        verifier.check("Rain fell.", ["Rain fell."])
        assert first == verifier.check("The fleet has 26 boats.", [QUOTE])
