"""The maps of exports for a tree view: names to tick, hints and counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from reader.choice import chosen
from ui.map_rows import Row, State, tree_of
from ui.wording import Counted, count

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.choice import Choice
    from reader.events import Survey
    from ui.theme import Theme

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
NAME, HINT, COUNT = range(3)  # the columns
_ROOT = QModelIndex()


class MapModel(QAbstractItemModel):
    """One row for each export, with its maps below it."""

    changed = Signal()  # a tick

    def __init__(self, surveys: Sequence[Survey], theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._paths = [survey.path for survey in surveys]
        self._top = [tree_of(survey) for survey in surveys]
        for place, row in enumerate(self._top):
            row.place = place

    @property
    def total(self) -> int:
        return sum(row.count for row in self._top)

    @property
    def ticked(self) -> int:
        """Messages in the maps that are ticked."""
        ends = (row for top in self._top for row in top.ends())
        return sum(row.count for row in ends if row.state == State.Checked)

    @property
    def size(self) -> int:
        """Rows, those that are folded away included."""
        return sum(1 for top in self._top for _row in top.all())

    def choices(self) -> dict[str, Choice]:
        """What is ticked, by the path of the export."""
        return {
            path: chosen({row.folder: row.state == State.Checked for row in top.ends()})
            for path, top in zip(self._paths, self._top, strict=True)
        }

    def hinted(self) -> Iterator[QModelIndex]:
        """The rows whose name suggests confidential mail."""
        return (self._index_of(row, NAME) for top in self._top for row in top.all() if row.hint)

    def toggle(self, index: _Index) -> None:
        """Tick a row and all inside it; where all were ticked, none."""
        row = self._row(index)
        state = State.Unchecked if row.state == State.Checked else State.Checked
        self.setData(self._index_of(row, NAME), state, _Role.CheckStateRole)

    # What Qt asks

    def index(self, row: int, column: int, parent: _Index = _ROOT) -> QModelIndex:
        rows = self._rows(parent)
        if 0 <= row < len(rows) and 0 <= column <= COUNT:
            return self.createIndex(row, column, rows[row])
        return QModelIndex()

    def parent(self, index: _Index) -> QModelIndex:  # type: ignore[override] # QObject has another `parent`
        above = self._row(index).above if index.isValid() else None
        return self._index_of(above, NAME) if above is not None else QModelIndex()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return len(self._rows(parent)) if parent.column() <= NAME else 0

    def columnCount(self, _parent: _Index = _ROOT) -> int:
        return COUNT + 1

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == NAME else flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        if orientation == Qt.Orientation.Horizontal and role == _Role.DisplayRole:
            return (self.tr("Folder"), "", self.tr("Messages"))[section]
        return _alignment(section) if role == _Role.TextAlignmentRole else None

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        if not index.isValid():
            return None
        row, column = self._row(index), index.column()
        texts = (self._name(row), self._hint(row), count(row.count))
        found: Any = None
        match role:
            case _Role.DisplayRole:
                found = texts[column]
            case _Role.TextAlignmentRole:
                found = _alignment(column)
            case _Role.ForegroundRole:
                found = QColor(self._colour(row, column))
            case _Role.CheckStateRole if column == NAME:
                found = row.state
            case _Role.AccessibleTextRole if column == NAME:
                parts = (texts[NAME], Counted.tr("%n message(s)", "", row.count), texts[HINT])
                found = ", ".join(part for part in parts if part)
            case _Role.ToolTipRole:
                found = texts[NAME] if row.above else self._paths[row.place]
        return found

    def setData(self, index: _Index, value: object, role: int = _Role.EditRole) -> bool:
        if role != _Role.CheckStateRole or not index.isValid() or index.column() != NAME:
            return False
        row = self._row(index)
        row.tick(State(value))
        for one in (*row.all(), *row.around()):
            self.dataChanged.emit(self._index_of(one, NAME), self._index_of(one, COUNT))
        self.changed.emit()
        return True

    def _name(self, row: Row) -> str:
        if row.name:
            return row.name
        return self.tr("In this folder itself") if row.folder else self.tr("Outside the folders")

    def _hint(self, row: Row) -> str:
        return self.tr("possibly confidential") if row.hint else ""

    def _colour(self, row: Row, column: int) -> str:
        if column == HINT:
            return self._theme.action
        return self._theme.faint if column == COUNT or row.state == State.Unchecked else self._theme.ink

    def _row(self, index: _Index) -> Row:
        row = index.internalPointer()
        assert isinstance(row, Row)
        return row

    def _rows(self, parent: _Index) -> list[Row]:
        return self._row(parent).rows if parent.isValid() else self._top

    def _index_of(self, row: Row, column: int) -> QModelIndex:
        return self.createIndex(row.place, column, row)


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column == COUNT else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
