"""What the questions file must hold beyond its shape: checked against the articles themselves."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from groundwire.errors import InputError
from groundwire.evaluation.gold import Span
from groundwire.evaluation.questions import HandWritten, QuestionSet, match_articles, resolve
from groundwire.language.content import content_terms
from groundwire.language.text import contains_phrase, terms, words
from groundwire.records import Article

RUN_WORDS = 9  # a run of words this long that an article also has counts as copied
# A third of every kind is held, and a later batch of two a kind that is held whole; the margin
# below is what rounding to whole questions needs.
HELD_SHARE = (0.25, 0.45)
ALL = "all kinds"
IN_THEIR_WORDS = "unanswerable in the articles' own words"
# How many headline questions of each kind there must be: one is never more than a tenth of its
# kind, and with 40 the 95 % interval (Wilson) of the share refused is at most 0.30 wide.
# Unanswerable questions whose every content word the articles have are those that a search by
# words takes for answered.
AT_LEAST: Mapping[str, int] = {
    ALL: 150,
    "fact": 30,
    "list": 15,
    "paraphrase": 15,
    "time": 15,
    "disagreement": 15,
    "follow-up": 20,
    "false-premise": 10,
    "unanswerable": 40,
    IN_THEIR_WORDS: 10,
}

Rule = Callable[[HandWritten, Sequence[Span]], Iterator[str]]


def lint(
    questions: QuestionSet, articles: Iterable[Article], *, at_least: Mapping[str, int] = AT_LEAST
) -> list[str]:
    """What is wrong with the questions, a line each that begins with the question's id or kind.

    Raises:
        InputError: an article is missing, or changed since the questions were written.
    """
    matched = match_articles(questions, articles)
    copied = {run for article in matched.values() for run in _runs(article.text)}
    faults = [
        f"{question.id}: {fault}"
        for question in questions.questions
        for fault in _lint_one(question, matched, copied)
    ]
    faults.extend(_lint_splits(questions))
    counted = _count(questions, matched.values())
    return faults + [
        f"{name}: {counted[name]} questions, at least {least} are needed"
        for name, least in at_least.items()
        if counted[name] < least
    ]


def _lint_one(
    question: HandWritten, articles: Mapping[str, Article], copied: set[str]
) -> Iterator[str]:
    try:
        question.to_question()
        spans = resolve(question.gold, articles)
    except InputError as error:
        yield str(error)
        return
    for rule in _RULES:
        yield from rule(question, spans)
    for text in _written_texts(question):
        if any(run in copied for run in _runs(text)):
            yield f"{RUN_WORDS} words in a row are an article's own: {text!r}"


def _lint_shape(question: HandWritten, _: Sequence[Span]) -> Iterator[str]:
    if not question.id.startswith(f"{question.kind}-"):
        yield f"the id does not begin with {question.kind}-"
    if question.kind == "follow-up" and not question.history:
        yield "a follow-up needs a history"
    if question.answerable and not (question.vital and question.gold):
        yield "an answerable question needs a vital nugget and a gold span"
    if not question.answerable and (question.nuggets or question.gold or question.short):
        yield "a question to refuse has no nuggets, short answers or gold spans"


def _lint_wordings(question: HandWritten, spans: Sequence[Span]) -> Iterator[str]:
    """A faithful quote of the gold spans must find every nugget and nothing forbidden."""
    texts = [span.text for span in spans]
    for nugget in question.nuggets:
        if not any(nugget.found_in(text) for text in texts):
            yield f"no gold span holds a wording of the nugget {list(nugget.any)}"
    if question.short and not any(
        contains_phrase(text, short) for text in texts for short in question.short
    ):
        yield f"no gold span holds a short answer of {list(question.short)}"
    for phrase in question.forbidden:
        if any(contains_phrase(text, phrase) for text in texts):
            yield f"a gold span holds the forbidden {phrase!r}"


def _lint_spans(question: HandWritten, spans: Sequence[Span]) -> Iterator[str]:
    """Every span is trimmed, needed, whole-worded, and in an article that the filters let in."""
    for span in spans:
        place = f"{Path(span.article.path).name} {span.start}-{span.end}"
        if span.text != span.text.strip() or _cuts_word(span):
            yield f"the gold span {place} begins or ends in white space or inside a word"
        if not any(nugget.found_in(span.text) for nugget in question.nuggets):
            yield f"the gold span {place} holds no nugget"
        if not question.lets_in(span.article):
            yield f"the filters leave out the article of the gold span {place}"


def _cuts_word(span: Span) -> bool:
    text = span.article.text
    inner = (at for at in (span.start, span.end) if 0 < at < len(text))
    return any(text[at - 1].isalnum() and text[at].isalnum() for at in inner)


_RULES: tuple[Rule, ...] = (_lint_shape, _lint_wordings, _lint_spans)


def _lint_splits(questions: QuestionSet) -> Iterator[str]:
    """A third of every kind, or somewhat more, is held back from tuning; stretch is left out."""
    counted = [question for question in questions.questions if question.headline]
    total = Counter(question.kind for question in counted)
    held = Counter(question.kind for question in counted if question.split == "held")
    low, high = HELD_SHARE
    for kind in sorted(total):
        if not low <= held[kind] / total[kind] <= high:
            yield f"{kind}: {held[kind]} of {total[kind]} questions are held, not about a third"


def _count(questions: QuestionSet, articles: Iterable[Article]) -> Counter[str]:
    """How many headline questions there are of what ``AT_LEAST`` names."""
    said = {term for article in articles for term in terms(article.text)}
    counted: Counter[str] = Counter()
    for question in questions.questions:
        if question.headline:
            counted.update([ALL, question.kind])
            counted[IN_THEIR_WORDS] += _in_their_words(question, said)
    return counted


def _in_their_words(question: HandWritten, said: set[str]) -> bool:
    """Whether every content word of an unanswerable question is in the articles; a question that
    only its filters or its history make unanswerable is not meant."""
    limited = question.as_of or question.published_from or question.published_to or question.sources
    if question.kind != "unanswerable" or limited or question.history:
        return False
    return said.issuperset(content_terms(question.question))


def _written_texts(question: HandWritten) -> Iterator[str]:
    yield question.question
    yield from (turn.content for turn in question.history)
    yield from (wording for nugget in question.nuggets for wording in nugget.any)
    yield from question.short
    yield from question.forbidden


def _runs(text: str) -> Iterator[str]:
    """Every run of nine folded words."""
    found = words(text)
    for start in range(len(found) - RUN_WORDS + 1):
        yield " ".join(found[start : start + RUN_WORDS])
