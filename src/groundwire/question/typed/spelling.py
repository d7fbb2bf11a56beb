"""Typing errors in a question: words that no article holds, read as the nearest that one does.

Candidates are one edit away (Damerau 1964: a letter too many, missing, wrong, or two swapped), as
Norvig makes them: all edits of the word, looked up. A word is left alone where it may be right: a
name that no article mentions is not a slip.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from groundwire.index.lexical import Words
from groundwire.language.content import STOPWORDS
from groundwire.language.text import fold, stem, word_spans

LEAST_LETTERS = 2
LEAST_JUDGED = 3  # the encoder knows all shorter ones; "te" is read as a small word or not at all
# Shorter unknown words have right neighbours by chance ("Keir", "heir"): in those only a letter
# missed, doubled or swapped is mended, unless that gives one of the small words of English.
LEAST_REPLACED = 5
LEAST_BESIDE = 4  # and the key beside the right one
LEAST_UNHEARD = 5  # from here on a word that no article holds, but English does, is a reading too
LEAST_OF_A_NAME = 7  # such a word for a name: "Americca" is "America", "Orban" is not "urban"
LEAST_BASE = 4  # letters of a word that another is made of, one less before an s
MOST_WORDS = 40  # looked at in a question: a longer text is pasted, not typed
_LOOKED_IN = 20  # passages; the first that hold a stem nearly always hold its common forms
# What is put behind a word of English to make another.
_ENDINGS = (
    "s es d ed ing ings er ers r rs ly al ise ised ises ising isation ize ized ization y ness able"
).split()
_SECOND_WORDS = "out off offs ups down over back time line land house work man men women".split()
# Two letters that are no slip of a small word.
_SHORT_WORDS = frozenset("ad ai al de dr el eu ex la le mp ms ok pm re st tv uk un vs".split())
_AFTER_E = frozenset(("d", "r", "rs"))
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_KEY_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
# What a slip costs, from the likeliest: two keys in the wrong order, a key missed or hit twice,
# the key beside it, any other.
_SWAPPED, _MISSED, _DOUBLED, _BESIDE, _OTHER = 0, 1, 1, 2, 3

_LEAST = {
    _SWAPPED: LEAST_JUDGED,
    _MISSED: LEAST_JUDGED,
    _BESIDE: LEAST_BESIDE,
    _OTHER: LEAST_REPLACED,
}

Known = Callable[[Sequence[str]], Sequence[bool]]
Passage = Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Corrected:
    """The question as it was read, and each word that was read as another, in order."""

    text: str
    changes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Speller:
    """Reads slips as words of one index.

    ``known`` says of folded words whether each is right whatever the articles hold, ``passage``
    gives the text of a row of the index, so that what a word is read as is written as there.
    """

    words: Words
    known: Known
    passage: Passage

    def correct(self, text: str) -> Corrected:
        """The question with each slip replaced; unchanged where every word may be right."""
        changes: list[tuple[int, int, str]] = []
        for place, (word, start, end) in enumerate(word_spans(text)[:MOST_WORDS]):
            end = min(end, start + len(word))  # what a possessive ends in is no part of the word
            written = text[start:end]
            name = place > 0 and written[0].isupper() and not text.isupper()
            plain = fold(written) == word and (
                written[1:].islower() or written.isupper()
            )  # not SpaceX
            found = self._read(word, is_name=name) if plain else None
            if found:
                changes.append((start, end, _as_written(found, written)))
        return Corrected(
            text=_replaced(text, changes),
            changes=tuple((text[start:end], new) for start, end, new in changes),
        )

    def _read(self, word: str, *, is_name: bool) -> str | None:
        """What a folded word is read as, or None to leave it."""
        if not self._may_be_a_slip(word):
            return None
        least = LEAST_OF_A_NAME if is_name else 0
        for edited in self._candidates(word, is_name=is_name):
            if edited in STOPWORDS:
                return edited
            forms = self._forms(edited)
            names = [form for form in forms if form[0].isupper()]
            if names and (is_name or len(names) == len(forms)):
                return names[0]
            if (forms and not is_name) or (len(word) >= least and self.known([edited])[0]):
                return edited
        return None

    def _may_be_a_slip(self, word: str) -> bool:
        if len(word) < LEAST_LETTERS or not (word.isascii() and word.isalpha()):
            return False
        if word in STOPWORDS or word in _SHORT_WORDS or self.words.document_frequency(stem(word)):
            return False
        return len(word) < LEAST_JUDGED or not any(
            self.known([word, *_bases(word), f"{word}s", f"{word}d"])
        )

    def _candidates(self, word: str, *, is_name: bool) -> list[str]:
        """Words one slip away, the likeliest first: by the slip, the first letter, the count."""
        cheapest: dict[str, int] = {}
        for cost, edited in edits(word):
            cheapest[edited] = min(cost, cheapest.get(edited, cost))
        if is_name:
            cheapest = {
                edited: cost for edited, cost in cheapest.items() if edited not in STOPWORDS
            }
        heard = {edited: self._frequency(edited) for edited in cheapest}
        if not is_name and len(word) >= LEAST_UNHEARD:
            unheard = [edited for edited in cheapest if not heard[edited]]
            right = self.known(unheard)
            heard.update({e: 1 for e, known in zip(unheard, right, strict=True) if known})
        likely = [
            (cost, edited[0] != word[0], -heard[edited], edited)
            for edited, cost in cheapest.items()
            if heard[edited]
            and (edited in STOPWORDS or len(word) >= _LEAST[cost])
            # "Dwayne" is not "Wayne": people hit the first letter of a name.
            and not (is_name and cost == _OTHER and edited[0] != word[0])
        ]
        return [edited for *_, edited in sorted(likely)]

    def _frequency(self, edited: str) -> int:
        """How many passages hold the word, all of them where it is a small one."""
        if len(edited) < LEAST_JUDGED:
            return 0
        if edited in STOPWORDS:
            return self.words.passages
        # Past the cache of stems: hundreds of edits a slip would push the articles' words out.
        return self.words.document_frequency(stem.__wrapped__(edited))

    def _forms(self, edited: str) -> list[str]:
        """How passages write the word: none do where an edit is no word but shares a stem."""
        texts = map(self.passage, map(int, self.words.rows(stem(edited))[:_LOOKED_IN]))
        return sorted(
            {
                text[start : start + len(word)]
                for text in texts
                for word, start, _ in word_spans(text)
                if word == edited
            }
        )


def _bases(word: str) -> list[str]:
    """What the word may be made of: "halting" of "halt", "housing" of "house", "burnout"."""
    bases = [word.removesuffix(second) for second in _SECOND_WORDS if word.endswith(second)]
    for ending in _ENDINGS:
        base = word.removesuffix(ending)
        short = len(base) < LEAST_BASE - (ending == "s")
        # "Manyy" is a slip, and "reportrs": what ends in d or r was a word in e.
        if base == word or short or base[-1] == ending or (ending in _AFTER_E and base[-1] != "e"):
            continue
        bases.extend((base, base + "e") if ending[0] == "i" else (base,))
    return [base for base in bases if len(base) >= LEAST_JUDGED]


def edits(word: str) -> Iterator[tuple[int, str]]:
    """Every word one slip away, with what the slip costs."""
    for place in range(len(word) + 1):
        head, tail = word[:place], word[place:]
        if len(tail) > 1 and tail[0] != tail[1]:
            yield _SWAPPED, head + tail[1] + tail[0] + tail[2:]
        if tail and len(word) > 1:
            doubled = tail[0] in (head[-1:], tail[1:2])
            yield (_DOUBLED if doubled else _OTHER), head + tail[1:]
        for letter in _LETTERS:
            yield _MISSED, head + letter + tail
            if tail and letter != tail[0]:
                beside = letter in _BESIDE_KEYS[tail[0]]
                yield (_BESIDE if beside else _OTHER), head + letter + tail[1:]


def _keys_beside() -> dict[str, str]:
    """The keys that touch each key of a typewriter's three rows."""
    at = {key: (row, place) for row, keys in enumerate(_KEY_ROWS) for place, key in enumerate(keys)}
    return {
        key: "".join(
            other
            for other, (line, column) in at.items()
            if other != key and abs(line - row) <= 1 and abs(column - place) <= 1
        )
        for key, (row, place) in at.items()
    }


_BESIDE_KEYS = _keys_beside()


def _as_written(found: str, written: str) -> str:
    """The word in the case of what was typed."""
    if written.isupper() and len(written) > 1:
        return found.upper()
    return found[0].upper() + found[1:] if written[0].isupper() else found


def _replaced(text: str, changes: Sequence[tuple[int, int, str]]) -> str:
    for start, end, new in reversed(changes):
        text = text[:start] + new + text[end:]
    return text
