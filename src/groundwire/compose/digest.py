"""A digest: what happened, in order of time, each sentence with its day."""

from collections.abc import Sequence
from datetime import date

from groundwire.language.dates.calendar import MONTHS
from groundwire.reading.reader import Reading
from groundwire.verify.notes import Note


def in_time_order(chosen: Sequence[Reading]) -> list[Reading]:
    """By the day of publication, then by article and place; what carries no day comes last."""

    def order(reading: Reading) -> tuple[date, str, int]:
        article = reading.evidence.hit.article
        return article.published or date.max, article.id, reading.evidence.sentence.start

    return sorted(chosen, key=order)


def day_note(reading: Reading) -> tuple[Note, ...]:
    """The day of publication before the sentence: ``[3 May 2025] The bridge opened.``"""
    day = reading.evidence.hit.article.published
    return (Note(0, f"{day.day} {MONTHS[day.month - 1].title()} {day.year}"),) if day else ()
