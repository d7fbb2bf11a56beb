"""The encoder whose vectors can be made by hand."""

import numpy as np
import pytest

from groundwire.index.encoder import HashingEncoder


def test_similarity_is_the_share_of_words_in_common() -> None:
    """One word in common of two each, all their own stems: cosine 1/2."""
    left, right = HashingEncoder().encode(["tern port", "tern comet"])
    assert 0.5 == pytest.approx(float(left @ right))


def test_a_word_is_near_its_other_forms() -> None:
    """'bridges' counts 1 for itself and 1 for 'bridg', 'bridged' likewise: cosine 1/2."""
    left, right = HashingEncoder().encode(["bridges", "bridged"])
    assert 0.5 == pytest.approx(float(left @ right))


def test_case_accents_and_order_do_not_matter() -> None:
    """Words are folded and their order is not seen."""
    left, right = HashingEncoder().encode(["Café Tern", "tern CAFE"])
    np.testing.assert_array_equal(left, right)
