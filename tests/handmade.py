"""Articles, evidence and readings made by hand: what a test of one rule needs and no more."""

from datetime import date

from groundwire.language.text import terms
from groundwire.question.query import Query, understand
from groundwire.reading.evidence import Evidence, Features
from groundwire.reading.reader import Reading
from groundwire.records import Article, Hit, Question, Sentence, Turn

NOTHING = {"coverage": 0.0, "wanted": 0.0, "substance": 0.0, "passage_meaning": 0.0}


def query(text: str, *asked_before: str) -> Query:
    """The question, understood, after the user's earlier ones."""
    return understand(Question(text, tuple(Turn("user", earlier) for earlier in asked_before)))


def article(text: str, *, name: str = "a", published: date | None = None) -> Article:
    """An article of this text; its id is its name."""
    return Article(name, name.title(), "Post", None, None, published, "en", text, "", f"{name}.md")


def evidence(text: str, *, of: Article | None = None, **features: float) -> Evidence:
    """This sentence of an article (of its own, where none is given)."""
    article_ = of or article(text)
    start = article_.text.index(text)
    hit = Hit(0, article_, 0, len(article_.text), 1.0, {})
    span = Sentence(start, start + len(text))
    return Evidence(hit, span, frozenset(terms(text)), Features(**NOTHING | features))


def reading(
    text: str,
    relevance: float = 1.0,
    *,
    of: Article | None = None,
    short: str | None = None,
    **features: float,
) -> Reading:
    """This sentence, read; ``short`` are the words of it that answer."""
    found = evidence(text, of=of, **features)
    if short is None:
        return Reading(found, relevance, None)
    start = found.sentence.start + text.index(short)
    return Reading(found, relevance, (start, start + len(short)))
