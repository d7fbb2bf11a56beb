"""The extractive composer: which sentences are quoted, in which order, and how they are cited."""

from datetime import date

from groundwire.compose.extractive import Extractive, in_reading_order
from handmade import article, query, reading

ASKED = query("Who spoke?")


def test_reading_order() -> None:
    """The best first, then by relevance, and what follows on a sentence right behind it."""
    a, b = (article("One here. Two here. Three here.", name=name) for name in "ab")
    best, b1, b3, a3, a1 = (
        reading(text, relevance, of=of)
        for text, relevance, of in (
            ("Two here.", 9, a),
            ("One here.", 8, b),
            ("Three here.", 7, b),
            ("Three here.", 6, a),
            ("One here.", 5, a),
        )
    )
    assert [best, a3, b1, b3, a1] == in_reading_order([best, b3, b1, a3, a1])
    assert [best] == in_reading_order([best])


def test_of_two_as_good_the_older_comes_first() -> None:
    """Order is by relevance, then by time."""
    best = reading("Best here.", 9)
    new, old = (
        reading("Also here.", of=article("Also here.", name=name, published=date(year, 3, 11)))
        for name, year in (("a", 2025), ("b", 2024))
    )
    assert [best, old, new] == in_reading_order([best, new, old])


def test_what_is_ours_stands_in_brackets_and_the_quote_is_bare() -> None:
    """Whom a "he" means and a date that the article's own contradicts."""
    story = article(
        "Ole Berg said no. He will speak today, 3 May 2024.", published=date(2025, 5, 3)
    )
    quoted = reading("He will speak today, 3 May 2024.", of=story)
    (draft,) = Extractive().compose(ASKED, [quoted])
    assert (
        draft.text
        == "He [Ole Berg] will speak today, 3 May 2024 [the article is dated 2025-05-03]."
    )
    assert (quoted,) == draft.sources
    assert draft == Extractive().opening(ASKED, quoted)


def test_a_summary_is_a_dated_digest() -> None:
    """In order of time, each with its day before it; what opens it is not known before all is
    read."""
    late = article("The bridge opened.", name="a", published=date(2025, 5, 3))
    early = article("Its cables rust badly.", name="b", published=date(2025, 3, 12))
    opened, rust = (
        reading("The bridge opened.", 9, of=late),
        reading("Its cables rust badly.", 8, of=early),
    )
    asked = query("Summarise the news about the bridge.")
    assert [
        "[12 March 2025] Its cables rust badly.",
        "[3 May 2025] The bridge opened.",
    ] == [draft.text for draft in Extractive().compose(asked, [opened, rust])]
    assert Extractive().opening(asked, opened) is None
