"""What messages are filtered, sorted and counted on, as arrays: one entry a row.

A row is a place in the segments of one commit, one behind another.  Each segment has the `attributes` of its messages;
only where a message stands, which may change, comes from the store.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

import numpy as np

from reader.index.arrays import distinct
from reader.index.attributes import NEVER, names_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from reader.index.arrays import Array
    from reader.index.segment import Segment
    from reader.index.whereabouts import Whereabouts
    from reader.periods import Period

    Mask = NDArray[np.bool_]

K = TypeVar("K")

_FEW = 16  # rows of which one matches
_FEW_NAMES = 16  # each has a mask of its own, a byte a row


class Group(Generic[K]):
    """The values of one attribute; a row has none, one or several."""

    def __init__(self, names: Sequence[K], rows: Array, codes: Array) -> None:
        """`rows` in order, each with the number in `codes` of one of the names."""
        self.names = names
        self.rows = rows
        self.codes = codes
        self._masks: list[Mask] = []  # of each name, made when they are counted first
        self._one_each = np.array_equal(rows, np.arange(len(rows)))

    def count(self, among: Mask, rows: Array | None = None) -> dict[K, int]:
        """How many rows of `among` have each value; a value that none has is left out.

        `rows` has their numbers, where those are known: many groups are counted over the same.
        """
        if len(self.names) <= _FEW_NAMES:
            if len(self._masks) < len(self.names):
                self._masks = [self.having(name.__eq__, len(among)) for name in self.names]
            masks = zip(self.names, self._masks, strict=True)
            return {name: found for name, mask in masks if (found := int(np.count_nonzero(among & mask)))}
        if rows is None:
            rows = np.flatnonzero(among)
        if self._one_each and len(self.rows) == len(among):
            codes = self.codes[rows]
        elif len(rows) * _FEW < len(among):  # looked up one by one they cost less than a look at all
            begin, end = np.searchsorted(self.rows, rows), np.searchsorted(self.rows, rows, side="right")
            sizes = end - begin
            before = np.cumsum(sizes) - sizes
            codes = self.codes[np.repeat(begin - before, sizes) + np.arange(int(sizes.sum()))]
        else:
            codes = self.codes[among[self.rows]]
        counts = np.bincount(codes, minlength=len(self.names)).tolist()
        return {name: count for name, count in zip(self.names, counts, strict=True) if count}

    def having(self, test: Callable[[K], bool], size: int) -> Mask:
        """The rows with a value that passes the test."""
        wanted = np.fromiter(map(test, self.names), bool, len(self.names))
        mask = np.zeros(size, bool)
        mask[self.rows[wanted[self.codes]]] = True
        return mask

    def of(self, row: int) -> tuple[K, ...]:
        """The values of one row."""
        begin, end = np.searchsorted(self.rows, row), np.searchsorted(self.rows, row, side="right")
        return tuple(self.names[code] for code in self.codes[begin:end].tolist())


class Found(NamedTuple):
    """The actions of all rows in step, as `Act`: a row stands in each group as often as it has actions."""

    rule: Group[str]
    kind: Group[str]
    due: Group[str]
    event: Group[str]
    addressee: Group[str]


class Columns:
    """The attributes of every row of one commit."""

    def __init__(self, segments: Sequence[Segment], whereabouts: Whereabouts) -> None:
        self._segments = segments
        self.numbers = _joined(segments, "numbers", np.int64)
        self.size = len(self.numbers)
        self._sent = _joined(segments, "sent", np.int64)
        self.dated: Mask = self._sent > NEVER
        self._days = _joined(segments, "day", np.int32)
        self.attached: Mask = _joined(segments, "attachments", np.uint16) > 0
        self.category = _group(segments, "category")
        self.year = _group(segments, "year")
        self.suggested = _group(segments, "suggested")
        self.found = Found(*(_group(segments, name) for name in Found._fields))  # `Asked` has what counts
        self.export, self.folder = self._placed(whereabouts)
        self.placed = self.export.having(lambda _export: True, self.size)
        # Newest first, unknown dates last, later added first among equals.
        self.by_date = np.lexsort((-self.numbers, -self._sent))

    def lengths(self, field: str) -> Array:
        """The words of a field of each row."""
        return _joined(self._segments, f"{field}.lengths", np.uint32)

    def _placed(self, whereabouts: Whereabouts) -> tuple[Group[str], Group[tuple[str, str]]]:
        """Exports and folders, each once a row."""
        by_number = np.argsort(self.numbers)
        numbers, placed = self.numbers[by_number], whereabouts.numbers()
        at = np.searchsorted(numbers, placed)
        known = at < len(numbers)
        known[known] = numbers[at[known]] == placed[known]  # the others are not wholly committed
        rows = by_number[at[known]]
        exports, folders = list(whereabouts.exports), list(whereabouts.folders)
        in_export = once(rows, whereabouts.in_export()[known], len(exports))
        in_folder = once(rows, whereabouts.in_folder()[known], len(folders))
        return Group(exports, *in_export), Group(folders, *in_folder)

    def newest(self, among: Mask, until: date) -> date | None:
        """The last day up to `until` on which one of these rows was sent; None where none was."""
        days = self._days[among]
        days = days[days <= until.toordinal()]
        newest = int(days.max()) if len(days) else 0
        return date.fromordinal(newest) if newest else None

    def sent_in(self, period: Period) -> Mask:
        first = 1 if period.first is None else period.first.toordinal()
        last = date.max.toordinal() if period.last is None else period.last.toordinal()
        return (self._days >= first) & (self._days <= last)


def once(rows: Array, codes: Array, many: int) -> tuple[Array, Array]:
    """Pairs of a row and one of so many codes, each once."""
    pairs = distinct(rows * max(many, 1) + codes)
    return pairs // max(many, 1), pairs % max(many, 1)


def _joined(segments: Sequence[Segment], name: str, kind: Any) -> Array:  # noqa: ANN401 - a type of numpy
    return np.concatenate([np.empty(0, kind), *(segment.array(name) for segment in segments)])


def _group(segments: Sequence[Segment], name: str) -> Group[str]:
    known: dict[str, int] = {}
    rows, codes, before = [np.empty(0, np.int64)], [np.empty(0, np.int64)], 0
    for segment in segments:
        own = np.array([known.setdefault(value, len(known)) for value in names_of(segment, name)], np.int64)
        rows.append(segment.array(f"{name}.rows").astype(np.int64) + before)
        codes.append(own[segment.array(f"{name}.codes")])
        before += len(segment.numbers)
    return Group(list(known), np.concatenate(rows), np.concatenate(codes))
