"""Disagreement: sentences that give different answers to what is asked, and whether time explains
it."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from itertools import combinations

from groundwire.answer.compare import positions
from groundwire.answer.compare.change import Dated, kind_of
from groundwire.answer.compare.positions import SAME_NAME_LETTERS, YES_OR_NO, Said
from groundwire.language.analysis import Analysis
from groundwire.language.text import terms
from groundwire.question.query import Query
from groundwire.reading.reader import Reading
from groundwire.reading.wanted import must_count
from groundwire.records import Citation, Disagreement, Position

# A value counts only where its sentence meets the question's words nearly as well as the best one
# with a value does: "9,300 books were dried" is no second opinion on how many were soaked.
NEARLY_AS_WELL = 0.6
# The share of the question's plain words in the sentence, against that of the best; more of them
# for dates, sums and shares, of which any story has some. With all names in the article besides,
# 4 instead of 18 of 200 news questions of 2022 showed values side by side, 3 of the 4 rightly.
NEARLY_AS_MANY_WORDS = 0.5
NEARLY_ALL_WORDS = 0.75
FEW_WORDS = 3
SAME_STORY_DAYS = 365  # further apart, "won the race" and "this week" are of another year's
MOST_SIDES = 4


def find(
    query: Query, readings: Sequence[Reading], citations: Sequence[Citation]
) -> tuple[Disagreement, ...]:
    """The different values that articles give for what the question asks, oldest first.

    ``readings`` and ``citations`` belong together, one by one. At most one disagreement comes
    back: a question asks for one thing.
    """
    said = _comparable(query, readings)
    if not _clash(said):
        return ()
    cited = {id(reading): one for reading, one in zip(readings, citations, strict=True)}
    told = [(one, cited[id(one.reading)]) for one in said]
    told.sort(key=lambda pair: (_by_day(pair[1]), pair[1].number))
    return (
        Disagreement(
            about=positions.about(said[0]),
            positions=tuple(
                Position(one.written, citation.number, citation.published) for one, citation in told
            ),
            kind=kind_of(query.text, [_dated(one) for one in said]),
        ),
    )


def sides(query: Query, ranked: Sequence[Reading]) -> list[Reading]:
    """The readings that an answer has to quote to show what the articles say differently: the
    best for each value that clashes with the others; else none."""
    said = _comparable(query, ranked)
    shown: list[Said] = []
    for one in said:
        if all(not one.value.agrees(other.value) for other in shown):
            shown.append(one)
    return [one.reading for one in shown[:MOST_SIDES]] if len(shown) > 1 else []


def newest_value(disagreements: Sequence[Disagreement], *, latest: bool = False) -> str | None:
    """What the newest article says, where all that differ are dated: the answer as it stands.

    With ``latest``, a question for the newest, what is undated does not stand in the way. A yes or
    no is not given as a short answer.
    """
    if not disagreements or disagreements[0].about == YES_OR_NO:
        return None
    dated = [one for one in disagreements[0].positions if one.published]
    complete = len(dated) == len(disagreements[0].positions)
    return dated[-1].value if dated and (complete or latest) else None


def _comparable(query: Query, readings: Sequence[Reading]) -> list[Said]:
    """What the readings give as the answer, one an article, as far as they speak of one thing."""
    found = [one for reading in readings if (one := positions.said(query, reading))]
    said = _nearly_as_well(found, lambda one: one.reading.evidence.features.aligned, NEARLY_AS_WELL)
    if query.wants != "yes-no":  # whose predicate is there already
        words_met = NEARLY_AS_MANY_WORDS if must_count(query) else NEARLY_ALL_WORDS
        said = _with_nearly_as_many_words(query, said, words_met)
    told_of = {amount for one in said for amount in _other_amounts(one)}
    said = [one for one in found if one in said or one.amount in told_of]
    by_article: dict[str, Said] = {}
    for one in said:
        by_article.setdefault(one.reading.evidence.hit.article.id, one)
    told = [one for one in by_article.values() if _holds_names(query, one)]
    return [one for one in told if _same_thing(one, told[0])]


def _nearly_as_well(
    said: list[Said], how_well: Callable[[Said], float], share: float
) -> list[Said]:
    scores = [how_well(one) for one in said]
    least = share * max(scores, default=0.0)
    return [one for one, score in zip(said, scores, strict=True) if score >= least]


def _with_nearly_as_many_words(query: Query, said: list[Said], share: float) -> list[Said]:
    """Those whose sentence holds this share of the plain words of the question that the best one
    holds; of a question with two or three, all but one."""
    plain = set(query.terms) - query.names
    met = [len(plain & one.reading.evidence.terms) for one in said]
    most = max(met, default=0)
    least = most - 1 if len(plain) <= FEW_WORDS else share * most
    return [one for one, count in zip(said, met, strict=True) if count >= least]


def _other_amounts(said: Said) -> set[float]:
    """What else its sentence counts of the same: "23.9 million crowns, up from 18.4 million"."""
    if said.amount is None:
        return set()
    found = Analysis.of(said.reading.evidence.text).numbers
    return {one.amount for one in found} - {said.amount}


def _holds_names(query: Query, said: Said) -> bool:
    """Whether the article holds every name of the question, however it ends."""
    hit = said.reading.evidence.hit
    missing = {name[:SAME_NAME_LETTERS] for name in query.names}
    for text in (hit.text, hit.article.text):  # the passage has most of them, and is short
        missing -= {term[:SAME_NAME_LETTERS] for term in terms(text)} if missing else set()
    return not missing


def _same_thing(said: Said, other: Said) -> bool:
    """Whether what they count has a word in common, or is named alike, in articles of one year."""
    first, last = (one.reading.evidence.hit.article.published for one in (said, other))
    if first and last and abs(first - last) > timedelta(SAME_STORY_DAYS):
        return False
    return said.about == other.about or bool(set(said.about.split()) & set(other.about.split()))


def _clash(said: Sequence[Said]) -> bool:
    return any(not one.value.agrees(other.value) for one, other in combinations(said, 2))


def _dated(said: Said) -> Dated:
    evidence = said.reading.evidence
    published = evidence.hit.article.published
    return Dated(said.value, evidence.text, published, said.ahead, said.amount)


def _by_day(citation: Citation) -> tuple[bool, str]:
    """Oldest first, what has no date last."""
    return citation.published is None, str(citation.published)
