"""The meetings that a message is about, as cards above its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from reader.cards import cards_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.cards import Card
    from reader.message import Invitation

_MOST = 2  # the text below must stay in sight


class MeetingCards(QWidget):
    """Drawn by Qt and not on the page of the body: no style of a sender can imitate or hide it."""

    def __init__(self, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6)

    def show_meetings(self, invitations: Sequence[Invitation]) -> None:
        """One card each; hidden where there is none."""
        while (item := self._layout.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        cards, more = cards_of(invitations, self._language, _MOST)
        for card in cards:
            self._layout.addWidget(_card(card))
        if more:
            self._layout.addWidget(_label("Quiet", more))
        self.setVisible(bool(cards))


def _card(card: Card) -> QFrame:
    frame = QFrame()
    frame.setObjectName("Meeting")
    frame.setProperty("cancelled", card.cancelled)
    frame.setAccessibleName(f"{card.kind}: {card.title}")
    grid = QGridLayout(frame)
    grid.setContentsMargins(14, 8, 14, 10)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(2)
    grid.setColumnStretch(1, 1)
    grid.addWidget(_label("MeetingKind", card.kind), 0, 0, 1, 2)
    title = _label("MeetingTitle", card.title)
    font = title.font()
    font.setStrikeOut(card.cancelled)
    title.setFont(font)
    grid.addWidget(title, 1, 0, 1, 2)
    for row, (name, text) in enumerate(card.rows, 2):
        value = _label("HeaderValue", text)
        value.setAccessibleName(f"{name}: {text}")
        grid.addWidget(_label("HeaderLabel", name, wrap=False), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(value, row, 1)
    return frame


def _label(name: str, text: str, *, wrap: bool = True) -> QLabel:
    """Text that is never read as HTML: it comes from a mail."""
    label = QLabel()
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setWordWrap(wrap)
    label.setText(text)
    return label
