"""A calendar to choose a day from: weeks from Monday with their numbers, and arrows that are seen in dark colours too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QSize, Qt
from PySide6.QtGui import QIcon, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QToolButton, QWidget

from reader.periods import FIRST_DAY, LAST_DAY
from ui.zoom import px

if TYPE_CHECKING:
    from datetime import date

_SIZE = QSize(340, 280)  # six weeks, with their numbers


def day_calendar(name: str, day: date, parent: QWidget) -> QCalendarWidget:
    """With this day chosen; `name` is what a screen reader calls it."""
    calendar = QCalendarWidget(parent)
    calendar.setAccessibleName(name)
    calendar.setDateRange(_qt_day(FIRST_DAY), _qt_day(LAST_DAY))
    calendar.setDateEditEnabled(False)  # a key would open a field that takes "15-5-2024" for another day
    calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
    for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):  # red would say that something is wrong
        calendar.setWeekdayTextFormat(weekend, QTextCharFormat())
    for button_name, sign in (("qt_calendar_prevmonth", "‹"), ("qt_calendar_nextmonth", "›")):
        button = calendar.findChild(QToolButton, button_name)
        assert button is not None, "Qt names it so"
        button.setIcon(QIcon())  # an arrow that is black in dark colours too
        button.setText(sign)
    parent.ensurePolished()
    calendar.setMinimumSize(_SIZE * px(100, parent.font()) / 100)
    calendar.setSelectedDate(_qt_day(day))
    return calendar


def _qt_day(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
