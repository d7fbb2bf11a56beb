"""One voice for a story that several articles carry: passages that are nearly the same text.

Copies that say nothing more are not searched at all (index/copies.py). What is left to be done here
is for copies that tell more, or hold other figures, and for articles that share a passage only.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from groundwire.index.generation import Index
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


def cited(hits: Iterable[Hit], index: Index, allowed: NDArray[np.bool_] | None) -> list[Hit]:
    """The hits, each passage once; where a copy's passage is held by the article that is cited for
    its story, that article's passage stands in its place. Passages not ``allowed`` never do."""
    found: dict[int, Hit] = {}
    for hit in hits:
        row = _passage_cited(hit, index, allowed)
        found.setdefault(row, hit if row == hit.passage else _moved(hit, row, index))
    return list(found.values())


def _passage_cited(hit: Hit, index: Index, allowed: NDArray[np.bool_] | None) -> int:
    """The row of the passage to show for a hit: its own, or that of the article that is cited."""
    article = index.article_rows[hit.passage]
    leader = index.copies.leaders[article]
    if leader == article:
        return hit.passage
    passages = index.passages_of(leader)
    text = index.article(leader).text
    said = [frozenset(text[index.starts[row] : index.ends[row]].split()) for row in passages]
    words = frozenset(hit.text.split())
    shared = [len(words & each) for each in said]
    best = shared.index(max(shared))
    # The copy's passage may begin and end elsewhere: what stands beside it counts too.
    around = frozenset[str]().union(*said[max(0, best - 1) : best + 2])
    held = len(words & around) >= SAME_TEXT * len(words) and _figures(words) <= _figures(around)
    row = passages[best]
    return row if held and (allowed is None or allowed[row]) else hit.passage


def _moved(hit: Hit, row: int, index: Index) -> Hit:
    """The hit, as of another passage."""
    return replace(
        hit,
        passage=row,
        article=index.article(index.article_rows[row]),
        start=int(index.starts[row]),
        end=int(index.ends[row]),
    )


def _repeats(hit: Hit, words: frozenset[str], other: Hit, said: frozenset[str]) -> bool:
    shorter = min(len(words), len(said))
    if hit.article.id == other.article.id or shorter < MIN_WORDS:
        return False
    return len(words & said) >= SAME_TEXT * shorter and _figures(words) == _figures(said)


def _figures(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word.strip(".,;:()") for word in words if any(map(str.isdigit, word)))
