"""Watches the exports while the window is open, in a process of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from reader.events import Changed
from reader.watch import watch
from ui.worker import Job

if TYPE_CHECKING:
    from reader.paths import DataDir

_BEGIN_MS = 3000  # after the window has shown what it has
_AGAIN_MS = 60_000  # where it ended: nothing that it does should end it


class Watching(QObject):
    """Says what is to be read again."""

    changed = Signal(Changed)

    def __init__(self, data: DataDir, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._data = data
        self._job = Job(data, self)
        self._job.happened.connect(self._take)
        self._job.finished.connect(self._ended)
        self._begin = QTimer(self, singleShot=True)
        self._begin.timeout.connect(self._start)

    def start(self) -> None:
        self._begin.start(_BEGIN_MS)

    def close(self) -> None:
        """The window closes: stop without a word."""
        self.blockSignals(True)
        self._job.blockSignals(True)
        self._begin.stop()
        self._job.cancel()

    @Slot()
    def _start(self) -> None:
        if not self._job.running:
            self._job.start(watch, self._data)

    @Slot(object)
    def _take(self, event: object) -> None:
        self.changed.emit(event)

    @Slot()
    def _ended(self) -> None:
        self._begin.start(_AGAIN_MS)
