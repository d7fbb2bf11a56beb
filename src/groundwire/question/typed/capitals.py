"""Names in a question that was typed without capitals, or all in them, written as the articles do.

A name is held against the articles more strictly than a plain word ("nobody mentions Oslo"), and a
capital is what tells it. Where a question has none, the articles' own spelling does.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from groundwire.index.lexical import Words
from groundwire.language.content import STOPWORDS
from groundwire.language.text import fold, stem, word_spans

MOST_WORDS = 40  # looked at in a question: a longer text is pasted, not typed
LOOKED_IN = 20  # passages that hold the word: how they write it, the rest do too
# Of its places in running text, the share that a name has with a capital. Headlines put capitals
# on plain words as well, so the rest of a sentence is looked at alone.
MOSTLY = 0.8

Passage = Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Capitals:
    """Gives names their capitals back; ``passage`` is the running text of a row of the index."""

    words: Words
    passage: Passage

    def restored(self, text: str) -> str:
        """The question with names written as in the articles; as it was where it has capitals."""
        if not (text.isupper() or text[1:] == text[1:].lower()):
            return text
        written = _sentence_case(text) if text.isupper() else text
        for word, start, _ in word_spans(written)[:MOST_WORDS]:
            name = None if word in STOPWORDS else self._as_name(word)
            if name and fold(written[start : start + len(name)]) == fold(name):
                written = f"{written[:start]}{name}{written[start + len(name) :]}"
        return written

    def _as_name(self, word: str) -> str | None:
        """How most passages write the word, if that is with a capital."""
        rows = self.words.rows(stem(word))[:LOOKED_IN]
        forms = Counter(form for row in rows for form in _inside(self.passage(int(row)), word))
        named = sum(count for form, count in forms.items() if form[0].isupper())
        if not named or named < MOSTLY * forms.total():
            return None
        return max(forms, key=lambda form: (form[0].isupper(), forms[form], form))


def _inside(text: str, word: str) -> list[str]:
    """The word as written wherever it opens no sentence."""
    return re.findall(rf"(?<=[\w,] ){re.escape(word)}(?!\w)", text, re.IGNORECASE)


def _sentence_case(text: str) -> str:
    lowered = text.lower()
    return lowered[:1].upper() + lowered[1:]
