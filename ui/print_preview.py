"""The dialog before a print: its pages, what may be added, and the two ways out, paper and PDF."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from reader.events import PrintOptions
from ui.page_images import PageView
from ui.zoom import make_room, px

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.pdf import PageImage


class PrintPreview(QDialog):
    """Draws and emits; `ui.print_job` makes what it shows."""

    options_changed = Signal(PrintOptions)
    print_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, options: PrintOptions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Print preview"))
        make_room(self, 940, 860)
        self.pages = PageView()
        self.pages.page_changed.connect(self._show_page_number)
        self._state = QLabel()
        self._state.setObjectName("PreviewState")
        self._state.setTextFormat(Qt.TextFormat.PlainText)  # a problem may name a file or an attachment
        self._state.setWordWrap(True)
        self._state.hide()
        self._page_number = QLabel()
        self._marks = self._box(self.tr("&Mark action items"), on=options.marks)
        self._contents = self._box(self.tr("&List in front"), on=options.contents)
        self._attachments = self._box(self.tr("&Attachments"), on=options.attachments)
        self._anonymise = self._box(self.tr("Leave out pers&onal data"), on=options.anonymise)

        self._print = self._button(self.tr("&Print…"), self.print_wanted.emit)
        self._print.setProperty("primary", True)
        self._save = self._button(self.tr("&Save as PDF…"), self.save_wanted.emit)
        self._print.setDefault(True)

        tools = QHBoxLayout()
        tools.setSpacing(12)
        for box in (self._contents, self._attachments, self._marks, self._anonymise):
            tools.addWidget(box)
        tools.addStretch(1)
        for text, name, step in (
            ("−", self.tr("Zoom out"), -1),
            ("+", self.tr("Zoom in"), 1),
        ):
            button = self._button(text, partial(self.pages.zoom, step))
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.setFixedWidth(px(36, self.font()))
            tools.addWidget(button)
        below = QHBoxLayout()
        below.addWidget(self._page_number)
        below.addStretch(1)
        for button in (self._button(self.tr("&Close"), self.reject), self._save, self._print):
            below.addWidget(button)
        layout = QVBoxLayout(self)
        layout.addLayout(tools)
        layout.addWidget(self._state)
        layout.addWidget(self.pages, 1)
        layout.addLayout(below)
        for key, step in (
            (QKeySequence.StandardKey.ZoomIn, 1),
            (QKeySequence.StandardKey.ZoomOut, -1),
        ):
            QShortcut(key, self, partial(self.pages.zoom, step))
        QShortcut(QKeySequence("Ctrl+0"), self, lambda: self.pages.zoom(0))
        self.pages.setFocus()
        self.show_busy()

    @property
    def options(self) -> PrintOptions:
        return PrintOptions(
            contents=self._contents.isChecked(),
            attachments=self._attachments.isChecked(),
            anonymise=self._anonymise.isChecked(),
            marks=self._marks.isChecked(),
        )

    def show_busy(self) -> None:
        """The pages are being made."""
        self.pages.clear()
        self._page_number.setText(self.tr("Making the pages…"))
        self._state.hide()
        self._enable(ready=False)

    def show_progress(self, done: int, count: int) -> None:
        self._page_number.setText(self.tr("Making message {done} of {count}…").format(done=done, count=count))

    def show_ready(self, sentences: list[str]) -> None:
        """The document is there; `sentences` say what is missing in it."""
        self.show_state(sentences)
        self._enable(ready=True)

    def show_failed(self, sentence: str) -> None:
        """There is no document, and why."""
        self._page_number.clear()
        self.show_state([sentence])

    def show_state(self, sentences: list[str]) -> None:
        self._state.setText("\n".join(sentences))
        self._state.setVisible(bool(sentences))

    def add_page(self, page: PageImage) -> None:
        self.pages.add(page)

    def _box(self, text: str, *, on: bool) -> QCheckBox:
        box = QCheckBox(text)
        box.setChecked(on)
        box.toggled.connect(lambda _on: self.options_changed.emit(self.options))
        return box

    def _button(self, text: str, clicked: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: clicked())
        return button

    def _enable(self, *, ready: bool) -> None:
        self._print.setEnabled(ready)
        self._save.setEnabled(ready)

    @Slot(int, int)
    def _show_page_number(self, number: int, count: int) -> None:
        if count:
            self._page_number.setText(self.tr("Page {number} of {count}").format(number=number, count=count))
