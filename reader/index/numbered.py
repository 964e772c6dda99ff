"""Texts that are numbered as they come, and put in the order of their bytes for all at once.

Python's own texts lie all over the memory, and looking at each again for every segment was a third of the time of making
it.  So their bytes stand here behind each other, and the first of each once more as numbers, by which numpy sorts.
"""

from __future__ import annotations

from array import array
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.index.arrays import Array

_LINE = b"\n"  # ends each text; stands in none, and nor does a zero
_LANES = 4  # of eight bytes each, by which texts are sorted; few are longer


class Lines(NamedTuple):
    """Texts one behind another, each on a line of its own."""

    text: Array  # bytes
    ends: Array  # of each text, its line end not counted


def lines(texts: Sequence[bytes]) -> Lines:
    """The texts in this order."""
    sizes = np.fromiter(map(len, texts), np.uint32, len(texts))
    return Lines(np.frombuffer(_LINE.join([*texts, b""]), np.uint8), _ends(sizes))


class Numbered:
    """Texts with a number each, from 0 on."""

    def __init__(self) -> None:
        self._numbers: dict[bytes, int] = {}
        self._text = bytearray()  # of all, each on a line of its own
        self._sizes = array("I")
        self._new: list[bytes] = []  # those that `_lanes` has not yet
        self._lanes = np.empty((0, _LANES), np.uint64)

    def __len__(self) -> int:
        return len(self._sizes)

    def numbers(self, texts: Sequence[bytes]) -> tuple[list[int], list[bytes]]:
        """The number of each text, known or new, and those that are new."""
        numbers = self._numbers
        before = len(numbers)
        own = [numbers.setdefault(text, len(numbers)) for text in texts]
        new = list(islice(reversed(numbers), len(numbers) - before))[::-1]
        self._text += _LINE.join([*new, b""])
        self._sizes.extend(map(len, new))
        self._new += new
        return own, new

    def lines(self, numbers: Array) -> Lines:
        """These texts."""
        sizes = np.array(self._sizes, np.int64) + 1
        own = sizes[numbers]
        shift = (np.cumsum(sizes) - sizes)[numbers] - (np.cumsum(own) - own)
        text = np.frombuffer(bytes(self._text), np.uint8)
        return Lines(text[np.repeat(shift, own) + np.arange(int(own.sum()))], _ends(own - 1))

    def ordered(self, wanted: Array) -> Array:
        """The numbers of the wanted ones, each true or false, in the order of their bytes.

        >>> some = Numbered()
        >>> some.numbers([b"raad", b"motie", b"brief", b"motie"])
        ([0, 1, 2, 1], [b'raad', b'motie', b'brief'])
        >>> some.ordered(np.array([True, True, False]))
        array([1, 0])
        """
        if self._new:
            begins = np.array(self._new, f"S{_LANES * 8}").view(">u8").astype(np.uint64)
            self._lanes = np.concatenate((self._lanes, begins.reshape(-1, _LANES)))
            self._new = []
        numbers = np.flatnonzero(wanted)
        lanes = self._lanes[numbers].T.copy()
        order = np.argsort(lanes[0])  # this takes a fraction of the time of `np.lexsort`
        alike = lanes[0, order[1:]] == lanes[0, order[:-1]]
        for lane in lanes[1:]:  # of those that are alike so far
            first = np.append(True, ~alike)
            which = np.flatnonzero(~(first & np.append(~alike, True)))
            some = order[which]
            order[which] = some[np.lexsort((lane[some], np.cumsum(first[which])))]
            at = np.flatnonzero(alike)
            alike[at] = lane[order[at + 1]] == lane[order[at]]
        numbers = numbers[order]
        if alike.any():  # they differ only further on
            edges = np.flatnonzero(np.diff(alike, prepend=False, append=False))
            for begin, end in edges.reshape(-1, 2).tolist():
                some = np.sort(numbers[begin : end + 1])
                texts = bytes(self.lines(some).text).split(_LINE)
                numbers[begin : end + 1] = some[sorted(range(len(some)), key=texts.__getitem__)]
        return numbers


def _ends(sizes: Array) -> Array:
    """Where each text of such a size ends, its line end not counted."""
    return (np.cumsum(sizes + 1) - 1).astype(np.uint32)
