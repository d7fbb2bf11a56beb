"""Which sentences are quoted, and in which order they are chosen."""

from dataclasses import replace

import pytest

from groundwire.answer.select import choose
from groundwire.question.query import Query
from groundwire.question.sources import is_from
from groundwire.reading.reader import Reading
from handmade import article, query, reading

FACT = query("What is the heat plan?")
COUNT = query("How many boats left?")
BEST = reading("The heat plan opens four cool halls.", 10)
SUBJECTS = ("harbours close", "nurses visit", "trains slow", "schools shut", "pools fill")
FAR = reading("Nothing else was on the paper's page.", 0)


def others(*relevances: float) -> list[Reading]:
    return [
        reading(f"All {subject} on Monday.", relevance)
        for subject, relevance in zip(SUBJECTS, relevances, strict=False)
    ]


def test_the_best_sentence_is_always_quoted() -> None:
    """One sentence is enough for an answer."""
    assert [BEST] == choose(FACT, [BEST], most=4)


@pytest.mark.parametrize(("kept", "relevance"), [(True, 5.0), (False, 4.9)])
def test_what_is_near_is_quoted_too(kept: bool, relevance: float) -> None:
    """Down to half the way from the best to the last that was read."""
    near = reading("Nurses will visit old people daily.", relevance)
    far = others(0.5, 0.4, 0.3)
    assert kept == (near in choose(FACT, [BEST, near, *far, FAR], most=4))


@pytest.mark.parametrize("shift", [-20, 0, 20])
def test_the_readers_scale_does_not_matter(shift: float) -> None:
    """A reader may give any numbers: only the distances count."""
    ranked = [BEST, *others(6, 3, 2, 1), FAR]
    moved = [replace(one, relevance=one.relevance + shift) for one in ranked]
    assert [one.evidence for one in choose(FACT, moved, most=4)] == [
        one.evidence for one in ranked[:2]
    ]


def test_a_retelling_is_dropped() -> None:
    """A sentence that shares seven tenths of the shorter one's words adds nothing, whichever of
    those quoted already it retells, and in whatever paper."""
    other = reading("Nurses will visit old people daily.", 9.5)
    retold = reading("The heat plan opens four halls.", 9)
    again = reading("Each day, nurses will visit old people daily.", 8, of=None)
    assert [BEST, other] == choose(FACT, [BEST, other, retold, again], most=4)


def test_another_figure_comes_before_what_is_only_near() -> None:
    """For a how many, a sentence further off is quoted if it counts another number of the same
    thing; the same number again, another noun or less relevance is not."""
    best = reading("In all 26 boats left.", 10)
    near = reading("The harbour was calm and quiet at dawn.", 9)
    other = reading("Radio reports spoke of 31 boats.", 4)
    same = reading("Owners of 26 boats spoke to us on Monday.", 4)
    captains = reading("Some 31 captains stayed behind.", 4)
    weak = reading("Others counted 40 boats.", 2.4)
    chosen = choose(COUNT, [best, near, other, same, captains, weak, FAR], most=4)
    assert [best, other, near] == chosen


@pytest.mark.parametrize("most", [1, 2, 3])
def test_never_more_than_the_most(most: int) -> None:
    """The best ones stay."""
    ranked = others(10, 9, 8, 7, 6)
    assert ranked[:most] == choose(FACT, ranked, most=most)


def test_each_part_of_a_question_gets_its_sentence() -> None:
    """The one with most of its words, of the source that it names, though others rank higher."""
    harbour = article("The quay sank last week.", name="h")
    radio = replace(article("Ferries were late again.", name="r"), source="Coast Radio")
    asked = replace(
        query("What sank?"),
        parts=("which quay sank last week", "what made ferries late, by Coast Radio"),
        sources=("Coast Radio",),
    )
    first = reading("The quay sank last week.", 1, of=harbour)
    second = reading("Ferries were late again.", 0.5, of=radio)
    ranked = [*others(10, 9, 8), first, second, FAR]
    assert [ranked[0], first, second] == choose(asked, ranked, most=3)


@pytest.mark.parametrize("wants_two", [True, False])
def test_both_sides_are_heard_where_it_is_asked_whether_something_is_so(wants_two: bool) -> None:
    """The best sentence of another article, even if it is not near."""
    asked: Query = query("Is the bridge safe?" if wants_two else "What is the bridge?")
    story = article("The bridge is old. Painters love it. Cyclists cross too.", name="s")
    mine = [
        reading(text, relevance, of=story)
        for text, relevance in (
            ("The bridge is old.", 10),
            ("Painters love it.", 2),
            ("Cyclists cross too.", 1),
        )
    ]
    other = reading("Engineers doubt every bolt.", 4, of=article("Engineers doubt every bolt."))
    chosen = choose(asked, [mine[0], other, *mine[1:], FAR], most=4)
    assert wants_two == (other in chosen)


def test_a_reason_is_looked_for() -> None:
    """Right after the best sentence, or else in one that gives a reason."""
    why = query("Why did the bridge close?")
    story = article("The bridge closed on Monday. The reason is rust. Ferries run.")
    best = reading("The bridge closed on Monday.", 10, of=story)
    given = reading("It shut because cables rust.", 3)
    ranked = [best, *others(4, 3.5), given, FAR]
    chosen = choose(why, ranked, most=4)
    assert [one.evidence.text for one in chosen] == [best.evidence.text, "The reason is rust."]
    alone = reading("The bridge closed on Monday.", 10)
    assert [alone, given] == choose(why, [alone, *others(4, 3.5), given, FAR], most=4)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("The Harbour Post", True), ("Harbour Post", True), ("Coast Radio", False)],
)
def test_who_published(name: str, expected: bool) -> None:
    """A source is known by its name, with or without "The"."""
    story = replace(article("It rained."), source="The Harbour Post")
    assert expected == is_from(story, name)
