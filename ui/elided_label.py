"""A label of one line that never cuts a letter: what has no room ends in an ellipsis, and the tooltip says all of it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel

from ui.wording import tooltip


class ElidedLabel(QLabel):
    """Holds its whole text, for screen readers too."""

    def __init__(self) -> None:
        super().__init__()
        self._short = ""
        self.setTextFormat(Qt.TextFormat.PlainText)

    @property
    def shown(self) -> str:
        """What there is room for."""
        width, metrics = self.contentsRect().width(), self.fontMetrics()
        text = self._short if self._short and metrics.horizontalAdvance(self.text()) > width else self.text()
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)

    def setText(self, text: str, short: str = "") -> None:
        """A text, and what says most of it where there is less room."""
        self._short = short
        super().setText(text)
        self._explain()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._explain()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawText(self.contentsRect(), int(self.alignment()), self.shown)

    def _explain(self) -> None:
        self.setToolTip("" if self.shown == self.text() else tooltip(self.text()))
