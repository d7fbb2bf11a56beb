"""Short answers compared as SQuAD compares them."""

import pytest

from groundwire.evaluation.short import best_f1, exact_match


@pytest.mark.parametrize(
    ("given", "accepted"),
    [("The 26 countries.", ["26 countries"]), ("PARIS", ["London", "Paris"]), ("", [""])],
)
def test_case_articles_and_punctuation_do_not_count(given: str, accepted: list[str]) -> None:
    """What is left after them must be equal to an accepted answer."""
    assert exact_match(given, accepted)


@pytest.mark.parametrize(
    ("expected", "given", "accepted"),
    [
        (1.0, "the summit in Paris", ["summit in Paris"]),
        (0.5, "in Paris", ["Paris summit"]),  # one word of two, both ways
        (0.8, "26 European countries", ["countries", "26 countries"]),  # the nearest counts
        (0.0, "", ["Paris"]),
        (0.0, "London", ["Paris"]),
    ],
)
def test_words_shared_with_the_nearest(expected: float, given: str, accepted: list[str]) -> None:
    """Harmonic mean of precision and recall of words, counted by hand."""
    assert best_f1(given, accepted) == pytest.approx(expected)


def test_a_repeated_word_counts_as_often_as_it_is_accepted() -> None:
    """Precision falls with each further repetition."""
    assert best_f1("Paris Paris", ["Paris"]) == pytest.approx(2 / 3)
