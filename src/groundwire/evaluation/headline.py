"""The short answer above the quotes: is one given where one is to be had, and is it right?"""

from groundwire.evaluation import short
from groundwire.evaluation.gold import GoldQuestion
from groundwire.language.text import words
from groundwire.records import Answer

Values = dict[str, float | None]


def headline(question: GoldQuestion, answer: Answer | None) -> Values:
    """The metrics of the short answer; a refused or failed question gives none.

    Precision counts an unanswerable question, where any short answer is wrong, and leaves out one
    whose accepted short answers nobody wrote down.
    """
    given = answer.short_answer if answer and answer.status == "answered" else None
    right = is_right(given or "", question)
    values: Values = {}
    if right is not None:
        values["headline_coverage"] = float(bool(given))
        values["yes_no_right" if question.yes_no else "short_right"] = float(right)
    if given and (right is not None or not question.answerable):
        values["headline_precision"] = float(right or False)
    return values


def is_right(given: str, question: GoldQuestion) -> bool | None:
    """Whether a short answer is an accepted one, with a few other words at the most, or begins with
    the right yes or no; None where none is expected."""
    if not question.answerable:
        return None
    if question.yes_no:
        return words(given)[:1] == [question.yes_no]
    return short.says(given, question.short) if question.short else None
