"""The result list as a Qt model: it holds hits, and knows which are ticked.

It runs no query.  `more_wanted` asks for the next page; `append` brings it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from ui.wording import accessible_row

if TYPE_CHECKING:
    from reader.events import Hit, Page

HIT_ROLE = Qt.ItemDataRole.UserRole + 1

_Index = QModelIndex | QPersistentModelIndex


class HitModel(QAbstractListModel):
    """Rows are hits.  Ticks are kept by message, so they survive every search."""

    more_wanted = Signal(int)  # the first row that is missing
    ticked_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hits: list[Hit] = []
        self._total = 0
        self._asked = 0  # rows that were asked for, so that a page is asked for once
        self._ticked: dict[str, None] = {}  # identifiers in the order of ticking

    @property
    def ticked(self) -> tuple[str, ...]:
        """The selection: identifiers of messages, in the order in which they were ticked."""
        return tuple(self._ticked)

    @property
    def total(self) -> int:
        """Messages that match, whether their rows are here or not."""
        return self._total

    @property
    def shown(self) -> tuple[str, ...]:
        """Identifiers of the rows that are here, from top to bottom."""
        return tuple(hit.id for hit in self._hits)

    def hit(self, row: int) -> Hit | None:
        return self._hits[row] if 0 <= row < len(self._hits) else None

    def row_of(self, identity: str) -> int:
        """The row of a message, or -1."""
        return next((row for row, hit in enumerate(self._hits) if hit.id == identity), -1)

    def show(self, page: Page) -> None:
        """Replace all rows by the first page of a new answer."""
        self.beginResetModel()
        self._hits = list(page.hits)
        self._total = page.total
        self._asked = len(self._hits)
        self.endResetModel()

    def append(self, page: Page) -> None:
        """Add a further page below the rows that are there."""
        if page.search.offset != len(self._hits) or not page.hits:
            return  # the list was replaced since it was asked for
        last = len(self._hits) + len(page.hits) - 1
        self.beginInsertRows(QModelIndex(), len(self._hits), last)
        self._hits.extend(page.hits)
        self._asked = len(self._hits)
        self.endInsertRows()

    def count_again(self, total: int) -> None:
        """More or fewer messages match than before; the rows that are here stay, and the next page may be asked for."""
        self._total = total
        self._asked = len(self._hits)

    def tick(self, identities: tuple[str, ...], *, on: bool) -> None:
        """Tick or untick messages, also those that the list does not show now."""
        for identity in identities:
            if on:
                self._ticked[identity] = None
            else:
                self._ticked.pop(identity, None)
        if self._hits:
            self.dataChanged.emit(
                self.index(0), self.index(len(self._hits) - 1), [Qt.ItemDataRole.CheckStateRole]
            )
        self.ticked_changed.emit()

    def toggle(self, row: int) -> None:
        hit = self.hit(row)
        if hit is not None:
            self.tick((hit.id,), on=hit.id not in self._ticked)

    # What Qt calls

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._hits)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own
        hit = self.hit(index.row())
        if hit is None:
            return None
        if role == HIT_ROLE:
            return hit
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if hit.id in self._ticked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.DisplayRole:
            return hit.subject
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return accessible_row(hit, ticked=hit.id in self._ticked)
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: ANN401
        hit = self.hit(index.row())
        if hit is None or role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.tick((hit.id,), on=Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsUserCheckable
            | Qt.ItemFlag.ItemNeverHasChildren
        )

    def canFetchMore(self, parent: _Index) -> bool:
        return not parent.isValid() and self._asked < self._total

    def fetchMore(self, parent: _Index) -> None:
        if self.canFetchMore(parent) and self._asked == len(self._hits):
            self._asked = self._total  # until the page is here
            self.more_wanted.emit(len(self._hits))
