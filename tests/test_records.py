"""Records that are made of other records."""

from datetime import date

from groundwire.records import Citation
from handmade import article


def test_a_citation_is_the_span_and_what_is_known_of_the_article() -> None:
    """The quote is the article's text at the offsets."""
    story = article("Rain fell. It opened.", name="b", published=date(2025, 3, 11))
    found = Citation.of(3, story, 11, 21)
    assert (3, "b", "B", "Post", None) == (
        found.number,
        found.article_id,
        found.title,
        found.source,
        found.url,
    )
    assert (date(2025, 3, 11), 11, 21, "It opened.", "b.md") == (
        found.published,
        found.start,
        found.end,
        found.quote,
        found.path,
    )
