"""Short answers compared as SQuAD compares them: exact match and token F1 (Rajpurkar et al. 2016,
https://arxiv.org/abs/1606.05250, section 6.1)."""

import re
import string
from collections import Counter
from collections.abc import Sequence

_ARTICLE = re.compile(r"\b(?:a|an|the)\b")
_PUNCTUATION = str.maketrans("", "", string.punctuation + "“”‘’–—…")


def exact_match(given: str, accepted: Sequence[str]) -> bool:
    """Whether the given answer equals an accepted one after normalisation."""
    return any(_normal(given) == _normal(answer) for answer in accepted)


def best_f1(given: str, accepted: Sequence[str]) -> float:
    """Harmonic mean of precision and recall of words, against the nearest accepted answer."""
    return max((_f1(_normal(given), _normal(answer)) for answer in accepted), default=0.0)


def _normal(text: str) -> list[str]:
    """Lower case, without punctuation and articles."""
    return _ARTICLE.sub(" ", text.lower().translate(_PUNCTUATION)).split()


def _f1(given: Sequence[str], answer: Sequence[str]) -> float:
    if not given or not answer:
        return float(given == answer)
    shared = sum((Counter(given) & Counter(answer)).values())
    return 2 * shared / (len(given) + len(answer))
