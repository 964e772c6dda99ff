"""From what a user adds to what is read: the maps are counted in a child process, and asked about where there are more."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from reader import library
from reader.events import Progress, Survey
from ui.map_dialog import MapDialog
from ui.worker import Job

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from reader.choice import Choice
    from reader.paths import DataDir
    from reader.problems import Problem
    from ui.theme import Theme

_PATIENCE_MS = 400  # a count that is done sooner shows no dialog where there is nothing to ask


class _Wish(NamedTuple):
    paths: tuple[str, ...]
    again: bool  # they are read already, and the user wants to choose anew


class MapChoosing(QObject):
    """One dialog at a time, for everything that was added together."""

    chosen = Signal(object, object)  # paths, and {path: Choice} of those that were asked about
    nothing_to_choose = Signal()
    failed = Signal(object)  # Problem

    def __init__(self, data: DataDir, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self.theme = theme
        self.dialog: MapDialog | None = None
        self._window = window
        self._waiting: deque[_Wish] = deque()
        self._wish: _Wish | None = None
        self._surveys: list[Survey] = []
        self._job = Job(data, self)
        self._data = data
        self._job.happened.connect(self._take)
        self._job.finished.connect(self._counted)
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(self._open)

    def add(self, paths: Sequence[str]) -> None:
        """Ask which maps of these exports are to be read, where they have more than one."""
        self._queue(_Wish(tuple(paths), again=False))

    def change(self, path: str) -> None:
        """Ask again about an export that is read already."""
        self._queue(_Wish((path,), again=True))

    def close(self) -> None:
        """The window closes: stop without a word."""
        self.blockSignals(True)
        self._waiting.clear()
        self._end()

    def _queue(self, wish: _Wish) -> None:
        self._waiting.append(wish)
        if self._wish is None:
            self._start_next()

    def _start_next(self) -> None:
        if self._waiting:
            self._wish = self._waiting.popleft()
            self._surveys = []
            self._job.start(library.survey, self._data, self._wish.paths)

    @Slot()
    def _open(self) -> None:
        self.dialog = MapDialog(self.theme, self._window)
        self.dialog.accepted.connect(self._accept)
        self.dialog.rejected.connect(self._end)
        self.dialog.open()

    @Slot(object)
    def _take(self, event: object) -> None:
        if isinstance(event, Survey):
            self._surveys.append(event)
        elif isinstance(event, Progress):
            if self.dialog is not None:
                self.dialog.show_progress(event)
            elif not self._patience.isActive():
                self._patience.start()

    @Slot(object)
    def _counted(self, problem: Problem | None) -> None:
        if self._wish is None:
            return  # cancelled
        self._patience.stop()
        asked = [survey for survey in self._surveys if _is_question(survey)]
        if problem is not None:
            self.failed.emit(problem)
            self._end()
        elif asked:
            if self.dialog is None:
                self._open()
            assert self.dialog is not None
            self.dialog.show_maps(asked, others=len(self._surveys) - len(asked))
        elif self._wish.again and self._surveys:
            self.nothing_to_choose.emit()
            self._end()
        else:
            self._go_on({})

    @Slot()
    def _accept(self) -> None:
        assert self.dialog is not None
        self._go_on(self.dialog.choices())

    def _go_on(self, choices: Mapping[str, Choice]) -> None:
        assert self._wish is not None
        self.chosen.emit(self._wish.paths, choices)
        self._end()

    @Slot()
    def _end(self) -> None:
        """Done with this one, in whatever way; what waits is next."""
        self._wish = None
        self._patience.stop()
        self._job.cancel()
        if self.dialog is not None:
            dialog, self.dialog = self.dialog, None
            dialog.blockSignals(True)
            dialog.close()
            dialog.deleteLater()
        self._start_next()


def _is_question(survey: Survey) -> bool:
    """Whether there is something to choose, or was."""
    return len(survey.maps) > 1 or not all(survey.choice.takes(folder) for folder in survey.maps)
