"""One voice for a story that several articles carry: passages that are nearly the same text."""

from collections.abc import Sequence

from groundwire.records import Hit

# Of the words of the shorter passage, how many the other holds too. Among the passages found for
# 290 news questions, the 32 pairs above .9 with the same figures looked like copies; below, some
# were two articles on one event in words of their own.
SAME_TEXT = 0.9
MIN_WORDS = 15  # a shorter passage shares most of its words by chance


def one_voice(hits: Sequence[Hit], k: int) -> list[Hit]:
    """The first ``k`` hits without those that repeat an earlier one of another article; where
    too few are left, the repeating ones follow. The order stays otherwise.

    A passage with other figures is never a repetition: it may disagree.
    """
    kept: list[tuple[Hit, frozenset[str]]] = []
    repeating: list[Hit] = []
    for hit in hits:
        words = frozenset(hit.text.split())
        if any(_repeats(hit, words, *other) for other in kept):
            repeating.append(hit)
        else:
            kept.append((hit, words))
        if len(kept) == k:
            break
    return [*(hit for hit, _ in kept), *repeating][:k]


def _repeats(hit: Hit, words: frozenset[str], other: Hit, said: frozenset[str]) -> bool:
    shorter = min(len(words), len(said))
    if hit.article.id == other.article.id or shorter < MIN_WORDS:
        return False
    return len(words & said) >= SAME_TEXT * shorter and _figures(words) == _figures(said)


def _figures(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word.strip(".,;:()") for word in words if any(map(str.isdigit, word)))
