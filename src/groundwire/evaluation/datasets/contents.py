"""What a public data set holds, whatever its format: questions, and the articles to ask them of."""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from groundwire.errors import InputError
from groundwire.evaluation.gold import GoldQuestion, Nugget
from groundwire.language.text import words

Record = dict[str, str]  # an article as the index reads it: ``id``, ``title``, ``text`` and others

ID_DIGITS = 16  # hexadecimal: of a million articles two share one with probability 3e-8
# What the index takes for an id as it is; any other would become a digest of the article's text.
_SAFE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


Label = Literal["supported", "contradicted", "not_supported"]


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """A sentence held against the words it is to rest on: do they support it? ``how`` says what
    was done to make it."""

    text: str
    evidence: str
    label: Label
    how: str
    split: str


@dataclass(frozen=True, slots=True)
class Contents:
    """``articles`` reads the corpus from its beginning at every call: it may be larger than the
    memory. ``unjudged`` are the ids of questions of which the file does not say what is right,
    neither what to answer nor that there is no answer: they are not asked. ``default_split`` is
    the split that is asked where none is named, None for all."""

    questions: tuple[GoldQuestion, ...]
    articles: Callable[[], Iterator[Record]]
    unjudged: tuple[str, ...] = ()
    claims: tuple[GoldClaim, ...] = ()
    default_split: str | None = None


def article_id(name: str) -> str:
    """The id in the index of what a data set calls by this name, which may be a URL."""
    if _SAFE_ID.fullmatch(name):
        return name
    return hashlib.sha256(name.encode()).hexdigest()[:ID_DIGITS]


def nuggets_of(answers: Iterable[str]) -> tuple[Nugget, ...]:
    """One nugget of these answers; none where no answer has a word, so that nothing can say it."""
    wordings = tuple(dict.fromkeys(answer for answer in answers if words(answer)))
    return (Nugget(any=wordings),) if wordings else ()


def check_ids(questions: Iterable[GoldQuestion], path: Path) -> None:
    """Every question has an id of its own.

    Raises:
        InputError: two share one.
    """
    counted = Counter(question.id for question in questions)
    repeated = [name for name, count in counted.items() if count > 1]
    if repeated:
        raise InputError(
            f"{path}: question {repeated[0]}, field id: used {counted[repeated[0]]} times. "
            "Give every question an id of its own."
        )
