"""The card that explains how to search: each example can be clicked, and runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.zoom import px

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QKeyEvent, QMouseEvent

translate = QCoreApplication.translate

_WIDTH = 620  # pixels at 100 %
_EDGE = 12  # from the edges of the window
_BORDER = 1  # of the frame, by the style sheet

Lines = tuple[tuple[str, str], ...]


def sections() -> Iterator[tuple[str, Lines]]:
    """Titles, each with its examples and what they find, in the language of the window."""
    yield (
        translate("card", "Words"),
        (
            (translate("card", "swimming pool"), translate("card", "messages with both words")),
            (translate("card", '"action plan"'), translate("card", "exactly these words, in this order")),
            (translate("card", "district*"), translate("card", "words that begin so")),
            (translate("card", "coucnil~"), translate("card", "also when it is misspelt")),
        ),
    )
    yield (
        translate("card", "Together"),
        (
            (translate("card", "view OR objection"), translate("card", "one of both words, or both")),
            (translate("card", "trees -felling"), translate("card", "the first word, without the second")),
            (translate("card", "bus AND (stop OR route)"), translate("card", "first what is in brackets")),
        ),
    )
    yield (
        translate("card", "Where it stands"),
        (
            (translate("card", "from:jansen"), translate("card", "the sender")),
            (translate("card", "to:clerk"), translate("card", "a recipient; cc: is someone in CC")),
            (translate("card", "subject:motion"), translate("card", "only the subject; text: only the text")),
            (translate("card", "attachment:budget"), translate("card", "name and text of attachments")),
            (translate("card", 'category:"Incoming document"'), translate("card", "a category")),
            (translate("card", "folder:inbox"), translate("card", "a folder; mailbox: is a mailbox")),
        ),
    )
    yield (
        translate("card", "When, and what is asked"),
        (
            (translate("card", "date:2026-11"), translate("card", "a month; also a year or a day")),
            (translate("card", "date:>2026-10-01"), translate("card", "after a day")),
            (
                translate("card", "date:lastweek"),
                translate("card", "also today, thisweek, thismonth, thisyear"),
            ),
            (translate("card", "has:action"), translate("card", "also has:attachment and has:deadline")),
            (
                translate("card", "is:question"),
                translate("card", "what you are asked to do; also is:invitation and is:consultation"),
            ),
            (translate("card", "deadline:<2026-12-15"), translate("card", "to be done before a day")),
            (
                translate("card", "for:council"),
                translate("card", "also for:clerk, for:executive and for:others"),
            ),
            (
                translate("card", "is:listed"),
                translate("card", "on the list of incoming documents; proposal: is the proposed settlement"),
            ),
        ),
    )


class QueryCard(QWidget):
    """Lies over the whole window and draws nothing beside its frame.

    Closes with Escape, with a click beside the frame, when an example is taken, and when the keyboard goes elsewhere.
    It sees clicks because it lies over what they are for: a filter on the events of the whole program would make
    Python look at every object of the browser engine too, and that ended the program.
    """

    chosen = Signal(str)  # the example
    left = Signal()  # closed without an example, and the keyboard has no place yet

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.frame = QFrame(self)
        self.frame.setObjectName("QueryCard")
        self.frame.setAccessibleName(self.tr("How to search"))
        self.examples: list[QPushButton] = []
        inside = QWidget()
        inside.setObjectName("QueryCardInside")
        grid = QGridLayout(inside)
        grid.setContentsMargins(18, 14, 18, 14)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        self._add_text(grid, "CardTitle", self.tr("How to search"))
        self._add_text(
            grid,
            "CardText",
            self.tr(
                "Type words: the list follows each key. Capitals and accents make no difference, and other forms "
                "of a word count too. Click an example to try it."
            ),
        )
        for title, lines in sections():
            self._add_text(grid, "CardHead", title)
            for example, meaning in lines:
                self._add_example(grid, example, meaning)
        self._add_text(grid, "CardText", self.tr("Write AND, OR and NOT in capitals."))
        self._inside = inside
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its examples have it
        self._area.setWidget(inside)
        layout = QVBoxLayout(self.frame)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._area)
        parent.installEventFilter(self)
        application = QCoreApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow_keyboard)

    def show_below(self, button: QWidget) -> None:
        """Below a button, inside its window: where there is no room for all of it, it scrolls."""
        window = button.window()
        self.setGeometry(window.rect())
        right = button.mapTo(window, QPoint(button.width(), button.height() + 6))
        width = min(px(_WIDTH, button.font()), window.width() - 2 * _EDGE)
        bar = self._area.verticalScrollBar().sizeHint().width()
        self.ensurePolished()
        wanted = self._inside.heightForWidth(width - bar) + 2 * _BORDER
        height = min(wanted, window.height() - right.y() - _EDGE)
        left = max(_EDGE, min(right.x() - width // 2, window.width() - width - _EDGE))
        self.frame.setGeometry(left, right.y(), width, height)
        self.show()
        self.raise_()
        self.examples[0].setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window changes its size: the card would not fit any more."""
        if event.type() == QEvent.Type.Resize and watched is self.parentWidget():
            self._leave()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.frame.geometry().contains(event.position().toPoint()):
            self._leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows walk along the examples, as Tab does."""
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        elif event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self._walk(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 - Qt's signature
        self._walk(1 if next else -1)
        return True

    def _leave(self) -> None:
        self.close()
        self.left.emit()

    @Slot(QWidget, QWidget)
    def _follow_keyboard(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Close where the keyboard went to another part of the window; another program may have it for a while."""
        if now is not None and self.isVisible() and not self.isAncestorOf(now):
            self.close()

    def _walk(self, steps: int) -> None:
        """Round along the examples: Escape is the way out."""
        here = self.focusWidget()
        at = self.examples.index(here) if isinstance(here, QPushButton) else 0
        button = self.examples[(at + steps) % len(self.examples)]
        button.setFocus(Qt.FocusReason.TabFocusReason)
        self._area.ensureWidgetVisible(button, 0, 40)

    def _add_text(self, grid: QGridLayout, name: str, text: str) -> None:
        label = QLabel(text)
        label.setObjectName(name)
        label.setIndent(0)  # else the style sheet sets a heading in
        label.setWordWrap(True)
        grid.addWidget(label, grid.rowCount(), 0, 1, 2)

    def _add_example(self, grid: QGridLayout, example: str, meaning: str) -> None:
        button = QPushButton(example.replace("&", "&&"))
        button.setObjectName("CardExample")
        button.setAccessibleDescription(meaning)
        button.clicked.connect(lambda: self._take(example))
        label = QLabel(meaning)
        label.setWordWrap(True)
        row = grid.rowCount()
        grid.addWidget(button, row, 0)
        grid.addWidget(label, row, 1)
        self.examples.append(button)

    def _take(self, example: str) -> None:
        self.close()
        self.chosen.emit(example)
