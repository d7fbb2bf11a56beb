"""The contract of verifiers, held by each of ours."""

import pytest
from verifier_contract import VerifierContract

from groundwire.verify.checker import SupportChecker
from groundwire.verify.verdict import ExactQuotes, Verifier


class TestExactQuotes(VerifierContract):
    """Word for word."""

    @pytest.fixture
    def verifier(self) -> Verifier:
        return ExactQuotes()


class TestSupportChecker(VerifierContract):
    """By wording."""

    @pytest.fixture
    def verifier(self) -> Verifier:
        return SupportChecker(frozenset({"the", "fleet", "boats", "rain", "ships"}))
