"""Forms of verbs: which word may be a past, a participle or an auxiliary, and of which verb.

English tells most by the ending; the rest are two closed lists, the auxiliaries and the verbs that
do not end in -ed.
"""

from dataclasses import dataclass
from functools import lru_cache

from groundwire.language import lexicon
from groundwire.language.text import stem

_AUXILIARIES = ("auxiliaries", "auxiliaries_inside")
SHORTEST_PAST = 4  # letters: "used", not "red"
_IRREGULAR_NOT = {"wo": "will", "ca": "can", "sha": "shall", "ai": "be"}  # won't, can't, shan't
_SHORT = {"'ll": "will", "'ve": "have", "'re": "be", "'d": "would"}
_PRESENT = {
    **dict.fromkeys(("is", "are", "am", "being"), "be"),
    **dict.fromkeys(("has", "having"), "have"),
    "does": "do",
}
_WITH_S = frozenset({"it", "he", "she", "that", "there", "who", "what"})  # "it's", not "Ana's"


@dataclass(frozen=True, slots=True)
class Auxiliary:
    """``verb`` is be, have, do or the modal itself; ``tied`` where it hangs on its subject, as in
    "they'll"."""

    verb: str
    past: bool = False
    negated: bool = False
    tied: bool = False


@dataclass(frozen=True, slots=True)
class _Forms:
    base: dict[str, str]  # of every form
    bases: frozenset[str]
    pasts: frozenset[str]
    participles: frozenset[str]


@lru_cache(maxsize=1)
def _irregular() -> _Forms:
    rows = [line.split() for line in lexicon.lines("polarity.irregular")]
    bases = {row[0]: row[0] for row in rows}
    others = {form: row[0] for row in reversed(rows) for form in row[1:]}
    return _Forms(
        others | bases,
        frozenset(bases),
        frozenset(row[1] for row in rows),
        frozenset(row[-1] for row in rows),
    )


@lru_cache(maxsize=8192)
def verb_of(word: str) -> str:
    """What is equal for every form of one verb: the stem of "beat" for "beaten"."""
    return stem(_irregular().base.get(word, word))


@lru_cache(maxsize=8192)
def is_past(word: str) -> bool:
    """Whether a folded word may be the past of a verb: "closed", "fell"."""
    return word in _irregular().pasts or _ends_in_ed(word)


@lru_cache(maxsize=8192)
def is_participle(word: str) -> bool:
    """Whether it may be the participle of the past: "closed", "fallen"."""
    return word in _irregular().participles or _ends_in_ed(word)


def is_irregular_base(word: str) -> bool:
    """Whether it is the base of a listed verb: "beat", "sell"."""
    return word in _irregular().bases


@lru_cache(maxsize=8192)
def is_third_person(word: str) -> bool:
    """Whether it ends as a verb of the present may: "beats", and the plural "boats" too."""
    return word.endswith("s") and not word.endswith(("ss", "us", "is", "'s"))


@lru_cache(maxsize=8192)
def is_ing(word: str) -> bool:
    """Whether it ends in -ing, and is longer than "king" or "thing"."""
    return word.endswith("ing") and len(word) > len("thing")


@lru_cache(maxsize=8192)
def auxiliary(written: str) -> Auxiliary | None:
    """The auxiliary that a folded word is or ends with: "was", "won't", "they've"."""
    if written.endswith("n't") or written == "cannot":
        stump = written.removesuffix("n't").removesuffix("not")
        plain = auxiliary(_IRREGULAR_NOT.get(stump, stump))
        return Auxiliary(plain.verb, plain.past, negated=True) if plain else None
    subject, mark, ending = written.partition("'")
    if mark and ending:
        short = "be" if subject in _WITH_S and ending == "s" else _SHORT.get(mark + ending)
        return Auxiliary(short, tied=True) if short else None
    if not any(written in lexicon.words(f"polarity.{name}") for name in _AUXILIARIES):
        return None
    forms = _irregular()
    return Auxiliary(_PRESENT.get(written) or forms.base.get(written, written), is_past(written))


@lru_cache(maxsize=1)
def auxiliary_pattern() -> str:
    """The source of a pattern for an auxiliary of folded text that may open a question: "was" or
    "won't"; the word ends there."""
    return rf"(?:{lexicon.alternatives('polarity.auxiliaries')}|wo|ca|sha)(?:n't)?(?![\w'])"


def _ends_in_ed(word: str) -> bool:
    long_enough = word.endswith("ed") and len(word) >= SHORTEST_PAST
    return long_enough and word not in lexicon.words("polarity.no_past")
