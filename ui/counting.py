"""The day from which terms count: a menu with what can be chosen, and a field for another day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QDialog, QLabel, QMenu, QVBoxLayout, QWidget

from ui.day_edit import DayEdit
from ui.dialog_buttons import dialog_buttons
from ui.wording import long_day
from ui.zoom import make_room

if TYPE_CHECKING:
    from reader.events import CountFrom, Reference


class Counting(QObject):
    """Asks the user from which day terms count."""

    chosen = Signal(object)  # a CountFrom

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.dialog: DayDialog | None = None

    def choose(self, count_from: CountFrom, reference: Reference | None, place: QPoint) -> None:
        """Open the menu at a place on the screen, with what counts now ticked."""
        menu = QMenu(self._window)
        menu.setObjectName("CountingMenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        group = QActionGroup(menu)
        newest = reference.newest if reference else None
        entries: list[tuple[str, CountFrom]] = [
            (self.tr("Automatic: today, or the newest message of an older export"), "auto"),
            (self.tr("Today"), "today"),
        ]
        if newest is not None:
            name = self.tr("The newest message: {date}").format(date=long_day(newest.isoformat()))
            entries.append((name, "newest"))
        if isinstance(count_from, date):
            entries.append((long_day(count_from.isoformat()), count_from))
        for text, value in entries:
            entry = menu.addAction(text)
            entry.setCheckable(True)
            entry.setChecked(count_from == value)
            group.addAction(entry)
            entry.triggered.connect(lambda _checked=False, value=value: self.chosen.emit(value))
        menu.addAction(self.tr("Another day…")).triggered.connect(lambda: self.choose_day(reference))
        menu.popup(place)

    def choose_day(self, reference: Reference | None) -> None:
        self.dialog = DayDialog(reference.day if reference else date.today(), self._window)  # noqa: DTZ011 - the user's own
        self.dialog.accepted.connect(self._take_day)
        self.dialog.open()

    def _take_day(self) -> None:
        assert self.dialog is not None
        self.chosen.emit(self.dialog.day.day)


class DayDialog(QDialog):
    """A field for the day."""

    def __init__(self, day: date, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Count terms from"))
        make_room(self, 380, 150)
        self._about = QLabel()
        self._about.setTextFormat(Qt.TextFormat.PlainText)
        self._about.setWordWrap(True)
        self._explain()
        self.day = DayEdit(self.tr("Count terms from"), day, day, date.today())  # noqa: DTZ011 - the user's own
        self.day.text.textChanged.connect(self._explain)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(self.day)
        layout.addWidget(self._about)
        layout.addLayout(dialog_buttons(self, self.tr("Cancel"), self.tr("&Count from this day")))
        self.day.text.setFocus()
        self.day.text.selectAll()

    @Slot()
    def _explain(self) -> None:
        self._about.setText(self.tr("Overdue is what had to be done before this day."))

    def accept(self) -> None:
        """Not with something in the field that is no day."""
        if wrong := self.day.refuse():
            self._about.setText(wrong)
            return
        super().accept()
