"""A look at an attachment without another program: the pages of a PDF, a picture, or the text of any other file.

All come from child processes; the window itself reads nothing of a file.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from reader import scratch
from reader.pdf import PageImage, attachment_pages
from ui.body_view import make_body_view
from ui.page_images import SCREEN_DPI, PageView
from ui.wording import shortly
from ui.worker import Job
from ui.zoom import NORMAL, make_room, px, zoom_by

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.attachments import Extract
    from reader.paths import DataDir
    from reader.problems import Problem
    from reader.words import Words
    from ui.body_view import BodyView

_TAB = 160.0  # px: cells of a sheet stand apart by tabs
_MOST_LINES = 20_000  # more would hold the window up
_LONGEST_LINE = 2_000  # characters: Qt lays out a line at once, and a file may be a single one


class AttachmentPreview(QDialog):
    """Shows what is handed to it; `attachments.AttachmentKeeper` asks for it."""

    save_wanted = Signal()
    text_wanted = Signal()  # there is nothing to be drawn

    def __init__(
        self, name: str, data: DataDir, words: Words, refusal: str, parent: QWidget | None = None
    ) -> None:
        """`refusal` is what to say where a file of a kind that is never opened shows nothing; "" for other kinds."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Preview of {name}").format(name=name))
        make_room(self, 860, 760)
        self._words = words
        self._refusal = refusal
        self._picture_zoom = NORMAL
        self._path: Path | None = None  # of the pages
        self._picture: BodyView | None = None  # made when there is one: it starts a part of Chromium
        self._shown = self._count = 0  # pages
        self._drawing = Job(data, self, waited_for=True)
        self._drawing.happened.connect(self._add_page)
        self._drawing.finished.connect(self._drawn)
        self._state = _sentence("PreviewState")  # above what is shown
        self._nothing = _sentence("PreviewNothing")  # in its place
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.text = QPlainTextEdit()
        self.text.setObjectName("PreviewText")
        self.text.setReadOnly(True)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.text.document().setDocumentMargin(16)
        self.text.setTabStopDistance(_TAB)
        self.text.setAccessibleName(self.tr("Text of the attachment"))
        self.pages = PageView()
        self.pages.setAccessibleName(self.tr("Pages of the attachment"))
        self.pages.page_changed.connect(self._show_page_number)
        self._content = QStackedWidget()
        self._content.addWidget(self._nothing)
        self._content.addWidget(self.text)
        self._content.addWidget(self.pages)
        self._page_number = QLabel()
        self._lay_out()
        for key, step in (
            (QKeySequence(QKeySequence.StandardKey.ZoomIn), 1),
            (QKeySequence("Ctrl+="), 1),
            (QKeySequence(QKeySequence.StandardKey.ZoomOut), -1),
            (QKeySequence("Ctrl+0"), 0),
        ):
            QShortcut(key, self, partial(self._zoom, step))
        self.finished.connect(self._end)
        self.say(self.tr("Reading…"))

    @property
    def state(self) -> str:
        """The sentence above what is shown, or in its place; "" for none."""
        return self._state.text() or self._nothing.text()

    def say(self, sentence: str) -> None:
        """Put a sentence above what is shown, or in its place while there is nothing."""
        here = self._content.currentWidget() is self._nothing
        self._nothing.setText(sentence if here else "")
        self._state.setText("" if here else sentence)
        self._state.setVisible(not here and bool(sentence))

    def show_text(self, extract: Extract) -> None:
        """The text of the file, and why there is no more of it."""
        lines = _in_lines(extract.text)
        if extract.text:
            self._content.setCurrentWidget(self.text)
            self.text.setPlainText("\n".join(lines[:_MOST_LINES]))
            self.text.setFocus()
        if len(lines) > _MOST_LINES:
            self.say(self.tr("Only the beginning is shown. Save the file to see it all."))
        elif extract.problem is None:
            self.say("")
        elif self._refusal and not extract.text:
            unsearched = self.tr("The text of this file cannot be searched.")
            self.say(f"{unsearched} {self._refusal}")
        else:
            self.say(self._words.sentence(shortly(extract.problem)))

    def show_picture(self, page: str) -> None:
        """The page of a picture; where it is none, a text is asked for."""
        if not page:
            self.text_wanted.emit()
            return
        self._picture = make_body_view(self)
        self._content.addWidget(self._picture.widget())
        self._content.setCurrentWidget(self._picture.widget())
        self.say("")
        self._picture.widget().setFocus()
        self._picture.show_page(page)

    def show_pdf(self, path: Path) -> None:
        """Draw the pages of the file, which goes with this dialog."""
        self._path = path
        self._drawing.start(attachment_pages, str(path), SCREEN_DPI)

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(8)
        tools.addWidget(self._page_number)
        tools.addStretch(1)
        for text, name, step in (("−", self.tr("Zoom out"), -1), ("+", self.tr("Zoom in"), 1)):
            zoom = _button(text, partial(self._zoom, step))
            zoom.setAccessibleName(name)
            zoom.setToolTip(name)
            zoom.setFixedWidth(px(36, self.font()))
            tools.addWidget(zoom)
        tools.addSpacing(12)
        close = _button(self.tr("&Close"), self.reject)
        close.setDefault(True)
        close.setFocus()
        for button in (_button(self.tr("&Save as…"), self.save_wanted.emit), close):
            tools.addWidget(button)
        layout = QVBoxLayout(self)
        layout.addWidget(self._state)
        layout.addWidget(self._content, 1)
        layout.addLayout(tools)

    @Slot(object)
    def _add_page(self, page: PageImage) -> None:
        if not self._shown:
            self._content.setCurrentWidget(self.pages)
            self.pages.setFocus()
            self.say("")
        self._shown, self._count = self._shown + 1, page.count
        self.pages.add(page)

    @Slot(object)
    def _drawn(self, _problem: Problem | None) -> None:
        if self.isHidden():
            return  # it was closed meanwhile
        if not self._shown:
            self.text_wanted.emit()  # its problem says more than that of drawing
        elif self._shown < self._count:
            self.say(
                self.tr("{shown} of {count} pages are shown. Save the file to see it all.").format(
                    shown=self._shown, count=self._count
                )
            )

    @Slot(int, int)
    def _show_page_number(self, number: int, count: int) -> None:
        if count:
            self._page_number.setText(self.tr("Page {number} of {count}").format(number=number, count=count))

    @Slot()
    def _end(self) -> None:
        self._drawing.cancel()
        if self._path is not None:
            scratch.remove(self._path)

    def _zoom(self, step: int) -> None:
        """Larger (1), smaller (-1), or as it was (0)."""
        self.pages.zoom(step)
        if self._picture is not None:
            self._picture_zoom = zoom_by(self._picture_zoom, step) if step else NORMAL
            self._picture.set_zoom(self._picture_zoom / NORMAL)
        font = self.text.document().defaultFont()  # that of the widget is the style sheet's
        usual = self.text.font().pixelSize()
        size = font.pixelSize() + 2 * step if step else usual
        font.setPixelSize(max(usual - 4, min(3 * usual, size)))
        self.text.document().setDefaultFont(font)


def _sentence(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)  # a problem may name a file or an attachment
    label.setWordWrap(True)
    return label


def _button(text: str, clicked: Callable[[], object]) -> QPushButton:
    button = QPushButton(text)
    button.setAutoDefault(False)
    button.clicked.connect(lambda _checked=False: clicked())
    return button


def _in_lines(text: str) -> list[str]:
    """Lines so short that each is laid out at once."""
    lines: list[str] = []
    for line in text.split("\n"):
        lines += (line[start : start + _LONGEST_LINE] for start in range(0, max(1, len(line)), _LONGEST_LINE))
    return lines
