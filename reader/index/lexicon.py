"""Words as numbers, many at once: a table of the words that were met, which numpy looks into.

A dictionary waits for memory at each word, one after another, which was most of the time of indexing; here many looks are
under way at a time, and a word is no object.  Up to eight letters of a word are one number of 64 bits, so whether it is
the word that was looked for is seen by comparing those: nothing hangs on a hash.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

import numpy as np
from numpy.lib.stride_tricks import as_strided

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reader.index.arrays import Array

_SPACE = 0x20
_LANE = 8  # letters
_WIDTHS = (1, 2, 4)  # lanes of the words of each table; longer words are rare
STRETCH = 1 << 20  # bytes that are looked up at once: enough that a call of numpy costs nothing, and 15 MB
_UNKNOWN = (1 << 32) - 1
_FIRST_SIZE = 1 << 12
# The letters of a word that are in a lane, by the lane and the size of the word.
_MASKS = np.array(
    [
        [(1 << 8 * min(max(size - lane * _LANE, 0), _LANE)) - 1 for size in range(_LANE * _WIDTHS[-1] + 1)]
        for lane in range(_WIDTHS[-1])
    ],
    np.uint64,
)


class Lexicon:
    """The words that were met, each with the number that `numbers_of` gave it."""

    def __init__(
        self, numbers_of: Callable[[Sequence[bytes]], Sequence[int]], stretch: int = STRETCH
    ) -> None:
        """`numbers_of` is asked once for each word, or seldom more often."""
        self._numbers_of = numbers_of
        self._stretch = stretch
        self._tables = [_Table(width) for width in _WIDTHS]

    def __len__(self) -> int:
        return sum(map(len, self._tables))

    def numbers(self, text: bytes) -> tuple[Array, Array]:
        """Where each word begins in a text of `words.spaced`, and its number.

        >>> Lexicon(lambda words: [len(word) for word in words]).numbers(b"de raad  besluit")
        (array([0, 3, 9]), array([2, 4, 7], dtype=uint32))
        """
        starts, numbers = [np.empty(0, np.int64)], [np.empty(0, np.uint32)]
        for begin, in_stretch, of_words in self._stretches(text):
            starts.append(in_stretch + begin)
            numbers.append(of_words)
        return np.concatenate(starts), np.concatenate(numbers)

    def _stretches(self, text: bytes) -> Iterator[tuple[int, Array, Array]]:
        """The text bit by bit: where each bit begins, and of its words where in it and their numbers."""
        begin = 0
        while begin < len(text):
            end = begin + self._stretch
            if end < len(text):
                end = text.rfind(b" ", begin, end) + 1 or text.find(b" ", end) + 1
            stretch = text[begin : end or None]
            yield begin, *self._looked_up(stretch)
            begin += len(stretch)

    def _looked_up(self, text: bytes) -> tuple[Array, Array]:
        # Room behind the last word, so that whole lanes can be read there too.
        room = np.frombuffer(b" " + text + b" " * (_LANE * _WIDTHS[-1]), np.uint8)
        letters = room != _SPACE
        edges = np.flatnonzero(letters[1:] != letters[:-1])
        starts, ends = np.ascontiguousarray(edges[::2]), np.ascontiguousarray(edges[1::2])
        sizes = ends - starts
        lanes = as_strided(room[1 : 1 + _LANE].view(np.uint64), (len(room) - _LANE,), (1,))
        numbers = np.full(len(starts), _UNKNOWN, np.uint32)
        least = 1
        for table in self._tables:
            most = table.width * _LANE
            which = np.flatnonzero((sizes >= least) & (sizes <= most))
            keys = _keys(lanes, starts[which], sizes[which], table.width)
            found = table.numbers(keys)
            new = np.flatnonzero(found == _UNKNOWN)
            if len(new):
                spans = zip(starts[which[new]].tolist(), ends[which[new]].tolist(), strict=True)
                found[new], first = self._numbered([text[start:end] for start, end in spans])
                table.add([key[new[first]] for key in keys], found[new[first]])
            numbers[which] = found
            least = most + 1
        longer = np.flatnonzero(sizes >= least)
        spans = zip(starts[longer].tolist(), ends[longer].tolist(), strict=True)
        numbers[longer] = self._numbers_of([text[start:end] for start, end in spans])
        return starts, numbers

    def _numbered(self, words: Sequence[bytes]) -> tuple[list[int], list[int]]:
        """The number of each word, and where each comes for the first time."""
        first: dict[bytes, int] = {}
        for at, word in enumerate(words):
            first.setdefault(word, at)
        number_of = dict(zip(first, self._numbers_of(list(first)), strict=True))
        return [number_of[word] for word in words], list(first.values())


class _Table:
    """Words of at most so many lanes, in the order in which they came: the commonest stand close together."""

    def __init__(self, width: int) -> None:
        self.width = width
        self._size = 1  # the first is none, and stands for a place that is free
        self._keys = [np.zeros(_FIRST_SIZE, np.uint64) for _ in range(width)]
        self._numbers = np.full(_FIRST_SIZE, _UNKNOWN, np.uint32)
        self._places = np.zeros(4 * _FIRST_SIZE, np.int64)  # of a word by its hash, or the next that is free
        # Which words come together is nobody's to choose.
        self._factors = [np.uint64(secrets.randbits(64) | 1) for _ in range(width)]

    def __len__(self) -> int:
        return self._size - 1

    def numbers(self, keys: Sequence[Array]) -> Array:
        """For each word its number, or _UNKNOWN."""
        at = self._hashed(keys)
        found = self._places[at]
        last = len(self._places) - 1
        others = left = self._differ(found, keys)
        while len(left):
            at = (at[others] + 1) & last
            found[left] = self._places[at]
            others = self._differ(found[left], [key[left] for key in keys])
            left = left[others]
        numbers: Array = self._numbers[found]
        return numbers

    def add(self, keys: Sequence[Array], numbers: Array) -> None:
        """Words that are not there yet, each once."""
        size = self._size + len(numbers)
        while size > len(self._numbers):
            self._grow()
        for own, key in zip(self._keys, keys, strict=True):
            own[self._size : size] = key
        self._numbers[self._size : size] = numbers
        self._place(self._size, size)
        self._size = size

    def _differ(self, found: Array, keys: Sequence[Array]) -> Array:
        """Which of these are other words than those that were found for them."""
        differs = self._keys[0][found] != keys[0]
        for own, key in zip(self._keys[1:], keys[1:], strict=True):
            differs |= own[found] != key
        return np.flatnonzero(differs & (found > 0))

    def _hashed(self, keys: Sequence[Array]) -> Array:
        mixed = np.zeros(len(keys[0]), np.uint64)
        for key, factor in zip(keys, self._factors, strict=True):
            mixed += (key ^ (key >> np.uint64(32))) * factor
        mixed ^= mixed >> np.uint64(32)
        mixed *= self._factors[0]
        return (mixed >> np.uint64(65 - len(self._places).bit_length())).astype(np.int64)

    def _place(self, begin: int, end: int) -> None:
        """Give the words from `begin` on a place; where several want one, the others take the next."""
        words = np.arange(begin, end)
        at = self._hashed([key[begin:end] for key in self._keys])
        last = len(self._places) - 1
        while len(words):
            free = self._places[at] == 0
            self._places[at[free]] = words[free]
            left = self._places[at] != words
            words, at = words[left], (at[left] + 1) & last

    def _grow(self) -> None:
        more = np.zeros(len(self._numbers), np.uint64)
        self._keys = [np.concatenate((key, more)) for key in self._keys]
        self._numbers = np.concatenate((self._numbers, np.full(len(more), _UNKNOWN, np.uint32)))
        self._places = np.zeros(2 * len(self._places), np.int64)
        self._place(1, self._size)


def _keys(lanes: Array, starts: Array, sizes: Array, width: int) -> list[Array]:
    """The letters of words as numbers, eight a lane; a lane that a word does not reach is 0."""
    return [lanes[starts + lane * _LANE] & _MASKS[lane][sizes] for lane in range(width)]
