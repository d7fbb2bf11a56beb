"""Damages: each changes the meaning, and what would leave it as it was is not made."""

from collections.abc import Callable

import numpy as np
import pytest

from groundwire.evaluation import damage

DRAWS = range(20)  # seeds tried: a damage is drawn, and none of the draws may be harmless


def _all(make: Callable[[str, np.random.Generator], str | None], sentence: str) -> set[str | None]:
    return {make(sentence, np.random.default_rng(seed)) for seed in DRAWS}


def test_a_number_becomes_another_number() -> None:
    """Never the same value; years, days and times of day are left to the dates."""
    made = _all(damage.other_number, "On 4 March 2024 at 5:30 the 1,200 boats met 12 ships.")
    assert all(one and one.startswith("On 4 March 2024 at 5:30 the ") for one in made)
    assert "On 4 March 2024 at 5:30 the 1,200 boats met 12 ships." not in made
    assert {None} == _all(damage.other_number, "On 4 March 2024 at 5:30 the boats met.")


def test_a_date_changes_in_one_part() -> None:
    """Day, month, weekday or year."""
    sentence = "It opened on Friday, 4 March 2024 and in April."
    made = _all(damage.other_date, sentence)
    assert len(made) > 4
    for one in made:
        assert one is not None
        changed = [a for a, b in zip(sentence.split(), one.split(), strict=True) if a != b]
        assert len(changed) == 1
        assert changed[0] in ("Friday,", "4", "March", "2024", "April.")


def test_a_foreign_name_shares_no_word_with_the_sentence() -> None:
    """ "Ukrainian" is no stranger to a sentence about Ukraine."""
    rng = np.random.default_rng(0)
    sentence = "He said that Ukraine needs boats."
    assert damage.foreign_name(sentence, ["Ukrainian Navy"], rng) is None
    assert damage.foreign_name(sentence, ["Oslo"], rng) == "He said that Oslo needs boats."


@pytest.mark.parametrize(
    "sentence",
    [
        "It seems Ivo Babic and Ana Zork painted.",
        "It seems he saw Oslo, Bergen and Tromso again.",
        "It seems Ivo Babic met Ana Zork again.",
        "Snow fell in Oslo and in Bergen.",
        "It seems the World Bread Union (WBU) met.",
        "They live in Bergen, Norway.",
    ],
)
def test_names_that_may_change_places_are_not_swapped(sentence: str) -> None:
    """Coordinations, mutual verbs, second names and appositions say the same when turned."""
    assert {None} == _all(damage.swapped_names, sentence)


def test_names_of_different_parts_are_swapped() -> None:
    """Who did what to whom."""
    assert {"It seems Ana Zork paints for Ivo Babic."} == _all(
        damage.swapped_names, "It seems Ivo Babic paints for Ana Zork."
    )


@pytest.mark.parametrize(
    ("sentence", "made"),
    [
        ("He did not paint it.", "He did paint it."),
        ("He didn't paint it.", "He did paint it."),
        ("There was no paint left.", "There was paint left."),
        ("He not only painted it.", None),
        ("He had no more paint than she.", None),
        ("He will come whether or not it rains.", None),
    ],
)
def test_a_negation_is_removed_only_where_it_denies(sentence: str, made: str | None) -> None:
    """ "Not only" and "or not" deny nothing."""
    assert {made} == _all(damage.negation_removed, sentence)


def test_a_negation_is_added_after_an_auxiliary_that_has_none() -> None:
    """Not twice, and not where it makes "not only"."""
    assert {"He will not paint it."} == _all(damage.negation_added, "He will paint it.")
    assert {None} == _all(damage.negation_added, "He will not paint it.")
    assert {None} == _all(damage.negation_added, "He will only paint it.")


def test_a_word_is_replaced_by_one_that_ends_alike() -> None:
    """By a strange word; the grammar's words are left alone."""
    made = {
        damage.other_word(
            "According to him it was painted.",
            "Nothing was rejected during rain.",
            np.random.default_rng(seed),
        )
        for seed in DRAWS
    }
    assert {"According to him it was rejected."} == made
