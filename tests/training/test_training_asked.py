"""Statements asked as questions."""

import numpy as np
import pytest
from train.asked import as_question


@pytest.mark.parametrize(
    ("statement", "questions"),
    [
        ("The bridge will open in May.", {"Will the bridge open in May?"}),
        ("Mona Ferrel has left the board.", {"Has Mona Ferrel left the board?"}),
    ],
)
def test_an_auxiliary_goes_in_front(statement: str, questions: set[str]) -> None:
    """A statement with a plain auxiliary is mostly asked with it in front."""
    made = [as_question(statement, np.random.default_rng(seed)) for seed in range(20)]
    assert max(set(made), key=made.count) in questions


def test_a_statement_without_one_is_asked_for_its_truth() -> None:
    """Where there is no auxiliary, the whole statement stays as it is."""
    made = {as_question("The ferry sank.", np.random.default_rng(seed)) for seed in range(20)}
    assert all("erry sank" in one and one.endswith("?") for one in made)
