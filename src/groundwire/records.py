"""The nouns of groundwire (docs/architecture.md, glossary) as frozen records that do no I/O.

Field names and their order are the JSON contract where a record is shown at a door
(``Answer``, ``SearchResult`` and what they hold): the doors serialise the records as they are.
Offsets count Unicode code points of ``Article.text``, end exclusive.
"""

from dataclasses import dataclass, field, fields
from datetime import date
from typing import Literal, Self

OPENING_WORDS = 12  # an article without a headline is listed by its first words; a line holds 12


# What a publication date was read from, the surest first: fields that a person or a program wrote
# for the article, the metadata of its page, its entry in a feed, a line at the head of its text.
PublishedFrom = Literal["front-matter", "page", "feed", "header", "none"]


@dataclass(frozen=True, slots=True)
class RawArticle:
    """A story as a reader found it, before cleaning; every field is as written in the file."""

    path: str
    text: str
    title: str | None = None
    source: str | None = None
    author: str | None = None
    url: str | None = None
    published: str | None = None
    language: str | None = None
    id: str | None = None
    modified: str | None = None
    fetched: str | None = None
    published_from: PublishedFrom = "front-matter"  # what gave ``published``, where it is given


@dataclass(frozen=True, slots=True)
class Article:
    """One cleaned news story. ``title`` is the headline, None where the file has none."""

    id: str
    title: str | None
    source: str | None
    author: str | None
    url: str | None
    published: date | None
    language: str
    text: str
    digest: str
    path: str

    @property
    def label(self) -> str:
        """What to call the article in a list: its headline, or its opening words."""
        if self.title:
            return self.title
        words = self.text.split(maxsplit=OPENING_WORDS)
        opening = " ".join(words[:OPENING_WORDS])
        return f"{opening}…" if len(words) > OPENING_WORDS else opening


@dataclass(frozen=True, slots=True)
class Change:
    """What cleaning changed by one rule: its kind, the rule's name, and how often."""

    kind: Literal["characters", "lines", "furniture", "fields"]
    rule: str
    count: int


@dataclass(frozen=True, slots=True)
class Provenance:
    """How an article came to be what it is: where its date is from, the day of its last change
    where one is told, when it was fetched (ISO 8601, UTC), and what was cleaned."""

    published_from: PublishedFrom = "none"
    modified: date | None = None
    fetched: str | None = None
    cleaning: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class CleanedArticle(Article):
    """An article as cleaning gives it and the index keeps it; doors show the article alone."""

    provenance: Provenance = Provenance()

    @property
    def alone(self) -> Article:
        """The article without how it came about."""
        return Article(**{each.name: getattr(self, each.name) for each in fields(Article)})


