"""The people of an article by their last names, and who of them speaks."""

import pytest

from groundwire.language.people import People, Person, speaks


@pytest.mark.parametrize(
    ("text", "key", "full"),
    [
        ("Ana Roe said so.", "Roe", "Ana Roe"),
        ("Ana Roe came. Roe said so.", "Roe", "Ana Roe"),
        ("Ana Roe, 41, came.", "Roe", "Ana Roe"),
        ("Dr. Ana Roe came.", "Roe", "Ana Roe"),
        ("Ana Roe, who sails, came.", "Roe", "Ana Roe"),
        ("Ana Roe came.", "Roe", None),  # as the North Shore may
        ("The Tern Derby said so.", "Derby", None),
        ("While Berg said so.", "Berg", None),
        ("An engineer at Tern Works, said so.", "Works", None),
        ("Ana Roe said so. Lea Roe said no.", "Roe", None),
        ("It rained.", "Roe", None),
    ],
)
def test_only_who_is_treated_as_a_person_has_a_full_name(
    text: str, key: str, full: str | None
) -> None:
    """They speak, carry a title, or something personal is told; and the last name is theirs."""
    assert full == People(text).full_name(key)


def test_who_is_named_is_found_by_last_name() -> None:
    """With or without the first name, in order, with the place of the last name."""
    people = People("Ana Roe said so. Ole Berg said no.")
    assert [Person("Berg", 0, 4), Person("Roe", 14, 17)] == people.named_in("Berg told Ana Roe.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“No,” Roe said.", True),
        ("“No,” said board member Ana Roe.", True),
        ("Berg told Roe.", False),
        ("A man with Roe said no.", False),
        ("Roe came.", False),
    ],
)
def test_who_speaks(text: str, expected: bool) -> None:
    """The name stands beside a verb of saying and is not the one who is told."""
    start = text.index("Roe")
    assert expected == speaks(text, Person("Roe", start, start + 3))
