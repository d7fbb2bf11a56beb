"""Which words deny what follows them, and which only look so ("not only", "no later than")."""

from collections.abc import Sequence
from functools import lru_cache

from groundwire.language import lexicon
from groundwire.language.clauses import Word
from groundwire.language.text import stem
from groundwire.language.verbs import verb_of

SCOPE_WORDS = 9  # between a denial and what it denies; "not" seldom reaches further in one clause


def denies(words: Sequence[Word], at: int) -> bool:
    """Whether the word denies what follows: "not", "refused", "ruled out"; not "not only"."""
    word = words[at]
    if not _may_deny(word.form):
        return False
    following = " ".join(one.form for one in words[at : at + 3])
    if any(following.startswith(one) for one in lexicon.lines("polarity.denying_phrases")):
        return True
    if word.form.endswith("n't") or word.among("negations"):
        limits = any(following.startswith(one) for one in lexicon.lines("polarity.limits"))
        return not (limits or is_no_denial(following.split()) or _seconds(words, at))
    return not word.capital and _is_denier(word.form)


@lru_cache(maxsize=65_536)
def _may_deny(form: str) -> bool:
    phrases = lexicon.lines("polarity.denying_phrases")
    return (
        form.endswith("n't")
        or form in lexicon.words("polarity.negations")
        or _is_denier(form)
        or any(phrase.startswith(f"{form} ") for phrase in phrases)
    )


def _is_denier(form: str) -> bool:
    return form in _deniers() or verb_of(form) in _deniers()


def is_no_denial(words: Sequence[str]) -> bool:
    """Whether the folded words open a phrase that only looks like a denial: "not only"."""
    following = f"{' '.join(words)} "
    return any(following.startswith(f"{one} ") for one in lexicon.lines("polarity.no_denials"))


def _seconds(words: Sequence[Word], at: int) -> bool:
    """The "not" of "if not", and the "nor" of "neither ... nor", which deny no more."""
    if words[at].form == "nor":
        return any(word.form == "neither" for word in words[max(0, at - SCOPE_WORDS) : at])
    return at > 0 and words[at].form == "not" and words[at - 1].form == "if"


@lru_cache(maxsize=1)
def _deniers() -> frozenset[str]:
    return lexicon.words("polarity.deniers") | frozenset(
        map(stem, lexicon.words("polarity.deniers"))
    )
