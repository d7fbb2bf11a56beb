"""The checker checked: sentences of articles, damaged by rule, held against what they came from.

A sound checker accepts a sentence itself and a sentence without one of its clauses, and rejects
every damaged one. Each case cites the sentence alone, then the sentence with both neighbours: the
longer quote has more words to hide behind.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from groundwire.evaluation import damage
from groundwire.evaluation.clauses import without_a_clause
from groundwire.evaluation.statistics import wilson
from groundwire.language.content import STOPWORDS
from groundwire.language.sentences import sentence_spans
from groundwire.language.text import stem, words
from groundwire.records import Article, Sentence
from groundwire.verify.checker import SupportChecker
from groundwire.verify.verdict import Support

SENTENCES = 400  # of a kind: an interval of about two points at 97 %
MOST_ARTICLES = 600  # enough for as many of every kind; more would only take longer
LEAST_WORDS, MOST_WORDS = 8, 60  # shorter ones are labels, longer ones lists and tables
TOLD_AGAIN_WORDS = 8  # an equal sentence this long in two articles: one retells the other
SAME_WORDS = 0.9  # Jaccard: two sentences with these in common say the same
DONORS = 40  # names of other articles tried until one is strange to the sentence

Want = Literal["accept", "reject"]
Cited = Literal["sentence", "neighbours"]
KINDS: dict[str, Want] = {
    "verbatim": "accept",
    "clause dropped": "accept",
    "number changed": "reject",
    "date changed": "reject",
    "foreign name": "reject",
    "negation added": "reject",
    "negation removed": "reject",
    "names swapped": "reject",
    "word replaced": "reject",
    "other article, random": "reject",
    "other article, nearest": "reject",
}


@dataclass(frozen=True, slots=True)
class Failure:
    """Where the cited sentence of a wrong verdict stands, and what the checker said."""

    article_id: str
    start: int
    end: int
    reason: str | None


@dataclass(frozen=True, slots=True)
class Perturbation:
    """How often the checker was right about one kind of damage under one kind of citation."""

    kind: str
    wanted: Want
    cited: Cited
    count: int
    right: int
    failures: tuple[Failure, ...]

    @property
    def share(self) -> float | None:
        """Right out of all, None where no sentence could be damaged in this way."""
        return self.right / self.count if self.count else None


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence, what was made of it, and the quote that has its neighbours too."""

    article: Article
    span: Sentence
    claim: str
    neighbours: str

    @property
    def sentence(self) -> str:
        return self.article.text[self.span.start : self.span.end]


@dataclass(frozen=True, slots=True)
class _Source:
    """A sentence that may be damaged, with where its neighbours begin and end."""

    article: Article
    span: Sentence
    first: int
    last: int

    @property
    def text(self) -> str:
        return self.article.text[self.span.start : self.span.end]

    def case(self, claim: str) -> Case:
        return Case(self.article, self.span, claim, self.article.text[self.first : self.last])


def perturbation_table(
    articles: Sequence[Article],
    checker: SupportChecker,
    *,
    sentences: int = SENTENCES,
    seed: int = 0,
) -> tuple[Perturbation, ...]:
    """The checker's verdicts on ``sentences`` sentences a kind, drawn by the seed."""
    return tuple(
        _judged(kind, cited, cases, checker)
        for kind, cases in cases_of(articles, sentences=sentences, seed=seed).items()
        for cited in ("sentence", "neighbours")
    )


def cases_of(
    articles: Sequence[Article], *, sentences: int = SENTENCES, seed: int = 0
) -> dict[str, list[Case]]:
    """The cases of every kind. The same articles, in any order, and seed give the same cases."""
    drawn = _drawn(articles, seed)
    sources = sorted(
        (source for article in drawn for source in _sources(article)),
        key=lambda source: _digest(seed, source.article.id, source.span.start),
    )
    makers = _makers(sources, drawn)
    return {kind: _cases(sources, makers[kind], sentences, (seed, kind)) for kind in KINDS}


def as_text(table: Sequence[Perturbation]) -> str:
    """The table in Markdown: per kind, the share right with its 95 % interval (Wilson)."""
    rows = {(row.kind, row.cited): row for row in table}
    lines = [
        "| damage | the checker must | sentences | cites the sentence | with its neighbours |",
        "|---|---|---|---|---|",
    ]
    for kind, wanted in KINDS.items():
        alone, near = rows[kind, "sentence"], rows[kind, "neighbours"]
        lines.append(f"| {kind} | {wanted} | {alone.count} | {_shown(alone)} | {_shown(near)} |")
    return "\n".join(lines)


def _shown(row: Perturbation) -> str:
    if row.share is None:
        return "none could be made"
    low, high = wilson(row.right, row.count)
    return f"{row.share:.1%} ({low:.1%} to {high:.1%})".replace("%", " %")


def _judged(
    kind: str, cited: Cited, cases: Sequence[Case], checker: SupportChecker
) -> Perturbation:
    wanted = KINDS[kind]
    failures = []
    for case in cases:
        found = checker.check(
            case.claim, [case.sentence if cited == "sentence" else case.neighbours]
        )
        if _accepted(found) != (wanted == "accept"):
            span = case.span
            failures.append(Failure(case.article.id, span.start, span.end, found.reason))
    right = len(cases) - len(failures)
    return Perturbation(kind, wanted, cited, len(cases), right, tuple(failures))


def _accepted(found: Support) -> bool:
    return found.verdict != "unverified"


# Which sentences


