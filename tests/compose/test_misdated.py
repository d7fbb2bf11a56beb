"""Dates that an article's own day of publication contradicts."""

from datetime import date

import pytest

from groundwire.compose import misdated
from groundwire.verify.notes import Note, with_notes
from handmade import article

PUBLISHED = date(2025, 9, 1)  # a Monday
WORDS = "the article is dated 2025-09-01"


def marked(text: str, *, published: date | None = PUBLISHED) -> list[str]:
    """The dates in a text that get a note, as they end."""
    story = article(text, published=published)
    return [text[: note.place][-4:] for note in misdated.notes(story, 0, len(text))]


@pytest.mark.parametrize(
    "text",
    [
        "The talks follow a meeting held on August 18, 2023, between both mayors.",
        "The summit follows talks on 18 August 2024 in Brest.",
        "The ferry sails again today, 18 August 2023.",
        "It was signed on 18 August 2023, yesterday in Brest.",
        "Last week, on 14 May 2025, the dam broke.",
        "They met on Monday, 18 August 2023.",  # a Friday; in 2025 it is a Monday
        "The bridge will open on 12 September 2024.",
        "The vote is scheduled for 12 September 2024.",
    ],
)
def test_a_date_that_the_sentence_speaks_against_is_marked(text: str) -> None:
    """The year is not that of the story: by a tie to the news, a weekday, "today" or "will"."""
    assert 1 == len(marked(text))


@pytest.mark.parametrize(
    "text",
    [
        "The talks follow a meeting held on August 18, 2025, between both mayors.",
        "The harbour burned down on 18 August 2023.",
        "The talks follow a law of 18 August 1923.",
        "The talks follow a meeting held on 3 February 2023.",  # not near the publication
        "The talks follow a fire two years ago, on 18 August 2023.",
        "The talks follow the vote of 18 August 2023. In 2023 the town was poor.",
        "Fifty years ago today, on 1 September 1975, it sank.",
        "They met on Friday, 18 August 2023.",
        "The ferry sails again today, 1 September 2025.",
        "The bridge will open on 12 September 2026.",
        "It was pushed back from 12 July to 15 January 2026.",
        "It ends a week from tomorrow, on 10 September.",
        "It was founded in August 2023.",
        "A fire was reported by TODAY on 14 May.",
    ],
)
def test_a_date_in_another_year_is_no_error_as_such(text: str) -> None:
    """Background, plans and anniversaries stay unmarked."""
    assert [] == marked(text)


def test_without_a_date_of_publication_nothing_contradicts() -> None:
    """There is nothing to hold the date against."""
    assert [] == marked("The ferry sails again today, 18 August 2023.", published=None)


def test_the_note_stands_after_the_date_in_the_quote() -> None:
    """Places count from the start of the quote, not of the article."""
    opening = "A summit is near. "
    quote = "It follows talks on 18 August 2023, in Brest."
    story = article(opening + quote, published=PUBLISHED)
    found = misdated.notes(story, len(opening), len(opening) + len(quote))
    assert (Note(quote.index(", in"), WORDS),) == found
    shown = f"It follows talks on 18 August 2023 [{WORDS}], in Brest."
    assert shown == with_notes(quote, found)
