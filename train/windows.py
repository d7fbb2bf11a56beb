"""What the reader is shown of an article: its passages as the index cuts them, or a sentence with
its neighbours, each with the article's header in front."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from groundwire.corpus.passages import header, split_passages
from groundwire.language.sentences import sentence_spans
from groundwire.language.text import terms
from groundwire.records import Article, Sentence
from train.example import Marked, Span

PASSAGE_TOKENS = 128  # as the index cuts them
AFTER_HEADER = " | "
MOST_NEIGHBOURS = 2  # sentences on each side of a window's own


@dataclass(frozen=True, slots=True)
class Window:
    """A part of an article, ``article.text[start:end]``, with its words and its sentences."""

    article: Article
    start: int
    end: int
    sentences: tuple[Sentence, ...]
    terms: frozenset[str]

    @property
    def text(self) -> str:
        return self.article.text[self.start : self.end]

    def holds(self, span: Span) -> bool:
        """Whether most of the span lies in the window."""
        shared = min(span[1], self.end) - max(span[0], self.start)
        return shared * 2 > span[1] - span[0]


@dataclass(frozen=True, slots=True)
class Shown:
    """A window as the reader sees it; ``head`` is the length of the header in front."""

    text: str
    head: int
    offset: int  # of ``text`` in the article, so that a place there is one here less it
    end: int  # of the window in the article

    def span(self, span: Span) -> Span | None:
        """A span of the article as one of what is shown; None where it is not shown whole."""
        inside = span[0] >= self.offset + self.head and span[1] <= self.end
        return (span[0] - self.offset, span[1] - self.offset) if inside else None

    def marked(self, span: Span, wanted: float = 1.0) -> Marked:
        """A span of the article as a mark on what is shown, cut to it."""
        start = max(span[0] - self.offset, self.head)
        return Marked(start, min(span[1] - self.offset, len(self.text)), wanted)


def show(window: Window, *, headed: bool = True) -> Shown:
    """The window with its article's header in front, or by itself."""
    front = header(window.article) if headed else ""
    front = front + AFTER_HEADER if front else ""
    return Shown(front + window.text, len(front), window.start - len(front), window.end)


def article(
    text: str,
    *,
    id: str = "",
    title: str | None = None,
    source: str | None = None,
    published: date | None = None,
) -> Article:
    """A text of a data set as an article."""
    return Article(id, title, source, None, None, published, "en", text, "", "")


class Cutter:
    """Cuts articles into windows."""

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer

    def passages(self, source: Article, *, tokens: int = PASSAGE_TOKENS) -> list[Window]:
        """The passages that tile the article, as the index has them."""
        passages = split_passages(source, max_tokens=tokens, count_tokens=self._count)
        return [window(source, one.start, one.end, one.sentences) for one in passages]

    def _count(self, texts: Sequence[str]) -> list[int]:
        encodings = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        return [len(one.ids) for one in encodings]


def window(source: Article, start: int, end: int, sentences: Sequence[Sentence]) -> Window:
    """A part of an article with the words that it is found by."""
    held = frozenset(terms(source.text[start:end]))
    return Window(source, start, end, tuple(sentences), held)


def whole(source: Article) -> Window:
    """A text that is short enough to be read at once."""
    return window(source, 0, len(source.text), sentence_spans(source.text))


def around(one: Window, at: int, rng: np.random.Generator) -> Window:
    """The sentence of a window that stands at an offset of the article, with some neighbours."""
    spans = one.sentences
    place = next((n for n, span in enumerate(spans) if at < span.end), len(spans) - 1)
    before, after = (int(drawn) for drawn in rng.integers(0, MOST_NEIGHBOURS + 1, size=2))
    kept = spans[max(0, place - before) : place + after + 1]
    return window(one.article, kept[0].start, kept[-1].end, kept)


def nearest(windows: Sequence[Window], wanted: frozenset[str], *, most: int) -> list[Window]:
    """The windows that share most words with a question, best first."""
    shared = [len(wanted & one.terms) for one in windows]
    order = sorted(range(len(windows)), key=lambda n: (-shared[n], n))
    return [windows[n] for n in order[:most]]
