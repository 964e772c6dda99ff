"""The row of attachments under a message: each is a button with a key for all that can be done with it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QScrollArea, QToolButton, QWidget

from reader.filenames import safe_name
from ui.attachments import may_open
from ui.wording import size, tooltip
from ui.zoom import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from reader.message import Attachment

_HEIGHT = 54  # pixels at 100 %
_LONGEST_NAME = 44  # characters on a button
_MOST = 300  # buttons; a hostile message would hold the window up with a hundred thousand


class AttachmentStrip(QScrollArea):
    """One row that scrolls sideways.  It emits the number of an attachment, and what to do with it."""

    opened = Signal(int)  # a message opens here, a file in the program of its kind
    previewed = Signal(int)
    saved = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("AttachmentStrip")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its buttons have it
        self.setFixedHeight(_HEIGHT)
        self.buttons: tuple[AttachmentButton, ...] = ()
        self._shown: tuple[Attachment, ...] = ()
        self._margin = 0  # pixels at the left and the right

    def set_margin(self, margin: int) -> None:
        """As the header block has."""
        self._margin = margin
        if (holder := self.widget()) is not None and (layout := holder.layout()) is not None:
            layout.setContentsMargins(margin, 8, margin, 8)

    def show_attachments(self, attachments: Sequence[Attachment]) -> None:
        """Fill the row; it hides where there is none.  The same again leaves the keyboard where it is."""
        if tuple(attachments) == self._shown and self.buttons:
            return
        self._shown = tuple(attachments)
        holder = QWidget()
        holder.setObjectName("Attachments")
        layout = QHBoxLayout(holder)
        layout.setContentsMargins(self._margin, 8, self._margin, 8)
        layout.setSpacing(8)
        self.buttons = tuple(AttachmentButton(attachment) for attachment in attachments[:_MOST])
        for number, button in enumerate(self.buttons):
            button.opened.connect(partial(self.opened.emit, number))
            button.previewed.connect(partial(self.previewed.emit, number))
            button.saved.connect(partial(self.saved.emit, number))
            layout.addWidget(button)
        if len(attachments) > _MOST:
            rest = QLabel(self.tr("Only the first {number} attachments are shown here.").format(number=_MOST))
            rest.setObjectName("Quiet")
            layout.addWidget(rest)
        layout.addStretch(1)
        self.setWidget(holder)
        self.setVisible(bool(attachments))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.setFixedHeight(px(_HEIGHT, self.font()))

    def focus(self, number: int) -> None:
        """Give the keyboard to an attachment, and bring it into sight."""
        if number < len(self.buttons):
            self.buttons[number].setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.ensureWidgetVisible(self.buttons[number])


class AttachmentButton(QToolButton):
    """Enter opens, Space previews, Down shows the menu.  A click opens a message and previews a file."""

    opened = Signal()
    previewed = Signal()
    saved = Signal()

    def __init__(self, attachment: Attachment) -> None:
        super().__init__()
        name = safe_name(attachment.name)  # no mark that turns letters round: what it ends in must be seen
        shown = _shortened(name.removesuffix(".eml") if attachment.is_message else name)
        shown = self.tr("Message: {name}").format(name=shown) if attachment.is_message else shown
        self.setText(f"{shown.replace('&', '&&')}  {size(attachment.size)}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        menu = QMenu(self)
        if attachment.is_message:
            self.setAccessibleName(self.tr("Attached message {name}").format(name=name))
            hint = self.tr("Read this message (Enter)")
            self.clicked.connect(self.opened)
        else:
            self.setAccessibleName(self.tr("Attachment {name}").format(name=name))
            hint = self.tr("Preview (Space), open (Enter)")
            self.clicked.connect(self.previewed)
        self.setToolTip(tooltip(f"{name}\n{hint}"))
        if attachment.is_message or may_open(name):
            menu.addAction(self.tr("Open"), self.opened.emit)
        if not attachment.is_message:
            menu.addAction(self.tr("Preview"), self.previewed.emit)
        menu.addAction(self.tr("Save as…"), self.saved.emit)
        self.setMenu(menu)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.showMenu()
        else:
            super().keyPressEvent(event)


def _shortened(name: str) -> str:
    """With its end, which says what kind it is."""
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 15].rstrip()}…{name[-14:]}"
