"""Disagreement between cited sentences."""

from datetime import date

import pytest

from groundwire.answer.compare import disagreement
from groundwire.question.query import Query
from groundwire.reading.heuristic import short_answer
from groundwire.reading.reader import Reading
from groundwire.records import Citation, Disagreement, Position
from handmade import article, evidence, query, reading

BOATS = query("How many boats left?")
OPENED = query("When did the bridge open?")
MARCH, MAY = date(2025, 3, 11), date(2025, 5, 19)


def said(
    text: str, short: str | None, *, by: str, on: date | None = None, aligned: float = 1.0
) -> Reading:
    """A sentence of the article ``by``, published ``on`` a day, whose answer is ``short``."""
    return reading(text, of=article(text, name=by, published=on), short=short, aligned=aligned)


def find(asked: Query, *readings: Reading) -> tuple[Disagreement, ...]:
    citations = [
        Citation.of(
            number,
            one.evidence.hit.article,
            one.evidence.sentence.start,
            one.evidence.sentence.end,
        )
        for number, one in enumerate(readings, 1)
    ]
    return disagreement.find(asked, readings, citations)


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
            "disagreement",
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


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The town granted 40 million euros.", "The town granted 40 million dollars."),
        ("The town granted 1.2m crowns.", "The town granted 1.4 million crowns."),
        ("The town granted 2 percent.", "The town granted 2 percentage points."),
        ("The town granted A$90 million.", "The town granted US$90 million."),
    ],
)
def test_another_unit_is_another_figure(one: str, other: str) -> None:
    """Equal digits of another currency, or points for percent, are no agreement."""
    asked = query("How much did the town grant?")
    told = [said(text, text[17:-1], by=text) for text in (one, other)]
    assert [one[17:-1], other[17:-1]] == values(find(asked, *told))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The town granted 1.2m crowns.", "The town granted 1.2 million crowns."),
        ("The town granted 40bn euros.", "The town granted €40 billion."),
        ("The town granted 5 km.", "The town granted 3.1 miles."),
        ("The town granted 4%.", "The town granted four per cent."),
        ("The town granted a third of it.", "The town granted 33 percent."),
    ],
)
def test_the_same_amount_in_another_unit_or_writing_is_agreement(one: str, other: str) -> None:
    """What measures the same is converted."""
    asked = query("How much did the town grant?")
    told = [said(text, text[17:-1], by=text) for text in (one, other)]
    assert () == find(asked, *told)


def test_figures_of_another_thing_are_no_second_opinion() -> None:
    """Where the question leaves open what is counted, the first one's noun decides."""
    size = query("How big is the fleet?")
    boats = said("It has 26 boats.", "26 boats", by="a")
    sailors = said("It has 90 sailors.", "90 sailors", by="b")
    assert find(size, boats, sailors) == ()


def test_a_sentence_with_few_of_the_words_is_left_out() -> None:
    """A value counts if its sentence holds half as many of the question's words as the best; a
    sum needs three quarters, and of few words one may be missing."""
    asked = query("How many boats left the burning harbour?")
    best = said("In all 26 boats left the burning harbour.", "26 boats", by="a")
    assert find(asked, best, said("It has 31 boats.", "31 boats", by="b")) == ()
    assert find(asked, best, said("The harbour lost 31 boats.", "31 boats", by="b"))
    cost = query("How much did the long repair of the dam cost?")
    best = said("The long repair of the dam cost $38.", "$38", by="a")
    assert find(cost, best, said("The repair of it cost $41.", "$41", by="b")) == ()
    assert find(cost, best, said("The dam's repair cost $41.", "$41", by="b"))
    short = query("How much did the dam cost?")
    assert find(
        short, said("The dam cost $38.", "$38", by="a"), said("It cost $41.", "$41", by="b")
    )


def test_a_figure_that_the_best_sentence_names_too_counts() -> None:
    """An article that says what it was before vouches for the older one."""
    asked = query("How much will the long repair of the dam cost?")
    new = said("The long repair of the dam will cost $41, up from $38.", "$41", by="a", on=MAY)
    old = said("It costs $38.", "$38", by="b", on=MARCH, aligned=0.1)
    (found,) = find(asked, new, old)
    assert ("change", ["$38", "$41"]) == (found.kind, [one.value for one in found.positions])


