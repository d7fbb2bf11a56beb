"""Longest common subsequence: the words that two sentences have in the same order."""

from collections.abc import Sequence


def common_subsequence(mine: Sequence[str], theirs: Sequence[str]) -> list[tuple[int, int]]:
    """A longest common subsequence of two rows of keys, as pairs of places in them."""
    head = 0
    while head < min(len(mine), len(theirs)) and mine[head] == theirs[head]:
        head += 1
    tail = 0
    while tail < min(len(mine), len(theirs)) - head and mine[-1 - tail] == theirs[-1 - tail]:
        tail += 1
    middle = _by_table(mine[head : len(mine) - tail], theirs[head : len(theirs) - tail])
    return [
        *((place, place) for place in range(head)),
        *((first + head, second + head) for first, second in middle),
        *((len(mine) - back, len(theirs) - back) for back in range(tail, 0, -1)),
    ]


def _by_table(mine: Sequence[str], theirs: Sequence[str]) -> list[tuple[int, int]]:
    """The same by the textbook table (Wagner & Fischer 1974), without the equal ends."""
    lengths = [[0] * (len(theirs) + 1)]
    for key in mine:
        above, row = lengths[-1], [0]
        for place, other in enumerate(theirs):
            row.append(above[place] + 1 if key == other else max(above[place + 1], row[place]))
        lengths.append(row)
    pairs = []
    first, second = len(mine), len(theirs)
    while first and second:
        if mine[first - 1] == theirs[second - 1]:
            first, second = first - 1, second - 1
            pairs.append((first, second))
        elif lengths[first - 1][second] >= lengths[first][second - 1]:
            first -= 1
        else:
            second -= 1
    return pairs[::-1]
