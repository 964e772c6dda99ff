"""Filters, list and message beside each other, and how they share the width of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

_NARROWEST = (180, 310, 320)  # pixels of each
_WIDEST_FILTERS = 232  # pixels at 100 %
_MOST = (0.24, 0.36)  # of the width, for the filters and the list, also where their letters are large


class Panes(QSplitter):
    """Three panes; each width of the window has its shares, until the user moves a border."""

    def __init__(self, filters: QWidget, middle: QWidget, reading: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self._letters = 1.0
        self._moved = False
        for pane, width in zip((filters, middle, reading), _NARROWEST, strict=True):
            pane.setMinimumWidth(width)
            self.addWidget(pane)
        self.setStretchFactor(1, 1)
        self.setStretchFactor(2, 2)
        self.splitterMoved.connect(self._note_move)

    def use_letters(self, size: float) -> None:
        """Share the width anew for letters of this size; 1 is as designed."""
        self._letters = size
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._moved:
            self._share()

    def _share(self) -> None:
        self.setSizes(list(shares(self.width(), self._letters)))

    def _note_move(self) -> None:
        self._moved = True


def shares(width: int, letters: float = 1.0) -> tuple[int, int, int]:
    """What each pane gets of a width: a narrow window takes from the filters before it takes from the list.

    With large letters a window has room for less, as a narrow one has.

    >>> shares(1440), shares(1024), shares(1440, 1.5)
    ((232, 438, 770), (218, 350, 456), (307, 505, 628))
    """
    room = width / letters
    filters = min(_WIDEST_FILTERS, max(_NARROWEST[0], room * 0.213))
    middle = max(_NARROWEST[1], 134 + room * 0.211)
    beside = [
        round(min(wanted * letters, width * most))
        for wanted, most in zip((filters, middle), _MOST, strict=True)
    ]
    return beside[0], beside[1], width - sum(beside)
