"""What went wrong in the last import, one sentence a line, to read or to copy for ICT."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from ui.zoom import make_room

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.problems import Problem
    from reader.words import Words


class ProblemList(QDialog):
    """Shows sentences; Escape closes."""

    def __init__(self, problems: Sequence[Problem], words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Problems"))
        make_room(self, 720, 420)
        intro = QLabel(self.tr("Everything else was read. These could not be read, or not completely:"))
        text = QPlainTextEdit("\n\n".join(words.sentence(problem) for problem in problems))
        text.setReadOnly(True)
        text.setAccessibleName(self.tr("Problems"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (intro, text, buttons):
            layout.addWidget(widget)
