"""The sentences of a message, to choose the one that is an action item: what a mouse selects, for the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QListWidget, QVBoxLayout, QWidget

from ui.dialog_buttons import dialog_buttons
from ui.zoom import make_room

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.actions.passages import Passage


class SentenceDialog(QDialog):
    """A row a sentence, in the order of the text; letters go to the sentence that begins with them."""

    def __init__(self, sentences: Sequence[Passage], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Mark as action item"))
        make_room(self, 640, 520)
        self._sentences = sentences
        title = QLabel(self.tr("Which sentence is an action item?"))
        title.setObjectName("Subject")
        intro = QLabel(
            self.tr(
                "Choose with the arrow keys or type the first letters, and press Enter. For a part of a sentence, first select it in the text with the mouse."
            )
        )
        intro.setWordWrap(True)
        self.list = QListWidget()
        self.list.setObjectName("Sentences")
        self.list.setAccessibleName(title.text())
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.addItems([sentence.words for sentence in sentences])
        self.list.setCurrentRow(0)
        self.list.itemActivated.connect(self.accept)
        below = dialog_buttons(self, self.tr("Cancel"), self.tr("&Mark"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(title)
        layout.addWidget(intro)
        layout.addWidget(self.list, 1)
        layout.addLayout(below)
        self.list.setFocus()

    def chosen(self) -> Passage:
        """The sentence of the current row."""
        return self._sentences[self.list.currentRow()]
