"""Short answers compared as SQuAD compares them: exact match and token F1 (Rajpurkar et al. 2016,
https://arxiv.org/abs/1606.05250, section 6.1)."""

import re
import string
from collections import Counter
from collections.abc import Sequence

# Words that may stand beside an accepted answer: "412 people on board" for "412". A number among
# them says something else ("412 of 500"), unless it is a year, which completes a day.
OTHER_WORDS = 3
_YEAR = re.compile(r"(?:19|20)\d\d")
_ARTICLE = re.compile(r"\b(?:a|an|the)\b")
_PUNCTUATION = str.maketrans("", "", string.punctuation + "“”‘’–—…")


def exact_match(given: str, accepted: Sequence[str]) -> bool:
    """Whether the given answer equals an accepted one after normalisation."""
    return any(_normal(given) == _normal(answer) for answer in accepted)


def says(given: str, accepted: Sequence[str]) -> bool:
    """Whether the given answer is an accepted one, or holds one in a row with at most three other
    words that bring no other number."""
    return any(_holds(_normal(given), _normal(answer)) for answer in accepted)


def best_f1(given: str, accepted: Sequence[str]) -> float:
    """Harmonic mean of precision and recall of words, against the nearest accepted answer."""
    return max((_f1(_normal(given), _normal(answer)) for answer in accepted), default=0.0)


def _normal(text: str) -> list[str]:
    """Lower case, without punctuation and articles."""
    return _ARTICLE.sub(" ", text.lower().translate(_PUNCTUATION)).split()


def _holds(given: Sequence[str], answer: Sequence[str]) -> bool:
    size = len(answer)
    for start in range(len(given) - size + 1) if size else ():
        others = [*given[:start], *given[start + size :]]
        if given[start : start + size] == answer and len(others) <= OTHER_WORDS:
            return not any(_is_number(word) for word in others)
    return False


def _is_number(word: str) -> bool:
    return any(map(str.isdigit, word)) and not _YEAR.fullmatch(word)


def _f1(given: Sequence[str], answer: Sequence[str]) -> float:
    if not given or not answer:
        return float(given == answer)
    shared = sum((Counter(given) & Counter(answer)).values())
    return 2 * shared / (len(given) + len(answer))
