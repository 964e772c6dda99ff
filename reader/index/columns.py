"""What messages are filtered, sorted and counted on, as arrays in memory: one entry a row.

A row is a message's place in the order of the store's numbers.  New rows are added at the end; only
after a removal is everything read again.
"""

from __future__ import annotations

from array import array
from datetime import date
from typing import TYPE_CHECKING, Generic, TypeVar

import numpy as np

from reader.periods import Period, iso_days

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from reader.index.store import Store

    Mask = NDArray[np.bool_]

K = TypeVar("K")

NEVER = -(1 << 62)  # when a message without a date was sent


class Group(Generic[K]):
    """The values of one attribute; a row has none, one or several."""

    def __init__(self) -> None:
        self._codes: dict[K, int] = {}
        self._rows = array("q")
        self._row_codes = array("q")

    def add(self, row: int, value: K) -> None:
        self._rows.append(row)
        self._row_codes.append(self._codes.setdefault(value, len(self._codes)))

    def count(self, among: Mask) -> dict[K, int]:
        """How many rows of `among` have each value; a value that none has is left out."""
        rows, codes = self._pairs()
        counts = np.bincount(codes[among[rows]], minlength=len(self._codes))
        return {value: int(counts[code]) for value, code in self._codes.items() if counts[code]}

    def having(self, test: Callable[[K], bool], size: int) -> Mask:
        """The rows with a value that passes the test."""
        wanted = np.fromiter((test(value) for value in self._codes), bool, len(self._codes))
        rows, codes = self._pairs()
        mask = np.zeros(size, bool)
        mask[rows[wanted[codes]]] = True
        return mask

    def _pairs(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        # Copies: an array that numpy looks into cannot grow.
        return np.array(self._rows, np.int64), np.array(self._row_codes, np.int64)


class Columns:
    """The attributes of every row of the store."""

    def __init__(self) -> None:
        self.category: Group[str] = Group()  # "" for a message without one
        self.kind: Group[str] = Group()
        self.year: Group[str] = Group()  # "" where the date is unknown
        self.export: Group[str] = Group()
        self.folder: Group[tuple[str, str]] = Group()  # (export, folder)
        self._due: Group[str] = Group()
        self._numbers = array("q")
        self._sent = array("q")
        self._days = array("q")
        self._words = array("q")
        self._attachments = array("q")
        self._last_place = 0
        self._placed: set[tuple[int, str, str]] = set()
        self._exported: set[tuple[int, str]] = set()

    def read(self, store: Store) -> None:
        """Add what the store has more than this."""
        after = self._numbers[-1] if self._numbers else 0
        for one in store.attributes(after):
            row = len(self._numbers)
            self._numbers.append(one.number)
            self._sent.append(NEVER if one.sent is None else one.sent)
            self._days.append(0 if one.day is None else date.fromisoformat(one.day).toordinal())
            self._words.append(one.words)
            self._attachments.append(one.attachments)
            _add_all(self.category, row, one.categories or ("",))
            _add_all(self.kind, row, one.kinds)
            _add_all(self._due, row, one.due)
            self.year.add(row, "" if one.day is None else one.day[:4])
        self.numbers = np.array(self._numbers, np.int64)
        self.sent = np.array(self._sent, np.int64)
        self.words = np.array(self._words, np.float32)
        self.attached: Mask = np.array(self._attachments, np.int64) > 0
        for place, number, export, folder in store.folders(self._last_place):
            self._last_place = place
            row = int(np.searchsorted(self.numbers, number))
            if (row, export, folder) not in self._placed:
                self._placed.add((row, export, folder))
                self.folder.add(row, (export, folder))
            if (row, export) not in self._exported:
                self._exported.add((row, export))
                self.export.add(row, export)

    @property
    def size(self) -> int:
        return len(self._numbers)

    @property
    def acting(self) -> Mask:
        """The rows with an action."""
        return self.kind.having(lambda _kind: True, self.size)

    def sent_in(self, period: Period) -> Mask:
        days = np.array(self._days, np.int64)
        first = 1 if period.first is None else period.first.toordinal()
        last = date.max.toordinal() if period.last is None else period.last.toordinal()
        return (days >= first) & (days <= last)

    def due_in(self, period: Period | None = None) -> Mask:
        """The rows with an action that is due then; for None at any time."""
        return self._due.having(
            lambda due: period is None or Period(*iso_days(due)).overlaps(period),
            self.size,
        )


def _add_all(group: Group[str], row: int, values: Iterable[str]) -> None:
    for value in values:
        group.add(row, value)
