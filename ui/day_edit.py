"""A field for one day: it is typed as people write it, or chosen from a calendar.

Not QDateEdit: that takes "2-12-2026" for the 21st of whatever month it had, without a word.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from reader.periods import FIRST_DAY, LAST_DAY, typed_day
from ui.day_calendar import day_calendar
from ui.wording import weekday_and_day

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

_LONGEST = 60  # characters that are typed: a sentence below quotes them
_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}  # days, as in Qt's own fields


class DayEdit(QWidget):
    """Up and Down go a day on and back, Alt+Down opens the calendar; when it is left the day stands in full."""

    edited = Signal()  # by the user, to a day or to something else

    def __init__(self, name: str, day: date, near: date, today: date | None = None) -> None:
        """`name` is what a screen reader calls it; `near` and `today` are those of `typed_day`."""
        super().__init__()
        self._name = name
        self._begin = day
        self._near = near
        self._today = today
        self.text = QLineEdit(weekday_and_day(day))
        self.text.setObjectName("Day")
        self.text.setMaxLength(_LONGEST)
        self.text.setAccessibleName(name)
        self.text.textEdited.connect(self.edited)
        self.text.editingFinished.connect(self._write_in_full)
        self.text.installEventFilter(self)
        self.open = QToolButton()
        self.open.setObjectName("DayOpen")
        self.open.setAccessibleName(self.tr("Choose from a calendar"))
        self.open.setToolTip(self.tr("Choose from a calendar (Alt+Down)"))
        self.open.clicked.connect(self._open_calendar)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.open)
        self.setFocusProxy(self.text)

    @property
    def day(self) -> date | None:
        """What stands there; None where that is no day."""
        return typed_day(self.text.text(), self._near, today=self._today)

    def set_day(self, day: date) -> None:
        self.text.setText(weekday_and_day(day))

    def refuse(self) -> str:
        """What is wrong with what stands there, and the keyboard goes to it; "" where it is a day."""
        if self.day is not None:
            return ""
        self.text.setFocus()
        self.text.selectAll()
        if not self.text.text().strip():
            return self.tr("Type a date like this: 2-12-2026.")
        return self.tr("“{text}” is no date. Type it like this: 2-12-2026.").format(text=self.text.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key, alt = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            if key == Qt.Key.Key_Down and alt:
                self._open_calendar()
                return True
            if key in _STEPS and not alt and (self.day is not None or not self.text.text()):
                there = self.day + timedelta(days=_STEPS[key]) if self.day else self._begin
                self._choose(max(FIRST_DAY, min(there, LAST_DAY)))
                return True
        return super().eventFilter(watched, event)

    def _choose(self, day: date) -> None:
        self.set_day(day)
        self.edited.emit()

    def _write_in_full(self) -> None:
        if self.day is not None:
            self.set_day(self.day)

    def _open_calendar(self) -> None:
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setObjectName("DayPopup")
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = day_calendar(self._name, self.day or self._begin, popup)
        layout = QVBoxLayout(popup)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(calendar)

        def take(chosen: QDate) -> None:
            self._choose(date(chosen.year(), chosen.month(), chosen.day()))
            popup.close()

        calendar.clicked.connect(take)
        calendar.activated.connect(take)
        popup.move(self.mapToGlobal(QPoint(0, self.height())))
        popup.show()
        calendar.setFocus()
