"""Which words carry the subject of a question."""

from groundwire.language.content import content_terms


def test_content_terms_drop_function_words() -> None:
    """Only the words that carry the subject count, stemmed, each once."""
    assert ["ferri", "cancel", "storm"] == content_terms(
        "Which ferries were cancelled, and which ferries by the storm?"
    )


def test_people_and_country_are_one_term() -> None:
    """A country and its people are the same subject."""
    assert content_terms("Norway minister") == content_terms("the Norwegian minister")
    assert content_terms("U.S. support") == content_terms("the United States' support")
