"""Which words carry the subject of a question."""

import pytest

from groundwire.language.content import content_terms, names


def test_content_terms_drop_function_words() -> None:
    """Only the words that carry the subject count, stemmed, each once."""
    assert ["ferri", "cancel", "storm"] == content_terms(
        "Which ferries were cancelled, and which ferries by the storm?"
    )


def test_people_and_country_are_one_term() -> None:
    """A country and its people are the same subject."""
    assert content_terms("Norway minister") == content_terms("the Norwegian minister")
    assert content_terms("U.S. support") == content_terms("the United States' support")


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (["moreau"], "What did Moreau promise?"),
        (["nato"], "NATO's plan"),
        ([], "Which ferries were cancelled?"),
        ([], "WHAT DID MOREAU PROMISE?"),
    ],
)
def test_names(expected: list[str], text: str) -> None:
    """A capital inside the question marks a name; one at its start, or everywhere, does not."""
    assert expected == names(text)
