"""Dates in prose: which words are one, and which days they mean."""

from datetime import date

import pytest

from groundwire.language.dates import DateMention, find_dates
from groundwire.language.dates.spelled import days_meant
from groundwire.language.text import Text

MONDAY = date(2025, 3, 10)
TUESDAY = date(2025, 3, 11)
SUNDAY = date(2025, 3, 16)


def found(text: str, published: date | None = TUESDAY) -> tuple[DateMention, ...]:
    return find_dates(Text(text), published)


def clear(text: str, published: date | None = TUESDAY) -> list[str]:
    """The days that are clear, as ISO 8601."""
    return [one.when for one in found(text, published) if one.when]


def written(text: str, published: date | None = TUESDAY) -> list[str]:
    return [text[one.start : one.end] for one in found(text, published)]


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("2025-03-11", "The board met on Tuesday."),
        ("2025-03-10", "The board met on Monday."),
        ("2025-03-07", "The bridge closed on Friday, the board said."),
        ("2025-03-06", "The mayor said Thursday that the pier is safe."),
        ("2025-03-10", "On Monday the board met again."),
        ("2025-03-10", "The pier has been shut since Monday."),
        ("2025-03-14", "The board will vote on Friday."),
        ("2025-03-14", "On Friday the board will vote."),
        ("2025-03-14", "The board said that it would vote on Friday."),
        ("2025-03-07", "The board said on Friday that it will vote."),
        ("2025-03-13", "The prize will be announced on Thursday."),
        ("2025-03-13", "The pier is expected to open by Thursday."),
        ("2025-03-07", "The mayor left last Friday."),
        ("2025-03-17", "The mayor leaves next Monday."),
        ("2025-03-10", "The mayor left yesterday."),
        ("2025-03-12", "The mayor leaves tomorrow."),
        ("2025-03-11", "The mayor left today."),
        ("2025-03-09", "The mayor left the day before yesterday."),
        ("2025-03-13", "The mayor leaves the day after tomorrow."),
        ("2025-03-10", "The pier burned last night."),
        ("2025-03-11", "The pier opened this morning."),
        ("2025-03-08", "The pier burned three days ago."),
        ("2025-03-10", "The pier burned a day ago."),
        ("2025-02-24/2025-03-02", "The pier burned two weeks ago."),
        ("2024-12", "The pier burned 3 months ago."),
        ("2015", "The pier burned ten years ago."),
        ("2025-03-03/2025-03-09", "The pier burned last week."),
        ("2025-03-10/2025-03-16", "The pier opens this week."),
        ("2025-03-17/2025-03-23", "The pier opens next week."),
        ("2025-03-05", "The pier burned on Wednesday of last week."),
        ("2025-02", "The pier burned last month."),
        ("2025-04", "The pier opens next month."),
        ("2024", "The pier burned last year."),
        ("2025", "The pier burned twice this year."),
        ("2026", "The pier opens early next year."),
        ("2025-03-10/2025-03-11", "The pier burned earlier this week."),
        ("2025-01-01/2025-03-11", "The pier burned earlier this year."),
        ("2025-03-11/2025-03-31", "The pier opens later this month."),
        ("2025-03-08/2025-03-09", "The pier burned over the weekend."),
        ("2025-03-08/2025-03-09", "The pier burned last weekend."),
        ("2025-03-24/2025-03-30", "The pier will open in two weeks."),
        ("2025-03-24/2025-03-30", "The court will rule in two weeks' time."),
        ("2025-03-14", "The court will rule three days from now."),
        ("2024-06-01/2024-08-31", "The glacier shrank last summer."),
        ("2025-06-01/2025-08-31", "The festival returns this summer."),
        ("2024-10-01/2024-12-31", "Profit fell last quarter."),
        ("2025", "The mine must shut by the end of the year."),
    ],
)
def test_a_distance_means_a_day_or_a_range(expected: str, text: str) -> None:
    """Each way of saying it, in an article of a Tuesday."""
    assert [expected] == clear(text)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("2025-03-06", "Officials will meet after talks that failed on Thursday."),
        ("2025-03-14", "The bakery, which won a prize, is about to close on Friday."),
        ("2025-03-14", "The bakery that lost its oven is about to close on Friday."),
        ("2025-03-07", "The striker was injured in Split, Croatia, on Friday, doctors said."),
        ("2025-03-14", "The ferry will call at Bergen, Norway, on Friday, officials said."),
        ("2025-03-14", "The club agreed to sell its ground on Friday."),
        ("2025-03-07", "The keeper failed to stop a shot on Friday."),
        ("2025-03-07", "They travelled to Oslo on Friday."),
        ("2025-03-14", "The verdict is due on Friday."),
        ("2025-03-14", "The rocket is to be fully fuelled on Friday."),
        ("2025-03-07", "Sales sank, according to a report on Friday."),
        ("2025-03-07", "The storm reached 40 knots (74 km/h) on Friday."),
        ("2025-03-07", "The chef called it “a joy” on Friday."),
        ("2025-03-14", "The minister resigned, and on Friday the house will vote."),
        ("2025-03-07", "The delayed launch took place on Friday."),
        ("2025-03-14", "The board met and will vote on Friday."),
        ("2025-03-07", "The strike began after a vote on Friday."),
    ],
)
def test_the_verb_of_its_own_clause_tells_the_side(expected: str, text: str) -> None:
    """Relative and subordinate clauses, names between commas, infinitives, asides."""
    assert [expected] == clear(text, MONDAY)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("2025-03-12", "on 12 March 2025 they met"),
        ("2024-03-12", "on the 12th of March, 2024"),
        ("2025-03-12", "March 12, 2025, was cold"),
        ("2024-09-03", "until Sept. 3, 2024"),
        ("2025-03-12", "as of 2025-03-12 it"),
        ("2022-03", "in March 2022"),
        ("1967-06", "in June of 1967"),
        ("2024-03-12", "Tues. 12 March 2024"),
        ("2025-03-13", "signed 13/03/2025 in ink"),
        ("2025-04-03", "signed 03.04.2025 in ink"),
        ("2019", "It opened in 2019."),
        ("2031", "The opening was put off to 2031."),
        ("1990-01-01/1999-12-31", "Rents rose in the 1990s."),
        ("2026-07-01/2026-09-30", "It ships in Q3 2026."),
        ("2026-07-01/2026-09-30", "It ships in the third quarter of 2026."),
        ("2007-06-01/2007-08-31", "They toured in the summer of 2007."),
        ("2019-01-01/2021-12-31", "He led it from 2019 to 2021."),
        ("2019-01-01/2021-12-31", "The 2019-21 drought ended."),
        ("2020-05-01/2021-04-30", "From May 2020 through April 2021 it was shut."),
    ],
)
def test_a_date_with_its_year_needs_nothing_else(expected: str, text: str) -> None:
    """A date written with its year is read even where the publication is unknown."""
    assert [expected] == clear(text, None)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("2025-03-12", "on March 12 they met"),
        ("2025-03-12", "Wednesday 12 March they met"),
        ("2025-03-11/2025-03-12", "11-12 March it rained"),
        ("2025-03-11/2025-03-12", "March 11 and 12 were wet"),
        ("2024-12-30", "30 December was cold"),
        ("2025-02", "in February the group met"),
        ("2025-02", "last February the group met"),
        ("2026-02", "next February the group meets"),
        ("2024-05", "since May the group met"),
        ("2025-08", "until August the road is shut"),
        ("2025-06", "the road will open in June"),
        ("2026-02", "the road will open in February"),
        ("2024-06", "the road opened in June"),
        ("2025-05", "the road will open by May"),
        ("2024-10", "mid-October was not wet"),
        ("2025-05-12", "The road is shut until 12 May."),
        ("2025-06-03/2025-06-09", "The fair runs from 3 to 9 June."),
        ("2025-03-01/2025-06-30", "The works will last between March and June."),
        ("2025-02-28/2025-03-03", "It snowed from 28 February to 3 March."),
        ("2025-05-04", "The patent lapses at midnight on 4 May."),
        ("2025-03-31/2025-04-04", "Trains will be late from Monday 31 March to Friday."),
    ],
)
def test_a_date_without_its_year_is_the_one_near_the_publication(expected: str, text: str) -> None:
    """The missing year is the one that brings the date near the publication, on the side that the
    word before it names, or else its verb."""
    assert [expected] == clear(text)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (["2025-05-03", "2025-05-05"], "It shut on 3 May and reopened two days later."),
        (["2025-05-03", "2025-05-02"], "It shut on 3 May; a day earlier a wall fell."),
        (["2025-05-03", "2025-05-06"], "It shut on 3 May and reopened the following Tuesday."),
        (["2025-05-03", "2025-05-04"], "It shut on 3 May and reopened the next day."),
        (["2025-05-03", "2025-05-03"], "It shut on 3 May and reopened the same day."),
        (["2019", "2021"], "It shut in 2019 and reopened two years later."),
        (["2019", "2018"], "It shut in 2019, having burned the previous year."),
        (["2025-05"], "It shut in May 2025 and reopened two days later."),
    ],
)
def test_a_day_later_counts_from_the_date_before_it(expected: list[str], text: str) -> None:
    """In the same sentence, and from a day only a day can be told."""
    assert expected == clear(text)


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("The board met last Monday.", TUESDAY),  # yesterday, or a week before
        ("The board meets next Friday.", TUESDAY),  # in three days, or in ten
        ("The board met last week.", SUNDAY),
        ("The board met last weekend.", SUNDAY),
        ("The board meets this weekend.", MONDAY),
        ("The board met some days ago.", TUESDAY),
        ("The board met about two weeks ago.", TUESDAY),
        ("The board met 99 days ago.", TUESDAY),
        ("Prices rose over the last month.", TUESDAY),
        ("It was the last week of the season.", TUESDAY),
        ("Shops are shut on Tuesdays.", TUESDAY),
        ("He reads the Sunday Times.", TUESDAY),
        ("They met on Black Friday.", TUESDAY),
        ("Every Friday the board met.", TUESDAY),
        ("The board resigned after Monday's vote.", TUESDAY),
        ("Today many ferries are faster.", TUESDAY),
        ("USA Today reported it.", TUESDAY),
        ("He said: “We met yesterday.”", TUESDAY),
        ('"We will meet on Friday," he said.', TUESDAY),
        ("The final on Friday, for which there are no tickets.", TUESDAY),
        ("The decision to close on Friday is final.", TUESDAY),
        ("Officials will meet after talks on Friday.", TUESDAY),
        ("In two weeks the team won four games.", TUESDAY),
        ("It was the worst drought in 80 years.", TUESDAY),
        ("It was found two days later.", TUESDAY),
        ("It came a day earlier than planned on 31 February.", TUESDAY),
        ("The festival was dull next summer.", TUESDAY),  # this year's, or the one after
        ("in August the road is shut", TUESDAY),  # the last one or the next one
        ("she had hoped for it in June", TUESDAY),  # of either year
        ("Tuesday 12 March", TUESDAY),  # it was a Wednesday
        ("31 February 2025", TUESDAY),
        ("It was signed on 12/03/2025.", TUESDAY),  # 12 March here, 3 December there
        ("May 5,000 people came", TUESDAY),
        ("they may 12 times a day march 12 miles", TUESDAY),
        ("Theresa May said 12 things", TUESDAY),
        ("The song was written by May.", TUESDAY),
        ("The board met on Tuesday.", None),
        ("on March 12 and in February", None),
    ],
)
def test_what_is_not_clear_is_left_out(text: str, published: date | None) -> None:
    """Two days that may be meant, a habit, a name, a length of time, another's words."""
    assert [] == clear(text, published)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (["last year", "Friday", "next week"], "It fell last year, on Friday and next week."),
        (["2019"], "In all 2000 people saw it in 2019."),
        (["12 March 2025"], "On 12 March 2025 it opened."),
        (["Tomorrow", "Wednesday 12 March"], "Tomorrow (Wednesday 12 March) it opens."),
        (["2025-03-11"], "filed 2025-03-11"),
        (["February"], "formed in February by two clubs"),
        (["since 2022"], "the worst since 2022"),
        ([], "He may march on."),
        (["the 1990s"], "He missed the 1990s."),
        (["March"], "In March 12 people died."),
        (["Wednesday, 12 March"], "They met on Wednesday, 12 March, at noon."),
        (["by the end of March"], "It opens by the end of March."),
        (["the coming days"], "It will be settled in the coming days."),
        (["the next two years"], "It will be built over the next two years."),
        (["every Friday"], "A market is held every Friday."),
        (["2024"], "She won the 2024 Paris race."),
        (["January"], "The January sales were poor."),
        ([], "It took 1,500 workers, at 80% of 2019 levels."),
        ([], "April Ross and June Lee won."),
    ],
)
def test_the_words_of_a_date_are_exact(expected: list[str], text: str) -> None:
    """From its first word, or the preposition that limits it, to its last; none is read twice."""
    assert expected == written(text)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("by", "It opens by March 2026."),
        ("until", "It is shut until 12 May."),
        ("until", "It is shut till 12 May."),
        ("since", "It has been shut since 2019."),
        ("before", "It opens before 12 May."),
        ("after", "It opens after 12 May."),
        ("from", "It is open from 12 May."),
        ("", "It opens on 12 May."),
        ("", "It is open from 12 to 14 May."),
    ],
)
def test_a_preposition_makes_a_date_a_limit(expected: str, text: str) -> None:
    """A date that only limits is not the day itself; both ends of a range are days."""
    assert [expected] == [one.bound for one in found(text)]


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (True, "The bridge will not open in 2030."),
        (True, "The bridge won't open in 2030."),
        (True, "The bridge never closed in 2019."),
        (False, "The bridge will open in 2030."),
        (False, "The bridge will not be cheap, and opens in 2030."),
        (False, "The bridge did not open until 2019."),
        (False, "The bridge opened not only in 2019."),
    ],
)
def test_a_denied_date_is_marked(*, expected: bool, text: str) -> None:
    """It is no value of when something is so; "not until" says when it was."""
    assert [expected] == [one.negated for one in found(text)]


