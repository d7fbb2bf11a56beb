"""What tells an answerable question from one that is not: the signs, each one number."""

from collections.abc import Sequence
from dataclasses import dataclass

from groundwire.question.query import Query
from groundwire.reading.reader import Reading
from groundwire.reading.wanted import EXACT, must_count

# The sign ``wanted`` where no sentence counts what is asked "how many" of. Of the development
# questions, and of 21 news questions of 2022, none that is answered lacked such a number.
UNCOUNTED = -1.0


@dataclass(frozen=True, slots=True)
class Signs:
    """What the readings show. All but ``unfit`` speak for an answer the more, the larger they are;
    ``lacking`` does so beside ``weakest``: of a question in other words every word is met halfway,
    of one that no article answers all words are met but one."""

    meaning: float  # best cosine of a sentence with the question
    names: float  # how well the best sentence's article meets the name or number met worst
    weakest: float  # how well the best sentence meets the word met worst
    lacking: float  # how much its words lack to be well met, summed (evidence.Features)
    unfit: float  # 1 where what is asked for is not of the kind that was found
    window: float  # how well the best sentence and its neighbours meet the word met worst
    wanted: float  # whether it holds a value of the kind asked for (wanted.py), or UNCOUNTED
    answers: float = 0.0  # the network's logit that the best sentence's passage answers it
    place: float = 0.0  # its best log probability that a sentence holds the answer


def signs(query: Query, ranked: Sequence[Reading]) -> Signs:
    """The signs of the readings; ``ranked`` is best first."""
    best = ranked[0].evidence.features
    read = [reading.signals for reading in ranked if reading.signals]
    return Signs(
        meaning=max(reading.evidence.features.meaning for reading in ranked),
        names=best.names,
        weakest=best.weakest,
        lacking=best.lacking,
        unfit=float(unfit(query, ranked)),
        window=best.window,
        wanted=UNCOUNTED if uncounted(query, ranked) else min(1.0, best.wanted),
        answers=read[0].answers if read else 0.0,
        place=max((one.place for one in read), default=0.0),
    )


def unfit(query: Query, ranked: Sequence[Reading]) -> bool:
    """Whether nothing of the kind asked for was found: a person, and the best sentence names none;
    a date, number or place, and no sentence has any; so many of something, and none counts it."""
    if query.wants == "person":
        return ranked[0].evidence.features.wanted < 1
    if query.wants in ("date", "number", "place") and missing_kind(ranked):
        return True
    return uncounted(query, ranked)


def missing_kind(ranked: Sequence[Reading]) -> bool:
    """Whether no sentence holds anything like what is asked for."""
    return all(reading.evidence.features.wanted == 0 for reading in ranked)


def uncounted(query: Query, ranked: Sequence[Reading]) -> bool:
    """Whether the question asks how many of something and no sentence counts it."""
    return must_count(query) and all(r.evidence.features.wanted < EXACT for r in ranked)
