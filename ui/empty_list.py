"""What stands in the place of an empty list: why it is empty, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from reader.events import Filters
from reader.query import shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.events import Page, Search


class EmptyList(QWidget):
    """Explains itself; what its buttons do is connected by the pane that it stands in."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("Empty")
        self._title = QLabel()
        self._title.setObjectName("EmptyTitle")
        self._text = QLabel()
        self._text.setWordWrap(True)
        self.add = QPushButton(self.tr("Add export…"))
        self.add.setProperty("primary", True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 0, 32, 0)
        layout.addStretch(2)
        for widget in (self._title, self._text):
            widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(widget)
        self.suggestion = suggestion_button()
        layout.addSpacing(12)
        layout.addWidget(self.suggestion, 0, Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(self.add, 0, Qt.AlignmentFlag.AlignCenter)
        layout.addStretch(3)

    def explain(self, page: Page, *, importing: bool) -> None:
        """Why an answer has no rows."""
        if page.everything:
            self._say(self.tr("Nothing found"), self._reason(page.missing) or self._way_out(page.search))
        elif importing:
            self._say(self.tr("Reading…"), self.tr("The first messages appear in a moment."))
        else:
            text = self.tr("Drop an export of your mail program here, or choose one.")
            self._say(self.tr("No mailbox yet"), text, may_add=True)

    def explain_start(self) -> None:
        """No answer came yet since the window opened: on a slow PC that takes seconds."""
        self._say(self.tr("Starting…"), self.tr("Your messages appear in a moment."))

    def _reason(self, missing: Sequence[str]) -> str:
        """Which words that the query needs no message has: no filter that is taken away would help."""
        if not missing:
            return ""
        quoted = [f"“{shorten(word)}”" for word in missing]
        listed = self.tr(" or ").join(filter(None, (", ".join(quoted[:-1]), quoted[-1])))
        return self.tr("No message contains {words}.").format(words=listed)

    def _way_out(self, search: Search) -> str:
        """What finds more than nothing."""
        if search.filters == Filters():
            return self.tr("Use other words, or fewer.")
        if search.text.strip():
            return self.tr("Use other words, or take a filter away.")
        return self.tr("Take a filter away.")

    def _say(self, title: str, text: str, *, may_add: bool = False) -> None:
        self._title.setText(title)
        self._text.setText(text)
        self.add.setVisible(may_add)


def suggestion_button() -> QPushButton:
    """That asks whether something else was meant."""
    button = QPushButton()
    button.setObjectName("Suggestion")
    button.setProperty("flat", True)
    return button
