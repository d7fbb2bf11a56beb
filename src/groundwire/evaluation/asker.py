"""Where answers come from: this process or a service over HTTP, both asked as a user asks."""

from collections.abc import Iterator
from typing import Protocol, Self

from groundwire.answer.answer import Answerer
from groundwire.answer.steps import Found, answer_of
from groundwire.records import Answer, Article, Question, SearchResult


class Asker(Protocol):
    """Answers questions, and shows the articles that it answers from. Safe in several threads;
    to be used with ``with``."""

    def __enter__(self) -> Self:
        """Itself."""

    def __exit__(self, *_: object) -> None:
        """Close what was opened."""

    def ask(self, question: Question) -> tuple[SearchResult, Answer]:
        """What was found, and the answer."""

    def articles(self) -> Iterator[Article]:
        """Every article that may be cited."""

    def about(self) -> dict[str, str]:
        """Which index answers and with what: what `groundwire info` shows of it."""


class InProcess:
    """An answerer in this process."""

    def __init__(self, answerer: Answerer) -> None:
        self._answerer = answerer

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing to close: the answerer is not ours."""

    def ask(self, question: Question) -> tuple[SearchResult, Answer]:
        """What was found, and the answer: the first and the last step of ``Answerer.ask_steps``."""
        found, *steps = self._answerer.ask_steps(question)
        if not isinstance(found, Found):
            raise TypeError("the first step of an answer is what was found")
        return found.result, answer_of(steps)

    def articles(self) -> Iterator[Article]:
        """Every article of the index, in the order of their ids."""
        index = self._answerer.library.index
        return (index.article(row) for row in range(len(index.article_ids)))

    def about(self) -> dict[str, str]:
        """The generation, what made it, and what it costs on the disk."""
        index = self._answerer.library.index
        return {
            "generation": index.generation,
            "articles": f"{len(index.article_ids)}",
            "passages": f"{index.passages}",
            "encoder": index.encoder,
            "encoder fingerprint": index.encoder_fingerprint,
            "reader": self._answerer.models.reader.name,
            "index bytes a passage": f"{index.bytes / max(1, index.passages):.0f}",
        }
