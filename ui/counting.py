"""The day from which terms count: a menu with what can be chosen, and a calendar for another day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QMenu, QVBoxLayout, QWidget

from ui.day_calendar import day_calendar
from ui.wording import long_day

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
        for text, value in entries:
            self._add(menu, group, text, checked=count_from == value).triggered.connect(
                lambda _checked=False, value=value: self.chosen.emit(value)
            )
        text = self.tr("Another day…")
        if isinstance(count_from, date):
            text = self.tr("Another day than {date}…").format(date=long_day(count_from.isoformat()))
        other = self._add(menu, group, text, checked=isinstance(count_from, date))
        other.triggered.connect(lambda: self.choose_day(reference))
        menu.popup(place)

    def choose_day(self, reference: Reference | None) -> None:
        self.dialog = DayDialog(reference.day if reference else date.today(), self._window)  # noqa: DTZ011 - the user's own
        self.dialog.accepted.connect(self._take_day)
        self.dialog.open()

    def _take_day(self) -> None:
        assert self.dialog is not None
        self.chosen.emit(self.dialog.day)

    @staticmethod
    def _add(menu: QMenu, group: QActionGroup, text: str, *, checked: bool) -> QAction:
        action = menu.addAction(text)
        action.setCheckable(True)
        action.setChecked(checked)
        group.addAction(action)
        return action


class DayDialog(QDialog):
    """A calendar with one chosen day."""

    def __init__(self, day: date, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Count terms from"))
        about = QLabel(self.tr("Overdue is what had to be done before this day."))
        about.setWordWrap(True)
        self.calendar = day_calendar(self.tr("Count terms from"), day, self)
        self.calendar.activated.connect(self.accept)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(about)
        layout.addWidget(self.calendar)
        layout.addWidget(buttons)
        self.calendar.setFocus()

    @property
    def day(self) -> date:
        chosen = self.calendar.selectedDate()
        return date(chosen.year(), chosen.month(), chosen.day())