def _drawn(articles: Sequence[Article], seed: int) -> list[Article]:
    """The English articles that the seed draws: the damages are rules of English."""
    english = [article for article in articles if article.language == "en"]
    return sorted(english, key=lambda article: _digest(seed, article.id))[:MOST_ARTICLES]


def _digest(*parts: object) -> str:
    return hashlib.sha256(":".join(map(str, parts)).encode()).hexdigest()


def _sources(article: Article) -> Iterator[_Source]:
    """The sentences that state something, with their neighbours."""
    spans = [span for span in sentence_spans(article.text) if not span.heading]
    for number, span in enumerate(spans):
        text = article.text[span.start : span.end]
        if LEAST_WORDS <= len(text.split()) <= MOST_WORDS and text[-1] == "." and text[0].isupper():
            first = spans[max(0, number - 1)].start
            yield _Source(article, span, first, spans[min(len(spans) - 1, number + 1)].end)


_Maker = Callable[[_Source, np.random.Generator], str | None]


def _cases(
    sources: Sequence[_Source], make: _Maker, count: int, seed: tuple[int, str]
) -> list[Case]:
    """The first sentences in the drawn order that can be damaged in this way."""
    cases: list[Case] = []
    for source in sources:
        if len(cases) == count:
            break
        number = int(_digest(*seed, source.article.id, source.span.start)[:15], 16)
        claim = make(source, np.random.default_rng(number))
        if claim:
            cases.append(source.case(claim))
    return cases


def _makers(sources: Sequence[_Source], articles: Sequence[Article]) -> dict[str, _Maker]:
    names = _NamesElsewhere(articles)
    others = _OtherSentences(sources)
    return {
        "verbatim": lambda source, rng: source.text,
        "clause dropped": _clause_dropped,
        "number changed": lambda source, rng: damage.other_number(source.text, rng),
        "date changed": lambda source, rng: damage.other_date(source.text, rng),
        "foreign name": lambda source, rng: damage.foreign_name(
            source.text, names.drawn(source.article, rng), rng
        ),
        "negation added": lambda source, rng: damage.negation_added(source.text, rng),
        "negation removed": lambda source, rng: damage.negation_removed(source.text, rng),
        "names swapped": lambda source, rng: damage.swapped_names(source.text, rng),
        "word replaced": lambda source, rng: damage.other_word(
            source.text, others.random(source, rng) or "", rng
        ),
        "other article, random": others.random,
        "other article, nearest": others.nearest,
    }


def _clause_dropped(source: _Source, rng: np.random.Generator) -> str | None:
    forms = list(without_a_clause(source.text))
    return forms[int(rng.integers(len(forms)))] if forms else None


class _NamesElsewhere:
    """Names of the articles, to be put where they do not belong."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self._names = sorted(
            {
                (article.text[start:end], article.id)
                for article in articles
                for start, end in damage.replaceable_names(article.text)
                if "\n" not in article.text[start:end]
            }
        )

    def drawn(self, article: Article, rng: np.random.Generator) -> list[str]:
        """Some names of other articles."""
        if not self._names:
            return []
        picked = rng.integers(len(self._names), size=DONORS)
        return [name for name, owner in map(self._names.__getitem__, picked) if owner != article.id]


class _OtherSentences:
    """Sentences of other articles, at random or the nearest by shared words."""

    def __init__(self, sources: Sequence[_Source]) -> None:
        self._sources = sources
        self._stems = [_content(source.text) for source in sources]
        postings: dict[str, list[int]] = defaultdict(list)
        for number, stems in enumerate(self._stems):
            for one in sorted(stems):
                postings[one].append(number)
        self._postings = {one: np.array(rows) for one, rows in postings.items()}
        self._sizes = np.array([max(1, len(stems)) for stems in self._stems])
        self._number = {id(source): number for number, source in enumerate(sources)}
        self._told_again = _retellings(sources)

    def random(self, source: _Source, rng: np.random.Generator) -> str | None:
        """Any sentence of any other article."""
        return self._first(source, rng.integers(len(self._sources), size=DONORS))

    def nearest(self, source: _Source, rng: np.random.Generator) -> str | None:
        """The sentence of which the greatest share of words stands in this one."""
        shared = np.zeros(len(self._sources))
        for one in sorted(self._stems[self._number[id(source)]]):
            shared[self._postings[one]] += 1
        return self._first(source, np.argsort(-shared / self._sizes, kind="stable")[: 10 * DONORS])

    def _first(self, source: _Source, numbers: np.ndarray[Any, Any]) -> str | None:
        stems = self._stems[self._number[id(source)]]
        retold = self._told_again.get(source.article.id, frozenset())
        for number in map(int, numbers):
            other = self._sources[number]
            alike = stems & self._stems[number]
            same = len(alike) >= SAME_WORDS * len(stems | self._stems[number])
            if (
                other.article.id != source.article.id
                and other.article.id not in retold
                and not same
            ):
                return other.text
        return None


def _content(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words(text) if word not in STOPWORDS)


def _retellings(sources: Sequence[_Source]) -> dict[str, frozenset[str]]:
    """The articles that have a whole sentence in common: a wire story and its copies support each
    other, so that a sentence of one is no damage to the other."""
    owners: dict[str, set[str]] = defaultdict(set)
    for source in sources:
        said = words(source.text)
        if len(said) >= TOLD_AGAIN_WORDS:
            owners[" ".join(said)].add(source.article.id)
    together: dict[str, set[str]] = defaultdict(set)
    for group in owners.values():
        for one in group:
            together[one] |= group
    return {one: frozenset(group) for one, group in together.items()}
