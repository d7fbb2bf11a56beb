"""The extractive composer: which sentences are quoted, in which order, and how they are cited."""

from datetime import date

from groundwire.compose.extractive import (
    cite,
    claims_and_citations,
    compose,
    in_reading_order,
    marked,
)
from groundwire.records import Claim
from handmade import article, query, reading

BEST = reading("The heat plan opens four cool halls.", 10)


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


def test_a_citation_is_the_span_and_what_is_known_of_the_article() -> None:
    """The quote is the article's text at the offsets."""
    story = article("Rain fell. It opened.", name="b", published=date(2025, 3, 11))
    found = cite(3, story, start=11, end=21)
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


def test_one_claim_and_one_citation_for_each_sentence() -> None:
    """Numbered from 1 in the order they are read; a quote is verbatim by itself."""
    second = reading("It opened.", of=article("Rain fell. It opened.", name="b"))
    claims, citations = claims_and_citations([BEST, second])
    assert claims == (
        Claim(BEST.evidence.text, (1,), "verbatim"),
        Claim("It opened.", (2,), "verbatim"),
    )
    assert [(1, "a", 0), (2, "b", 11)] == [(c.number, c.article_id, c.start) for c in citations]
    assert claims_and_citations([]) == ((), ())


def test_marks_follow_the_claims() -> None:
    """A claim's marks stand after it, all of them."""
    claims = [Claim("It rains.", (1,), "verbatim"), Claim("It pours.", (2, 3), "verbatim")]
    assert marked(claims) == "It rains. [1] It pours. [2][3]"
    assert marked([]) == ""


def test_what_is_ours_stands_in_brackets_and_the_quote_is_bare() -> None:
    """Whom a "he" means and a date that the article's own contradicts; still verbatim."""
    story = article(
        "Ole Berg said no. He will speak today, 3 May 2024.", published=date(2025, 5, 3)
    )
    (claim,), (citation,) = claims_and_citations(
        [reading("He will speak today, 3 May 2024.", of=story)]
    )
    assert (
        claim.text
        == "He [Ole Berg] will speak today, 3 May 2024 [the article is dated 2025-05-03]."
    )
    assert (claim.verdict, citation.quote) == ("verbatim", "He will speak today, 3 May 2024.")


def test_a_summary_is_a_dated_digest() -> None:
    """In order of time, each with its day before it."""
    late = article("The bridge opened.", name="a", published=date(2025, 5, 3))
    early = article("Its cables rust badly.", name="b", published=date(2025, 3, 12))
    found = compose(
        query("Summarise the news about the bridge."),
        [
            reading("The bridge opened.", 9, of=late, short="bridge"),
            reading("Its cables rust badly.", 8, of=early),
        ],
    )
    assert (
        found.text
        == "[12 March 2025] Its cables rust badly. [1] [3 May 2025] The bridge opened. [2]"
    )
    assert {claim.verdict for claim in found.claims} == {"verbatim"}
