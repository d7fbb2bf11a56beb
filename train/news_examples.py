"""Examples of the newsroom set: every question with what answers it, with what tempts, and with
what only resembles it; the same question of somebody else; claims asked as questions."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from groundwire.language.text import fold, terms
from train.asked import as_question
from train.example import Example, Marked, Polar, Span, varied
from train.newsroom import NewsQuestion, Quote, Story
from train.windows import Cutter, Shown, Window, around, nearest, show

SIZES = (128, 128, 128, 96, 192)  # tokens of a passage: the index's, and some others
HEADED = 0.85  # share of the windows with the header of their article
SENTENCES = 0.2  # share of the windows that are a sentence with its neighbours
NEAREST = 6  # windows of the story that share most words, of which some are drawn
OTHERS = 3  # of them
ELSEWHERE = 0.5  # how often a window of another story is shown
SWAPPED = 0.3  # how often the question is asked of another name of the story
STALE = 0.6  # how far a value that was overtaken answers
NOT_POLAR = 0.1  # how often a question that is not for yes or no teaches that it is not
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*")
_POLAR_OF: dict[str, Polar] = {"supported": "yes", "contradicted": "no", "neither": "neither"}


@dataclass(frozen=True, slots=True)
class Desk:
    """A story cut into windows, and the names that occur in it."""

    story: Story
    windows: tuple[Window, ...]
    names: tuple[str, ...]


def desks(stories: Sequence[Story], cutter: Cutter, rng: np.random.Generator) -> list[Desk]:
    """The stories, each article cut to passages of one of the sizes."""
    found = []
    for story in stories:
        windows = [
            window
            for article in story.articles
            for window in cutter.passages(article, tokens=int(rng.choice(SIZES)))
        ]
        names = {name for article in story.articles for name in _NAME.findall(article.text)}
        found.append(Desk(story, tuple(windows), tuple(sorted(names))))
    return found


def news_examples(all_desks: Sequence[Desk], rng: np.random.Generator) -> list[Example]:
    """The examples of all questions."""
    elsewhere = [(desk.story.id, one) for desk in all_desks for one in desk.windows]
    found: list[Example] = []
    for desk in all_desks:
        for question in desk.story.questions:
            found += _of_question(desk, question, rng)
            if rng.random() < ELSEWHERE:
                others = [one for story, one in elsewhere if story != desk.story.id]
                found.append(_elsewhere(question, others, rng))
    return found


def readable(question: NewsQuestion, windows: Sequence[Window]) -> list[Window]:
    """The windows of articles that had appeared on the day that the question is asked as of."""
    if question.as_of is None:
        return list(windows)
    return [
        one
        for one in windows
        if one.article.published is None or one.article.published <= question.as_of
    ]


def held(window: Window, quotes: Sequence[Quote]) -> list[Quote]:
    """Those of the quotes that the window holds."""
    return [one for one in quotes if one.article == window.article.id and window.holds(one.span)]


def _of_question(desk: Desk, question: NewsQuestion, rng: np.random.Generator) -> list[Example]:
    windows = readable(question, desk.windows)
    found, rest, tempting = [], [], []
    for window in windows:
        if held(window, [*question.evidence, *question.stale]):
            found.append(_answering(question, window, rng))
            if rng.random() < SWAPPED:
                found += _of_another(desk, question, window, rng)
        elif held(window, question.near):
            tempting.append(window)
        elif not _perhaps(question, window):
            rest.append(window)
    wanted = frozenset(terms(question.text))
    close = nearest(rest, wanted, most=NEAREST)
    drawn = [close[n] for n in rng.permutation(len(close))[:OTHERS]]
    return [*found, *(_silent(question, one, rng) for one in [*tempting, *drawn])]


def _perhaps(question: NewsQuestion, window: Window) -> bool:
    """Whether a window that nobody marked may answer all the same: it holds the words."""
    text = fold(window.text)
    return any(fold(one) in text for one in (*question.short, *question.disagree))


def _answering(question: NewsQuestion, window: Window, rng: np.random.Generator) -> Example:
    good = held(window, question.evidence)
    quotes = good or held(window, question.stale)
    narrowed = _narrowed(window, quotes, rng)
    shown = show(narrowed, headed=rng.random() < HEADED)
    span = _short(question, narrowed, shown, good)
    weight = 1.0 if good else STALE
    return Example(
        first=varied(question.text, rng),
        text=shown.text,
        head=shown.head,
        span=span,
        spanned=span is not None,
        evidence=tuple(shown.marked(one.span, weight) for one in held(narrowed, quotes)),
        relevant=True,
        answers=weight,
        polar=_polar(question, question.yes_no if good else None, rng),
    )


def _narrowed(window: Window, quotes: Sequence[Quote], rng: np.random.Generator) -> Window:
    """The window, or at times only one of the quotes with its neighbours."""
    if rng.random() >= SENTENCES:
        return window
    narrowed = around(window, quotes[0].start, rng)
    return narrowed if held(narrowed, quotes) else window


def _short(
    question: NewsQuestion, window: Window, shown: Shown, quotes: Sequence[Quote]
) -> Span | None:
    """Where the best short answer stands in the evidence, None where none does."""
    text = fold(window.article.text)
    for answer in question.short:
        for quote in quotes:
            found = re.search(rf"(?<!\w){re.escape(fold(answer))}(?!\w)", text[slice(*quote.span)])
            if found:
                start, end = found.span()
                return shown.span((quote.start + start, quote.start + end))
    return None


def _polar(question: NewsQuestion, said: Polar | None, rng: np.random.Generator) -> Polar | None:
    if question.polar:
        return said or "neither"
    return "neither" if rng.random() < NOT_POLAR else None


def _silent(
    question: NewsQuestion, window: Window, rng: np.random.Generator, *, text: str | None = None
) -> Example:
    """A window of the story that does not answer. Whether it is on the subject is said only of
    what tempts."""
    near = held(window, question.near)
    narrowed = _narrowed(window, near, rng) if near else window
    shown = show(narrowed, headed=rng.random() < HEADED)
    return Example(
        first=varied(text or question.text, rng),
        text=shown.text,
        head=shown.head,
        evidence=(),
        relevant=True if near or text else None,
        answers=0.0,
        polar=_polar(question, None, rng),
    )


def _of_another(
    desk: Desk, question: NewsQuestion, window: Window, rng: np.random.Generator
) -> Iterator[Example]:
    """The question asked of another name of the story, which the evidence does not hold."""
    names = _NAME.findall(question.text)
    said = "".join(window.article.text[slice(*one.span)] for one in held(window, question.evidence))
    others = [one for one in desk.names if one not in said and one not in question.text]
    if names and others and not question.polar and said:
        other = others[rng.integers(len(others))]
        text = question.text.replace(names[rng.integers(len(names))], other)
        yield _silent(question, window, rng, text=text)


def _elsewhere(
    question: NewsQuestion, windows: Sequence[Window], rng: np.random.Generator
) -> Example:
    """A window of another story that shares many of the question's words."""
    close = nearest(windows, frozenset(terms(question.text)), most=NEAREST)
    shown = show(close[rng.integers(len(close))], headed=rng.random() < HEADED)
    return Example(
        first=varied(question.text, rng),
        text=shown.text,
        head=shown.head,
        evidence=(),
        relevant=False,
        answers=0.0,
        polar=_polar(question, None, rng),
    )


def claim_examples(all_desks: Sequence[Desk]) -> list[Example]:
    """The claims, each held against its evidence."""
    return [
        Example(one.claim, one.evidence, label=one.label)
        for desk in all_desks
        for one in desk.story.claims
    ]


def claims_asked(all_desks: Sequence[Desk], rng: np.random.Generator) -> list[Example]:
    """The claims asked as questions for yes or no, with the window that their evidence is in."""
    found = []
    for desk in all_desks:
        for claim in desk.story.claims:
            windows = [one for one in desk.windows if claim.quote and held(one, [claim.quote])]
            if not windows or claim.quote is None:
                continue
            shown = show(windows[0], headed=rng.random() < HEADED)
            polar = _POLAR_OF[claim.label]
            said = polar != "neither"
            marks: tuple[Marked, ...] = (shown.marked(claim.quote.span),) if said else ()
            found.append(
                Example(
                    first=varied(as_question(claim.claim, rng), rng),
                    text=shown.text,
                    head=shown.head,
                    spanned=not said,
                    evidence=marks,
                    relevant=True,
                    answers=float(said),
                    polar=polar,
                )
            )
    return found
