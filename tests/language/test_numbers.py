"""Numbers in a sentence: what they are worth, what of, and how exactly they are meant."""

import time

import pytest

from groundwire.language.analysis import Analysis
from groundwire.language.numbers import Number, Reach, numbers
from groundwire.language.text import Text


def found(text: str) -> list[tuple[str, float, str]]:
    return [(text[n.figure_start : n.figure_end], n.amount, n.unit) for n in Analysis(text).numbers]


def only(text: str) -> Number:
    (number,) = Analysis(text).numbers
    return number


FIGURES = [
    # signs
    ("The mercury fell to -17.5 degrees at the airfield.", [("-17.5 degrees", -17.5, "degree")]),
    ("The valley woke to −17.5C on Sunday.", [("−17.5C", -17.5, "celsius")]),
    ("It was minus 17 degrees at dawn.", [("minus 17 degrees", -17, "degree")]),
    ("Output shrank, at -0.4% the worst result.", [("-0.4%", -0.4, "percent")]),
    # thousands, decimals, scales
    ("The mill employs 1,250 weavers.", [("1,250", 1250, "")]),
    ("The archive holds 2,345,678 letters.", [("2,345,678", 2345678, "")]),
    ("About 1.2m people watched.", [("1.2m", 1.2e6, "")]),
    ("The fund holds 40bn.", [("40bn", 40e9, "")]),
    ("The fund holds 40 bn kronor.", [("40 bn kronor", 40e9, "SEK")]),
    ("Nearly 300k tickets were sold.", [("300k", 300e3, "")]),
    ("The debt passed 3tn yen.", [("3tn yen", 3e12, "JPY")]),
    ("It has about 800 thousand members.", [("800 thousand", 800e3, "")]),
    ("The plant makes 2.5 million bottles.", [("2.5 million", 2.5e6, "")]),
    # currencies
    ("The bridge cost £4.3bn in the end.", [("£4.3bn", 4.3e9, "GBP")]),
    ("The board wrote off A$90 million.", [("A$90 million", 90e6, "AUD")]),
    ("The tunnel cost US$12m.", [("US$12m", 12e6, "USD")]),
    ("They raised C$3.5 million.", [("C$3.5 million", 3.5e6, "CAD")]),
    ("Tickets start at €15.", [("€15", 15, "EUR")]),
    ("Rent is SEK 9,500 a month.", [("SEK 9,500", 9500, "SEK")]),
    ("The grant of EUR 20 million ran out.", [("EUR 20 million", 20e6, "EUR")]),
    ("It lost 300 million USD.", [("300 million USD", 300e6, "USD")]),
    ("The ferry costs 40 kr each way.", [("40 kr", 40, "crown")]),
    ("The theatre received 1.2 million crowns.", [("1.2 million crowns", 1.2e6, "crown")]),
    ("The theatre received 1.2m crowns.", [("1.2m crowns", 1.2e6, "crown")]),
    ("He owes 5,000 Norwegian kroner.", [("5,000 Norwegian kroner", 5000, "NOK")]),
    ("She won 250,000 Canadian dollars.", [("250,000 Canadian dollars", 250000, "CAD")]),
    ("A loaf costs 90 pence.", [("90 pence", 90, "penny")]),
    ("The council granted 40 million euros.", [("40 million euros", 40e6, "EUR")]),
    ("A 40-million-euro plan was dropped.", [("40-million-euro", 40e6, "EUR")]),
    # spelled out
    ("All twenty-one rowers signed.", [("twenty-one", 21, "")]),
    ("One hundred and twenty homes flooded.", [("One hundred and twenty", 120, "")]),
    ("Four and a half years went by.", [("Four and a half", 4.5, "")]),
    ("A dam cost two and a half million euros.", [("two and a half million euros", 25e5, "EUR")]),
    ("A dozen goats escaped.", [("A dozen", 12, "")]),
    ("Two dozen nurses resigned.", [("Two dozen", 24, "")]),
    ("Half a million visitors came.", [("Half a million", 5e5, "")]),
    ("A million bees died.", [("A million", 1e6, "")]),
    ("Three thousand five hundred runners started.", [("Three thousand five hundred", 3500, "")]),
    ("The choir spent six hundred thousand pounds.", [("six hundred thousand pounds", 6e5, "GBP")]),
    ("She waited 3½ hours.", [("3½", 3.5, "")]),
    # shares
    ("A third of the voters stayed home.", [("A third of", 100 / 3, "percent")]),
    ("Two thirds of members agreed.", [("Two thirds of", 200 / 3, "percent")]),
    ("Half of the harvest was lost.", [("Half of", 50, "percent")]),
    ("Half the harvest was lost.", [("Half", 50, "percent")]),
    ("Three-quarters of pupils passed.", [("Three-quarters of", 75, "percent")]),
    ("One in five pupils walks to school.", [("One in five", 20, "percent")]),
    ("Nine out of ten wells were dry.", [("Nine out of ten", 90, "percent")]),
    # percent and points
    ("Turnout was 61 per cent.", [("61 per cent", 61, "percent")]),
    ("Prices rose 4%.", [("4%", 4, "percent")]),
    ("Prices rose four percent.", [("four percent", 4, "percent")]),
    ("Support dropped 4 percentage points.", [("4 percentage points", 4, "percentage point")]),
    ("The bank cut by 25 basis points.", [("25 basis points", 25, "basis point")]),
    ("It fell half a percentage point.", [("half a percentage point", 0.5, "percentage point")]),
    # measures
    ("The kiln reaches 1,200 degrees Celsius.", [("1,200 degrees Celsius", 1200, "celsius")]),
    ("It hit 104F in the shade.", [("104F", 104, "fahrenheit")]),
    ("The trail is 12 km long.", [("12 km", 12, "kilometre")]),
    ("The trail is 7.5 miles long.", [("7.5 miles", 7.5, "mile")]),
    ("A wave 3m high hit the pier.", [("3m", 3, "metre")]),
    ("She won the 800m final.", [("800m", 800, "metre")]),
    ("Trucks took 300 tonnes of salt.", [("300 tonnes", 300, "tonne")]),
    ("The fire burned 40 hectares.", [("40 hectares", 40, "hectare")]),
    ("It covers 90 square kilometres.", [("90 square kilometres", 90, "square kilometre")]),
    ("Gusts of 120 km/h tore at roofs.", [("120 km/h", 120, "kilometre an hour")]),
    ("The farm produces 40 MW.", [("40 MW", 40, "megawatt")]),
    ("They waited half an hour.", [("half an hour", 0.5, "")]),
    ("The cliff lost 300 pounds of rock.", [("300 pounds", 300, "pound of weight")]),
    ("The Seoul fund lost 40 trillion won.", [("40 trillion won", 40e12, "KRW")]),
    ("Some 26 won medals.", [("26", 26, "")]),
    ("It costs $1,050 or $2,100.", [("$1,050", 1050, "dollar"), ("$2,100", 2100, "dollar")]),
    # lengths of time, and what is no year
    ("It could be trained in three weeks.", [("three", 3, "")]),
    ("Over the past 40 years it grew.", [("40", 40, "")]),
    ("Some 1800 graduates came.", [("1800", 1800, "")]),
    # what it counts, in general
    ("The index rose to 11.", [("11", 11, "")]),
    ("Judge Ana Roe, 52, was named.", [("52", 52, "")]),
    ("The 40-year-old baker left.", [("40", 40, "")]),
    ("In Brest 300 people marched.", [("300", 300, "")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FIGURES)
def test_a_figure_is_whole(text: str, expected: list[tuple[str, float, str]]) -> None:
    """With its sign, currency, scale and unit, and worth what they make of it."""
    got = found(text)
    assert [(written, unit) for written, _, unit in expected] == [(w, u) for w, _, u in got]
    assert [amount for _, amount, _ in expected] == pytest.approx([amount for _, amount, _ in got])


@pytest.mark.parametrize(
    "text",
    [
        "It opened on 12 March 2025.",
        "In 2022 it fell.",
        "The mill has stood since 1898.",
        "Lyon won 3-1 at home.",
        "A 2-2 draw in Oslo.",
        "The odds are 2:1 against.",
        "The train leaves at 10:30.",
        "The train leaves at 9 pm.",
        "Doors open at 8am.",
        "She came 3rd.",
        "The third boat sank.",
        "The twenty-first edition sold out.",
        "Call 020 7946 0018 for help.",
        "Call 555-0134 for help.",
        "The Lumio One goes on sale.",
        "The Formula One season begins.",
        "Apollo 11 landed there.",
        "It flew a Boeing 737 to Riga.",
        "The E5 group met.",
        "The one who stayed.",
        "No one was hurt.",
        "One of the oldest mills burned.",
        "Twice as many came.",
        "Three times as many came.",
        "See page 12.",
        "He lives in room 4.",
        "He finished No. 4.",
        "It went wrong in the second half.",
        "Version 2.4.1 mends it.",
        "Of the 2018 graduates none came.",
        "The race was held three days ago.",
        "An A4 sheet.",
        "They talked to one another.",
    ],
)  # fmt: skip
def test_what_is_no_amount(text: str) -> None:
    """Dates, scores, times, places in a row, telephones, names and labels are worth nothing."""
    assert [] == found(text)


@pytest.mark.parametrize(
    ("text", "written", "least", "amount", "unit"),
    [
        ("Some harbours hold 20 to 30 boats.", "20 to 30", 20, 30, ""),
        ("Between 20 and 30 boats left.", "20 and 30", 20, 30, ""),
        ("The yard holds 20-30 boats.", "20-30", 20, 30, ""),
        ("The yard holds 20–30 boats.", "20–30", 20, 30, ""),
        ("It will take 20 to 30 million litres.", "20 to 30 million litres", 20e6, 30e6, "litre"),
        ("Repairs cost $20-30 million.", "$20-30 million", 20e6, 30e6, "dollar"),
        ("It cost $20 million to $30 million.", "$20 million to $30 million", 20e6, 30e6, "dollar"),
        ("A ticket costs $2 to $3.", "$2 to $3", 2, 3, "dollar"),
        ("They expect 2-3% growth.", "2-3%", 2, 3, "percent"),
        ("Two or three boats sank.", "Two or three", 2, 3, ""),
        ("Between 900 and 1,200 cows died.", "900 and 1,200", 900, 1200, ""),
    ],
)  # fmt: skip
def test_a_range_is_one_number(
    text: str, written: str, least: float, amount: float, unit: str
) -> None:
    """Its two ends share the scale, currency and unit that only one of them has."""
    one = only(text)
    got = (text[one.figure_start : one.figure_end], one.least, one.amount, one.unit)
    assert (written, least, amount, unit) == got


def test_two_numbers_are_no_range() -> None:
    """An *and* joins the ends of a range only after *between*."""
    assert [20, 30] == [one.amount for one in Analysis("20 boats and 30 cars left.").numbers]
    assert [3, 2] == [one.amount for one in Analysis("He has 3 and 2 were sold.").numbers]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The owners of 26 boats agreed.", "26 boats"),
        ("It took over 30 port and rail unions.", "over 30 port and rail unions"),
        ("No fewer than 30 owners came.", "No fewer than 30 owners"),
        ("As many as 90 cows died.", "As many as 90 cows"),
        ("Cracks were found in 26 of its cables.", "26 of its cables"),
        ("A ticket costs 40 kroner, the office said.", "40 kroner"),
        ("It reached about -17.5 degrees.", "about -17.5 degrees"),
        ("All twenty-two captains signed.", "twenty-two captains"),
        ("The study had 300 new flu-like cases.", "300 new flu-like cases"),
    ],
)
def test_the_phrase_runs_from_the_qualifier_to_the_noun(text: str, expected: str) -> None:
    """What a number says is more than its figure."""
    one = only(text)
    assert expected == text[one.start : one.end]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("The firm cuts 1,150 of its 9,800 jobs.", ["part", "whole"]),
        ("The rate fell from 5.75 to 5.5.", ["from", "to"]),
        ("Losses grew from $2 billion to $3.1 billion.", ["from", "to"]),
        ("The index rose to 11.", ["to"]),
        ("The index rose 2.5 points to 11.", ["", "to"]),
        ("Sales climbed by 1,200 to 9,800.", ["", "to"]),
        ("The hall holds up to 90 guests.", [""]),
        ("Sales were 23.9 million, up from 18.4 million.", ["", "from"]),
        ("Another 3 drowned.", ["added"]),
        ("Police found 3 more bodies.", ["added"]),
        ("A further 12 homes flooded.", ["added"]),
        ("Wheat is at a 40-year high.", ["compound"]),
        ("A three-day fair opened.", ["compound"]),
        ("The fair drew 90 traders.", [""]),
        ("A 40-million-euro plan was dropped.", [""]),
    ],
)
def test_what_part_a_number_plays(text: str, roles: list[str]) -> None:
    """What was before, what came of it, a part and its whole, and what is no count at all."""
    assert roles == [one.role for one in Analysis(text).numbers]


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (30, 30, "In all 30 boats left."),
        (27, 33, "About 30 boats left."),
        (27, 33, "Some 30 boats left."),
        (27, 33, "30 or so boats left."),
        (30, 45, "Over 30 boats left."),
        (30, 45, "At least 30 boats left."),
        (30, 45, "No fewer than 30 boats left."),
        (30, 45, "More than 30 boats left."),
        (30, 45, "30 or more boats left."),
        (25.5, 30, "Nearly 30 boats left."),
        (15, 30, "Fewer than 30 boats left."),
        (15, 30, "As many as 30 boats left."),
        (15, 30, "Up to 30 boats left."),
        (20, 30, "Between 20 and 30 boats left."),
        (1.15e6, 1.25e6, "It cost $1.2 million."),
        (1.15e6, 1.25e6, "It cost $1.2m."),
        (37.5e6, 38.5e6, "It cost 38 million euros."),
        (29_500, 30_500, "It has 30,000 homes."),
        (300, 300, "It has 300 homes."),
        (40.5, 41.5, "Only 41 percent voted."),
        (-17.55, -17.45, "It was -17.5 degrees."),
        (-33, -27, "It was about -30 degrees."),
        (0, 0, "It has zero boats."),
    ],
)
def test_the_words_around_a_figure_say_how_exact_it_is(low: float, high: float, text: str) -> None:
    """A qualifier, a range, a scale or round thousands leave room; a plain count does not."""
    reach = only(text).reach()
    assert (low, high) == pytest.approx((reach.low, reach.high))


