"""The extractive composer: which sentences are quoted, in which order, and how they are cited."""

from datetime import date

import pytest
from handmade import article, query, reading

from groundwire.answer.compose import (
    choose,
    cite,
    claims_and_citations,
    in_reading_order,
    marked,
    short_answer,
)
from groundwire.answer.reader import Reading
from groundwire.answer.wanted import EXACT
from groundwire.records import Claim

FACT = query("What is the heat plan?")
COUNT = query("How many boats left?")
BEST = reading("The heat plan opens four cool halls.", 10)


def texts(chosen: list[Reading]) -> list[str]:
    return [one.evidence.text for one in chosen]


def test_the_best_sentence_is_always_quoted() -> None:
    """One sentence is enough for an answer."""
    assert [BEST] == choose(FACT, [BEST], most=4)


@pytest.mark.parametrize(("kept", "relevance"), [(True, 7.0), (False, 6.9)])
def test_what_is_nearly_as_relevant_is_quoted_too(kept: bool, relevance: float) -> None:
    """From seven tenths of the best one's relevance on."""
    near = reading("Nurses will visit old people daily.", relevance)
    assert kept == (near in choose(FACT, [BEST, near], most=4))


def test_a_retelling_is_dropped() -> None:
    """A sentence that shares seven tenths of the shorter one's words adds nothing, whichever of
    those quoted already it retells."""
    other = reading("Nurses will visit old people daily.", 9.5)
    retold = reading("The heat plan opens four halls.", 9)
    again = reading("Each day, nurses will visit old people daily.", 8)
    assert [BEST, other] == choose(FACT, [BEST, other, retold, again], most=4)


def test_another_figure_comes_before_what_is_only_near() -> None:
    """For a how many, a sentence half as relevant is quoted if it counts another number of the
    same thing; the same number again, another noun or less relevance is not."""
    best = reading("In all 26 boats left.", 10)
    near = reading("The harbour was calm and quiet at dawn.", 9)
    other = reading("Radio reports spoke of 31 boats.", 5)
    same = reading("Owners of 26 boats spoke to us on Monday.", 5)
    captains = reading("Some 31 captains stayed behind.", 5)
    weak = reading("Others counted 40 boats.", 4.9)
    chosen = choose(COUNT, [best, near, other, same, captains, weak], most=4)
    assert [best, other, near] == chosen


def test_a_figure_is_quoted_once() -> None:
    """Two sentences with the same other figure are one more opinion, not two."""
    best = reading("In all 26 boats left.", 10)
    first = reading("Radio reports spoke of 31 boats.", 6)
    second = reading("A paper wrote about 31 boats too.", 6)
    assert [best, first] == choose(COUNT, [best, first, second], most=4)


@pytest.mark.parametrize("most", [1, 2, 3])
def test_never_more_than_the_most(most: int) -> None:
    """The best ones stay."""
    subjects = ("halls open", "nurses visit", "trains slow", "schools close", "pools fill")
    ranked = [reading(f"{subject.title()}.", 10 - n) for n, subject in enumerate(subjects)]
    assert ranked[:most] == choose(FACT, ranked, most=most)


def test_the_short_answer_is_the_best_sentences() -> None:
    """Another's is taken only if it counts the very thing."""
    best = reading("It left with 26 boats.", short="26 boats")
    without = reading("The fleet left.")
    near = reading("Some 30 captains stayed.", short="30 captains", wanted=1)
    exact = reading("In all 31 boats left.", short="31 boats", wanted=EXACT)
    assert short_answer([best, exact]) == "26 boats"
    assert short_answer([without, near, exact]) == "31 boats"
    assert short_answer([without, near]) is None


def test_reading_order() -> None:
    """The best first, then its article's others as they stand, then article by article."""
    a, b = (article("One here. Two here. Three here.", name=name, published=None) for name in "ab")
    best, b3, b1, a3, a1 = (
        reading(text, of=of)
        for of, text in (
            (a, "Two here."),
            (b, "Three here."),
            (b, "One here."),
            (a, "Three here."),
            (a, "One here."),
        )
    )
    assert [best, a1, a3, b1, b3] == in_reading_order([best, b3, b1, a3, a1])
    assert [best] == in_reading_order([best])


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
