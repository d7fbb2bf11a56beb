"""Articles into passages: whole sentences packed greedily to a token budget."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from groundwire.language.sentences import sentence_spans
from groundwire.records import Article, Passage, Sentence

CountTokens = Callable[[Sequence[str]], Sequence[int]]


@dataclass(frozen=True, slots=True)
class _Unit:
    """Sentences that are never parted: a sentence with the headings above it."""

    sentences: tuple[Sentence, ...]
    tokens: int
    opens_paragraph: bool
    paragraph_tokens: int  # from this unit to the end of its paragraph


def header(article: Article) -> str:
    """What stands before a passage for the encoder and the word search: ``title | source |
    11 March 2025``, without what is not known; empty when nothing is."""
    parts = (article.title, article.source, written_date(article))
    return " | ".join(part for part in parts if part)


def written_date(article: Article) -> str | None:
    """The day of publication as people write and ask for it: ``11 March 2025``."""
    day = article.published
    return f"{day.day} {day:%B %Y}" if day else None


def split_passages(
    article: Article, *, max_tokens: int, count_tokens: CountTokens
) -> list[Passage]:
    """Passages that tile the article: in order, whole sentences, only white space between.

    A passage holds at most ``max_tokens`` tokens of the article's own text, but for a sentence
    that is longer by itself: it stands alone with its headings, uncut. A passage that is half
    full ends rather at a paragraph than inside the next one, and a heading always opens the
    passage of the text that it labels.
    """
    passages: list[Passage] = []
    current: list[Sentence] = []
    used = 0
    for unit in _units(article.text, count_tokens):
        if current and _starts_passage(unit, used, max_tokens):
            passages.append(_passage(current))
            current, used = [], 0
        current.extend(unit.sentences)
        used += unit.tokens
    return [*passages, _passage(current)] if current else passages


def _starts_passage(unit: _Unit, used: int, max_tokens: int) -> bool:
    if used + unit.tokens > max_tokens:
        return True
    if not unit.opens_paragraph or used * 2 < max_tokens:
        return False
    return unit.sentences[0].heading or used + unit.paragraph_tokens > max_tokens


def _passage(sentences: list[Sentence]) -> Passage:
    return Passage(sentences[0].start, sentences[-1].end, tuple(sentences))


def _units(text: str, count_tokens: CountTokens) -> list[_Unit]:
    sentences = sentence_spans(text)
    if not sentences:
        return []
    counts = count_tokens([text[sentence.start : sentence.end] for sentence in sentences])
    groups = list(_groups(sentences))
    units: list[_Unit] = []
    rest = 0  # tokens from the unit to the end of its paragraph; read from the back
    for first, last in reversed(groups):
        tokens = sum(counts[first:last])
        rest += tokens
        before = text[sentences[first - 1].end : sentences[first].start] if first else "\n"
        opens = "\n" in before
        units.append(_Unit(tuple(sentences[first:last]), tokens, opens, rest))
        if opens:
            rest = 0
    return units[::-1]


def _groups(sentences: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    """``(first, last)`` of each run of headings with the sentence after it, ``last`` exclusive;
    headings that end the article belong to the last sentence."""
    ends = [number + 1 for number, sentence in enumerate(sentences) if not sentence.heading]
    ends = [*ends[:-1], len(sentences)] if ends else [len(sentences)]
    yield from zip([0, *ends[:-1]], ends, strict=True)
