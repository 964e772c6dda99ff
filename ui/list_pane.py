"""The middle pane: a head with counts and sort order, notices, and the result list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.hit_list import HitList

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.events import Sort
    from ui.hit_model import HitModel
    from ui.theme import Theme


class ListPane(QWidget):
    """Tells why the list is empty, when it is."""

    sort_chosen = Signal(str)
    add_wanted = Signal()
    remove_sample_wanted = Signal()

    def __init__(self, model: HitModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ListPane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._model = model
        self._total = 0
        self.list = HitList(model, theme)
        self._counts = QLabel()
        self._sort = QToolButton()
        self._sort.setProperty("flat", True)
        self._sort.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._sort.setAccessibleName(self.tr("Sort order"))
        menu = QMenu(self._sort)
        menu.addAction(self.tr("Newest first"), lambda: self.sort_chosen.emit("date"))
        menu.addAction(self.tr("Best match first"), lambda: self.sort_chosen.emit("relevance"))
        self._sort.setMenu(menu)
        self.show_sort("date")

        head = QWidget()
        head.setObjectName("ListHead")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        head_layout = QHBoxLayout(head)
        head_layout.setContentsMargins(14, 2, 8, 2)
        head_layout.addWidget(self._counts, 1)
        head_layout.addWidget(self._sort)
        self._notice = _Notice()
        self._notice.setProperty("urgent", True)
        self._sample = _Notice()
        self._sample.set_text(self.tr("Sample mailbox with made-up messages."))
        self._sample.add_button(self.tr("Remove")).clicked.connect(self.remove_sample_wanted)
        self._empty = _Empty()
        self._empty.add.clicked.connect(self.add_wanted)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.list)
        self._pages.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 1, 0)
        layout.setSpacing(0)
        for widget in (head, self._sample, self._notice):
            layout.addWidget(widget)
        layout.addWidget(self._pages, 1)
        self._notice.hide()
        self._sample.hide()

    def set_theme(self, theme: Theme) -> None:
        self.list.set_theme(theme)

    def show_total(self, total: int, ticked: int) -> None:
        self._total = total
        self.show_ticked(ticked)

    def show_ticked(self, ticked: int) -> None:
        parts = [self.tr("%n message(s)", "", self._total)]
        if ticked:
            parts.append(self.tr("%n selected", "", ticked))
        self._counts.setText(", ".join(parts))

    def show_sort(self, sort: Sort) -> None:
        text = self.tr("Newest first") if sort == "date" else self.tr("Best match first")
        self._sort.setText(f"{text} ▾")

    def show_sample(self, *, present: bool) -> None:
        self._sample.setVisible(present)

    def show_notice(self, sentence: str) -> None:
        """One sentence above the list, such as why the query is not understood; "" takes it away."""
        self._notice.set_text(sentence)
        self._notice.setVisible(bool(sentence))

    def show_empty(self, *, everything: int, total: int, importing: bool) -> None:
        """The list, or the reason why there is none."""
        self._pages.setCurrentWidget(self.list if total else self._empty)
        if everything:
            self._empty.explain(
                self.tr("Nothing found"), self.tr("Use other words, or take a filter away."), button=False
            )
        elif importing:
            self._empty.explain(
                self.tr("Reading…"), self.tr("The first messages appear in a moment."), button=False
            )
        else:
            self._empty.explain(
                self.tr("No mailbox yet"),
                self.tr("Drop an export of your mail program here, or choose one."),
                button=True,
            )

    def keep_place(self, refill: Callable[[], None], identity: str) -> None:
        """Refill the list, with the same message current and at the same height."""
        row = self._model.row_of(identity)
        before = self.list.visualRect(self._model.index(row)).top() if row >= 0 else 0
        scroll = self.list.verticalScrollBar()
        refill()
        row = self._model.row_of(identity)
        if row >= 0:
            self.list.setCurrentIndex(self._model.index(row))
            after = self.list.visualRect(self._model.index(row)).top()
            scroll.setValue(scroll.value() + after - before)
        elif self._model.rowCount():
            self.list.setCurrentIndex(self._model.index(0))


class _Notice(QFrame):
    """A line of text above the list, with at most one button."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("Notice")
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(14, 6, 8, 6)
        self._layout.addWidget(self._text, 1)

    def set_text(self, text: str) -> None:
        self._text.setText(text)

    def add_button(self, text: str) -> QPushButton:
        button = QPushButton(text)
        self._layout.addWidget(button)
        return button


class _Empty(QWidget):
    """What stands in the place of an empty list."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("Empty")
        self._title = QLabel()
        self._title.setObjectName("EmptyTitle")
        self._text = QLabel()
        self._text.setWordWrap(True)
        self.add = QPushButton(self.tr("Add export…"))
        self.add.setProperty("primary", True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 0, 32, 0)
        layout.addStretch(2)
        for widget in (self._title, self._text):
            widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(widget)
        layout.addSpacing(12)
        layout.addWidget(self.add, 0, Qt.AlignmentFlag.AlignCenter)
        layout.addStretch(3)

    def explain(self, title: str, text: str, *, button: bool) -> None:
        self._title.setText(title)
        self._text.setText(text)
        self.add.setVisible(button)
