"""The search box: what is typed, and whether it is still being typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent

    from ui.suggestion_list import SuggestionList


class SearchBox(QLineEdit):
    """Searches at each key; Down goes to what is offered, else to the results; Escape empties the box."""

    searched = Signal(str, bool)  # text; True while it is still being typed
    left_downward = Signal()
    history_wanted = Signal()  # Down in an empty box
    taken = Signal(object)  # the Suggestion that the user took by key

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("SearchBox")
        self.setAccessibleName(self.tr("Search"))
        self.setPlaceholderText(self.tr("Search messages (Ctrl+F)"))
        self.setClearButtonEnabled(True)
        self.suggestions: SuggestionList | None = None
        self.textChanged.connect(lambda text: self.searched.emit(text, True))
        self.returnPressed.connect(lambda: self.searched.emit(self.text(), False))

    def show_problem(self, sentence: str) -> None:
        """Mark the box as not understood, with the reason; "" takes the mark away."""
        wrong = bool(sentence)
        self.setToolTip(sentence)
        self.setAccessibleDescription(sentence)
        if bool(self.property("wrong")) != wrong:
            self.setProperty("wrong", wrong)
            self.style().unpolish(self)
            self.style().polish(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._pressed_beside(event.key()):
            return
        if event.key() == Qt.Key.Key_Down:
            (self.left_downward if self.text() else self.history_wanted).emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 - Qt's signature
        """Tab takes what is offered, and goes on where nothing is."""
        if next and self.suggestions is not None and self.suggestions.offered:
            self.taken.emit(self.suggestions.chosen or self.suggestions.offered[0])
            return True
        return super().focusNextPrevChild(next)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if self.suggestions is not None:
            self.suggestions.hide()
        super().focusOutEvent(event)

    def _pressed_beside(self, key: int) -> bool:
        """Whether the key was for the list of suggestions: Enter only where the user went into it."""
        suggestions = self.suggestions
        if suggestions is None or not suggestions.offered:
            return False
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            suggestions.step(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape:
            suggestions.hide()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            chosen = suggestions.chosen
            suggestions.hide()
            if chosen is None:
                return False
            self.taken.emit(chosen)
        else:
            return False
        return True
