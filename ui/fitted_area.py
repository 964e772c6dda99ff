"""A part of a pane that is as high as what it holds, up to a share of the pane; beyond that it scrolls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ui.zoom import px

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent


_BELOW = 200  # pixels at 100 %, for what stands below it
_LEAST = 64  # pixels at 100 %


class FittedArea(QScrollArea):
    """Holds one widget whose height follows from its width."""

    def __init__(self, content: QWidget, share: float, beside: QWidget, parent: QWidget) -> None:
        """`share` is the largest part of the height of `parent` that this takes together with `beside`, which never scrolls."""
        super().__init__(parent)
        self._beside = beside
        self._pane = parent
        self._content = content
        self._share = share
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what it holds has it
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(content)
        parent.installEventFilter(self)
        beside.installEventFilter(self)

    def fit(self) -> None:
        """Take the height that the content needs now."""
        below = px(_BELOW, self._pane.font())
        most = min(round(self._pane.height() * self._share), max(self._pane.height() - below, below))
        if not self._beside.isHidden():
            most = max(most - self._beside.height(), px(_LEAST, self._pane.font()))
        width = self.width()
        if self._height(width) > most:
            width -= self.verticalScrollBar().sizeHint().width()
        self._content.resize(width, self._height(width))
        self.setFixedHeight(max(1, min(self._height(width), most)))

    def _height(self, width: int) -> int:
        height = self._content.heightForWidth(width)
        return height if height >= 0 else self._content.sizeHint().height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def event(self, event: QEvent) -> bool:
        """The content is laid out anew: not sooner, since a question to a layout makes it forget that it is stale."""
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.fit()
        return handled

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Resize, QEvent.Type.ShowToParent, QEvent.Type.HideToParent}:
            self.fit()
        return super().eventFilter(watched, event)
