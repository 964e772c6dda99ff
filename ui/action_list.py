"""The rows of the panel above the body: what is asked, for whom, and by when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
)

from ui.zoom import px

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

_Index = QModelIndex | QPersistentModelIndex
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
# Columns; the first has a mark, and the last two are drawn behind the sentence.
_SENTENCE, _WHOM, _DATES = 1, 2, 3
_MARK = 20  # pixels at 100 %, for the mark before a row
_MOST_REMARK = 0.6  # of the width
_GAP = 12  # pixels at 100 %, between a sentence and what stands behind it
_NARROW = 480  # pixels at 100 %: from here down for whom something is gets one word
# For whom something is and its dates, each in both forms.
_LONG_ROLE, _SHORT_ROLE = Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2


class ActionRow(QTreeWidgetItem):
    """One action."""

    def __init__(
        self, sentence: str, whom: tuple[str, str], dates: tuple[str, str], tip: str, *, rejected: bool
    ) -> None:
        """`whom` in full and in one word; `dates` all, and the most urgent one."""
        super().__init__(["–" if rejected else "!", sentence, "", dates[0]])
        for column, forms in ((_WHOM, whom), (_DATES, dates)):
            for role, text in zip((_LONG_ROLE, _SHORT_ROLE), forms, strict=True):
                self.setData(column, role, text)
        self.setToolTip(_SENTENCE, tip)
        if rejected:
            font = self.font(_SENTENCE)
            font.setStrikeOut(True)
            self.setFont(_SENTENCE, font)
        said = (dates[0], sentence) if rejected else (sentence, whom[0], dates[0])
        self.setData(0, Qt.ItemDataRole.AccessibleTextRole, ", ".join(filter(None, said)))


class _RowDelegate(QStyledItemDelegate):
    """Draws a sentence, and at the right for whom it is and its dates: each row as much as it needs."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        self.initStyleOption(option, index)
        sentence, option.text = option.text, ""
        style, place, metrics = option.widget.style(), QRect(option.rect), option.fontMetrics
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        plain = QFontMetrics(option.widget.font())
        remark = _remark(index, plain, round(place.width() * _MOST_REMARK))
        taken = plain.horizontalAdvance(remark)
        painter.save()
        painter.setPen(option.palette.color(QPalette.ColorRole.Text))
        painter.setFont(option.widget.font())
        painter.drawText(place, int(_MIDDLE | Qt.AlignmentFlag.AlignRight), remark)
        painter.setFont(option.font)
        place.setRight(place.right() - taken - (px(_GAP, option.widget.font()) if taken else 0))
        shown = metrics.elidedText(sentence, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, int(_MIDDLE | Qt.AlignmentFlag.AlignLeft), shown)
        painter.restore()


def _remark(index: _Index, metrics: QFontMetrics, room: int) -> str:
    """For whom something is and its dates, in the fullest form that fits: a date stays longest."""
    whom, dates = index.sibling(index.row(), _WHOM), index.sibling(index.row(), _DATES)
    forms = (
        (whom.data(), dates.data()),
        (whom.data(_SHORT_ROLE), dates.data()),
        ("", dates.data()),
        (whom.data(_SHORT_ROLE), dates.data(_SHORT_ROLE)),
        ("", dates.data(_SHORT_ROLE)),
    )
    remarks = [" · ".join(filter(None, parts)) for parts in forms]
    fitting = (remark for remark in remarks if metrics.horizontalAdvance(remark) <= room)
    return next(fitting, metrics.elidedText(remarks[-1], Qt.TextElideMode.ElideRight, room))


class ActionList(QTreeWidget):
    """A row has a mark and a sentence, with for whom it is and its dates."""

    pressed_row = Signal(int)
    delete_pressed = Signal()
    edit_pressed = Signal()
    menu_wanted = Signal(QPoint)  # of the current row; the place on the screen

    def __init__(self) -> None:
        super().__init__()
        self._rows = 0  # in sight
        self.setObjectName("ActionList")
        self.setColumnCount(4)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setUniformRowHeights(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setFrameShape(QFrame.Shape.NoFrame)
        header = self.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(16)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(_SENTENCE, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(0, _MARK)
        for column in (_WHOM, _DATES):
            self.setColumnHidden(column, True)
        self.setItemDelegateForColumn(_SENTENCE, _RowDelegate(self))
        self.itemClicked.connect(lambda item: self.pressed_row.emit(self.indexOfTopLevelItem(item)))

    def changeEvent(self, event: QEvent) -> None:
        """Other letters: the rows are as high as those."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.header().resizeSection(0, px(_MARK, self.font()))
            self.fit(self._rows)

    def fit(self, rows: int) -> None:
        """Be as high as so many rows."""
        self._rows = rows
        self.setFixedHeight(self.row_height() * rows + 2)
        self._shorten()

    def row_height(self) -> int:
        """Pixels; 0 without rows."""
        return self.sizeHintForRow(0) if self.topLevelItemCount() else 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._shorten()

    def remark(self, row: int) -> str:
        """What stands behind the sentence of a row."""
        index = self.model().index(row, _SENTENCE)
        room = round(self.visualRect(index).width() * _MOST_REMARK)
        return _remark(index, self.fontMetrics(), room)

    def _shorten(self) -> None:
        """Say for whom each is in the form that there is room for."""
        narrow = self.viewport().width() < px(_NARROW, self.font())
        for number in range(self.topLevelItemCount()):
            if (row := self.topLevelItem(number)) is not None:
                row.setText(_WHOM, row.data(_WHOM, _SHORT_ROLE if narrow else _LONG_ROLE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.pressed_row.emit(self.currentIndex().row())
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_pressed.emit()
        elif event.key() == Qt.Key.Key_F2:
            self.edit_pressed.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Below the mouse, or below the row where a key asks for it."""
        place = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            self.setCurrentIndex(self.indexAt(event.pos()))
        elif (item := self.currentItem()) is not None:
            place = self.viewport().mapToGlobal(self.visualItemRect(item).bottomLeft())
        self.menu_wanted.emit(place)
