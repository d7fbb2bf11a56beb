"""The contract of composers, held by each of ours."""

import pytest
from composer_contract import ComposerContract

from groundwire.compose.composer import Composer
from groundwire.compose.extractive import Extractive


class TestExtractive(ComposerContract):
    """Quotes in a reading order."""

    @pytest.fixture
    def composer(self) -> Composer:
        return Extractive()
