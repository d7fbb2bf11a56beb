"""Disagreement between cited sentences."""

from datetime import date

import pytest
from handmade import article, query, reading

from groundwire.answer import disagreement
from groundwire.answer.compose import claims_and_citations
from groundwire.answer.reader import Reading
from groundwire.records import Disagreement, Position
from groundwire.search.query import Query

BOATS = query("How many boats left?")
OPENED = query("When did the bridge open?")
MARCH, MAY = date(2025, 3, 11), date(2025, 5, 19)


def said(
    text: str, short: str | None, *, by: str, on: date | None = None, aligned: float = 1.0
) -> Reading:
    """A sentence of the article ``by``, published ``on`` a day, whose answer is ``short``."""
    return reading(text, of=article(text, name=by, published=on), short=short, aligned=aligned)


def find(asked: Query, *readings: Reading) -> tuple[Disagreement, ...]:
    return disagreement.find(asked, readings, claims_and_citations(readings)[1])


def values(found: tuple[Disagreement, ...]) -> list[str]:
    (one,) = found
    return [position.value for position in one.positions]


def test_different_figures_are_shown_oldest_first() -> None:
    """Each position names its value as written, its citation and its day."""
    new = said("In all 31 boats left.", "31 boats", by="a", on=MAY)
    old = said("About 26 boats left.", "About 26 boats", by="b", on=MARCH)
    assert find(BOATS, new, old) == (
        Disagreement(
            "number of boats",
            (Position("About 26 boats", 2, MARCH), Position("31 boats", 1, MAY)),
        ),
    )


def test_what_has_no_date_comes_last() -> None:
    """Undated positions follow the dated ones, in the order of their marks."""
    undated = said("In all 31 boats left.", "31 boats", by="a")
    also = said("In all 32 boats left.", "32 boats", by="b")
    dated = said("In all 26 boats left.", "26 boats", by="c", on=MAY)
    assert ["26 boats", "31 boats", "32 boats"] == values(find(BOATS, undated, also, dated))


def test_one_article_does_not_disagree_with_itself() -> None:
    """Two figures in one article are its story; its best sentence stands for it."""
    story = article("In all 26 boats left. Later 31 boats left.")
    first = reading("In all 26 boats left.", of=story, short="26 boats", aligned=1.0)
    later = reading("Later 31 boats left.", of=story, short="31 boats", aligned=1.0)
    assert find(BOATS, first, later) == ()
    other = said("In all 31 boats left.", "31 boats", by="b")
    assert ["26 boats", "31 boats"] == values(find(BOATS, first, later, other))


def test_the_same_figure_in_other_words_is_agreement() -> None:
    """Amounts are compared, not their writing."""
    digits = said("It has 30 boats.", "30 boats", by="a")
    words = said("It has thirty boats.", "thirty boats", by="b")
    assert find(BOATS, digits, words) == ()


def test_figures_of_another_thing_are_no_second_opinion() -> None:
    """Where the question leaves open what is counted, the first one's noun decides."""
    size = query("How big is the fleet?")
    boats = said("It has 26 boats.", "26 boats", by="a")
    sailors = said("It has 90 sailors.", "90 sailors", by="b")
    assert find(size, boats, sailors) == ()


@pytest.mark.parametrize(("aligned", "counts"), [(0.6, True), (0.59, False)])
def test_a_sentence_about_something_else_is_left_out(aligned: float, counts: bool) -> None:
    """A value counts if its sentence meets the question six tenths as well as the best does."""
    best = said("In all 26 boats left.", "26 boats", by="a")
    other = said("In all 31 boats were sold.", "31 boats", by="b", aligned=aligned)
    assert counts == bool(find(BOATS, best, other))


def test_different_days() -> None:
    """Two days for the same thing differ, however they are written."""
    first = said("It opened on 12 March 2025.", "12 March 2025", by="a", on=MARCH)
    other = said("It opened on March 3, 2025.", "March 3, 2025", by="b", on=MAY)
    (found,) = find(OPENED, first, other)
    assert found.about == "date"
    assert ["12 March 2025", "March 3, 2025"] == [one.value for one in found.positions]


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("It opened on March 12.", "March 12"),
        ("It opened on Wednesday 12 March.", "Wednesday 12 March"),
        ("It opened on the 12th of March.", "12th of March"),
        ("It opened in March.", "in March"),
        ("It had its March 2025 opening.", "March 2025"),
        ("It opened on Wednesday.", "on Wednesday"),
        ("It opened last week.", "last week"),
    ],
)
def test_the_same_day_or_a_vaguer_one_is_no_disagreement(text: str, short: str) -> None:
    """Only a day with its month contradicts another; a year's digits are no day."""
    exact = said("It opened on 12 March 2025.", "12 March 2025", by="a")
    assert find(OPENED, exact, said(text, short, by="b")) == ()


def test_an_ordinal_is_a_day() -> None:
    """The 3rd of March is not the 12th."""
    exact = said("It opened on 12 March 2025.", "12 March 2025", by="a")
    other = said("It opened on March 3rd.", "March 3rd", by="b")
    assert ["12 March 2025", "March 3rd"] == values(find(OPENED, exact, other))


def test_only_numbers_and_days_can_disagree() -> None:
    """Two names for a who may both be right."""
    who = query("Who leads the work?")
    first = said("Ana Soler leads it.", "Ana Soler", by="a")
    other = said("Ole Berg leads it.", "Ole Berg", by="b")
    assert find(who, first, other) == ()


def test_a_sentence_without_the_answers_words_says_nothing() -> None:
    """Neither none at all nor one sentence alone is a disagreement."""
    only = said("In all 26 boats left.", "26 boats", by="a")
    silent = said("The boats left.", None, by="b")
    assert find(BOATS, only, silent) == find(BOATS, silent) == find(BOATS) == ()


@pytest.mark.parametrize(
    ("asked", "first", "other"),
    [
        ("How much does the dam cost?", "$38 million", "$41 million"),
        ("How much does the dam cost?", "38 million euros", "41 million euros"),
        ("What share of the money is spent?", "38 percent", "41%"),
        ("How big is the dam?", "38 thousand", "41 thousand"),
    ],
)
def test_what_is_no_count_of_things_is_an_amount(asked: str, first: str, other: str) -> None:
    """Money, shares and bare numbers are amounts: there is no "number of million"."""
    readings = [said(f"It is {text}.", text, by=text) for text in (first, other)]
    (found,) = find(query(asked), *readings)
    assert found.about == "amount"


def test_the_newest_value_is_the_answer_as_it_stands() -> None:
    """Only where every position is dated."""
    old, new = Position("26", 1, MARCH), Position("31", 2, MAY)
    assert disagreement.newest_value([Disagreement("boats", (old, new))]) == "31"
    undated = Position("40", 3, None)
    assert disagreement.newest_value([Disagreement("boats", (old, new, undated))]) is None
    assert disagreement.newest_value([]) is None