@dataclass(frozen=True, slots=True)
class Sentence:
    """A span of an article; ``heading`` marks a line that labels text but states nothing."""

    start: int
    end: int
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences: ``article.text[start:end]``, from the first to the last of them."""

    start: int
    end: int
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Filters:
    """Which articles may be used at all, decided before anything is ranked.

    An article without a publication date passes only when no date is asked for: nothing proves
    that it was out by then. ``sources`` are compared case-folded; ``articles`` are ids.
    """

    published_from: date | None = None
    published_to: date | None = None
    as_of: date | None = None
    sources: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of the conversation so far."""

    role: Literal["user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Question:
    """What a person asks: the text, the conversation before it, and where to look."""

    text: str
    history: tuple[Turn, ...] = ()
    filters: Filters = Filters()


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that a search found. ``passage`` is its row in the index, ``found_by`` its rank
    (from 1) in each search that found it."""

    passage: int
    article: Article
    start: int
    end: int
    score: float
    found_by: dict[str, int]

    @property
    def text(self) -> str:
        return self.article.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class IndexInfo:
    """Which index answered."""

    generation: str
    articles: int


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A hit as it is shown: the passage's own text at its own offsets."""

    rank: int
    score: float
    article_id: str
    title: str
    source: str | None
    url: str | None
    published: date | None
    start: int
    end: int
    text: str
    found_by: dict[str, int]

    @classmethod
    def of(cls, rank: int, hit: Hit) -> Self:
        """A hit as the one of this rank."""
        article = hit.article
        return cls(
            rank=rank,
            score=hit.score,
            article_id=article.id,
            title=article.label,
            source=article.source,
            url=article.url,
            published=article.published,
            start=hit.start,
            end=hit.end,
            text=hit.text,
            found_by=hit.found_by,
        )


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What ``groundwire search`` and ``GET /search`` return."""

    query: str
    hits: tuple[SearchHit, ...]
    index: IndexInfo
    timings_ms: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AlsoIn:
    """Another article that carries the story of the one that is cited, nearly word for word."""

    article_id: str
    source: str | None
    url: str | None
    published: date | None

    @classmethod
    def of(cls, article: Article) -> Self:
        """The article as another one names it."""
        return cls(article.id, article.source, article.url, article.published)


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote and where it stands: ``article.text[start:end] == quote``, always. ``also_in`` are
    the copies of the article that the filters let through: the story is one voice, named once."""

    number: int
    article_id: str
    title: str
    source: str | None
    url: str | None
    published: date | None
    start: int
    end: int
    quote: str
    path: str
    also_in: tuple[AlsoIn, ...] = ()

    @classmethod
    def of(cls, number: int, article: Article, start: int, end: int) -> Self:
        """The citation of ``article.text[start:end]``."""
        return cls(
            number=number,
            article_id=article.id,
            title=article.label,
            source=article.source,
            url=article.url,
            published=article.published,
            start=start,
            end=end,
            quote=article.text[start:end],
            path=article.path,
        )


# What a claim is, held against what it cites.
Verdict = Literal["verbatim", "supported", "unverified"]


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of an answer, marks removed, with the numbers of the citations it rests on."""

    text: str
    citations: tuple[int, ...]
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Position:
    """One side of a disagreement: the value as written, and where it was said."""

    value: str
    citation: int
    published: date | None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two or more cited values for the same thing, oldest first; a ``change`` where their dates
    explain why they differ."""

    about: str
    positions: tuple[Position, ...]
    kind: Literal["disagreement", "change"] = "disagreement"


@dataclass(frozen=True, slots=True)
class Answer:
    """Claims with citations, or an abstention with a reason. Everything but ``timings_ms`` is
    the same, byte for byte, for the same question on the same index."""

    status: Literal["answered", "abstained"]
    text: str
    short_answer: str | None
    claims: tuple[Claim, ...]
    citations: tuple[Citation, ...]
    disagreements: tuple[Disagreement, ...]
    reason: str | None
    confidence: float
    question: str
    as_of: date | None
    composer: str
    index: IndexInfo
    timings_ms: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Event:
    """A sentence and a date in it: ``article.text[start:end] == quote``.

    ``when`` is ISO 8601, ``2025-03-12`` or, where only the month is said, ``2025-03``; ``written``
    is how the sentence says it.
    """

    when: str
    precision: Literal["day", "month"]
    written: str
    article_id: str
    title: str
    source: str | None
    published: date | None
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Events by date, then by article and place; ``topic`` is None where all are listed."""

    topic: str | None
    events: tuple[Event, ...]
    index: IndexInfo


@dataclass(frozen=True, slots=True)
class ShownPassage:
    """A passage of an article as the index holds it, numbered from 1, and its sentences."""

    number: int
    start: int
    end: int
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a page: its article and the days on which it stands for the page."""

    id: str
    published: date | None
    modified: date | None
    fetched: str | None
    since: date | None
    until: date | None
    title: str
    source: str | None


@dataclass(frozen=True, slots=True)
class ShownArticle(Article):
    """An article as ``GET /articles/{id}`` shows it: its passages, which cover its text but for
    white space, the other articles that carry its story, and the versions of its page, the newest
    first (itself among them)."""

    passages: tuple[ShownPassage, ...]
    also_in: tuple[AlsoIn, ...]
    versions: tuple[Version, ...]