@pytest.mark.parametrize(
    ("expected", "one", "other"),
    [
        (True, "1.2m crowns", "1.2 million crowns"),
        (True, "1.2m crowns", "1.2 million Swedish kronor"),
        (True, "40bn euros", "€40 billion"),
        (True, "4%", "four per cent"),
        (True, "5 km", "3.1 miles"),
        (True, "86F", "30C"),
        (True, "30 degrees", "30 degrees Celsius"),
        (True, "90 cows", "about 95 cows"),
        (True, "1.2m", "1.2 million crowns"),
        (True, "a third of voters", "33 percent of voters"),
        (True, "25 basis points", "a quarter of a percentage point"),
        (False, "40 million euros", "40 million dollars"),
        (False, "A$90 million", "US$90 million"),
        (False, "2 percent", "2 percentage points"),
        (False, "40bn euros", "€40 million"),
        (False, "12 crowns", "14 crowns"),
        (False, "-5 degrees", "5 degrees"),
        (False, "12 km", "12 miles"),
        (False, "300 tonnes", "300 hectares"),
    ],
)
def test_two_agree_where_one_amount_of_one_unit_fits_both(
    expected: bool, one: str, other: str
) -> None:
    """In either order; units that measure the same are converted, others never agree."""
    first, last = only(f"It was {one}."), only(f"It was {other}.")
    assert expected == first.agrees(last) == last.agrees(first)


