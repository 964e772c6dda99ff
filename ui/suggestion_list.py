"""The list below the search box: what may be typed next, or was asked before."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.zoom import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.theme import Theme

_MEANING = Qt.ItemDataRole.UserRole + 1
_IS_COMMAND = Qt.ItemDataRole.UserRole + 2
_Index = QModelIndex | QPersistentModelIndex
_HEIGHT, _PAD, _WIDEST = 28, 10, 560  # pixels at 100 %


class Suggestion(NamedTuple):
    """One line of the list."""

    text: str  # what is shown, and what a screen reader says first
    meaning: str  # said beside it
    query: str  # what the box holds when it is taken
    command: str = ""  # what it does instead, such as "forget"


class SuggestionList(QListWidget):
    """Lies over the panes and never takes the keyboard: the search box moves through it."""

    taken = Signal(object)  # Suggestion

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("Suggestions")
        self.setAccessibleName(self.tr("Suggestions"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.theme = theme
        self._over = parent
        self._suggestions: tuple[Suggestion, ...] = ()
        self.setItemDelegate(_Line(self))
        self.itemEntered.connect(self.setCurrentItem)
        self.itemClicked.connect(lambda item: self.taken.emit(self._suggestions[self.row(item)]))
        self.hide()

    @property
    def offered(self) -> tuple[Suggestion, ...]:
        """What is shown now."""
        return () if self.isHidden() else self._suggestions

    @property
    def chosen(self) -> Suggestion | None:
        """The line that the user went to."""
        row = self.currentRow()
        return self.offered[row] if 0 <= row < len(self.offered) else None

    def offer(self, suggestions: Sequence[Suggestion], below: QWidget) -> None:
        """Show these below a widget, none of them chosen; nothing hides the list."""
        self._suggestions = tuple(suggestions)
        self.clear()
        for one in suggestions:
            item = QListWidgetItem(one.text, self)
            item.setData(_MEANING, one.meaning)
            item.setData(_IS_COMMAND, bool(one.command))
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole, f"{one.text}, {one.meaning}" if one.meaning else one.text
            )
        self.setCurrentRow(-1)
        if not suggestions:
            self.hide()
            return
        window = self._over
        place = below.mapTo(window, QPoint(0, below.height() + 2))
        width = min(max(below.width(), 320), px(_WIDEST, self.font()), window.width() - place.x())
        height = px(_HEIGHT, self.font())
        rows = min(len(suggestions), (window.height() - place.y() - 2 * self.frameWidth()) // height)
        self.setGeometry(QRect(place, QSize(width, rows * height + 2 * self.frameWidth())))
        self.show()
        self.raise_()

    def step(self, rows: int) -> None:
        """To the next line or the one before; before the first is none."""
        self.setCurrentRow(max(-1, min(self.currentRow() + rows, self.count() - 1)))


class _Line(QStyledItemDelegate):
    """The text, and its meaning in a softer colour at the right, as far as the text leaves room for that."""

    def __init__(self, owner: SuggestionList) -> None:
        super().__init__(owner)
        self._list = owner

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(100, px(_HEIGHT, self._list.font()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme, place = self._list.theme, QRect(option.rect)
        painter.save()
        painter.setFont(option.font)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(place, QColor(theme.accent_soft))
        inside = place.adjusted(_PAD, 0, -_PAD, 0)
        meaning: str = index.data(_MEANING) or ""
        metrics = option.fontMetrics
        beside = metrics.horizontalAdvance(meaning) + 2 * _PAD if meaning else 0
        room = max(inside.width() - beside, inside.width() // 2)
        text = metrics.elidedText(str(index.data()), Qt.TextElideMode.ElideMiddle, room)
        left = inside.width() - metrics.horizontalAdvance(text) - 2 * _PAD
        meaning = metrics.elidedText(meaning, Qt.TextElideMode.ElideRight, max(left, 0))
        middle = Qt.AlignmentFlag.AlignVCenter
        is_command = bool(index.data(_IS_COMMAND))
        if is_command and index.row():  # it does something, and is nothing that was searched for
            painter.fillRect(place.left(), place.top(), place.width(), 1, QColor(theme.line))
        painter.setPen(QColor(theme.accent if is_command else theme.ink))
        painter.drawText(inside, int(middle | Qt.AlignmentFlag.AlignLeft), text)
        painter.setPen(QColor(theme.soft))
        painter.drawText(inside, int(middle | Qt.AlignmentFlag.AlignRight), meaning)
        painter.restore()
