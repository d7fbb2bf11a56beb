"""What the newsroom set must hold beyond its shape, checked against its own articles."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from groundwire.evaluation.datasets.newsroom import (
    Asked,
    Claimed,
    Newsroom,
    Quote,
    Story,
    split_by_story,
)
from groundwire.evaluation.gold import CAUSES
from groundwire.language.text import words

OUTLETS = 4  # that tell a story
# Fewer of a story, and a figure over the two stories of a beat that a split holds says little.
AT_LEAST: Mapping[str, int] = {"questions": 36, "unanswerable questions": 10, "claims": 30}
WORDS = (100, 700)  # of an article
# Kinds that ask for words which stand in an article; a yes, a reason or a list need not.
WORDED = frozenset({"who", "what", "when", "where", "how many", "how much"})
JOINING = frozenset({"and"})  # of two figures: "187 and 112"


@dataclass(frozen=True, slots=True)
class _Stories:
    """The articles by id."""

    articles: Mapping[str, Story]

    def holds(self, article: str, quote: str) -> bool:
        found = self.articles.get(article)
        return found is not None and (quote in found.text or quote in found.title)

    def day(self, article: str) -> date | None:
        found = self.articles.get(article)
        return found.published if found else None


def lint_newsroom(newsroom: Newsroom, *, at_least: Mapping[str, int] = AT_LEAST) -> list[str]:
    """What is wrong, a line each that begins with the id it is about."""
    stories = _Stories({one.id: one for one in newsroom.articles})
    return [
        *_repeated(newsroom),
        *(f"{one.id}: {fault}" for one in newsroom.articles for fault in _article(one)),
        *(f"{one.id}: {fault}" for one in newsroom.questions for fault in _asked(one, stories)),
        *(f"{one.id}: {fault}" for one in newsroom.claims for fault in _claimed(one, stories)),
        *_splits(newsroom),
        *_counts(newsroom, at_least),
    ]


def _repeated(newsroom: Newsroom) -> Iterator[str]:
    items: list[Story | Asked | Claimed] = [*newsroom.articles]
    items += [*newsroom.questions, *newsroom.claims]
    counted = Counter(one.id for one in items)
    yield from (f"{name}: used {count} times" for name, count in counted.items() if count > 1)
    for one in items:
        if not one.id.startswith(f"{one.cluster}-"):
            yield f"{one.id}: the id does not begin with its story, {one.cluster}"
    texts = Counter(
        (one.cluster, one.question, one.history, one.as_of) for one in newsroom.questions
    )
    for (story, text, *_), count in texts.items():
        if count > 1:
            yield f"{story}: asks {count} times {text!r}"


def _article(story: Story) -> Iterator[str]:
    count = len(story.text.split())
    if not WORDS[0] <= count <= WORDS[1]:
        yield f"{count} words, not {WORDS[0]} to {WORDS[1]}"


def _asked(asked: Asked, stories: _Stories) -> Iterator[str]:
    quotes = (*asked.evidence, *asked.also, *asked.stale, *asked.near)
    for quote in quotes:
        yield from _quote(quote, asked.cluster, stories)
    yield from _answerable(asked, stories) if asked.answerable else _unanswerable(asked)
    if asked.kind == "follow-up" and not asked.history:
        yield "a follow-up needs a history"


def _quote(quote: Quote, story: str, stories: _Stories) -> Iterator[str]:
    if not stories.holds(quote.article, quote.quote):
        yield f"{quote.article} does not hold {quote.quote!r}"
    if not quote.article.startswith(f"{story}-"):
        yield f"{quote.article} is of another story"
    if quote.quote != quote.quote.strip():
        yield f"white space around {quote.quote!r}"


def _answerable(asked: Asked, stories: _Stories) -> Iterator[str]:
    if not asked.evidence:
        yield "an answerable question needs evidence"
    if asked.why_not or asked.near or asked.truth:
        yield "an answerable question has no why_not, near or truth"
    if asked.kind == "yes/no" and not asked.yes_no:
        yield "a polar question needs yes_no"
    if asked.kind in WORDED and not (asked.short or asked.yes_no):
        yield "a short answer is expected"
    if asked.kind in WORDED and asked.short and not _worded(asked):
        yield f"no short answer stands in the evidence: {asked.short[0]!r}"
    if any(quote in asked.evidence for quote in asked.stale):
        yield "a sentence is both evidence and stale"
    if len(asked.disagree) == 1 or any(
        one.article not in stories.articles for one in asked.disagree
    ):
        yield "disagree needs two values, each of an article that is there"
    yield from _as_of(asked, stories)


def _as_of(asked: Asked, stories: _Stories) -> Iterator[str]:
    """Evidence must be out by the day asked for; an article without a date proves nothing."""
    days = [stories.day(quote.article) for quote in asked.evidence]
    if asked.as_of and not all(day and day <= asked.as_of for day in days):
        yield f"evidence of no article that is out by {asked.as_of}"


def _worded(asked: Asked) -> bool:
    """Whether every word of an accepted short answer stands in the sentences that answer."""
    quotes: Sequence[Quote] = (*asked.evidence, *asked.also)
    said = {word for quote in quotes for word in words(quote.quote)}
    return any(said.issuperset(set(words(short)) - JOINING) for short in asked.short)


def _unanswerable(asked: Asked) -> Iterator[str]:
    if asked.why_not is None:
        yield f"an unanswerable question needs why_not: one of {', '.join(CAUSES)}"
    if asked.evidence or asked.also or asked.stale or asked.short or asked.yes_no:
        yield "an unanswerable question has neither evidence nor an answer"
    if asked.why_not != "unknown_subject" and not asked.near:
        yield "no tempting sentence is named"
    if asked.why_not == "later" and asked.as_of is None:
        yield "what is known only later needs a day to ask as of"


def _claimed(claim: Claimed, stories: _Stories) -> Iterator[str]:
    yield from _quote(Quote(article=claim.article, quote=claim.evidence), claim.cluster, stories)
    if claim.claim == claim.evidence:
        yield "the claim is its own evidence"


def _splits(newsroom: Newsroom) -> Iterator[str]:
    stories = {one.cluster for one in newsroom.articles}
    listed = Counter(story for members in newsroom.splits.values() for story in members)
    for story in sorted(stories | listed.keys()):
        if story not in stories or listed[story] != 1:
            yield f"{story}: stands {listed[story]} times in the splits, and is it a story?"
    if newsroom.splits != split_by_story(stories):
        yield "splits: not those that the rule draws"


def _counts(newsroom: Newsroom, at_least: Mapping[str, int]) -> Iterator[str]:
    """Four articles a story, and enough of everything else."""
    counted = {
        "questions": Counter(one.cluster for one in newsroom.questions),
        "unanswerable questions": Counter(
            one.cluster for one in newsroom.questions if not one.answerable
        ),
        "claims": Counter(one.cluster for one in newsroom.claims),
    }
    for story, articles in Counter(one.cluster for one in newsroom.articles).items():
        if articles != OUTLETS:
            yield f"{story}: {articles} articles, not {OUTLETS}"
        for what, least in at_least.items():
            if counted[what][story] < least:
                yield f"{story}: {counted[what][story]} {what}, at least {least} are needed"
