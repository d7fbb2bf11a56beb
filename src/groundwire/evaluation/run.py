"""Asks every question of the file as a user would, and scores what came back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from groundwire.answer.answer import Answerer
from groundwire.evaluation.gold import STRETCH, GoldQuestion, contains_phrase
from groundwire.evaluation.metrics import Span, exact_quotes, hit_at, share
from groundwire.evaluation.questions import load_questions, match_articles, resolve
from groundwire.records import Answer, Article, SearchResult

KS = (1, 5, 10)
Progress = Callable[[int, int], None]  # done, of how many


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one question; None where a metric does not apply to it."""

    id: str
    kind: str
    split: str
    answerable: bool
    status: str
    confidence: float
    hits: dict[int, bool] | None
    nuggets_found: int
    nuggets: int
    missed: tuple[str, ...]
    forbidden: tuple[str, ...]
    short_right: bool | None
    quotes_exact: int
    quotes: int
    same_twice: bool
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Scores:
    """One row of the table; every rate is between 0 and 1, None where nothing was measured."""

    questions: int
    hit_at_1: float | None
    hit_at_5: float | None
    hit_at_10: float | None
    nugget_recall: float | None
    short_answer_right: float | None
    forbidden_rate: float | None
    exact_quotes: float | None
    refusal_recall: float | None
    refusal_precision: float | None
    false_refusals: float | None
    same_bytes: float | None
    milliseconds_p50: float | None


@dataclass(frozen=True, slots=True)
class Report:
    """Scores by group: ``all`` headline questions, those of each split and kind, and ``stretch``,
    the questions that are reported apart (eval/README.md); with what came of every question."""

    scores: dict[str, Scores]
    outcomes: tuple[Outcome, ...]


def evaluate(
    questions_file: Path, answerer: Answerer, *, progress: Progress | None = None
) -> Report:
    """Scores over the whole file.

    Raises:
        InputError: the file is malformed, or the index does not hold the articles it is about.
    """
    questions = load_questions(questions_file)
    index = answerer.index
    articles = [index.article(row) for row in range(len(index.article_ids))]
    named = match_articles(questions, articles)
    by_id = {article.id: article for article in articles}
    outcomes = []
    for done, question in enumerate(questions.questions, start=1):
        outcomes.append(_outcome(question, answerer, named, by_id))
        if progress:
            progress(done, len(questions.questions))
    return Report(_by_group(outcomes), tuple(outcomes))


def _by_group(outcomes: Sequence[Outcome]) -> dict[str, Scores]:
    headline = [outcome for outcome in outcomes if outcome.split != STRETCH]
    groups = {"all": headline}
    for name in ("dev", "held"):
        groups[name] = [outcome for outcome in headline if outcome.split == name]
    for kind in dict.fromkeys(outcome.kind for outcome in headline):
        groups[kind] = [outcome for outcome in headline if outcome.kind == kind]
    groups[STRETCH] = [outcome for outcome in outcomes if outcome.split == STRETCH]
    return {name: summarise(members) for name, members in groups.items() if members}


def _outcome(
    question: GoldQuestion,
    answerer: Answerer,
    named: dict[str, Article],
    by_id: dict[str, Article],
) -> Outcome:
    found, answer = _ask(question, answerer)
    _, again = _ask(question, answerer)
    gold: list[Span] = [
        (span.article.id, span.start, span.end) for span in resolve(question.gold, named)
    ]
    said = _said(answer)
    missed = tuple(nugget.any[0] for nugget in question.vital if not nugget.found_in(said))
    exact, quotes = exact_quotes(answer, by_id)
    return Outcome(
        id=question.id,
        kind=question.kind,
        split=question.split,
        answerable=question.answerable,
        status=answer.status,
        confidence=answer.confidence,
        hits={k: hit_at(found, gold, k) for k in KS} if gold else None,
        nuggets_found=len(question.vital) - len(missed),
        nuggets=len(question.vital),
        missed=missed,
        forbidden=tuple(phrase for phrase in question.forbidden if contains_phrase(said, phrase)),
        short_right=_short_right(question, answer),
        quotes_exact=exact,
        quotes=quotes,
        same_twice=replace(answer, timings_ms={}) == replace(again, timings_ms={}),
        milliseconds=answer.timings_ms["total"],
    )


def _ask(question: GoldQuestion, answerer: Answerer) -> tuple[SearchResult, Answer]:
    found, answer = answerer.ask_steps(question.to_question())
    if not (isinstance(found, SearchResult) and isinstance(answer, Answer)):
        raise TypeError("an answer comes in two steps: the hits, then the answer")
    return found, answer


def _said(answer: Answer) -> str:
    """What the answer states; a refusal states nothing, whatever its reason names."""
    if answer.status == "abstained":
        return ""
    return f"{answer.text} {answer.short_answer or ''}"


def _short_right(question: GoldQuestion, answer: Answer) -> bool | None:
    """Whether the short answer holds an accepted one (or is held by it), where one is expected."""
    if not question.short or answer.status != "answered":
        return None
    given = answer.short_answer or ""
    return any(
        contains_phrase(given, accepted) or (given and contains_phrase(accepted, given))
        for accepted in question.short
    )


def summarise(outcomes: Sequence[Outcome]) -> Scores:
    """The table over outcomes. Nugget recall is the mean over answerable questions, a refused one
    counting 0; refusals are judged over the unanswerable ones."""
    answerable = [outcome for outcome in outcomes if outcome.answerable]
    unanswerable = [outcome for outcome in outcomes if not outcome.answerable]
    refused = [outcome for outcome in outcomes if outcome.status == "abstained"]
    rightly = sum(not outcome.answerable for outcome in refused)
    with_gold = [outcome.hits for outcome in answerable if outcome.hits is not None]
    with_nuggets = [outcome for outcome in answerable if outcome.nuggets]
    with_short = [o.short_right for o in answerable if o.short_right is not None]
    found = sum(outcome.nuggets_found / outcome.nuggets for outcome in with_nuggets)
    return Scores(
        questions=len(outcomes),
        hit_at_1=share(sum(hits[1] for hits in with_gold), len(with_gold)),
        hit_at_5=share(sum(hits[5] for hits in with_gold), len(with_gold)),
        hit_at_10=share(sum(hits[10] for hits in with_gold), len(with_gold)),
        nugget_recall=share(found, len(with_nuggets)),
        short_answer_right=share(sum(with_short), len(with_short)),
        forbidden_rate=share(sum(bool(outcome.forbidden) for outcome in outcomes), len(outcomes)),
        exact_quotes=share(sum(o.quotes_exact for o in outcomes), sum(o.quotes for o in outcomes)),
        refusal_recall=share(rightly, len(unanswerable)),
        refusal_precision=share(rightly, len(refused)),
        false_refusals=share(len(refused) - rightly, len(answerable)),
        same_bytes=share(sum(outcome.same_twice for outcome in outcomes), len(outcomes)),
        milliseconds_p50=median(o.milliseconds for o in outcomes) if outcomes else None,
    )
