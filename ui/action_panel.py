"""The short list above the body: what the message asks, and the dates it names."""

from __future__ import annotations

from itertools import chain, repeat
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMenu,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from reader.due import Whens
from reader.why import why
from ui.nearness import last_day
from ui.wording import iso_date, tooltip
from ui.zoom import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from reader.actions.action import Action
    from reader.events import Opened

_NEW_LINE = "\n"
_MOST_ROWS = 5  # more scroll
_MOST_DATES = 6
_MARK = 20  # pixels at 100 %, for the mark before a row
_MOST_REMARK = 0.45  # of the width
_MOST_DATE = 0.6  # a date that is cut says nothing
_NARROW = 480  # pixels at 100 %: from here down a remark that is no date gives its room to what is asked
_DATE_ROLE = Qt.ItemDataRole.UserRole + 1  # whether the remark of a row is a date
_MOST_QUOTED = 240  # characters of a sentence below the list; its tooltip has all of it


class ActionPanel(QFrame):
    """Lists actions; a click or Enter jumps to the place, Delete says that it is none.  What was rejected is folded away."""

    chosen = Signal(int)  # number of the action in the message; those that were rejected follow on the others
    explained = Signal(object)  # Action: the user sees why it is one, and may know which words say so
    turned = Signal(object)  # Action: none according to the user, or one again

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
        self._list.menu_wanted.connect(self._show_menu)
        self._list.delete_pressed.connect(self._turn)
        self._list.currentItemChanged.connect(self._explain)
        self._opened: Opened | None = None
        self._unfolded = False  # whether the list shows what was rejected
        self.rejected = QToolButton()
        self.rejected.setObjectName("Rejected")
        self.rejected.setProperty("flat", True)
        self.rejected.clicked.connect(self._fold)
        self._why = QLabel()
        self._why.setObjectName("Why")
        self._why.setWordWrap(True)
        self._why.setTextFormat(Qt.TextFormat.PlainText)
        self._mentioned = QLabel()
        self._mentioned.setObjectName("Mentioned")
        self._mentioned.setWordWrap(True)
        self._mentioned.setTextFormat(Qt.TextFormat.PlainText)
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addWidget(self.rejected)
        head.addStretch(1)
        head.addWidget(self._hint)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 8, 14, 9)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self._list)
        layout.addWidget(self._why)
        layout.addWidget(self._mentioned)

    def show_actions(self, opened: Opened) -> None:
        """Fill the list; the panel hides where there is nothing to tell."""
        if self._opened is None or self._opened.id != opened.id:
            self._unfolded = False
        self._opened = opened
        actions, rejected = opened.actions, opened.rejected
        had_keyboard = self._list.hasFocus() or self.rejected.hasFocus()
        self._title.setText(self._title_of(actions))
        self._list.clear()
        rows = zip(self._rows(), chain(opened.whens, repeat(Whens())), strict=False)
        self._list.addTopLevelItems([self._row(action, whens) for action, whens in rows])
        self._list.fit(min(self._list.topLevelItemCount(), _MOST_ROWS))
        self._list.setVisible(self._list.topLevelItemCount() > 0)
        for widget in (self._title, self._hint):
            widget.setVisible(bool(actions))
        folding = self.tr("hide") if self._unfolded else self.tr("show")
        self.rejected.setText(self.tr("%n rejected", "", len(rejected)) + f" · {folding}")
        self.rejected.setVisible(bool(rejected))
        self._explain()
        dates = _dates_of(opened)
        more = ", …" if len(dates) > _MOST_DATES else ""
        listed = ", ".join(" ".join(date.split()) for date in dates[:_MOST_DATES]) + more
        self._mentioned.setText(self.tr("Dates mentioned: {dates}").format(dates=listed))
        self._mentioned.setVisible(bool(dates) and bool(actions))
        self.setVisible(bool(actions or rejected))
        if had_keyboard:
            (self._list if self._rows() else self.rejected).setFocus(Qt.FocusReason.OtherFocusReason)

    def step(self, rows: int) -> None:
        """Go to the next action, round and round."""
        if self._opened is not None and (total := len(self._opened.actions)):
            current = self._list.currentIndex().row()
            row = (current + rows) % total if 0 <= current < total else (0 if rows > 0 else total - 1)
            self._list.setCurrentIndex(self._list.model().index(row, 0))
            self.chosen.emit(row)

    def choose(self, start: int) -> None:
        """Make the row current of the action that begins at `start` of the text."""
        for row, action in enumerate(self._rows()):
            if action.start == start:
                self._list.setCurrentIndex(self._list.model().index(row, 0))
                return

    def explain(self, number: int) -> None:
        """Go to the row of an action: below the list stands why it is one."""
        self._list.setCurrentIndex(self._list.model().index(number, 0))
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _rows(self) -> tuple[Action, ...]:
        """What the list shows."""
        if self._opened is None:
            return ()
        return (*self._opened.actions, *(self._opened.rejected if self._unfolded else ()))

    def _row(self, action: Action, whens: Whens) -> QTreeWidgetItem:
        rejected = self._is_rejected(action)
        sentence = " ".join(action.text.split())
        remark = self.tr("rejected") if rejected else self._remark(action, whens)
        item = QTreeWidgetItem(["–" if rejected else "!", sentence, remark])
        item.setData(2, _DATE_ROLE, any(whens))
        reason = why(action.rule, self._language)
        for column in (1, 2):
            item.setToolTip(column, tooltip(f"{reason}:\n{action.text}" if reason else action.text))
        if rejected:
            font = self._list.font()
            font.setStrikeOut(True)
            item.setFont(1, font)
            sentence = f"{remark}: {sentence}"
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, sentence)
        return item

    def _is_rejected(self, action: Action) -> bool:
        return self._opened is not None and action in self._opened.rejected

    def _current(self) -> Action | None:
        rows, row = self._rows(), self._list.currentIndex().row()
        return rows[row] if 0 <= row < len(rows) else None

    def _explain(self) -> None:
        """Why the current row is here, and the words that say so."""
        action = self._current()
        reason = why(action.rule, self._language) if action else ""
        self._why.setVisible(bool(reason))
        if action is not None:
            sentence = " ".join(action.text.split())
            short = sentence if len(sentence) <= _MOST_QUOTED else sentence[:_MOST_QUOTED].rstrip() + "…"
            self._why.setText(self.tr("Why? {reason}: “{sentence}”").format(reason=reason, sentence=short))
            self.explained.emit(action)

    def show_telling(self, start: int, words: Sequence[str]) -> None:
        """Which words told most of the action that begins there, where its row is still current."""
        action = self._current()
        if words and action is not None and action.start == start:
            quoted = ", ".join(f"‘{word}’" for word in words)
            told = self.tr("Mostly by the words: {words}").format(words=quoted)
            self._why.setText(f"{self._why.text().partition(_NEW_LINE)[0]}{_NEW_LINE}{told}")

    def _turn(self) -> None:
        if action := self._current():
            self.turned.emit(action)

    def _fold(self) -> None:
        current = self._current()
        self._unfolded = not self._unfolded
        if self._opened is not None:
            self.show_actions(self._opened)
        if current is not None:
            self.choose(current.start)

    def _show_menu(self, place: QPoint) -> None:
        """What can be said of the current row."""
        action = self._current()
        if action is None:
            return
        menu = QMenu(self)
        menu.setObjectName("ActionMenu")
        menu.aboutToHide.connect(menu.deleteLater)
        text = self.tr("An action item after all") if self._is_rejected(action) else self.tr("No action item")
        menu.addAction(text).triggered.connect(lambda: self.turned.emit(action))
        menu.popup(place)

    def _title_of(self, actions: tuple[Action, ...]) -> str:
        addressees = {action.addressee for action in actions}
        if addressees == {"raad"}:
            return self.tr("%n action item(s) for council members", "", len(actions))
        if addressees == {"griffie"}:
            return self.tr("%n action item(s) for the griffie", "", len(actions))
        return self.tr("%n action item(s)", "", len(actions))

    def _remark(self, action: Action, whens: Whens) -> str:
        """At the right of a row: its dates, else why it is here."""
        dates = [last_day(whens.due)] if whens.due else []
        if whens.event:
            dates.append(self.tr("meeting: {date}").format(date=iso_date(whens.event.iso)))
        return " · ".join(dates) or why(action.rule, self._language)


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
    delete_pressed = Signal()
    menu_wanted = Signal(QPoint)  # of the current row; the place on the screen

    def __init__(self) -> None:
        super().__init__()
        self._rows = 0  # in sight
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
        header.resizeSection(0, _MARK)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Fixed)
        self.itemClicked.connect(lambda item: self.pressed_row.emit(self.indexOfTopLevelItem(item)))

    def changeEvent(self, event: QEvent) -> None:
        """Other letters: the rows are as high as those."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.header().resizeSection(0, px(_MARK, self.font()))
            self.fit(self._rows)

    def fit(self, rows: int) -> None:
        self._rows = rows
        height = self.sizeHintForRow(0) if self.topLevelItemCount() else 0
        self.setFixedHeight(height * rows + 2)
        self._share_width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        """What is asked says more than the remark, so that gets less than half, but for a date."""
        width = self.viewport().width()
        items = [self.topLevelItem(row) for row in range(self.topLevelItemCount())]
        rows = [row for row, item in enumerate(items) if item is not None and item.data(2, _DATE_ROLE)]
        dates = max((self.sizeHintForIndex(self.model().index(row, 2)).width() for row in rows), default=0)
        remarks = (
            0
            if width < px(_NARROW, self.font())
            else min(self.sizeHintForColumn(2), round(width * _MOST_REMARK))
        )
        self.header().resizeSection(2, max(remarks, min(dates, round(width * _MOST_DATE))))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.pressed_row.emit(self.currentIndex().row())
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_pressed.emit()
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
