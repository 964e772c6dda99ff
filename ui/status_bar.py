"""The status bar: what an import does, what went wrong, how fast the search was."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QSizePolicy, QStatusBar

from reader.paths import SAMPLE
from ui.elided_label import ElidedLabel
from ui.wording import count

if TYPE_CHECKING:
    from reader.events import Progress, Summary


class StatusBar(QStatusBar):
    """One line; a message stays until the next one."""

    cancel_wanted = Signal()
    problems_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
        self.setContentsMargins(14, 0, 14, 0)
        self._message = ElidedLabel()
        self._message.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 1000)
        self._bar.setAccessibleName(self.tr("Progress of reading"))
        self._progress = QLabel()
        self._cancel = _flat_button(self.tr("Cancel"))
        self._cancel.clicked.connect(self.cancel_wanted)
        self._problems = _flat_button("")
        self._problems.clicked.connect(self.problems_wanted)
        self._hits = QLabel()
        self.addWidget(self._message, 1)
        for widget in (self._bar, self._progress, self._cancel, self._problems, self._hits):
            self.addPermanentWidget(widget)
        self._problems.hide()
        self.end_progress()

    @property
    def message(self) -> str:
        """What the bar says now."""
        return self._message.text()

    def show_message(self, text: str) -> None:
        self._message.setText(text)

    def show_progress(self, progress: Progress) -> None:
        """The export, a bar, and how far it is: 12.400 berichten, 410 per seconde, nog ongeveer 3 minuten."""
        if not self._bar.isVisible():
            self._problems.hide()
        name = (
            self.tr("the sample mailbox")
            if progress.export == str(SAMPLE)
            else PurePath(progress.export).name
        )
        self.show_message(self.tr("Reading {name}").format(name=name))
        parts = [self.tr("%Ln message(s)", "", progress.messages)]
        if rate := round(progress.per_second):
            parts.append(self.tr("{rate} per second").format(rate=count(rate)))
        if progress.seconds_left is not None:
            parts.append(self._time_left(progress.seconds_left))
        if progress.total and progress.done:
            self._bar.setRange(0, 1000)
            self._bar.setValue(1000 * progress.done // progress.total)
        else:
            self._bar.setRange(0, 0)
        self._progress.setText(", ".join(parts))
        for widget in (self._bar, self._progress, self._cancel):
            widget.show()

    def show_news(self, messages: int) -> None:
        """What came in by itself: one line, and no more."""
        self.show_message(self.tr("%n new message(s)", "", messages))

    def end_progress(self) -> None:
        for widget in (self._bar, self._progress, self._cancel):
            widget.hide()

    def show_summary(self, summary: Summary | None, problems: int) -> None:
        """What came of an import; a button leads to what went wrong."""
        if summary is not None and summary.messages:
            parts = [self.tr("%n new message(s)", "", summary.added)]
            if summary.duplicates:
                parts.append(self.tr("%n message(s) were there already", "", summary.duplicates))
            self.show_message(", ".join(parts))
        else:
            self.show_message("")
        self._problems.setText(self.tr("%n problem(s)", "", problems))
        self._problems.setVisible(problems > 0)

    def show_hits(self, total: int, milliseconds: float) -> None:
        text = self.tr("%n hit(s)", "", total)
        self._hits.setText(self.tr("{hits} in {time} ms").format(hits=text, time=count(round(milliseconds))))

    def _time_left(self, seconds: float) -> str:
        if seconds < 90:  # noqa: PLR2004 - from then on minutes read better
            return self.tr("about %n second(s) left", "", max(1, round(seconds)))
        return self.tr("about %n minute(s) left", "", round(seconds / 60))


def _flat_button(text: str) -> QPushButton:
    button = QPushButton(text)
    button.setProperty("flat", True)
    return button
