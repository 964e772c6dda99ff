"""Which of many words are only a few letters off from one: the table of distances, filled for all of them at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from reader.index.arrays import Array


def within(word: bytes, others: Array, sizes: Array, most: int) -> Array:
    """Whether each of `others` differs from `word` by at most `most` letters added, left out, changed or swapped.

    `others` has a row a letter, as the distances are filled letter by letter, and a column a word: ASCII, and anything
    beyond its size.  Only places near the diagonal can be near enough (Ukkonen 1985); a swap is one step, and its
    letters take part in no other (Damerau 1964).
    """
    far = np.uint8(most + 1)
    longest, count = others.shape
    before: dict[int, Array] = {}
    last = {size: np.full(count, size, np.uint8) for size in range(min(most, longest) + 1)}
    for at, letter in enumerate(word, 1):
        row: dict[int, Array] = {}
        for place in range(max(at - most, 0), min(at + most, longest) + 1):
            if place == 0:
                row[0] = np.full(count, at, np.uint8)
                continue
            changed = others[place - 1] != letter
            distance = last[place - 1] + changed
            for neighbour in (last.get(place), row.get(place - 1)):  # left out, added
                if neighbour is not None:
                    np.minimum(distance, neighbour + np.uint8(1), out=distance)
            if at > 1 and place - 2 in before:
                swapped = (others[place - 2] == letter) & (others[place - 1] == word[at - 2])
                np.minimum(distance, before[place - 2] + np.uint8(1), out=distance, where=swapped)
            row[place] = np.minimum(distance, far)
        before, last = last, row
    near = np.zeros(count, bool)
    for size, distances in last.items():
        near |= (sizes == size) & (distances <= most)
    return near


def is_near(one: str, other: str, most: int) -> bool:
    """Whether two words differ by at most `most` letters added, left out, changed or swapped.

    >>> is_near("raatslid", "raadslid", 1), is_near("motei", "motie", 1), is_near("brief", "briefje", 1)
    (True, True, False)
    """
    if one == other:
        return True
    if most == 0 or abs(len(one) - len(other)) > most:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    one, other = one[start:], other[start:]
    swapped = len(one) > 1 and len(other) > 1 and one[0] == other[1] and one[1] == other[0]
    return (
        is_near(one[1:], other[1:], most - 1)
        or is_near(one[1:], other, most - 1)
        or is_near(one, other[1:], most - 1)
        or (swapped and is_near(one[2:], other[2:], most - 1))
    )