def test_an_article_without_the_name_or_of_another_year_is_left_out() -> None:
    """It tells of another fleet, or of another year's race; a name may end differently."""
    asked = query("How many boats left the port of Brest?")
    best = said("In all 26 boats left Brest, the port.", "26 boats", by="a", on=MARCH)
    nameless = said("In all 31 boats left the port.", "31 boats", by="b", on=MAY)
    late = said("In all 31 boats left Brest, the port.", "31 boats", by="b", on=date(2027, 3, 1))
    ending = said("In all 31 boats left the Brestois port.", "31 boats", by="c", on=MAY)
    assert find(asked, best, nameless) == find(asked, best, late) == ()
    assert ["26 boats", "31 boats"] == values(find(asked, best, ending))


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How many boats left?", "It is a 40-boat year, and boats left."),
        ("How long will the bridge last?", "The bridge was to last 50 years ago."),
        ("What year did the bridge open?", "The bridge opened on Wednesday."),
    ],
)
def test_what_is_no_answer_of_the_kind_is_left_out(question: str, text: str) -> None:
    """Part of a word counts nothing, a moment is no length of time, a weekday no year."""
    asked = query(question)
    first = "It has 26 boats, will last 50 years and opened in 1931: boats left."
    found = find(asked, told(asked, first, by="a", on=MARCH), told(asked, text, by="b", on=MAY))
    assert found == ()


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
    """Where every position is dated, or the newest is asked for; never for a yes or no."""
    old, new = Position("26", 1, MARCH), Position("31", 2, MAY)
    assert disagreement.newest_value([Disagreement("boats", (old, new))]) == "31"
    undated = Position("40", 3, None)
    partly = [Disagreement("boats", (old, new, undated))]
    assert disagreement.newest_value(partly) is None
    assert disagreement.newest_value(partly, latest=True) == "31"
    assert disagreement.newest_value([Disagreement("yes or no", (old, new))]) is None
    assert disagreement.newest_value([]) is None


APRIL = date(2025, 4, 2)
DAY_AFTER = date(2025, 3, 12)
HOW_MANY = "How many boats left the port?"
VICTIMS = "How many people died in the flood?"
MEMBERS = "How many members does the club have?"
COST = "How much will the dam cost?"
OPENS = "When will the bridge open?"
MAYOR = "Who is the mayor of Brest?"
SELL = "Will the council sell the harbour?"


