"""What messages are filtered, sorted and counted on, as arrays: one entry a row.

A row is a place in the segments of one commit, one behind another.  Each segment has its own messages' attributes;
only where a message stands, which may change, comes from the store.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import numpy as np

from reader.index.arrays import distinct
from reader.index.store import ZONE
from reader.periods import Period, iso_days

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from reader.actions.action import Findings
    from reader.index.arrays import Array
    from reader.index.segment import Segment
    from reader.index.store import Store
    from reader.message import Message

    Mask = NDArray[np.bool_]

K = TypeVar("K")

NEVER = -(1 << 62)  # when a message without a date was sent
_FEW = 16  # rows of which one matches
GROUPS = ("category", "kind", "year", "due")  # "" counts messages without a category or a year


@dataclass(frozen=True, slots=True)
class Attributes:
    """Those of one message, as a segment keeps them."""

    sent: int | None  # seconds since 1970
    day: date | None  # in Europe/Amsterdam
    attachments: int
    categories: tuple[str, ...]
    kinds: tuple[str, ...]  # of its actions
    due: tuple[str, ...]  # of its actions: ISO days, months or weeks

    def values(self) -> dict[str, tuple[str, ...]]:
        """By group."""
        return {
            "category": self.categories or ("",),
            "kind": self.kinds,
            "year": ("" if self.day is None else f"{self.day.year:04}",),
            "due": self.due,
        }


def attributes_of(message: Message, findings: Findings) -> Attributes:
    """What a message is filtered and sorted on."""
    moment = message.date
    return Attributes(
        sent=None if moment is None else int(moment.timestamp()),
        day=None if moment is None else moment.astimezone(ZONE).date(),
        attachments=len(message.attachments),
        categories=tuple(dict.fromkeys(message.categories)),
        kinds=tuple(sorted({action.kind for action in findings.actions})),
        due=tuple(sorted({action.due for action in findings.actions if action.due})),
    )


def packed(attributes: Sequence[Attributes]) -> dict[str, Array]:
    """The arrays of a segment for its messages, in their order."""
    out: dict[str, Array] = {
        "sent": np.array([NEVER if one.sent is None else one.sent for one in attributes], np.int64),
        "day": np.array([0 if one.day is None else one.day.toordinal() for one in attributes], np.int32),
        "attachments": np.array([min(one.attachments, 0xFFFF) for one in attributes], np.uint16),
    }
    values = [one.values() for one in attributes]
    for name in GROUPS:
        pairs = [(row, value) for row, one in enumerate(values) for value in one[name]]
        out |= _packed_group(name, [row for row, _ in pairs], [value for _, value in pairs])
    return out


def merged(parts: Sequence[tuple[Segment, Mask]]) -> dict[str, Array]:
    """The same of several segments without the messages that were taken away."""
    out: dict[str, Array] = {
        name: np.concatenate([segment.array(name)[alive] for segment, alive in parts])
        for name in ("sent", "day", "attachments")
    }
    for name in GROUPS:
        rows: list[int] = []
        values: list[str] = []
        before = 0
        for segment, alive in parts:
            to = np.cumsum(alive) - 1 + before
            names = _names(segment, name)
            for row, code in zip(
                segment.array(f"{name}.rows").tolist(), segment.array(f"{name}.codes").tolist(), strict=True
            ):
                if alive[row]:
                    rows.append(int(to[row]))
                    values.append(names[code])
            before += int(alive.sum())
        out |= _packed_group(name, rows, values)
    return out


class Group(Generic[K]):
    """The values of one attribute; a row has none, one or several."""

    def __init__(self, names: Sequence[K], rows: Array, codes: Array) -> None:
        """`rows` in order, each with the number of one of the names."""
        self._names = names
        self._rows = rows
        self._codes = codes
        self._one_each = np.array_equal(rows, np.arange(len(rows)))

    def count(self, among: Mask, rows: Array | None = None) -> dict[K, int]:
        """How many rows of `among` have each value; a value that none has is left out.

        `rows` has their numbers, where those are known: many groups are counted over the same.
        """
        if rows is None:
            rows = np.flatnonzero(among)
        if self._one_each and len(self._rows) == len(among):
            codes = self._codes[rows]
        elif len(rows) * _FEW < len(among):  # looked up one by one they cost less than a look at all
            begin, end = np.searchsorted(self._rows, rows), np.searchsorted(self._rows, rows, side="right")
            sizes = end - begin
            before = np.cumsum(sizes) - sizes
            codes = self._codes[np.repeat(begin - before, sizes) + np.arange(int(sizes.sum()))]
        else:
            codes = self._codes[among[self._rows]]
        counts = np.bincount(codes, minlength=len(self._names)).tolist()
        return {name: count for name, count in zip(self._names, counts, strict=True) if count}

    def having(self, test: Callable[[K], bool], size: int) -> Mask:
        """The rows with a value that passes the test."""
        wanted = np.fromiter(map(test, self._names), bool, len(self._names))
        mask = np.zeros(size, bool)
        mask[self._rows[wanted[self._codes]]] = True
        return mask


class Places:
    """Where all messages stand, also those that are not wholly committed; it grows with the store."""

    def __init__(self) -> None:
        self.exports: dict[str, int] = {}
        self.folders: dict[tuple[str, str], int] = {}  # (export, folder)
        self._last = 0
        self._numbers = [np.empty(0, np.int64)]
        self._exports = [np.empty(0, np.int64)]
        self._folders = [np.empty(0, np.int64)]

    def read(self, store: Store) -> None:
        """Add what the store has more than this."""
        last = store.last_place()
        for export, folder, numbers in store.standing(self._last) if last > self._last else ():
            self._numbers.append(numbers)
            self._exports.append(np.full(len(numbers), self.exports.setdefault(export, len(self.exports))))
            place = self.folders.setdefault((export, folder), len(self.folders))
            self._folders.append(np.full(len(numbers), place))
        self._last = last

    def numbers(self) -> Array:
        """Those of the messages, once for each place."""
        return np.concatenate(self._numbers)

    def in_export(self) -> Array:
        """The export of each place."""
        return np.concatenate(self._exports)

    def in_folder(self) -> Array:
        """The folder of each place."""
        return np.concatenate(self._folders)


class Columns:
    """The attributes of every row of one commit."""

    def __init__(self, segments: Sequence[Segment], places: Places) -> None:
        self._segments = segments
        self.numbers = _joined(segments, "numbers", np.int64)
        self.size = len(self.numbers)
        self._sent = _joined(segments, "sent", np.int64)
        self._days = _joined(segments, "day", np.int32)
        self.attached: Mask = _joined(segments, "attachments", np.uint16) > 0
        self.category = _group(segments, "category")
        self.kind = _group(segments, "kind")
        self.year = _group(segments, "year")
        self._due = _group(segments, "due")
        self.acting = self.kind.having(lambda _kind: True, self.size)
        self.export, self.folder = self._placed(places)
        self.placed = self.export.having(lambda _export: True, self.size)
        # Newest first, unknown dates last, later added first among equals.
        self.by_date = np.lexsort((-self.numbers, -self._sent))

    def lengths(self, field: str) -> Array:
        """The words of a field of each row."""
        return _joined(self._segments, f"{field}.lengths", np.uint32)

    def _placed(self, places: Places) -> tuple[Group[str], Group[tuple[str, str]]]:
        """Exports and folders, each once a row."""
        by_number = np.argsort(self.numbers)
        numbers, placed = self.numbers[by_number], places.numbers()
        at = np.searchsorted(numbers, placed)
        known = at < len(numbers)
        known[known] = numbers[at[known]] == placed[known]  # the others are not wholly committed
        rows = by_number[at[known]]
        exports, folders = list(places.exports), list(places.folders)
        in_export = _once(rows, places.in_export()[known], len(exports))
        in_folder = _once(rows, places.in_folder()[known], len(folders))
        return Group(exports, *in_export), Group(folders, *in_folder)

    def sent_in(self, period: Period) -> Mask:
        first = 1 if period.first is None else period.first.toordinal()
        last = date.max.toordinal() if period.last is None else period.last.toordinal()
        return (self._days >= first) & (self._days <= last)

    def due_in(self, period: Period | None = None) -> Mask:
        """The rows with an action that is due then; for None at any time."""
        return self._due.having(
            lambda due: period is None or Period(*iso_days(due)).overlaps(period),
            self.size,
        )


def _once(rows: Array, codes: Array, many: int) -> tuple[Array, Array]:
    """Pairs of a row and one of so many codes, each once."""
    pairs = distinct(rows * max(many, 1) + codes)
    return pairs // max(many, 1), pairs % max(many, 1)


def _joined(segments: Sequence[Segment], name: str, kind: Any) -> Array:  # noqa: ANN401 - a type of numpy
    return np.concatenate([np.empty(0, kind), *(segment.array(name) for segment in segments)])


def _packed_group(name: str, rows: Sequence[int], values: Sequence[str]) -> dict[str, Array]:
    """Pairs of a row and one of its values; the values themselves are JSON, since one may hold any character."""
    names = sorted(set(values))
    code = {value: at for at, value in enumerate(names)}
    return {
        f"{name}.names": np.frombuffer(json.dumps(names).encode("ascii"), np.uint8),
        f"{name}.rows": np.array(rows, np.uint32),
        f"{name}.codes": np.fromiter(map(code.__getitem__, values), np.uint32, len(values)),
    }


def _names(segment: Segment, name: str) -> list[str]:
    names: list[str] = json.loads(segment.array(f"{name}.names").tobytes())
    return names


def _group(segments: Sequence[Segment], name: str) -> Group[str]:
    known: dict[str, int] = {}
    rows, codes, before = [np.empty(0, np.int64)], [np.empty(0, np.int64)], 0
    for segment in segments:
        own = np.array([known.setdefault(value, len(known)) for value in _names(segment, name)], np.int64)
        rows.append(segment.array(f"{name}.rows").astype(np.int64) + before)
        codes.append(own[segment.array(f"{name}.codes")])
        before += len(segment.numbers)
    return Group(list(known), np.concatenate(rows), np.concatenate(codes))