@pytest.mark.parametrize("unit", ["1 ", "one ", "a half ", "1 to ", "$1 ", "3 of ", "twenty-"])
def test_a_long_row_of_numbers_takes_no_longer_a_number(unit: str) -> None:
    """Text made to hurt is read in time that grows with its length and no faster."""
    short, long = (cpu_seconds(Text(unit * (size // len(unit)))) for size in (4_000, 32_000))
    assert long < 25 * max(short, 0.01)  # eight times the text; a quadratic one takes 64 times


def cpu_seconds(text: Text) -> float:
    """What reading the numbers costs at the least, whatever else the machine does."""
    costs = []
    for _ in range(3):
        started = time.process_time()
        numbers(text, ())
        costs.append(time.process_time() - started)
    return min(costs)


@pytest.mark.parametrize(
    ("expected", "one", "other"),
    [
        (True, Reach(27, 33), Reach(30, 30)),
        (True, Reach(30, 45), Reach(30, 30)),
        (True, Reach(20, 30), Reach(25, 40)),
        (False, Reach(40.5, 41.5), Reach(41.5, 42.5)),
        (False, Reach(26, 26), Reach(27, 33)),
    ],
)
def test_intervals_that_only_touch_have_no_amount_in_common(
    expected: bool, one: Reach, other: Reach
) -> None:
    """Unless one of them is exact."""
    assert expected == one.agrees(other) == other.agrees(one)
