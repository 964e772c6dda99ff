"""The search box: what is typed, and whether it is still being typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent


class SearchBox(QLineEdit):
    """Searches at each key; Down goes to the results, Escape empties the box."""

    searched = Signal(str, bool)  # text; True while the last word is still being typed
    left_downward = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("SearchBox")
        self.setAccessibleName(self.tr("Search"))
        self.setPlaceholderText(self.tr("Search messages (Ctrl+F)"))
        self.setClearButtonEnabled(True)
        self.textChanged.connect(lambda text: self.searched.emit(text, not text.endswith(" ")))
        self.returnPressed.connect(lambda: self.searched.emit(self.text(), False))

    def show_problem(self, sentence: str) -> None:
        """Mark the box as not understood, with the reason; "" takes the mark away."""
        wrong = bool(sentence)
        self.setToolTip(sentence)
        self.setAccessibleDescription(sentence)
        if self.property("wrong") != wrong:
            self.setProperty("wrong", wrong)
            self.style().unpolish(self)
            self.style().polish(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.left_downward.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)
