"""What stands in the place of an empty agenda: that nothing is asked, and the way to the dates that are merely mentioned."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ui.wording import Counted


class AgendaNothing(QWidget):
    """Explains itself; what its button does is connected by the pane that it stands in."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("AgendaNothing")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._text = QLabel()
        self._text.setObjectName("AgendaNothingText")
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text.setWordWrap(True)
        self.show_mentions = QPushButton(self.tr("Show dates mentioned"))
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        layout.addWidget(self._text)
        layout.addWidget(self.show_mentions, 0, Qt.AlignmentFlag.AlignCenter)
        layout.addStretch(3)
        self.explain(0)

    def explain(self, mentioned: int) -> None:
        """With the number of dates that would be shown if they were asked for."""
        text = self.tr("There are no deadlines or meetings in these messages.")
        if mentioned:
            text += " " + Counted.tr("They do mention %n date(s).", "", mentioned)
        self._text.setText(text)
        self.show_mentions.setVisible(mentioned > 0)
