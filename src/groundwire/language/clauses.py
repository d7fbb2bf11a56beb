"""A sentence cut where its clauses part: at marks, at words that open a clause, and at an "and"
behind which another verb follows."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from groundwire.language import lexicon
from groundwire.language.text import Text
from groundwire.language.verbs import Auxiliary, auxiliary, is_ing, is_past

_HARD = re.compile(r"[;:()\[\]\"…–—]|\s-+\s|--")
_LISTS = """adverbs conditions determiners doubts negations openers prepositions pronouns""".split()
_JOINS = frozenset({"and", "or"})


class Word(NamedTuple):
    """A word as a clause sees it: ``form`` folded as written ("didn't"), ``capital`` where it is
    written with one, ``mark`` the mark before it: "," or another that parts clauses, or none."""

    form: str
    stem: str
    start: int
    end: int
    capital: bool
    mark: str
    kinds: frozenset[str]

    @property
    def auxiliary(self) -> Auxiliary | None:
        """The auxiliary that it is or ends with."""
        return auxiliary(self.form)

    def among(self, listed: str) -> bool:
        """Whether it stands in a list of the lexicon's."""
        return listed in self.kinds

    @property
    def adverb(self) -> bool:
        """Whether it may stand inside a group of verbs without being one."""
        return "adverbs" in self.kinds or (self.form.endswith("ly") and not self.capital)

    @property
    def number(self) -> bool:
        """Whether it is written in digits."""
        return self.form[0].isdigit()


@lru_cache(maxsize=65_536)
def _kinds(form: str) -> frozenset[str]:
    """The lists that a word stands in, looked up once for every word of the language."""
    return frozenset(name for name in _LISTS if form in lexicon.words(f"polarity.{name}"))


@dataclass(frozen=True, slots=True)
class Clause:
    """The words ``first`` up to ``last`` (not included). ``opener`` is what opens it: a word such
    as "who" or "and", else the mark before it."""

    first: int
    last: int
    opener: str


def words_of(text: Text) -> tuple[Word, ...]:
    """Every word of a text, with its writing and the mark before it."""
    found, end = [], 0
    for token in text.tokens:
        gap = text.folded[end : token.start]
        mark = "" if gap in ("", " ") else ";" if _HARD.search(gap) else "," if "," in gap else ""
        form = text.folded[token.start : token.end]
        capital = text.written[token.start].isupper()
        kinds = _kinds(form)
        found.append(Word(form, token.stem, token.start, token.end, capital, mark, kinds))
        end = token.end
    return tuple(found)


def clauses_of(words: tuple[Word, ...]) -> tuple[Clause, ...]:
    """The clauses in order; every word is in one."""
    if not words:
        return ()
    cuts = [(0, _opener(words, 0, 0))]
    for at in range(1, len(words)):
        if opener := _opener(words, at, cuts[-1][0]):
            cuts.append((at, opener))
    ends = [at for at, _ in cuts[1:]] + [len(words)]
    return tuple(Clause(at, end, opener) for (at, opener), end in zip(cuts, ends, strict=True))


def _opener(words: tuple[Word, ...], at: int, since: int) -> str:
    """What opens a clause at a word, where one does; ``since`` is where the last one began."""
    word = words[at]
    if word.among("openers"):
        return word.form
    joins = word.form in _JOINS and any(map(_is_finite, words[since:at]))
    return word.form if joins and _finite_follows(words, at + 1) else word.mark


@lru_cache(maxsize=4096)
def _is_finite(word: Word) -> bool:
    return not word.capital and (word.auxiliary is not None or is_past(word.form))


def _finite_follows(words: tuple[Word, ...], at: int) -> bool:
    """Whether a verb of its own follows: at once ("and fell"), or behind a subject of few words
    ("and its coach left"); "and injured in" may share an auxiliary, and does not count."""
    while at < len(words) and words[at].adverb:
        at += 1
    if at >= len(words):
        return False
    if _is_finite(words[at]):
        return True
    for place in range(at + 1, min(at + 6, len(words))):
        word = words[place]
        if word.mark or word.among("prepositions") or word.among("openers"):
            return False
        if _is_finite(word) and not words[place - 1].among("determiners"):
            return not is_ing(word.form)
    return False
