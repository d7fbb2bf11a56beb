"""The names of an article, and its people by their last names."""

import pytest

from groundwire.language.cast import Cast, last_name
from groundwire.language.names import names
from groundwire.language.text import Text


@pytest.mark.parametrize(
    ("text", "key", "full"),
    [
        ("Ana Roe said so.", "roe", "Ana Roe"),
        ("Ana Roe came. Roe said so.", "roe", "Ana Roe"),
        ("Ana Roe, 41, came.", "roe", "Ana Roe"),
        ("Dr. Ana Roe came.", "roe", "Ana Roe"),
        ("Ana Roe, who sails, came.", "roe", "Ana Roe"),
        ("“No,” said board member Ana Roe.", "roe", "Ana Roe"),
        ("Ana Roe came. “No,” Roe said.", "roe", "Ana Roe"),
        ("Ana Roe came.", "roe", None),  # as the North Shore may
        ("The Tern Derby said so.", "derby", None),
        ("While Berg said so.", "berg", None),
        ("An engineer at Tern Works, said so.", "works", None),
        ("Ana Roe said so. Lea Roe said no.", "roe", None),
        ("São Paulo said no.", "paulo", None),
        ("They told Coast Wire so. Coast Wire said so.", "wire", None),
        ("It rained.", "roe", None),
    ],
)
def test_only_who_is_treated_as_a_person_has_a_full_name(
    text: str, key: str, full: str | None
) -> None:
    """They speak, carry a title, or something personal is told; and the last name is theirs."""
    assert full == Cast(text).full_name(key)


def test_who_is_named_is_found_by_last_name() -> None:
    """With or without the first name, in order."""
    cast = Cast("Ana Roe said so. Ole Berg said no.")
    text = "Berg told Ana Roe."
    assert ["Berg", "Ana Roe"] == [text[one.start : one.end] for one in cast.named_in(text)]


@pytest.mark.parametrize(
    ("expected", "name"), [(True, "Roe"), (True, "Ana Roe"), (False, "Lea Roe")]
)
def test_a_person_by_either_name(expected: bool, name: str) -> None:
    """The full name and the last are the person's, another first name is not."""
    assert expected == Cast("Ana Roe said so.").is_person(name)


def test_the_article_tells_the_kind_where_the_sentence_does_not() -> None:
    """Two plain words that it puts behind "in" elsewhere are a place."""
    cast = Cast("It rained in Tern Mere. Tern Mere expects snow.")
    text = "Tern Mere expects snow."
    (name,) = names(Text(text))
    assert ("person", "place") == (name.kind, cast.kind(name, text))


def test_last_name() -> None:
    """The last word, folded."""
    assert "aberg" == last_name("Øle Åberg")
