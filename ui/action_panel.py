"""The short list above the body: what the message asks, and the dates it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from reader.actions.rules import explanation
from ui.wording import iso_date, tooltip

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from reader.actions.action import Action
    from reader.events import Opened

_MOST_ROWS = 5  # more scroll
_MOST_DATES = 6
_MOST_REMARK = 0.45  # of the width


class ActionPanel(QFrame):
    """Lists actions; a click or Enter jumps to the place."""

    chosen = Signal(int)  # number of the action in the message

    def __init__(self, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Actions")
        self._language = language
        self._title = QLabel()
        self._title.setObjectName("ActionsTitle")
        self._hint = QLabel(self.tr("F4 next"))
        self._hint.setObjectName("ActionsHint")
        self._list = _ActionList()
        self._list.setAccessibleName(self.tr("Action items"))
        self._list.pressed_row.connect(self.chosen)
        self._mentioned = QLabel()
        self._mentioned.setObjectName("Mentioned")
        self._mentioned.setWordWrap(True)
        self._mentioned.setTextFormat(Qt.TextFormat.PlainText)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._hint)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 8, 14, 9)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self._list)
        layout.addWidget(self._mentioned)

    def show_actions(self, opened: Opened) -> None:
        """Fill the list; the panel hides where there is nothing to tell."""
        actions = opened.actions
        self._title.setText(self._title_of(actions))
        self._list.clear()
        for action in actions:
            item = QTreeWidgetItem(["!", " ".join(action.text.split()), self._remark(action)])
            item.setToolTip(1, tooltip(action.text))
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, item.text(1))
            self._list.addTopLevelItem(item)
        self._list.fit(min(len(actions), _MOST_ROWS))
        for widget in (self._title, self._hint, self._list):
            widget.setVisible(bool(actions))
        dates = _dates_of(opened)
        more = ", …" if len(dates) > _MOST_DATES else ""
        listed = ", ".join(" ".join(date.split()) for date in dates[:_MOST_DATES]) + more
        self._mentioned.setText(self.tr("Dates mentioned: {dates}").format(dates=listed))
        self._mentioned.setVisible(bool(dates) and bool(actions))
        self.setVisible(bool(actions))

    def step(self, rows: int) -> None:
        """Go to the next action, round and round."""
        if total := self._list.topLevelItemCount():
            current = self._list.currentIndex().row()
            row = (current + rows) % total if current >= 0 else (0 if rows > 0 else total - 1)
            self._list.setCurrentIndex(self._list.model().index(row, 0))
            self.chosen.emit(row)

    def _title_of(self, actions: tuple[Action, ...]) -> str:
        addressees = {action.addressee for action in actions}
        if addressees == {"raad"}:
            return self.tr("%n action item(s) for council members", "", len(actions))
        if addressees == {"griffie"}:
            return self.tr("%n action item(s) for the griffie", "", len(actions))
        return self.tr("%n action item(s)", "", len(actions))

    def _remark(self, action: Action) -> str:
        """At the right of a row: its date, else why it is here."""
        if action.due is not None:
            return self.tr("date: {date}").format(date=iso_date(action.due))
        if action.event is not None:
            return self.tr("meeting: {date}").format(date=iso_date(action.event))
        return explanation(action.rule, self._language)


def _dates_of(opened: Opened) -> list[str]:
    """The dates that the sender mentions, each once; those of what is quoted are past, and folded away."""
    quoted = opened.message.body.quoted
    return list(
        dict.fromkeys(
            date.text
            for date in opened.dates
            if date.role == "mention" and not any(start <= date.start < end for start, end in quoted)
        )
    )


class _ActionList(QTreeWidget):
    """Three columns: mark, sentence, remark."""

    pressed_row = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("ActionList")
        self.setColumnCount(3)
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
        header.resizeSection(0, 20)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Fixed)
        self.itemClicked.connect(lambda item: self.pressed_row.emit(self.indexOfTopLevelItem(item)))

    def fit(self, rows: int) -> None:
        height = self.sizeHintForRow(0) if self.topLevelItemCount() else 0
        self.setFixedHeight(height * rows + 2)
        self._share_width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        """What is asked says more than the remark, so that gets less than half."""
        most = round(self.viewport().width() * _MOST_REMARK)
        self.header().resizeSection(2, min(self.sizeHintForColumn(2), most))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.pressed_row.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)
