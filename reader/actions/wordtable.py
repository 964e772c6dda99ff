"""The words of a text as codes of their signs, all at once: a table of the words that were met, which numpy looks into.

A dictionary waits for memory at each word, one after another; here many looks are under way at a time, and no word becomes an
object.  A word is known by a number of 64 bits in which each of its characters counts by its place: the chance that any two of
`_MOST_KEPT` words have the same one is one in a hundred million, and which two nobody can choose who does not know the numbers.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

_MOST_KEPT = 1 << 19  # words, and codes of all that they can say: 40 MB
_SPARE = 4  # places for each word, so that few want the same
_FIRST_SIZE = 1 << 15  # places
# What is known of a word: its own number, and that of what it says.  They stand beside each other, as a look costs a wait.
_WORD = np.dtype([("key", np.uint64), ("row", np.intp)])
_NO_WORD = np.array((0, -1), _WORD)
_FACTOR = 0x9E3779B97F4A7C15  # of a character by its place: odd, so that it has an inverse
_BITS = 64
_INVERSE = pow(_FACTOR, -1, 1 << _BITS)
_UTF_16 = "utf-16-le", "surrogatepass"
# Each character has a number, another in each process, and all that words stand between 0, which counts for nothing.
_LETTERS = np.frombuffer(bytearray(secrets.token_bytes(_BITS // 8 << 16)), np.uint64)
_LETTERS[[unit for unit in range(1 << 16) if chr(unit).isspace()]] = 0


class WordTable:
    """The words that were met, each with the codes that it stands for."""

    def __init__(self, codes_of: Callable[[str], tuple[tuple[int, ...], bool]]) -> None:
        """`codes_of` tells the codes of a word, and whether it is likely to come again."""
        self._codes_of = codes_of
        self._powers = self._inverses = np.ones(0, np.uint64)
        self._begin()

    def _begin(self) -> None:
        self._kept = 0
        self._words = np.full(_FIRST_SIZE, _NO_WORD, _WORD)  # at each place
        self._aside: dict[int, int] = {}  # the same of words whose place another has
        self._numbers: dict[tuple[int, ...], int] = {(): 0}  # of the codes of a word
        self._codes = np.zeros(0, np.intp)  # of each number, one behind another
        self._ends = self._sizes = np.zeros(1, np.intp)
        self._words[0] = 0, 0

    def codes(self, text: str) -> NDArray[np.intp]:
        """Those of all words, in the order of the text.

        >>> table = WordTable(lambda word: (tuple(range(len(word))), True))
        >>> table.codes("de raad").tolist(), table.codes("de  raad, de").tolist()
        ([0, 1, 0, 1, 2, 3], [0, 1, 0, 1, 2, 3, 4, 0, 1])
        """
        if max(self._kept, len(self._codes)) > _MOST_KEPT:
            self._begin()
        units = np.frombuffer(f" {text} ".encode(*_UTF_16), "<u2")
        letters = _LETTERS.take(units)
        if len(letters) > len(self._powers):
            self._powers, self._inverses = (_powers(one, 2 * len(letters)) for one in (_FACTOR, _INVERSE))
        between = (letters == 0).nonzero()[0]  # where a word of no letters stands, it is 0 and says nothing
        keys = np.add.reduceat(letters * self._powers[: len(letters)], between) * self._inverses.take(between)
        words = self._words.take(self._home(keys))
        rows = words["row"]
        others = (words["key"] != keys).nonzero()[0]
        if len(others):
            aside = [self._aside.get(key, -1) for key in keys[others].tolist()]
            rows[others] = aside
            if -1 in aside:
                new = (rows < 0).nonzero()[0]
                places = zip((between[new] + 1).tolist(), between[new + 1].tolist(), strict=True)
                written = [units[start:end].tobytes().decode(*_UTF_16) for start, end in places]
                rows[new] = self._met(keys[new], written)
        sizes = self._sizes.take(rows)
        ends = sizes.cumsum()
        shifts = self._ends.take(rows) - ends
        found: NDArray[np.intp] = self._codes.take(shifts.repeat(sizes) + np.arange(ends[-1]))
        return found

    def _met(self, keys: NDArray[np.uint64], words: Sequence[str]) -> NDArray[np.intp]:
        """The same of new words, which from now on are known."""
        numbers = self._numbers
        count = len(numbers)
        codes, coming_again = zip(*map(self._codes_of, words), strict=True)
        rows = np.array([numbers.setdefault(of_word, len(numbers)) for of_word in codes], np.intp)
        again = np.array(coming_again)
        if len(numbers) > count:
            added = list(numbers)[count:]
            self._codes = np.concatenate((self._codes, *(np.array(codes, np.intp) for codes in added)))
            self._sizes = np.append(self._sizes, list(map(len, added)))
            self._ends = self._sizes.cumsum()
        if again.any():
            self._keep(keys[again], rows[again])
        return rows

    def _keep(self, keys: NDArray[np.uint64], rows: NDArray[np.intp]) -> None:
        self._kept += len(keys)
        size = len(self._words)
        while size < _SPARE * self._kept:
            size *= 2
        if size > len(self._words):
            held = self._words[self._words["row"] >= 0]
            aside = np.array(list(self._aside), np.uint64), np.array(list(self._aside.values()), np.intp)
            keys = np.concatenate((held["key"], aside[0], keys))
            rows = np.concatenate((held["row"], aside[1], rows))
            self._aside.clear()
            self._words = np.full(size, _NO_WORD, _WORD)
        places = self._home(keys)
        free = self._words["row"][places] < 0
        self._words["key"][places[free]], self._words["row"][places[free]] = keys[free], rows[free]
        left = self._words["key"][places] != keys
        self._aside.update(zip(keys[left].tolist(), rows[left].tolist(), strict=True))

    def _home(self, keys: NDArray[np.uint64]) -> NDArray[np.intp]:
        """The place of each word, if no other has it."""
        return (keys >> np.uint64(_BITS + 1 - len(self._words).bit_length())).view(np.intp)


def _powers(factor: int, count: int) -> NDArray[np.uint64]:
    return np.multiply.accumulate(np.full(count, factor, np.uint64))