def test_what_is_written_is_read_as_it_stands() -> None:
    """Each part is there or is None, with the span; nothing is filled in."""
    (day,) = found("They met on Wednesday 12 March at noon.")
    assert (None, 3, 12, 2) == (day.year, day.month, day.day, day.weekday)
    assert (12, 12, 30) == (day.start, day.bare, day.end)
    (month,) = found("They met in May 2024.")
    assert (2024, 5, None, None) == (month.year, month.month, month.day, month.weekday)


def test_a_day_may_mean_none_or_two() -> None:
    """An impossible one means none; without a year and a publication nothing is known."""
    (never,) = found("on 31 February 2025")
    assert [] == days_meant(never, TUESDAY)
    (day,) = found("on 2 March")
    assert [date(2025, 3, 2)] == days_meant(day, TUESDAY)
    assert [] == days_meant(day, None)


def test_months_and_years_are_counted_over_their_ends() -> None:
    """A month before January is December; weeks know no years."""
    text = "It burned last month and again two weeks ago."
    assert ["2024-12", "2024-12-23/2024-12-29"] == clear(text, date(2025, 1, 7))


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("day", "on 12 March 2025"),
        ("month", "in March 2025"),
        ("year", "in 2025"),
        ("span", "from 2019 to 2021"),
        ("", "on Tuesday"),
    ],
)
def test_the_precision_is_that_of_the_days_meant(expected: str, text: str) -> None:
    """A day, a month, a year, another span, or nothing that is clear."""
    assert [expected] == [one.precision for one in found(text, None)]
