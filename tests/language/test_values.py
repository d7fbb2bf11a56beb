"""Dates and names in a sentence."""

from groundwire.language import values


def written(found: list[values.Value], text: str) -> list[str]:
    return [text[value.start : value.end] for value in found]


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
