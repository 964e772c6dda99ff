"""The message at the right: header block, what it asks, the body, the attachments."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from reader.words import words
from ui.action_panel import ActionPanel
from ui.body_view import make_body_view
from ui.wording import local, size, subject_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.events import Opened
    from reader.message import Address
    from ui.theme import Theme

_MOST_NAMES = 8  # recipients in the header block; the rest stands in the tooltip
_MARGIN = 28


class ReadingPane(QWidget):
    """Shows one opened message.  It draws and emits; the main window connects."""

    link_clicked = Signal(str)
    attachment_opened = Signal(int)  # number of the attachment
    attachment_saved = Signal(int)

    def __init__(self, theme: Theme, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ReadingPane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.theme = theme
        self._words = words(language)
        self.opened: Opened | None = None

        self._header = QWidget()
        self._header_layout = QVBoxLayout(self._header)
        self._header_layout.setContentsMargins(_MARGIN, 16, _MARGIN, 10)
        self._header_layout.setSpacing(8)
        self._subject = _text_label("Subject")
        self._grid_holder = QWidget()
        self._notice = _text_label("Warning")
        self._blocked = _text_label("Quiet")
        self.panel = ActionPanel(language)
        self.panel.chosen.connect(self._go_to_action)
        for widget in (self._subject, self._grid_holder, self._notice, self._blocked, self.panel):
            self._header_layout.addWidget(widget)

        self.body = make_body_view(self)
        self.body.link_activated.connect(self.link_clicked)
        self._attachments = _strip()

        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._header)
        layout.addWidget(self.body.widget(), 1)
        layout.addWidget(self._attachments)
        self.clear()

    def clear(self) -> None:
        """Show no message."""
        self.opened = None
        self._header.hide()
        self._attachments.hide()
        self.body.clear()

    def show_message(self, opened: Opened) -> None:
        """Show a message from its top."""
        self.opened = opened
        message = opened.message
        self._subject.setText(subject_of(message.subject))
        self._fill_grid(opened)
        self._notice.setText("\n".join(self._words.sentence(problem) for problem in message.problems))
        self._notice.setVisible(bool(message.problems))
        self._blocked.setText(self.tr("%n external picture(s) blocked", "", message.body.external))
        self._blocked.setVisible(message.body.external > 0)
        self.panel.show_actions(opened)
        self._fill_attachments(opened)
        self._header.show()
        self.body.show_page(opened.page)

    def go_to_next_action(self) -> None:
        self.panel.step(1)

    def go_to_previous_action(self) -> None:
        self.panel.step(-1)

    def _go_to_action(self, number: int) -> None:
        self.body.go_to(f"action-{number}")

    def _fill_grid(self, opened: Opened) -> None:
        """The header block, with the labels and in the order of Outlook's own print."""
        message, label = opened.message, self._words.label
        sent = self._words.long_date(local(message.date)) if message.date else label["unknown_date"]
        rows = [
            (label["from"], _names(message.sender)),
            (label["sent"], (sent, "")),
            (label["to"], _names(message.to)),
            (label["cc"], _names(message.cc)),
            (label["bcc"], _names(message.bcc)),
            (label["categories"], (", ".join(message.categories), "")),
            (self.tr("Place"), _places(opened)),
        ]
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        shown = [(name, text, more) for name, (text, more) in rows if text]
        if message.forwarded is not None:
            forwarded = message.forwarded
            moment = self._words.long_date(local(forwarded.date)) if forwarded.date else ""
            parts = (_names(forwarded.sender)[0], moment, forwarded.subject)
            shown.append((self.tr("Forwarded"), ", ".join(part for part in parts if part), ""))
        for number, (name, text, more) in enumerate(shown):
            term = QLabel(name)
            term.setObjectName("HeaderLabel")
            value = _text_label("HeaderValue")
            value.setText(text)
            value.setToolTip(more)
            value.setAccessibleName(f"{name}: {text}")
            grid.addWidget(term, number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, number, 1)
        self._header_layout.replaceWidget(self._grid_holder, holder)
        self._grid_holder.deleteLater()
        self._grid_holder = holder

    def _fill_attachments(self, opened: Opened) -> None:
        holder = QWidget()
        holder.setObjectName("Attachments")
        layout = QHBoxLayout(holder)
        layout.setContentsMargins(_MARGIN, 8, _MARGIN, 8)
        layout.setSpacing(8)
        for number, attachment in enumerate(opened.message.attachments):
            button = QToolButton()
            button.setText(f"{attachment.name}  {size(attachment.size)}")
            button.setAccessibleName(self.tr("Attachment {name}").format(name=attachment.name))
            button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
            menu = QMenu(button)
            menu.addAction(self.tr("Open"), partial(self.attachment_opened.emit, number))
            menu.addAction(self.tr("Save as…"), partial(self.attachment_saved.emit, number))
            button.setMenu(menu)
            layout.addWidget(button)
        layout.addStretch(1)
        self._attachments.setWidget(holder)
        self._attachments.setVisible(bool(opened.message.attachments) and opened.from_export)


def _text_label(name: str) -> QLabel:
    """Text that can be selected and copied, and is never read as HTML: it comes from a mail."""
    label = QLabel()
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)  # else a name that wraps is cut
    label.setSizePolicy(policy)
    return label


def _strip() -> QScrollArea:
    """One row that scrolls sideways when there are many attachments."""
    area = QScrollArea()
    area.setObjectName("AttachmentStrip")
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFixedHeight(54)
    return area


def _names(addresses: Sequence[Address]) -> tuple[str, str]:
    """The first names, and all of them where that is more."""
    every = "; ".join(str(address) for address in addresses)
    if len(addresses) <= _MOST_NAMES:
        return every, ""
    first = "; ".join(str(address) for address in addresses[:_MOST_NAMES])
    return f"{first}; … (+{len(addresses) - _MOST_NAMES})", every


def _places(opened: Opened) -> tuple[str, str]:
    """Where the message stands, when that is in more than one place."""
    if len(opened.places) < 2:  # noqa: PLR2004 - one place needs no line
        return "", ""
    lines = [f"{place.export} {place.folder}".strip() for place in opened.places]
    return "; ".join(lines), "\n".join(lines)
