"""The dates of an action item, and for whom it is, to be put right by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QGridLayout, QLabel, QVBoxLayout, QWidget

from reader.correcting import Right
from ui.day_edit import DayEdit
from ui.dialog_buttons import dialog_buttons
from ui.wording import ADDRESSEES, addressee_name, in_short
from ui.zoom import make_room

if TYPE_CHECKING:
    from datetime import date

    from reader.actions.action import Action
    from reader.due import When, Whens

_MOST_QUOTED = 300  # characters of the sentence


class CorrectDialog(QDialog):
    """Two dates, each with a tick that says whether there is one, and for whom the action is."""

    def __init__(self, action: Action, whens: Whens, sent: date, parent: QWidget | None = None) -> None:
        """`sent` is the day of the message, from where a date is chosen that was not there."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Change date"))
        make_room(self, 480, 280)
        title = QLabel(self.tr("When and for whom is this?"))
        title.setObjectName("Subject")
        sentence = " ".join(action.text.split())
        quoted = QLabel(
            in_short(sentence if len(sentence) <= _MOST_QUOTED else sentence[:_MOST_QUOTED] + "…")
        )
        quoted.setTextFormat(Qt.TextFormat.PlainText)
        quoted.setWordWrap(True)
        self.due = _DateField(self.tr("&Deadline"), whens.due, whens.event, sent)
        self.event_day = _DateField(self.tr("&Meeting"), whens.event, whens.due, sent)
        self.whom = QComboBox()
        for addressee in ADDRESSEES:
            self.whom.addItem(addressee_name(addressee), addressee)
        self._before = action.addressee or ""
        self.whom.setCurrentIndex(self.whom.findData(self._before))
        self.whom.setAccessibleName(self.tr("For whom"))
        whom = QLabel(self.tr("For &whom"))
        whom.setBuddy(self.whom)
        fields = QGridLayout()
        fields.setHorizontalSpacing(16)
        for row, field in enumerate((self.due, self.event_day)):
            fields.addWidget(field.tick, row, 0)
            fields.addWidget(field.day, row, 1)
            field.day.edited.connect(self._tell_of_ticks)
        fields.addWidget(whom, 2, 0)
        fields.addWidget(self.whom, 2, 1)
        fields.setColumnStretch(1, 1)
        self._hint = QLabel()
        self._hint.setObjectName("Quiet")
        self._hint.setWordWrap(True)
        self._hint.setTextFormat(Qt.TextFormat.PlainText)
        self._tell_of_ticks()
        below = dialog_buttons(self, self.tr("Cancel"), self.tr("&Save"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(title)
        layout.addWidget(quoted)
        layout.addLayout(fields)
        layout.addWidget(self._hint)
        layout.addStretch(1)
        layout.addLayout(below)
        self.due.day.text.setFocus()
        self.due.day.text.selectAll()

    def accept(self) -> None:
        """Not with something in a field that is no day: that would be kept as another date."""
        for field in (self.due, self.event_day):
            if field.tick.isChecked() and (wrong := field.day.refuse()):
                self._hint.setText(wrong)
                return
        super().accept()

    def right(self) -> Right:
        """What the user changed."""
        whom: str = self.whom.currentData()
        return Right(self.due.changed(), self.event_day.changed(), None if whom == self._before else whom)

    def _tell_of_ticks(self) -> None:
        self._hint.setText(self.tr("Without a tick there is no date."))


class _DateField:
    """A tick and a day: who types a day or chooses one sets the tick, and without the tick no day stands there."""

    def __init__(self, name: str, when: When | None, other: When | None, sent: date) -> None:
        """Without a day of its own it begins on the other one of the action, or on the day of the message."""
        first = when or other
        self._begin = first.day if first else sent
        self.tick = QCheckBox(name)
        self.tick.setChecked(when is not None)
        self.day = DayEdit(name.replace("&", ""), self._begin, sent)
        if when is None:
            self.day.text.clear()
        self.tick.toggled.connect(self._follow)
        self.day.edited.connect(self._set_tick)
        self._before = when.day.isoformat() if when else ""  # also a day that cannot be typed

    def _set_tick(self) -> None:
        self.tick.setChecked(bool(self.day.text.text().strip()))

    def _follow(self, ticked: bool) -> None:  # noqa: FBT001 - a slot
        """The day goes and comes with the tick."""
        if not ticked:
            self.day.text.clear()
        elif not self.day.text.text():
            self.day.set_day(self._begin)

    def changed(self) -> str | None:
        """The chosen day as ISO, "" for none; None where that is as it was."""
        value = self._value()
        return None if value == self._before else value

    def _value(self) -> str:
        day = self.day.day if self.tick.isChecked() else None
        return day.isoformat() if day else ""
