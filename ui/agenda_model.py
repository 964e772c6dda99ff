"""The agenda as a Qt model: months, with what is to be done or visited in them below each, and a tick for each entry."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from reader.agenda import Ticks
from ui.agenda_wording import accessible_entry, month_title, tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.agenda import Entry, What
    from reader.words import Words

ROW_ROLE = Qt.ItemDataRole.UserRole + 1

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole


@dataclass(frozen=True, slots=True)
class Month:
    """A row above the entries of a month."""

    first: date | None  # None above what has no day
    entries: int


class AgendaModel(QAbstractListModel):
    """Ticks are kept by entry, so they survive when the agenda is made again."""

    ticked_changed = Signal()

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._today: date | None = None  # the day that counts as today
        self._entries: tuple[Entry, ...] = ()
        self._rows: list[Entry | Month] = []
        self.ticks = Ticks()
        self._dated = 0
        self._ticked_count = 0

    @property
    def today(self) -> date | None:
        return self._today

    @property
    def entries(self) -> tuple[Entry, ...]:
        return self._entries

    @property
    def ticked(self) -> tuple[Entry, ...]:
        """The chosen entries; one without a day fits in no calendar."""
        return tuple(entry for entry in self._entries if self.ticks.has(entry))

    @property
    def ticked_count(self) -> int:
        return self._ticked_count

    @property
    def dated_count(self) -> int:
        """Entries that can be ticked."""
        return self._dated

    @property
    def months(self) -> list[int]:
        """The rows of months."""
        return [row for row, one in enumerate(self._rows) if isinstance(one, Month)]

    def row(self, row: int) -> Entry | Month | None:
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def row_of(self, key: tuple[str, int, What]) -> int:
        """The row of an entry, or -1."""
        return next(
            (
                row
                for row, one in enumerate(self._rows)
                if not isinstance(one, Month) and one.message_id == key[0] and one.key == key
            ),
            -1,
        )

    def first_row_from(self, day: date) -> int:
        """The row of the first entry on a day or after it; -1 where there is none."""
        row = bisect_left(self._rows, day, key=_day_of)
        one = self.row(row)
        if isinstance(one, Month):
            row, one = row + 1, self.row(row + 1)
        return row if one is not None and not isinstance(one, Month) and one.day is not None else -1

    def row_nearest(self, day: date) -> int:
        """The row of the first entry on a day or after it, else of the last one before it; of the first of all where none has a day."""
        row = self.first_row_from(day)
        return row if row >= 0 else max(bisect_left(self._rows, day, key=_day_of) - 1, 1)

    def show(self, entries: Sequence[Entry], today: date) -> None:
        """Replace all rows; `entries` are in order."""
        self.beginResetModel()
        self._entries, self._today = tuple(entries), today
        self.ticks = self.ticks.on(today, self._entries)
        self._rows = []
        self._dated = 0
        for first, group in groupby(self._entries, key=_month_of):
            entries = list(group)
            self._rows += (Month(date.fromordinal(first) if first else None, len(entries)), *entries)
            self._dated += len(entries) if first else 0
        self._ticked_count = sum(map(self.ticks.has, self._entries))
        self.endResetModel()
        self.ticked_changed.emit()

    def toggle(self, row: int) -> None:
        entry = self.row(row)
        if entry is not None and not isinstance(entry, Month) and entry.day is not None:
            self.ticks = replace(self.ticks, turned=self.ticks.turned ^ {entry.key})
            self._ticked_count += 1 if self.ticks.has(entry) else -1
            self.dataChanged.emit(self.index(row), self.index(row), [_Role.CheckStateRole])
            self.ticked_changed.emit()

    def tick_all(self, *, on: bool) -> None:
        """All that is shown; what another search shows is ticked as always.  Or nothing, here and there."""
        self.ticks = self.ticks.with_all(self._entries) if on else Ticks("none", today=self._today)
        self._ticked_count = self._dated if on else 0
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1), [_Role.CheckStateRole])
        self.ticked_changed.emit()

    # What Qt calls

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own
        one = self.row(index.row())
        if role == ROW_ROLE or one is None:
            return one
        if isinstance(one, Month):
            return month_title(one.first) if role in {_Role.DisplayRole, _Role.AccessibleTextRole} else None
        found: Any = None
        match role:
            case _Role.DisplayRole:
                found = one.text or one.words
            case _Role.ToolTipRole:
                found = tip(one, self._words)
            case _Role.CheckStateRole if one.day is not None:
                found = Qt.CheckState.Checked if self.ticks.has(one) else Qt.CheckState.Unchecked
            case _Role.AccessibleTextRole:
                found = accessible_entry(one, self._words, self._today, ticked=self.ticks.has(one))
        return found

    def setData(self, index: _Index, value: Any, role: int = _Role.EditRole) -> bool:  # noqa: ANN401
        one = self.row(index.row())
        if one is None or isinstance(one, Month) or role != _Role.CheckStateRole:
            return False
        if self.ticks.has(one) != (Qt.CheckState(value) == Qt.CheckState.Checked):
            self.toggle(index.row())
        return True

    def flags(self, index: _Index) -> Qt.ItemFlag:
        one = self.row(index.row()) if index.isValid() else None
        if one is None:
            return Qt.ItemFlag.NoItemFlags
        if isinstance(one, Month):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return flags if one.day is None else flags | Qt.ItemFlag.ItemIsUserCheckable


def _month_of(entry: Entry) -> int:
    """The number of the first day of its month; 0 without a day."""
    day = entry.day
    return day.toordinal() - day.day + 1 if day else 0


def _day_of(row: Entry | Month) -> date:
    day = row.first if isinstance(row, Month) else row.day
    return day or date.max
