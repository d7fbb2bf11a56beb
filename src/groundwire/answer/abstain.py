"""When to say that the articles do not say, and why."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from math import exp

from groundwire.answer.reader import Reading
from groundwire.answer.wanted import EXACT, must_count
from groundwire.index.generation import Index
from groundwire.records import Filters
from groundwire.search.query import Query
from groundwire.text import stem, word_spans

# Below this confidence the answer is withheld: it refuses 4 % of the answerable development
# questions. More refusals cost right answers, fewer let wrong ones through.
ANSWER_FROM = 0.4
# The same where the network has read the evidence: 6 % of the development questions, 2 % of SQuAD's
# and 5 % of the news questions of 2022.
READ_ANSWER_FROM = 0.31


@dataclass(frozen=True, slots=True)
class Signs:
    """What tells an answerable question from one that is not; each but the last is at most 1."""

    meaning: float  # best cosine of a sentence with the question
    window: float  # how well the best sentence and its neighbours meet the word met worst
    names: float  # how well its article meets the question's name or number met worst
    wanted: float  # whether it holds a value of the kind asked for (wanted.py), or UNCOUNTED
    answers: float = 0.0  # the network's logit that the best sentence's passage answers it


# Fitted by logistic regression on the development questions of eval/questions.yaml, answerable
# and not weighing the same (bench/fit_abstain.py).
WEIGHTS = Signs(meaning=4.0, window=3.0, names=1.75, wanted=1.7)
BIAS = -5.7
# With the network's reading: a logistic regression over those questions (three shares), SQuAD
# questions to stories that the network never saw (one), and news questions of 2022 (a half).
READ_WEIGHTS = Signs(meaning=5.5, window=0.3, names=2.7, wanted=2.2, answers=0.35)
READ_BIAS = -6.8
# The sign ``wanted`` where no sentence counts what is asked "how many" of. Of the development
# questions, and of 21 news questions of 2022, none that is answered lacked such a number.
UNCOUNTED = -1.0


def signs(query: Query, ranked: Sequence[Reading]) -> Signs:
    """The signs of the readings; ``ranked`` is best first."""
    features = [reading.evidence.features for reading in ranked]
    return Signs(
        meaning=max(one.meaning for one in features),
        window=features[0].window,
        names=features[0].names,
        wanted=UNCOUNTED if uncounted(query, ranked) else min(1.0, features[0].wanted),
        answers=ranked[0].signals.answers if ranked[0].signals else 0.0,
    )


def uncounted(query: Query, ranked: Sequence[Reading]) -> bool:
    """Whether the question asks how many of something and no sentence counts it."""
    return must_count(query) and all(r.evidence.features.wanted < EXACT for r in ranked)


def confidence(query: Query, ranked: Sequence[Reading]) -> float:
    """How likely the best evidence answers the question, from 0 to 1."""
    if not ranked:
        return 0.0
    weights, bias = (READ_WEIGHTS, READ_BIAS) if ranked[0].signals else (WEIGHTS, BIAS)
    found = astuple(signs(query, ranked))
    total = bias + sum(w * s for w, s in zip(astuple(weights), found, strict=True))
    return round(1 / (1 + exp(-total)), 4)


def answerable(query: Query, ranked: Sequence[Reading]) -> bool:
    """Whether the confidence is enough to answer."""
    if not ranked:
        return False
    least = READ_ANSWER_FROM if ranked[0].signals else ANSWER_FROM
    return confidence(query, ranked) >= least


def reason(query: Query, readings: Sequence[Reading], index: Index) -> str:
    """One sentence for the reader of the answer: what was looked for and not found."""
    if not readings:
        return _nothing_to_read(query.filters, index)
    unknown = _unknown_names(query, index)
    if unknown:
        return f"The articles do not say: none of them mentions {' or '.join(unknown)}."
    if uncounted(query, readings):
        return "The articles do not say: they touch on the subject, but give no such number."
    return (
        "The articles do not say: they touch on the subject, but no sentence in them answers "
        "this question."
    )


def _nothing_to_read(filters: Filters, index: Index) -> str:
    if filters == Filters():
        return "The articles do not say: nothing in them is about this."
    undated = int((index.published == 0).sum())
    dated = any((filters.as_of, filters.published_from, filters.published_to))
    note = (
        f" {undated} of {len(index.published)} articles carry no publication date and are left "
        "out whenever a date is asked for."
        if dated and undated
        else ""
    )
    return f"No article fits the dates, sources or articles asked for.{note}"


def _unknown_names(query: Query, index: Index) -> list[str]:
    """The question's names, as written, that no article holds."""
    written = {stem(word): query.text[start:end] for word, start, end in word_spans(query.text)}
    return sorted(
        written[name]
        for name in query.names
        if name in written and not index.words.document_frequency(name)
    )
