"""The answer in a few words, or none: by vote, by yes or no, and only where the quotes back it."""

from collections.abc import Sequence

from groundwire.answer.short.vote import voted
from groundwire.answer.short.yes_no import yes_no
from groundwire.language.causes import gives_reason
from groundwire.question.query import Query
from groundwire.reading.reader import Entail, Reading


def short_answer(
    query: Query, ranked: Sequence[Reading], chosen: Sequence[Reading], entail: Entail
) -> str | None:
    """The short answer; ``ranked`` is best first, ``chosen`` what is quoted of it, and ``entail``
    holds a claim against evidence, for questions of yes or no."""
    if query.wants == "summary":
        return None
    if query.wants == "yes-no":
        return yes_no(query, ranked, entail)
    short = voted(query, ranked, chosen)
    if short and query.wants == "reason" and not _as_reason(short, chosen):
        return None
    return short


def _as_reason(short: str, chosen: Sequence[Reading]) -> bool:
    """Whether a quoted sentence gives these words as a reason: the network points at something for
    every "why"."""
    told = (reading.evidence.text for reading in chosen)
    return any(short in text and gives_reason(text) for text in told)