@pytest.mark.parametrize(
    ("expected", "question", "old", "new", "on"),
    [
        # the dates explain it
        ("change", MEMBERS, "The club has 26 members.", "The club has 34 members.", MAY),
        ("change", MEMBERS, "The club has 34 members.", "The club has 26 members.", MAY),
        ("change", MEMBERS, "It had 26 members.", "It now has 34 members.", DAY_AFTER),
        ("change", MEMBERS, "It has 26 members.", "It rose to 34 members from 26.", DAY_AFTER),
        ("change", VICTIMS, "In all 12 people died.", "The flood killed 19 people.", DAY_AFTER),
        ("change", VICTIMS, "The toll was 12 people.", "The toll was 19 people.", APRIL),
        ("change", VICTIMS, "So far 12 people died.", "In all 11 people died.", APRIL),
        ("change", COST, "It will cost $38 million.", "It will cost $41 million.", MAY),
        ("change", COST, "It costs $38 million.", "The cost was raised to $41 million.", DAY_AFTER),
        ("change", OPENS, "It will open on 21 July.", "It will open on 4 August.", MAY),
        ("change", OPENS, "It opens on 21 July.", "It opens late, put off to 4 August.", DAY_AFTER),
        ("change", "When did it open?", "It will open on 3 April.", "It opened on 9 May.", MAY),
        ("change", MAYOR, "Brest's mayor, Ana Soler, said so.", "Ole Berg, mayor of Brest.", MAY),
        ("change", SELL, "The council will not sell the harbour.", "The council will sell the "
         "harbour.", MAY),
        ("change", "How many votes were cast in it?", "By noon 900 votes were cast.",
         "In all 1,400 votes were cast.", DAY_AFTER),
        # they do not
        ("disagreement", HOW_MANY, "In all 26 boats left.", "In all 31 boats left.", MAY),
        ("disagreement", HOW_MANY, "In all 26 boats left.", "Some 31 boats left.", MARCH),
        ("disagreement", HOW_MANY, "In all 26 boats left.", "In all 31 boats left.", None),
        ("disagreement", MEMBERS, "The club has 26 members.", "The club has 34 members.", None),
        ("disagreement", MEMBERS, "It has 26 members.", "It has 34 members.", DAY_AFTER),
        ("disagreement", MEMBERS, "It now has 26 members.", "It now has 34 members.", MARCH),
        ("disagreement", VICTIMS, "In all 19 people died.", "In all 12 people died.", MAY),
        ("disagreement", VICTIMS, "In all 12 people died.", "In all 19 people died.", MARCH),
        ("disagreement", "When did it sink?", "It sank on 3 March.", "It sank on 4 March.", MAY),
        ("disagreement", "When was it built?", "It was built in 1911.", "It was built in 1931.",
         MAY),
        ("disagreement", "When did it sink?", "It sank on Sunday.", "It sank on Monday.",
         DAY_AFTER),
        ("disagreement", "Who won the race?", "Ana Soler won the race.", "Ole Berg won the race.",
         MAY),
        ("disagreement", MAYOR, "Brest's mayor, Ana Soler, said so.", "Ole Berg, mayor of Brest.",
         None),
        ("disagreement", SELL, "The council refused to sell the harbour.", "The council will sell "
         "the harbour.", MARCH),
        ("disagreement", "Did the ferry stop at Brest?", "The ferry did not stop at Brest.",
         "The ferry would stop at Brest.", MAY),
        ("disagreement", "How many boats left?", "Over 30 boats left.", "In all 26 boats left.",
         MAY),
        ("disagreement", "What share voted?", "Only 41 percent voted.", "Some 60 percent voted.",
         MAY),
        # both may be true
        (None, HOW_MANY, "About 30 boats left.", "In all 28 boats left.", MAY),
        (None, HOW_MANY, "Over 30 boats left.", "In all 34 boats left.", MAY),
        (None, HOW_MANY, "More than 30 boats left.", "Some 30 boats left.", MAY),
        (None, HOW_MANY, "Nearly 30 boats left.", "In all 28 boats left.", MAY),
        (None, HOW_MANY, "Up to 30 boats left.", "In all 26 boats left.", MAY),
        (None, HOW_MANY, "Between 20 and 30 boats left.", "In all 26 boats left.", MAY),
        (None, HOW_MANY, "Some 20 to 30 boats left.", "25 to 35 boats left.", MAY),
        (None, HOW_MANY, "In all thirty boats left.", "In all 30 boats left.", MAY),
        (None, COST, "It will cost $1.2 million.", "It will cost $1,214,000.", MAY),
        (None, "How many people live there?", "It has 30,000 people.", "It has 29,874 people.",
         MAY),
        (None, "What share voted?", "Only 41 percent voted.", "Only 41.3 percent voted.", MAY),
        (None, OPENS, "It will open by 21 July.", "It will open on 4 July.", MAY),
        (None, OPENS, "It will open in July.", "It will open on 4 July.", MAY),
        (None, MAYOR, "Brest's mayor, Ana Soler, said so.", "Mayor Soler of Brest said no.", MAY),
        (None, MAYOR, "Ana Soler is Brest's mayor, not Ole Berg.", "Ole Berg lost to Brest's "
         "mayor.", MAY),
        (None, SELL, "The council will sell the harbour.", "The council plans to sell the "
         "harbour.", MAY),
        # of different things
        (None, HOW_MANY, "In all 26 boats left.", "Some 90 sailors left.", MAY),
        (None, HOW_MANY, "In all 26 boats left.", "Another 12 boats left later.", MAY),
        (None, HOW_MANY, "In all 26 boats left.", "Then 12 more boats left.", MAY),
        (None, "How many boats left Brest?", "From Brest 26 boats left.",
         "Some 31 boats left in Lorient.", MAY),
        (None, HOW_MANY, "In 2023 26 boats left.", "In 2024, 31 boats left.", MAY),
        (None, "How much did it cost?", "It cost $38.", "It took 41 years.", MAY),
        (None, MAYOR, "Brest's mayor, Ana Soler, said so.", "Ole Berg is mayor of Lorient.", MAY),
        (None, "Who attended the race?", "Ana Soler attended.", "Ole Berg attended.", MAY),
        (None, SELL, "The council will sell the harbour.", "The council did not meet.", MAY),
    ],
)  # fmt: skip
def test_change_disagreement_or_neither(
    expected: str | None, question: str, old: str, new: str, on: date | None
) -> None:
    """Two articles, the first of 11 March 2025: what their answers to one question are."""
    asked = query(question)
    found = find(asked, told(asked, old, by="a", on=MARCH), told(asked, new, by="b", on=on))
    assert [expected] * bool(expected) == [one.kind for one in found]


def told(asked: Query, text: str, *, by: str, on: date | None) -> Reading:
    """A sentence as the heuristic reader reads it."""
    found = evidence(text, of=article(text, name=by, published=on), aligned=1.0)
    return Reading(found, 1.0, short_answer(asked, found))


def test_each_side_is_worth_quoting() -> None:
    """The best reading of each value that clashes; nothing where all agree."""
    first = said("In all 26 boats left.", "26 boats", by="a", on=MARCH)
    same = said("There were 26 boats.", "26 boats", by="b", on=MARCH)
    other = said("In all 31 boats left.", "31 boats", by="c", on=MAY)
    assert [first, other] == disagreement.sides(BOATS, [first, same, other])
    assert [] == disagreement.sides(BOATS, [first, same])
