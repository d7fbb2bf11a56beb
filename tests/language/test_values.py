"""Quantities, dates and names in a sentence."""

import pytest

from groundwire.language import values


def written(found: list[values.Value], text: str) -> list[str]:
    return [text[value.start : value.end] for value in found]


@pytest.mark.parametrize(
    ("expected", "amount", "text"),
    [
        (["26 boats"], 26, "The owners of 26 boats agreed."),
        (["about 800 thousand men"], 800_000, "It has about 800 thousand men."),
        (["over 30 port and rail unions"], 30, "It took over 30 port and rail unions."),
        (["1,250 homes"], 1250, "Power failed in 1,250 homes"),
        (["$1.5 billion"], 1.5e9, "It costs $1.5 billion in all."),
        (["35 percent"], 35, "Only 35 percent voted."),
        (["6 percent"], 6, "The rate rose from 5.75 to 6 percent."),
        (["$3.1 billion"], 3.1e9, "Losses grew from $2 billion to $3.1 billion."),
        (["26 of its cables"], 26, "Cracks were found in 26 of its cables."),
        (["40 kroner"], 40, "A ticket costs 40 kroner, the office said."),
        (["twenty-two captains"], 22, "All twenty-two captains signed."),
    ],
)
def test_quantities(expected: list[str], amount: float, text: str) -> None:
    """A quantity runs from its qualifier to the noun that it counts."""
    found = values.quantities(text)
    assert expected == written(found, text)
    assert amount == found[0].amount


@pytest.mark.parametrize(
    ("written_", "least", "most", "text"),
    [
        ("20 to 30 boats", 20, 30, "Some harbours hold 20 to 30 boats."),
        ("20 and 30 boats", 20, 30, "Between 20 and 30 boats left."),
        ("$2 to $3", 2, 3, "A ticket costs $2 to $3."),
    ],
)
def test_a_range_is_one_quantity(written_: str, least: float, most: float, text: str) -> None:
    """Its two ends are one value; "20 boats and 30 cars" are two."""
    (found,) = values.quantities(text)
    assert (written_, least, most) == (text[found.start : found.end], found.least, found.amount)
    assert 2 == len(values.quantities("20 boats and 30 cars left."))


@pytest.mark.parametrize(
    "text",
    ["It opened on 12 March 2025.", "The one who stayed.", "In 2022 it fell.", "the E5 group"],
)
def test_no_quantity(text: str) -> None:
    """Dates, years and words that count nothing are no quantities."""
    assert [] == values.quantities(text)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (["12 March 2025"], "On 12 March 2025 it opened."),
        (["March 12, 2025"], "It opened March 12, 2025."),
        (["Tomorrow", "Wednesday 12 March"], "Tomorrow (Wednesday 12 March) it opens."),
        (["2025-03-11"], "filed 2025-03-11"),
        (["in February"], "formed in February by two clubs"),
        (["since 2022"], "the worst since 2022"),
        (["last week"], "It rained last week."),
        ([], "He may march on."),
    ],
)
def test_dates(expected: list[str], text: str) -> None:
    """Dates are found as written, explicit and relative, and only those."""
    assert expected == written(values.dates(text), text)


def test_people_and_places() -> None:
    """A title or two plain names make a person; a preposition or a country a place."""
    text = "President Inès Caradec and NATO Secretary General Ole Berg of Norway met in Brest."
    assert ["Inès Caradec", "Ole Berg"] == written(values.people(text), text)
    assert ["Brest"] == written(values.places(text), text)


def test_first_word_is_no_name_by_its_capital_alone() -> None:
    """A sentence's first word always has a capital."""
    assert [] == values.names("Boats stayed in port.")


def test_quotation_without_its_marks_and_final_comma() -> None:
    """American papers put the comma inside the quotation marks: it is not part of what was said."""
    text = "He called it a “first step,” and left. She said: “Not yet”."
    assert ["first step", "Not yet"] == written(values.quotations(text), text)
